"""One key at a time: what a key leads to has happened before the next is looked at, however fast they come.

A line delivers what was typed while it hung in one burst. Textual hands each key to the widget that has the focus at
once and runs what the key is bound to afterwards, so that the digits behind `Alt+3` would end up in the text that was
being written before.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump
from textual.timer import Timer

PATIENCE = 1.0
"""Seconds after which a key is let in although nothing says that the one before has been dealt with."""

ROUNDS = 10
"""How often, at most, the messages are waited for that messages lead to."""


class KeyOrder:
    """Keys (and pastes) on their way into an app; `deliver` is what the app does with one."""

    def __init__(self, app: App[Any], deliver: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._busy = False
        self._turn = 0
        self._rounds = 0
        self._patience: Timer | None = None

    async def take(self, event: Event) -> None:
        """Deliver the event now or, while another is being dealt with, after that."""
        self._waiting.append(event)
        if not self._busy:
            await self._let_in()
        elif self._patience is None:
            self._patience = self._app.set_timer(PATIENCE, self._let_in)

    async def _let_in(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        self._busy = bool(self._waiting)
        if not self._waiting:
            return
        event = self._waiting.popleft()
        if self._waiting:
            self._patience = self._app.set_timer(PATIENCE, self._let_in)
        self._turn += 1
        self._rounds = 0
        screen, way = self._app.screen, self._way()
        await self._deliver(event)
        self._follow(self._turn, screen, way)

    def _way(self) -> Sequence[MessagePump]:
        return (self._app.focused or self._app.screen).ancestors_with_self

    def _follow(self, turn: int, screen: object, way: Sequence[MessagePump]) -> None:
        """Go the way of the key, from the widget that had the focus up to the app, behind it; and into a screen that it
        opened, which then knows what has the focus."""
        for number, pump in enumerate(way, 1):
            if pump.call_later(self._follow, turn, screen, way[number:]):
                return
        if self._app.screen is screen or not self._app.screen.call_later(self._end, turn):
            self._end(turn)

    def _end(self, turn: int) -> None:
        """Let the next one in, once the messages that this one led to have led to no others."""
        if turn != self._turn:
            return
        screen = self._app.screen
        if self._waiting and self._rounds < ROUNDS and any(one.message_queue_size for one in screen.walk_children()):
            self._rounds += 1
            self._follow(turn, screen, self._way())
        else:
            self._app.call_later(self._let_in)
