"""A measure over the years for an agency: bars above, the numbers of every measure as a table below."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from giktui.form import FORM_IDS, load_form, newest_form
from giktui.i18n import _
from giktui.measures import Measure, cell_measures, common_measures
from giktui.report import Number, Report
from giktui.text.matching import matches
from giktui.tui.dialogs.asking import Choose
from giktui.tui.keymap import bindings
from giktui.tui.screens.base.filtered_page import FilteredPage
from giktui.tui.screens.base.page import PAGE_CSS
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.list_rows import Column, Item, by_number, by_text
from giktui.tui.widgets.paged_list import PagedList
from giktui.tui.widgets.plot import YearBars

if TYPE_CHECKING:
    pass

_VALUE = 9
_NAME = 22


class TrendScreen(FilteredPage):
    """The row under the cursor is what the bars show."""

    CSS_PATH: ClassVar = [PAGE_CSS, "screen.tcss"]
    BINDINGS: ClassVar = bindings("trend")
    SCOPE = "trend"
    KEYS = ("trend.next_measure", "trend.previous_measure", "trend.filter", "trend.agency")

    def __init__(self, agency: str) -> None:
        super().__init__()
        self.agency = agency
        self.form = newest_form()
        self.reports: dict[int, Report] = {}

    def where(self) -> tuple[str, ...]:
        """Agency and measure."""
        return (self.agency, _("趋势"), *((self.measure.name,) if self.measure else ()))

    def standing(self) -> str:
        """How many measures pass the filter, where not all do."""
        return self.passed(len(self.main.source), len(self._every()), "")

    def _every(self) -> tuple[Measure, ...]:
        """The measures there are."""
        return (*common_measures(), *cell_measures(self.form))

    def body(self) -> Iterable[Widget]:
        """Bars, filter, table."""
        yield YearBars(id="bars")
        yield FilterLine(_("输入指标名称的一部分；Enter 回到列表，Esc 取消"))
        yield PagedList((), id="measures")

    @property
    def main(self) -> PagedList:
        """The measures."""
        return self.query_one("#measures", PagedList)

    def on_mount(self) -> None:
        """Read the reports."""
        self.set_focus(self.main)
        self.reread()

    def on_resize(self) -> None:
        """More years, or fewer."""
        self.call_after_refresh(self.refill)

    def reread(self) -> None:
        """The agency's reports as they are now; their measures are those of the newest of their forms."""
        from giktui.store import entries, load

        reports = [load(self.giktui.db, entry.id) for entry in entries(self.giktui.db, agency=self.agency)]
        forms = {report.form for report in reports}
        self.form = next((load_form(id) for id in reversed(FORM_IDS) if id in forms), newest_form())
        self.reports = {report.year: report for report in reports}
        self.refill()

    @property
    def years(self) -> list[int]:
        """The latest years, as many as there is room for."""
        room = max(1, (self.size.width - _NAME - 4) // (_VALUE + 1))
        return sorted(self.reports)[-room:]

    def refill(self) -> None:
        """The table of what passes the filter."""
        columns = (
            Column(_("指标"), 0, cells=True, order=by_text(0)),
            *(Column(str(year), _VALUE, right=True, order=by_number(n)) for n, year in enumerate(self.years, 1)),
        )
        items = [self._item(measure) for measure in self._every() if matches(measure.name, self.word)]
        self.main.empty = _("没有这样的指标：按 Esc 取消筛选。")
        self.main.show_items(items, columns=columns)
        self.retitle()

    def _item(self, measure: Measure) -> Item:
        values = self._values(measure)
        return Item(measure, (measure.name, *("-" if value is None else str(value) for value in values)))

    def _values(self, measure: Measure) -> "list[Number | None]":
        """The measure of each of the years shown."""
        reports = [self.reports[year] for year in self.years]
        return [measure.value(report.cells, report.form) for report in reports]

    @property
    def measure(self) -> Measure | None:
        """The measure under the cursor."""
        item = self.main.item
        return item.key if item and isinstance(item.key, Measure) else None

    def on_paged_list_moved(self) -> None:
        """Draw the measure under the cursor."""
        measure = self.measure
        if measure is not None:
            self.query_one(YearBars).draw(self.years, self._values(measure))
        self.retitle()

    def action_next_measure(self) -> None:
        """The row below."""
        self.main.move_to(self.main.cursor + 1)

    def action_previous_measure(self) -> None:
        """The row above."""
        self.main.move_to(self.main.cursor - 1)

    def action_agency(self) -> None:
        """Another agency's figures."""
        from giktui.store import all_agencies

        names = [agency.name for agency in all_agencies(self.giktui.db)]

        def chosen(number: int | None) -> None:
            if number is not None:
                self.agency = names[number]
                self.reread()

        where = names.index(self.agency) if self.agency in names else 0
        self.app.push_screen(Choose(_("看哪个机关？"), names, chosen=where), chosen)
