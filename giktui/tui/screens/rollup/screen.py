"""The reports below an agency added up, beside what its own report states; the sums can be filled into its draft."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Static

from giktui.form import carried_over, load_form
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.dialogs.asking import Confirm
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.list_rows import Column, Item, Rows, by_number, by_text
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.cells import cell_label

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Entry
    from giktui.store.analysis.rollup import Rollup

_NUMBER = 12


def show_rollup(page: Page, agency: str, year: int) -> None:
    """Show the screen for that agency; where nothing is below it, or nothing there has reported, say so."""
    from giktui.store.analysis.rollup import rollup

    found: list[Rollup] = []
    if not page.attempt(lambda: found.append(rollup(page.giktui.db, agency, year))):
        return
    if found[0].counted:
        page.giktui.show("rollup", found=found[0])
    else:
        page.tell(_("{agency}的下级机关还没有{year}年的报告，没有可汇总的数字。").format(agency=agency, year=year))


def _exact(number: Number | None) -> Decimal | None:
    return None if number is None else Decimal(number)


class RollupScreen(Page):
    """A line a cell: the sum, the agency's own number, the difference."""

    BINDINGS: ClassVar = bindings("rollup")
    SCOPE = "rollup"
    KEYS = ("rollup.go", "rollup.every", "rollup.fill")

    def __init__(self, found: "Rollup") -> None:
        super().__init__()
        self.found = found
        self.own: Entry | None = None
        self.stated: dict[str, Number] = {}
        self.findings: dict[str, Finding] = {}
        self.every = False

    def where(self) -> tuple[str, ...]:
        """Whose sums."""
        return (self.found.agency.name, str(self.found.year), _("汇总"))

    def standing(self) -> str:
        """Of how many reports, and how many are missing."""
        return _("{n} 份，未报 {missing} 个").format(n=len(self.found.counted), missing=len(self.found.missing))

    def body(self) -> Iterable[Widget]:
        """What is shown, the cells, who makes the difference."""
        names = (_("汇总"), _("本报告"), _("差"))
        yield Static(id="filters", classes="detail")
        columns = (
            Column(_("单元格"), 0, cells=True, order=by_text(0)),
            *(Column(name, _NUMBER, right=True, order=by_number(n)) for n, name in enumerate(names, 1)),
        )
        yield PagedList(columns, id="cells")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The cells."""
        return self.query_one("#cells", PagedList)

    def on_mount(self) -> None:
        """Read the agency's own report."""
        self.giktui.database_changed.subscribe(self, lambda _nothing: self.add_up())
        self.compare()
        self.set_focus(self.main)

    def on_screen_resume(self) -> None:
        """Back from a report."""
        self.add_up()

    def add_up(self) -> None:
        """Add up again: somebody has changed something."""
        from giktui.store.analysis.rollup import rollup

        def again() -> None:
            self.found = rollup(self.giktui.db, self.found.agency.id, self.found.year)

        if self.attempt(again):
            self.compare()

    def compare(self) -> None:
        """Hold the sums against the agency's own report."""
        from giktui.store import find_entry, load
        from giktui.store.analysis.rollup import differences

        db = self.giktui.db
        self.own = find_entry(db, self.found.agency.id, self.found.year)
        self.stated, self.findings = {}, {}
        if self.own is not None:
            report = load(db, self.own.id)
            self.stated = carried_over(report.cells, report.form, self.found.form)
            self.findings = {one.cells[0]: one for one in differences(db, self.own)}
        self.refill()

    def refill(self) -> None:
        """Show the cells that differ, or all that somebody states."""
        cells = load_form(self.found.form).cells
        known = [cell for cell in cells if cell in self.found.cells or cell in self.stated]
        everything = self.every or self.own is None
        shown = known if everything else [cell for cell in known if self._difference(cell)]
        self.main.empty = _("各格都相符。按 a 看全部单元格。")
        self.main.show(Rows([self._item(cell) for cell in shown]))
        if self.own is None:
            said = _("还没有本级的报告；f 把合计填入新的草稿")
        elif not shown:
            said = _("与本级的报告逐格相符")
        else:
            said = (_("全部 {n} 格") if everything else _("只看不相符的 {n} 格")).format(n=len(shown))
        self.query_one("#filters", Static).update(safe(said))
        self.retitle()
        self.on_paged_list_moved()

    def _difference(self, cell: str) -> Number:
        """What the agency's own number is off by; 0 where it states none."""
        stated = self.stated.get(cell)
        return 0 if stated is None else stated - self.found.cells.get(cell, 0)

    def _item(self, cell: str) -> Item:
        form = load_form(self.found.form)
        off = self._difference(cell)
        numbers = (self.found.cells.get(cell), self.stated.get(cell), off or None)
        fields = tuple("" if number is None else f"{number:f}" for number in map(_exact, numbers))
        return Item(cell, (cell_label(form, cell), *fields), ("", "", "", "soft" if off else ""))

    @property
    def cell(self) -> str | None:
        """The cell under the cursor."""
        return str(self.main.item.key) if self.main.item else None

    def on_paged_list_moved(self) -> None:
        """Which child explains the difference; who has not reported."""
        finding = self.findings.get(self.cell or "")
        missing = _("、").join(agency.name for agency in self.found.missing[:5])
        said = [finding.message if finding else "", _("未报：{names}").format(names=missing) if missing else ""]
        self.query_one("#detail", Static).update(safe("\n".join(filter(None, said))))

    def on_paged_list_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def action_go(self) -> None:
        """To this cell in the agency's own report."""
        if self.own is None:
            self.giktui.say(_("还没有本级的报告。"))
        else:
            self.to_report(self.own, self.cell)

    def action_every(self) -> None:
        """All cells, or only those that differ."""
        self.every = not self.every
        self.refill()

    def action_fill(self) -> None:
        """Put the sums into the agency's own draft, as one step that can be undone."""
        from giktui.store import actor
        from giktui.store.analysis.rollup import fill_from_below

        agency, year = self.found.agency, self.found.year

        def answered(yes: bool | None) -> None:
            if yes and self.attempt(lambda: fill_from_below(self.giktui.db, agency.id, year, actor=actor())):
                self.add_up()
                self.giktui.say(_("已填入；在报告里可以撤销。"))

        question = _("把 {n} 份报告的合计填入 {agency} {year} 年的报告？原有的数会被替换，可以撤销。")
        said = question.format(n=len(self.found.counted), agency=agency.name, year=year)
        self.app.push_screen(Confirm(said, _("汇总")), answered)
