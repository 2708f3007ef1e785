"""Findings of the whole database, worst report first; they come in while a thread checks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.finding_words import Counts
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.background_search import in_background
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.list_rows import Column, Item, Rows, by_number, by_text
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.severities import SEVERITIES, severity_name
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Connection, Entry

Row = tuple["Entry", Counts, "Finding | None"]
"""A report, how many findings it has, and the first of them."""


class AllFindingsScreen(Page):
    """A line a report, with its counts."""

    BINDINGS: ClassVar = bindings("findings_all")
    SCOPE = "findings_all"
    KEYS = ("findings_all.open", "findings_all.go", "findings_all.only_blocked", "findings_all.stop")

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.total = 0
        self.running = False
        self.only_blocked = False

    def where(self) -> tuple[str, ...]:
        """What is done here."""
        return ("giktui", _("全部检查"))

    def standing(self) -> str:
        """How far it has come."""
        if self.running:
            return _("已查 {done}/{total} 份，Esc 停止").format(done=len(self.rows), total=self.total)
        blocked = sum(counts.error > 0 or counts.soft > 0 for _entry, counts, _first in self.rows)
        return _("已查 {done}/{total} 份，{blocked} 份还不能提交，最严重的在前").format(
            done=len(self.rows), total=self.total, blocked=blocked
        )

    def body(self) -> Iterable[Widget]:
        """The reports; below, the first finding of the one under the cursor."""
        columns = (
            Column(_("机关"), 0, order=by_text(0)),
            Column(_("年份"), 6, order=by_number(1)),
            Column(_("状态"), 8, order=by_text(2)),
            *(
                Column(severity_name(name), max(8, cell_len(severity_name(name)) + 2), right=True, order=by_number(n))
                for n, name in enumerate(SEVERITIES, 3)
            ),
        )
        yield PagedList(columns, id="reports")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The reports."""
        return self.query_one("#reports", PagedList)

    def on_mount(self) -> None:
        """Begin to check."""
        from giktui.store.reports.index import how_many

        self.set_focus(self.main)
        self.running, self.total = True, how_many(self.giktui.db)
        self.searching = in_background(self, _checked, self._found, self._done)
        self.retitle()

    def _found(self, batch: Sequence[Row]) -> None:
        self.rows.extend(batch)
        self.rows.sort(key=lambda row: (-row[1].error, -row[1].soft, -row[1].warning, row[0].agency, row[0].year))
        self.refill()

    def _done(self) -> None:
        self.running = False
        self.refill()

    def refill(self) -> None:
        """Show the reports, the cursor on the same one as before."""
        shown = [row for row in self.rows if not self.only_blocked or row[1].error or row[1].soft]
        here = self.row
        cursor = next((n for n, row in enumerate(shown) if here and row[0].id == here[0].id), 0)
        self.main.empty = _("没有报告。按 f 看全部；库中一份也没有时，在总表按 i 导入。") if not self.running else ""
        self.main.show(Rows([self._item(row) for row in shown]), cursor=cursor if self.main.cursor else 0)
        self.retitle()

    def _item(self, row: Row) -> Item:
        entry, counts, _first = row
        numbers = tuple(str(getattr(counts, name) or "-") for name in SEVERITIES)
        looks = ("", "", "", "error" if counts.error else "muted", "soft" if counts.soft else "muted", "", "")
        return Item(row, (entry.agency, str(entry.year), status_name(entry.status), *numbers), looks)

    @property
    def row(self) -> Row | None:
        """What is under the cursor."""
        item = self.main.item
        return item.key if item and isinstance(item.key, tuple) else None

    def on_paged_list_moved(self) -> None:
        """Name the first finding of the report."""
        said = ""
        if self.row is not None:
            entry, counts, first = self.row
            said = _("{name}：{what}").format(name=f"{entry.agency} {entry.year}", what=counts.words())
            said += "\n" + (first.message if first else _("没有未处理的问题"))
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click opens."""
        self.action_open()

    def action_open(self) -> None:
        """The report's findings."""
        if self.row is not None:
            self.giktui.show("findings", entry=self.row[0])

    def action_go(self) -> None:
        """The report itself."""
        if self.row is not None:
            self.giktui.open_report(self.row[0])

    def action_only_blocked(self) -> None:
        """Only reports that cannot be submitted, or all."""
        self.only_blocked = not self.only_blocked
        self.refill()

    def action_stop(self) -> None:
        """Stop checking; when it has stopped, leave."""
        if self.running:
            self.running = False
            self.searching.cancel()
            self.retitle()
        else:
            self.action_leave()


def _checked(db: "Connection") -> Iterator[Row]:
    from giktui.store import checked, entries

    for entry in entries(db):
        findings = checked(db, entry)
        yield entry, Counts.of(findings), next((one for one in findings if one.status == "open"), None)
