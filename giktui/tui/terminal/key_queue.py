"""One key at a time: what a key leads to has happened before the next is looked at, however fast they come.

A line delivers what was typed while it hung in one burst. Textual hands each key to the widget that has the focus at
once and runs what the key is bound to afterwards, so that the digits behind `Alt+3` would end up in the text that was
being written before.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

PATIENCE = 1.0
"""Half the seconds after which a key is let in although nothing says that the one before has been dealt with. Twice, as
what stopped everything meanwhile (a locked database, $EDITOR) has run out the first time without being at fault."""

QUIET = 3
"""So many rounds without a message waiting anywhere say that nothing more comes of a key."""

ROUNDS = 20
"""How often, at most, the messages are waited for that messages lead to."""

DRAWN = 2
"""How often a screen that comes up is drawn until it is filled: some fill themselves when they know their size."""


class KeyQueue:
    """Keys (and pastes) on their way into an app; `deliver` is what the app does with one."""

    def __init__(self, app: App[Any], deliver: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._busy = False
        self._turn = 0
        self._rounds = self._quiet = self._drawn = 0
        self._screen: object = None
        self._overdue = 0
        self._patience: Timer | None = None

    async def take(self, event: Event) -> None:
        """Deliver the event now or, while another is being dealt with, after that."""
        self._waiting.append(event)
        if not self._busy:
            await self._let_in()
        elif self._patience is None:
            self._patience = self._app.set_timer(PATIENCE, self._lose_patience)

    async def _lose_patience(self) -> None:
        if self._overdue == self._turn:
            await self._let_in()
        else:
            self._overdue = self._turn
            self._patience = self._app.set_timer(PATIENCE, self._lose_patience)

    async def _let_in(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        self._busy = bool(self._waiting)
        if not self._waiting:
            return
        event = self._waiting.popleft()
        if self._waiting:
            self._patience = self._app.set_timer(PATIENCE, self._lose_patience)
        self._turn += 1
        self._rounds = self._quiet = self._drawn = 0
        self._screen, way = self._app.screen, self._way()
        await self._deliver(event)
        self._follow(self._turn, way)

    def _way(self) -> Sequence[MessagePump]:
        return (self._app.focused or self._app.screen).ancestors_with_self

    def _follow(self, turn: int, way: Sequence[MessagePump]) -> None:
        """Go the way of the key, from the widget that had the focus up to the app, behind it."""
        for number, pump in enumerate(way, 1):
            if pump.call_later(self._follow, turn, way[number:]):
                return
        self._end(turn)

    def _end(self, turn: int) -> None:
        """Let the next one in, once the screen that this one led to is there and its messages have led to no others."""
        if turn != self._turn:
            return
        screen = self._app.screen
        if screen is not self._screen:
            self._screen = screen
            self._quiet = self._drawn = 0
            self._draw(turn, screen)
        elif self._quiet < QUIET and self._rounds < ROUNDS:
            self._rounds += 1
            self._quiet = 0 if any(one.message_queue_size for one in screen.walk_children()) else self._quiet + 1
            self._follow(turn, self._way())
        else:
            self._app.call_later(self._let_in)

    def _draw(self, turn: int, screen: Screen[Any]) -> None:
        """Wait until the screen has been drawn."""
        self._drawn += 1
        after = self._end if self._drawn > DRAWN else partial(self._draw, screen=screen)
        if not screen.call_after_refresh(after, turn):
            self._end(turn)
