"""What can be begun from the home screen; each key shows another screen for the report under the cursor."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose
from giktui.tui.screens.base.background_counts import CountingPage
from giktui.tui.screens.base.filtered_page import FilteredPage

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.store.analysis.overview import Line


class HomeDeeds(FilteredPage, CountingPage):
    """The actions of the home screen. The screen itself says what is under the cursor."""

    @property
    @abstractmethod
    def line(self) -> "Line | None":
        """The agency under the cursor."""

    @property
    @abstractmethod
    def year(self) -> int | None:
        """The year under the cursor."""

    @property
    @abstractmethod
    def entry(self) -> "Entry | None":
        """The report under the cursor."""

    def _needed(self) -> "Entry | None":
        """The report under the cursor; where there is none, say what to do."""
        if self.entry is None:
            self.giktui.say(_("这里没有报告：按 n 新建，或按 i 导入。"))
        return self.entry

    def action_open(self) -> None:
        """The report; where there is none, a new one."""
        if self.entry is not None:
            self.giktui.open_report(self.entry)
        else:
            self.action_new()

    def action_new(self) -> None:
        """Begin a report, proposing the agency and year under the cursor."""
        agency = self.line.name if self.line else ""
        self.giktui.show("new_report", agency=agency, year=None if self.entry else self.year)

    def action_import_files(self) -> None:
        """Choose files to import."""
        self.giktui.show("import")

    def action_check(self) -> None:
        """The findings of the report."""
        if entry := self._needed():
            self.giktui.show("findings", entry=entry)

    def action_check_all(self) -> None:
        """The findings of every report, worst first."""
        self.giktui.show("findings_all")

    def action_compare(self) -> None:
        """The report beside the one of the year before."""
        if entry := self._needed():
            self.giktui.show("compare", new=entry)

    def action_compare_agencies(self) -> None:
        """The report beside another agency's of the same year."""
        from giktui.store import entries

        entry = self._needed()
        if entry is None:
            return
        others = [other for other in entries(self.giktui.db, year=entry.year) if other.id != entry.id]
        if not others:
            self.giktui.say(_("{year} 年没有别的机关的报告。").format(year=entry.year))
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self.giktui.show("compare", new=entry, old=others[number])

        self.app.push_screen(Choose(_("与哪个机关比较？"), [other.agency for other in others]), chosen)

    def action_export(self) -> None:
        """Print the report."""
        if entry := self._needed():
            self.giktui.show("export", entry=entry)

    def action_history(self) -> None:
        """Who changed what in the report."""
        if entry := self._needed():
            self.giktui.show("history", entry=entry)

    def action_trend(self) -> None:
        """The agency's figures over the years."""
        if self.line is not None:
            self.giktui.show("trend", agency=self.line.name)

    def action_status(self) -> None:
        """Who has reported on the year."""
        self.giktui.show("status", year=self.year)

    def action_rollup(self) -> None:
        """The reports below the agency added up, beside its own."""
        from giktui.tui.screens.rollup.screen import show_rollup

        if self.line is None or self.year is None:
            self.giktui.say(_("这里没有机关和年份可以汇总。"))
        else:
            show_rollup(self, self.line.name, self.year)

    def action_agencies(self) -> None:
        """The tree of agencies."""
        self.giktui.show("agencies")

    def action_start(self) -> None:
        """The page a newcomer sees first."""
        self.giktui.show("start")

    def action_clear(self) -> None:
        """All agencies again."""
        self.clear_filter()
