"""From a report to the screens about it."""

from giktui.errors import GiktuiError
from giktui.i18n import _
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

    @property
    def _cell(self) -> str | None:
        """The cell the cursor is on; None in a text."""
        grid = self.work.pane.grid
        return grid.cursor if grid is not None else None
