"""From a report to the screens about it."""

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.host import ListsReports
from giktui.tui.screens.report.workbench import Workbench


class WaysOut:
    """Opens the screens that stand over a report's; the cell being typed is saved before."""

    def __init__(self, work: Workbench) -> None:
        self.work = work

    def open(self, name: str, **about: object) -> None:
        """Push the screen of that name, on this report."""
        self.work.leave_cell()
        try:
            self.work.host.show(name, entry=self.work.entry, **about)
        except GiktuiError as error:
            self.work.say(str(error))

    def requests(self) -> None:
        """The requests that the cell counts; from a text, the register."""
        from giktui.register.deriving import may_count

        self.work.leave_cell()
        cell, entry = self._cell, self.work.entry
        counted = cell is not None and may_count(self.work.session.form, cell)
        self.work.host.show("requests", agency=entry.agency, year=entry.year, cell=cell if counted else None)

    def compare(self) -> None:
        """Compare with last year, of an agency that is new with its predecessors'."""
        from giktui.store import find_entry, last_report

        entry = self.work.entry
        last = find_entry(self.work.db, entry.agency_id, entry.year - 1)
        if last is None and last_report(self.work.db, entry.agency_id, entry.year) is None:
            self.work.say(_("库中没有上年的报告"))
            return
        self.work.leave_cell()
        self.work.host.show("compare", old=last, new=entry)

    def comments(self) -> None:
        """What was said of the report; a new comment is about where one is."""
        editor = self.work.pane.editor
        if editor is not None:
            self.open("comments", cell=editor.current.part, paragraph=editor.paragraph)
        else:
            self.open("comments", cell=self._cell)

    def explain(self) -> None:
        """What the cell counts, its rules with the numbers in them; of a text, what it is about."""
        from giktui.tui.screens.report.help import ReportHelp, cell_help, text_help

        self.work.leave_cell()
        cell, findings, entered = self._cell, self.work.walk.findings, self.work.edits.double_entry
        if cell is not None:
            second = entered.second if entered is not None else None
            text = cell_help(self.work.session, cell, findings, second)
        else:
            text = text_help(self.work.session, self.work.navigator.part, findings)
        scopes = ("grid" if cell is not None else "narrative", "report", "app")
        self.work.screen.app.push_screen(ReportHelp(text, scopes))

    async def step_report(self, by: int) -> None:
        """To the next report of the list below, the one before with -1, once this one is saved."""
        host, stack = self.work.host, self.work.screen.app.screen_stack
        below = stack[-2] if len(stack) > 1 else None
        if not isinstance(below, ListsReports):
            self.work.say(_("这份报告不是从问题一览打开的，没有下一份"))
        elif await self.work.may_leave():
            following = below.step_report(by)
            if following is None:
                self.work.say(_("这是列表里的最后一份") if by > 0 else _("这是列表里的第一份"))
            else:
                host.leave_screen()
                host.open_report(*following)

    @property
    def _cell(self) -> str | None:
        """The cell the cursor is on; None in a text."""
        grid = self.work.pane.grid
        return grid.cursor if grid is not None else None
