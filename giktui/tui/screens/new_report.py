"""A new report: which agency, which year; what last year's report says of it is entered from the start."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.safe_text import line, safe

if TYPE_CHECKING:
    import sqlite3

    from giktui.tui.app import GiktuiApp


class _Names(Suggester):
    """Completes the name of an agency that is there."""

    def __init__(self, db: "sqlite3.Connection") -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.db = db

    async def get_suggestion(self, value: str) -> str | None:
        """The first agency whose name begins so."""
        found = self.db.execute(
            "SELECT name FROM agency WHERE substr(name, 1, ?) = ? ORDER BY id LIMIT 1", (len(value), value)
        ).fetchone()
        return line(found[0]) if found else None


class NewReportDialog(ModalScreen[None]):
    """Asks for agency and year, begins the report and shows it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, agency: str = "", year: int | None = None) -> None:
        super().__init__()
        self.agency = agency
        self.year = year if year is not None else date.today().year - 1

    @property
    def giktui(self) -> "GiktuiApp":
        """The app, with its database."""
        return cast("GiktuiApp", self.app)

    def compose(self) -> ComposeResult:
        """Two lines to fill in, and what is wrong with them."""
        with Vertical(classes="dialog"):
            yield Static(safe(_("新建报告")), classes="heading")
            yield Static(safe(_("机关名称（→ 补全已有的；也可以是新的机关）")))
            yield Input(self.agency, id="agency", suggester=_Names(self.giktui.db))
            yield Static(safe(_("报告年度（填报的是上一个公历年）")))
            yield Input(str(self.year), id="year", max_length=4, restrict=r"[0-9]*")
            yield Static(id="trouble")
            yield Static(safe(_("Enter 下一项、新建    Tab 换项    Esc 取消")), classes="keys")

    def on_mount(self) -> None:
        """Begin at what is not known yet."""
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one("#year" if self.agency else "#agency", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the name to the year; from the year on to the report."""
        event.stop()
        if event.input.id == "agency":
            self.query_one("#year", Input).focus()
        else:
            self._begin()

    def _begin(self) -> None:
        from giktui.store import Exists, actor, begin, find_entry

        agency = self.query_one("#agency", Input).value.strip()
        year = self.query_one("#year", Input).value
        if not agency or len(year) != 4:
            self._refuse(_("请填机关名称和四位数的年度。"))
            return
        try:
            entry = begin(self.giktui.db, agency, int(year), actor=actor())
        except Exists as error:
            there = find_entry(self.giktui.db, agency, int(year))
            if there is None:
                self._refuse(str(error))
                return
            entry = there
            self.giktui.say(_("这份报告已经有了，现在打开它。"))
        except GiktuiError as error:
            self._refuse(str(error))
            return
        self.dismiss(None)
        self.giktui.open_report(entry)

    def _refuse(self, message: str) -> None:
        self.query_one("#trouble", Static).update(safe(message))

    def action_cancel(self) -> None:
        """Give up."""
        self.dismiss(None)
