"""When the picture goes over the line: what the terminal has not taken yet is replaced by what is newer.

`App._display` of Textual 8.2.8 queues every frame for a thread that writes them one after the other: at 9600 baud and
twelve keys a second the picture was 49 s behind the keys. Here a frame is drawn on `output_diff`'s picture, and as much
of the difference goes out as `line_pace` has room for; the rest, by then brought up to date, with the next answer.
"""

import time
from asyncio import TimerHandle, get_running_loop
from typing import TYPE_CHECKING, Any

from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ScreenError
from textual.geometry import Offset

from giktui.tui.terminal.line_pace import ASK, LinePace, like_a_key
from giktui.tui.terminal.output_diff import TerminalPicture, pieces_of

if TYPE_CHECKING:
    from giktui.tui.terminal.driver import GiktuiDriver

_TORN = 200
"""Characters of a difference from which on it is worth telling the terminal that they belong together."""

_AGAIN = 0.02
"""Seconds after which a writer that was busy is looked at again."""


class Display:
    """Takes the frames of an app and sends them as the line allows."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self.picture = TerminalPicture()
        self.pace = LinePace()
        self._cursor = Offset(-1, -1)
        self._timer: TimerHandle | None = None

    def show(self, update: RenderableType | None) -> bool:
        """Take a frame. False where Textual has to show it itself: there is no line, or it is of no known kind."""
        app = self._app
        driver = app._driver
        if driver is None or driver.is_headless or not app._running or app._closed:
            return False
        if not isinstance(update, ChopsUpdate | LayoutUpdate):
            if update is not None:
                self.forget()
            return False
        if not app._batch_count:
            colors = app.console._color_system or ColorSystem.TRUECOLOR  # as textual itself asks
            self.picture.draw(pieces_of(update), (app.size.width, app.size.height), colors)
            self.send()
        return True

    def forget(self) -> None:
        """Something else has written on the terminal: everything is to be sent again."""
        self.picture.forget()
        self._cursor = Offset(-1, -1)

    def send(self) -> None:
        """Send as much of what is new as the line has room for."""
        self._stop_waiting()
        driver: GiktuiDriver | None = self._app._driver  # type: ignore[assignment]
        if driver is None or self._app._batch_count or not self._app._running:
            return
        try:
            cursor = self._cursor_position()
        except ScreenError:  # between two screens: the next one draws itself
            return
        while not self.picture.complete or cursor != self._cursor:
            now = time.monotonic()
            if self.pace.overdue(now):
                driver.write(self._question())
            room = self.pace.room(now)
            if not room or driver.busy:
                self._wait(self.pace.wait(now) if not room else _AGAIN)
                return
            rows = self.picture.send(room, cursor.y)
            if rows or cursor != self._cursor:
                text = f"{rows}\x1b[{cursor.y + 1};{cursor.x + 1}H"
                if self._app._sync_available and len(rows) > _TORN:
                    text = f"\x1b[?2026h{text}\x1b[?2026l"
                self._cursor = cursor
                self._write(text, now)

    def asked(self, size: int) -> None:
        """The driver has set up the terminal with so many bytes, and asked behind them."""
        self.pace.sent(size, time.monotonic())

    def answered(self) -> None:
        """The terminal has drawn what was sent before the question."""
        now = time.monotonic()
        if self.pace.answered(now) and self._app._driver is not None:
            self._app._driver.write(self._question())
        self.send()

    def _write(self, text: str, now: float) -> None:
        if self.pace.sent(len(text.encode()), now):
            text += self._question()
        assert self._app._driver is not None
        self._app._driver.write(text)
        self._app._driver.flush()

    def _question(self) -> str:
        """Ask where the cursor is, from elsewhere where the answer would be taken for a key."""
        x, y = self._cursor
        return f"\x1b[2;1H{ASK}\x1b[1;{x + 1}H" if like_a_key(x, y) else ASK

    def _cursor_position(self) -> Offset:
        """Where typing happens, for an input method opens its window there: as the focused widget has it now."""
        focused = self._app.focused
        place = getattr(focused, "cursor_screen_offset", None) if focused is not None else None
        return self._app.screen.outer_size.clamp_offset(place or self._app.cursor_position)

    def _wait(self, seconds: float) -> None:
        self._timer = get_running_loop().call_later(max(seconds, _AGAIN), self.send)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
