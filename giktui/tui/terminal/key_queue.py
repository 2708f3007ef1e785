"""One key at a time: what a key leads to has happened before the next is looked at, however fast they come.

A line delivers what was typed while it hung in one burst. Textual hands each key to the widget that has the focus at
once and runs what the key is bound to afterwards, so that the digits behind `Alt+3` would end up in the text that was
being written before. Here a mark follows each key (or click) through the queues of all that may answer it; the next one
waits for the mark, however long an overloaded machine needs, and for whoever says that he is building a part of the
screen anew (`hold`). No clock lets a key in: it would go to what is about to be taken down, and be lost.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from textual.app import App
from textual.errors import NoWidget
from textual.events import Event, Key, MouseEvent, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

LOOK = 0.25
"""Seconds between two looks, while something waits, at whether the mark can still arrive: a widget that was taken down
may have had it in its queue."""

STUCK = 40
"""So many looks at one and the same key: whatever it led to does not end."""

QUIET = 3
"""So many rounds without a message waiting anywhere say that nothing more comes of a key."""

ROUNDS = 20
"""How often, at most, the messages are waited for that messages lead to."""

DRAWN = 2
"""How often a screen that comes up is drawn until it is filled: some fill themselves when they know their size."""


class KeyQueue:
    """Keys, pastes and clicks on their way into an app; `deliver` is what the app does with one."""

    def __init__(self, app: App[Any], deliver: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._busy = False
        self._holds = 0
        self._held_up = False
        """Whether nothing but a hold is waited for."""
        self._mark = 0
        """The number of the mark that is under way; those before it count no more."""
        self._at: MessagePump | None = None
        self._further: Sequence[MessagePump] = ()
        self._drawing = False
        self._rounds = self._quiet = self._drawn = self._looks = 0
        self._screen: object = None
        self._watch: Timer | None = None

    async def take(self, event: Event) -> None:
        """Deliver the event now or, while another is being dealt with, after that."""
        self._waiting.append(event)
        if self._holds and not self._busy:
            self._busy = self._held_up = True
        if not self._busy:
            await self._let_in(self._mark)
        elif self._watch is None:
            self._watch = self._app.set_interval(LOOK, self._look)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Let nothing in meanwhile: what has the focus is about to be taken down, and what gets it is not there yet."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            if not self._holds and self._held_up:
                self._held_up = False
                self._end()

    @property
    def stuck(self) -> bool:
        """Whether keys have been waiting so long that whatever they wait for seems not to end."""
        return self._looks >= STUCK

    def typed_ahead(self) -> str:
        """The characters among what waits, here and in the app's own queue."""
        further = list(getattr(self._app._message_queue, "_queue", ()))
        events = [*self._waiting, *(one for one in further if isinstance(one, Key | Paste) and not one.is_forwarded)]
        return "".join(map(_characters, events)).strip()

    async def _look(self) -> None:
        """Where the mark was in the queue of what is gone, or a drawing waited for of a screen that is not shown now,
        go on without."""
        self._looks += 1
        at = self._at
        if at is not None and (at._closed or (self._drawing and self._app.screen is not at)):
            self._go(self._further)

    async def _let_in(self, mark: int) -> None:
        if mark != self._mark:
            return
        if self._holds:
            self._held_up = True
            return
        self._looks = 0
        self._busy = bool(self._waiting)
        event = self._waiting.popleft() if self._waiting else None
        if self._watch is not None and not self._waiting:
            self._watch.stop()
            self._watch = None
        if event is None:
            return
        self._rounds = self._quiet = self._drawn = 0
        self._screen, way = self._app.screen, self._way(event)
        await self._deliver(event)
        self._go(way)

    def _way(self, event: Event | None = None) -> Sequence[MessagePump]:
        """From the widget that has the focus, or is clicked at, up to the app."""
        if isinstance(event, MouseEvent):
            with suppress(NoWidget):
                return self._app.screen.get_widget_at(event.x, event.y)[0].ancestors_with_self
        return (self._app.focused or self._app.screen).ancestors_with_self

    def _go(self, way: Sequence[MessagePump]) -> None:
        """Put the mark behind all that the first of these has to do; from there it goes on to the others."""
        self._mark += 1
        self._drawing = False
        for number, pump in enumerate(way, 1):
            if pump.call_later(self._arrived, self._mark, way[number:]):
                self._at, self._further = pump, way[number:]
                return
        self._at = None
        self._end()

    def _arrived(self, mark: int, further: Sequence[MessagePump]) -> None:
        if mark == self._mark:
            self._go(further)

    def _end(self) -> None:
        """Let the next one in, once the screen that this one led to is there and its messages have led to no others."""
        screen = self._app.screen
        if self._holds:
            self._held_up = True
        elif screen is not self._screen:
            self._screen = screen
            self._quiet = self._drawn = 0
            self._draw(screen)
        elif self._quiet < QUIET and self._rounds < ROUNDS:
            self._rounds += 1
            self._quiet = 0 if any(one.message_queue_size for one in screen.walk_children()) else self._quiet + 1
            self._go(self._way())
        else:
            self._mark += 1
            self._app.call_later(self._let_in, self._mark)

    def _draw(self, screen: Screen[Any]) -> None:
        """Wait until the screen has been drawn."""
        self._mark += 1
        self._drawn += 1
        if screen.call_after_refresh(self._was_drawn, self._mark, screen):
            self._at, self._further, self._drawing = screen, (), True
        else:
            self._end()

    def _was_drawn(self, mark: int, screen: Screen[Any]) -> None:
        if mark == self._mark and self._drawn <= DRAWN:
            self._draw(screen)
        elif mark == self._mark:
            self._go(())


def _characters(event: Event) -> str:
    if isinstance(event, Paste):
        return event.text
    if isinstance(event, Key):
        written = {"enter": "\n", "tab": "\t"}.get(event.key, event.character or "")
        return written if written.isprintable() or written.isspace() else ""
    return ""
