"""Home: agencies down, years across, each cell the state of a report and what is found in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.dialogs.questions import DialogQuestions
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.background_counts import BackgroundCounts
from giktui.tui.screens.base.filtered_page import FilteredPage
from giktui.tui.screens.base.lifecycle import delete_asking, deleted_words
from giktui.tui.screens.base.page import PAGE_CSS
from giktui.tui.screens.home.asking import other_agencys, restore
from giktui.tui.screens.home.detail import detail, summary
from giktui.tui.screens.home.rows import YEAR_WIDTH, Agencies, stamp
from giktui.tui.ui_state import Where, recall, remember
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.list_rows import Column
from giktui.tui.widgets.matrix import Matrix
from giktui.tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.store.analysis.overview import Line


class HomeScreen(FilteredPage):
    """The agencies and years of the database."""

    CSS_PATH: ClassVar = [PAGE_CSS, "screen.tcss"]
    BINDINGS: ClassVar = bindings("home")
    SCOPE = "home"
    KEYS = (
        "home.open", "home.new", "home.import_files", "home.check", "home.compare", "home.export",
        "home.filter", "home.history", "home.trend", "home.status", "home.agencies",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.outline: list[tuple[int, int]] = []
        self.years: list[int] = []
        self._recalled: Where | None = None
        self._where: Where | None = None
        self.counts = BackgroundCounts(self, self.in_window, self.show_counts)

    def where(self) -> tuple[str, ...]:
        """The program and its database."""
        return ("giktui", self.giktui.path.name)

    def standing(self) -> str:
        """How many agencies there are, or pass the filter."""
        shown, every = len(self.matrix.source), len(self.outline)
        if shown == every:
            return _("{n} 个机关").format(n=every)
        return _("筛选出 {n} 个机关，其余 {rest} 个没有列出").format(n=shown, rest=every - shown)

    def body(self) -> Iterable[Widget]:
        """The filter, the matrix, its detail; on a wide screen what is in the report, too."""
        yield FilterLine(_("输入机关名称的一部分；Enter 回到列表，Esc 取消"))
        with Horizontal(classes="body"):
            yield Matrix((Column(_("机关"), 0),), id="matrix")
            yield Static(id="side", classes="side")
        yield Static(id="detail", classes="about")

    @property
    def matrix(self) -> Matrix:
        """The agencies by years."""
        return self.query_one("#matrix", Matrix)

    @property
    def main(self) -> Widget:
        """The matrix."""
        return self.matrix

    def on_mount(self) -> None:
        """Read the outline; go where the user was."""
        self._recalled = recall(self.giktui.path)
        self.giktui.database_changed.subscribe(self, lambda _nothing: self.reread())
        self.reread()
        self.set_focus(self.matrix)

    def on_screen_resume(self) -> None:
        """Back from another screen: show what has changed there."""
        if self.outline:
            self.reread()

    def reread(self) -> None:
        """Read the outline and the years as they are now."""
        from giktui.store.analysis.overview import outline, report_years

        year = self.year
        self.outline = outline(self.giktui.db)
        self.years = report_years(self.giktui.db)
        self.refill(year)
        self.counts.again()

    def refill(self, year: int | None = None) -> None:
        """Show what passes the filter, the cursor on its agency and year as before."""
        here = self.line
        year = year or self.year
        columns = (Column(_("机关"), 0), *(Column(str(year), YEAR_WIDTH) for year in self.years))
        source = Agencies(self.giktui.db, self.outline, self.years, self.word, self.counts.of)
        row = source.row_of(here.id, self.matrix.cursor) if here else self.matrix.cursor
        if self._recalled is not None:
            row, year = source.row_named(self._recalled.agency), self._recalled.year
            self._recalled = None
        self.matrix.empty = (
            _("没有这样的机关：按 Esc 看全部。") if self.word else _("还没有机关。按 n 新建一份报告，按 i 导入文件。")
        )
        self.matrix.show(source, cursor=row, columns=columns)
        self.matrix.step_to(self.years.index(year) if year in self.years else len(self.years))
        self.retitle()
        self.counts.soon()

    @property
    def line(self) -> "Line | None":
        """The agency under the cursor."""
        return self._line_at(self.matrix.cursor)

    def _line_at(self, row: int) -> "Line | None":
        from giktui.store.analysis.overview import Line

        item = self.matrix.at(row)
        return item.key if item and isinstance(item.key, Line) else None

    @property
    def year(self) -> int | None:
        """The year under the cursor."""
        return self.years[self.matrix.year] if self.matrix.year < len(self.years) else None

    @property
    def entry(self) -> "Entry | None":
        """The report under the cursor."""
        return self.line.entries.get(self.year) if self.line and self.year is not None else None

    def on_paged_list_moved(self) -> None:
        """Another agency."""
        self._say_where()

    def on_matrix_stepped(self) -> None:
        """Another year."""
        self._say_where()

    def on_paged_list_chosen(self, event: PagedList.Chosen) -> None:
        """A second click opens."""
        event.stop()
        self.action_open()

    def _say_where(self, *, check: bool = True) -> None:
        line, entry = self.line, self.entry
        self._where = Where(agency=line.name, year=self.year) if line else None
        counts = self.counts.of(stamp(line, entry.year)) if line and entry else None
        self.query_one("#detail", Static).update(safe(detail(line, self.year, entry, counts)))
        if self.has_class("-wide"):
            self.query_one("#side", Static).update(safe(summary(self.giktui.db, entry)))
        if check:
            self.counts.soon()

    def in_window(self) -> "dict[tuple[int, ...], Entry]":
        """The reports of the agencies in the window."""
        found = [line for row in self.matrix.window if (line := self._line_at(row))]
        return {stamp(line, year): entry for line in found for year, entry in line.entries.items()}

    def show_counts(self) -> None:
        """The rows anew, and the line about the one under the cursor."""
        self.matrix.reload()
        self._say_where(check=False)

    def on_screen_suspend(self) -> None:
        """Another screen is shown, or this one is left: remember the place for the next time."""
        self._remember()

    def on_unmount(self) -> None:
        """The app is left from here."""
        if self.is_current:
            self._remember()

    def _remember(self) -> None:
        """Keep the report under the cursor; of the one that was open last, the place in it stays remembered."""
        here, known = self._where, recall(self.giktui.path)
        if here is not None and (here.agency, here.year) != (known.agency, known.year):
            remember(self.giktui.path, here)

    # -- what can be begun here ----------------------------------------------------------------------------------

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

    def action_twins(self) -> None:
        """What the reports on the year under the cursor have in common."""
        self.giktui.show("twins", year=self.year)

    def action_rules(self) -> None:
        """Thresholds, deadlines and severities of this database."""
        self.giktui.show("rules")

    def action_problems(self) -> None:
        """Every problem of every report, to work on."""
        self.giktui.show("problems")

    def action_compare(self) -> None:
        """The report beside the one of the year before."""
        if entry := self._needed():
            self.giktui.show("compare", new=entry)

    @work
    async def action_compare_agencies(self) -> None:
        """The report beside another agency's of the same year."""
        entry = self._needed()
        if entry is not None and (other := await other_agencys(self, entry)):
            self.giktui.show("compare", new=entry, old=other)

    @work
    async def action_delete(self) -> None:
        """Take the report out of every list and sum, with a reason."""
        entry = self._needed()
        ask = DialogQuestions(self)
        if entry is not None and await delete_asking(ask, self.giktui.db, entry, self.attempt):
            self.giktui.say(deleted_words(entry))
            self.reread()

    @work
    async def action_restore(self) -> None:
        """Put a deleted report back."""
        if await restore(self):
            self.reread()

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
        if self.line is None:
            self.giktui.say(_("这里没有机关和年份。"))
        else:
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

    def action_requests(self) -> None:
        """The agency's register of requests."""
        if self.line is None or self.year is None:
            self.giktui.say(_("这里没有机关和年份。"))
        else:
            self.giktui.show("requests", agency=self.line.name, year=self.year)

    def action_agencies(self) -> None:
        """The tree of agencies."""
        self.giktui.show("agencies")

    def action_start(self) -> None:
        """The page a newcomer sees first."""
        self.giktui.show("start")

    def action_clear(self) -> None:
        """All agencies again."""
        self.clear_filter()
