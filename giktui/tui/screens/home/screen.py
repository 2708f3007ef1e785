"""Home: agencies down, years across, each cell the state of a report and what is found in it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.finding_words import state_name
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import PAGE_CSS
from giktui.tui.screens.home.actions import HomeDeeds
from giktui.tui.screens.home.detail import detail, summary
from giktui.tui.ui_state import Where, recall, remember
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.matrix import Matrix
from giktui.tui.widgets.paged_list import Column, Item, PagedList

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.store.analysis.overview import Line

_YEAR_WIDTH = 12


class _Agencies:
    """The matrix's rows: agencies in the order of the tree, fetched a page at a time."""

    def __init__(self, screen: "HomeScreen", word: str) -> None:
        from giktui.store.analysis.overview import named

        self.screen = screen
        self.outline = screen.outline
        if word:
            wanted = named(screen.giktui.db, word)
            self.outline = [line for line in screen.outline if line[0] in wanted]

    def __len__(self) -> int:
        return len(self.outline)

    def page(self, start: int, count: int) -> Sequence[Item]:
        """The lines of the outline from `start` on, with what is known of their reports."""
        from giktui.store.analysis.overview import lines

        return [self.screen.item(line) for line in lines(self.screen.giktui.db, self.outline[start : start + count])]


class HomeScreen(HomeDeeds):
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

    def heading(self) -> str:
        """Program, database, how many agencies are shown."""
        shown = len(self.matrix.source) if self.query(PagedList) else 0
        return _("giktui 机关与年度  {n} 个机关  {path}").format(n=shown, path=self.giktui.path.name)

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
        self.recount()

    def refill(self, year: int | None = None) -> None:
        """Show what passes the filter, the cursor on its agency and year as before."""
        here = self.line
        year = year or self.year
        columns = (Column(_("机关"), 0), *(Column(str(year), _YEAR_WIDTH) for year in self.years))
        source = _Agencies(self, self.word)
        row = next((n for n, (id, _depth) in enumerate(source.outline) if here and id == here.id), self.matrix.cursor)
        if self._recalled is not None:
            row, year = self._row_recalled(source, self._recalled), self._recalled.year
            self._recalled = None
        self.matrix.show(source, cursor=row, columns=columns)
        self.matrix.step_to(self.years.index(year) if year in self.years else len(self.years))
        self.retitle()
        self.count_soon()

    def _row_recalled(self, source: _Agencies, where: Where) -> int:
        from giktui.store import find_agency

        agency = find_agency(self.giktui.db, where.agency) if where.agency else None
        return next((n for n, (id, _depth) in enumerate(source.outline) if agency and id == agency.id), 0)

    def item(self, line: "Line") -> Item:
        """A row of the matrix."""
        fields, looks = ["  " * line.depth + line.name], [""]
        for year in self.years:
            entry = line.entries.get(year)
            counts = self.counts.get(self.stamp(line, year)) if entry else None
            state = "-" if entry is None else _("已交") if entry.locked else state_name(entry)
            said = f"{state} {counts.short()}" if counts else state
            fields.append(said if cell_len(said) <= _YEAR_WIDTH else said.replace(" ", ""))
            looks.append("muted" if entry is None else counts.look if counts else "")
        return Item(line, tuple(fields), tuple(looks))

    @staticmethod
    def stamp(line: "Line", year: int) -> tuple[int, ...]:
        """What the findings of a report depend on: itself and the year before."""
        entry, before = line.entries[year], line.entries.get(year - 1)
        return (entry.id, entry.revision, *((before.id, before.revision) if before else ()))

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
        counts = self.counts.get(self.stamp(line, entry.year)) if line and entry else None
        self.query_one("#detail", Static).update(safe(detail(line, self.year, entry, counts)))
        if self.has_class("-wide"):
            self.query_one("#side", Static).update(safe(summary(self.giktui.db, entry)))
        if check:
            self.count_soon()

    def in_window(self) -> "dict[tuple[int, ...], Entry]":
        """The reports of the agencies in the window."""
        found = [line for row in self.matrix.window if (line := self._line_at(row))]
        return {self.stamp(line, year): entry for line in found for year, entry in line.entries.items()}

    def show_counts(self) -> None:
        """The rows anew, and the line about the one under the cursor."""
        self.matrix.reload()
        self._say_where(check=False)

    def on_screen_suspend(self) -> None:
        """Another screen is shown, or this one is left: remember the place for the next time."""
        if self._where is not None:
            remember(self.giktui.path, self._where)

    def on_unmount(self) -> None:
        """The app is left from here."""
        if self._where is not None and self.is_current:
            remember(self.giktui.path, self._where)
