"""A new report: which agency, which year; what last year's report says of it is entered from the start."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.asking import Dialog
from giktui.tui.dialogs.pasted_report import PastedReport, ReportInput, is_report
from giktui.tui.host import Host, host_of
from giktui.tui.safe_text import line, safe
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.store import Connection, Entry


class _Names(Suggester):
    """Completes the name of an agency that is there."""

    def __init__(self, db: "Connection") -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.db = db

    async def get_suggestion(self, value: str) -> str | None:
        """The first agency whose name begins so."""
        from giktui.store import name_beginning

        found = name_beginning(self.db, value)
        return line(found) if found else None


class NewReportDialog(Dialog[None]):
    """Asks for agency and year, begins the report and shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, agency: str = "", year: int | None = None) -> None:
        super().__init__()
        self.agency = self._given = agency
        self.year = year
        self._proposed = str(year or "")

    @property
    def giktui(self) -> Host:
        """The app, with its database."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        """Two lines to fill in, and what is wrong with them."""
        with Vertical(classes="dialog"):
            yield Static(safe(_("新建报告")), classes="heading")
            yield Static(safe(_("机关名称（→ 补全已有的；也可以是新的机关）")))
            names = _Names(self.giktui.db)
            yield ReportInput(self.agency, placeholder=_("例如：澄湖县水务局"), id="agency", suggester=names)
            yield Static(safe(_("报告年度（填报的是上一个公历年）")))
            yield ReportInput(str(self.year or ""), id="year", max_length=4, restrict=r"[0-9]*")
            yield Static(id="about")
            yield Static(safe(_("Enter 下一项、新建    Tab 换项    Esc 取消")), classes="keys")

    def proposed(self) -> tuple[str, ...]:
        """Agency and year, until others are typed."""
        return (self._given, self._proposed)

    def on_mount(self) -> None:
        """Begin at what is not known yet."""
        for field in self.query(Input):
            field.cursor_blink = False
        self.set_focus(self.query_one("#year" if self.agency else "#agency", Input))
        if self.year is None:
            self._propose()
        self._say_what()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what Enter will do, and propose a year as long as none has been typed."""
        event.stop()
        if event.input.id == "agency" and event.value != self.agency:
            self.agency = event.value
            self._propose()
        self._say_what()

    def _propose(self) -> None:
        """The first year without a report, from the last calendar year on."""
        from giktui.store import find_entry

        field = self.query_one("#year", Input)
        if field.value != self._proposed:
            return
        agency = self.query_one("#agency", Input).value.strip()
        year = date.today().year - 1
        while agency and find_entry(self.giktui.db, agency, year):
            year += 1
        self._proposed = field.value = str(year)
        field.cursor_position = len(field.value)

    def _there(self, before: int = 0) -> "Entry | None":
        """The report that is there for what stands in the lines, or the one of some years before it."""
        from giktui.store import find_entry

        agency, year = self.query_one("#agency", Input).value.strip(), self.query_one("#year", Input).value
        return find_entry(self.giktui.db, agency, int(year) - before) if agency and len(year) == 4 else None

    def _say_what(self) -> None:
        from giktui.store import find_agency

        agency = self.query_one("#agency", Input).value.strip()
        about = ""
        if there := self._there():
            about = _("这份报告已经有了（{state}）：Enter 打开它，或者换一个年度。").format(
                state=status_name(there.status)
            )
        elif last := self._there(before=1):
            about = _("有 {year} 年的报告：结转等数从那里带入。").format(year=last.year)
        elif agency and not find_agency(self.giktui.db, agency):
            about = _("新的机关，会一并登记。")
        self.query_one("#about", Static).update(safe(about))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the name to the year; from the year on to the report."""
        event.stop()
        if event.input.id == "agency":
            self.set_focus(self.query_one("#year", Input))
        else:
            self._begin()

    def _begin(self) -> None:
        from giktui.store import actor, begin

        agency = self.query_one("#agency", Input).value.strip()
        year = self.query_one("#year", Input).value
        if not agency or len(year) != 4:
            self._refuse(_("请填机关名称和四位数的年度。"))
            return
        try:
            entry = self._there() or begin(self.giktui.db, agency, int(year), actor=actor())
        except GiktuiError as error:
            self._refuse(str(error))
            return
        self._lead_on(entry)
        self.app.switch_screen(self.giktui.make_screen("report", entry=entry))

    def _lead_on(self, entry: "Entry") -> None:
        """A newcomer who is being led goes on in the report that was just begun."""
        from giktui.tui.first_report import lead_through, leads_nowhere_yet

        if leads_nowhere_yet(self.giktui.path):
            lead_through(self.giktui.path, entry.agency, entry.year)

    def _refuse(self, message: str) -> None:
        self.query_one("#about", Static).update(safe(message))

    def on_paste(self, event: events.Paste) -> None:
        """A whole report: look at it instead."""
        if is_report(event.text):
            event.stop()
            self.app.switch_screen(PastedReport(event.text))

    def action_cancel(self) -> None:
        """Give up."""
        self.dismiss(None)
