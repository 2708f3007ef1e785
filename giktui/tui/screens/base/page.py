"""What every screen but the report's has in common: a title, a body, a line of keys, a way back, and help."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.asking import Notice
from giktui.tui.dialogs.pasted_report import PastedReport, is_report
from giktui.tui.host import Host, host_of
from giktui.tui.keymap import bindings, key_name
from giktui.tui.safe_text import line
from giktui.tui.widgets.entry_grid.fitting import cut, width_of
from giktui.tui.widgets.fit import WIDE
from giktui.tui.widgets.key_line import KeyLine
from giktui.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from giktui.store import Entry

PAGE_CSS = Path(__file__).with_name("page.tcss")
"""The look of every page; a page with a look of its own names this file first."""


class Page(Screen[None]):
    """A screen over the database. Subclasses give `where`, `standing`, `body`, and name their scope and keys."""

    CSS_PATH: ClassVar = [PAGE_CSS]
    BINDINGS: ClassVar = bindings("page")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 (as Textual declares it)
    SCOPE: ClassVar[str] = "page"
    KEYS: ClassVar[tuple[str, ...]] = ()

    @property
    def giktui(self) -> Host:
        """The app, with its database."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        yield TextLines(id="title", ground="panel")
        yield from self.body()
        last = len(self.app.screen_stack) <= 1
        yield KeyLine(self.KEYS, ("page.help", "page.leave"), {"page.leave": _("退出")} if last else {})

    @property
    def is_open(self) -> bool:
        """Whether what a thread has found may still be shown: while a screen is taken off the stack its widgets are
        gone before it stops being attached."""
        return self.is_attached and self in self.app.screen_stack

    @property
    def is_wide(self) -> bool:
        """Whether there is room for whole rules, longer names and more columns."""
        return self.app.size.width >= WIDE

    def key_of(self, id: str) -> str:
        """The first key of an action, as people write it."""
        return next(map(key_name, self.giktui.keys_of(id)), "")

    def where(self) -> tuple[str, ...]:
        """Where one is, as a path: the first line of the screen."""
        return ("giktui",)

    def standing(self) -> str:
        """How things stand: at the right of that line."""
        return ""

    def body(self) -> Iterable[Widget]:
        """What stands between title and keys."""
        return ()

    def retitle(self) -> None:
        """Show the first line anew."""
        first, *further = (line(part) for part in self.where())
        path = "".join(f" › {part}" for part in further)
        room = self.size.width - 2
        standing = cut(line(self.standing()), max(room // 2, room - width_of(first + path) - 2))
        first = cut(first, max(8, room - width_of(path) - width_of(standing) - 2))
        path = cut(path, max(0, room - width_of(first) - width_of(standing) - 1))
        gap = room - width_of(first + path + standing)
        title = self.query_one("#title", TextLines)
        title.set_lines([[(" " + first, "strong"), (path + " " * max(1, gap), "plain"), (standing, "dim")]])

    def on_resize(self) -> None:
        """The first line is as wide as the screen."""
        self.call_after_refresh(self.retitle)

    def tell(self, message: str, title: str = "") -> None:
        """Say something that stays until a key is pressed."""
        self.app.push_screen(Notice(message, title))

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do it; where the user can do something about the failure, say so and return False."""
        try:
            action()
        except GiktuiError as error:
            self.tell(str(error))
            return False
        return True

    def read_anew(self, read: Callable[[], object]) -> None:
        """Read what is shown; where that is there no more (a colleague has deleted the report), say so."""
        try:
            read()
        except GiktuiError as error:
            self.giktui.say(error, error=True)

    def follow(self, read: Callable[[], object]) -> None:
        """Read what is shown, now and whenever another process has written; the list gets the focus."""
        self.giktui.database_changed.subscribe(self, lambda _nothing: read())
        read()
        if self.main is not None:
            self.set_focus(self.main)

    def to_report(self, entry: "Entry", place: str | None) -> None:
        """Show the report at a cell or section: the report screen below, if it is that one, else a new one."""
        self.giktui.back_to_report(entry, place)

    def action_leave(self) -> None:
        """Back to the screen below; from a line of text, back to the list first."""
        if isinstance(self.focused, Input) and self.main is not None:
            self.set_focus(self.main)
        else:
            self.giktui.leave_screen()

    def on_paste(self, event: events.Paste) -> None:
        """A whole report, pasted anywhere but in a report: look at it, and import it if that is wanted."""
        if is_report(event.text):
            event.stop()
            self.app.push_screen(PastedReport(event.text))

    @property
    def main(self) -> Widget | None:
        """The widget that has the focus unless something else was asked for."""
        return None

    def action_help(self) -> None:
        """All keys, this screen's first."""
        self.giktui.show("help", scopes=(self.SCOPE,))
