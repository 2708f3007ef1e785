"""The problem table: a line a finding over all agencies and years; filtered, sorted, grouped, marked, acted on."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.finding_words import place_of
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.background_search import in_background
from giktui.tui.screens.base.filtered_page import FilteredPage
from giktui.tui.screens.problems import bulk_edits
from giktui.tui.screens.problems.bulk_actions import BulkActions
from giktui.tui.screens.problems.rows import ProblemRows, columns, in_full, order_names
from giktui.tui.screens.problems.table import Heading, Line, ProblemTable, next_report, report_of
from giktui.tui.screens.problems.view_choices import ViewChoices, filters_said
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.store.analysis.problems import Problem
    from giktui.store.analysis.triage import UnlikeReport


class ProblemsScreen(FilteredPage):
    """Every finding of the database."""

    BINDINGS: ClassVar = bindings("problems")
    SCOPE = "problems"
    KEYS = (
        "problems.go", "problems.filter", "problems.mark", "problems.waive", "problems.comment", "problems.give_back",
        "problems.notice", "problems.export", "problems.sort", "problems.group", "problems.next_report",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.table = ProblemTable()
        self.bulk = BulkActions(self)
        self.choices = ViewChoices(self)
        self.running = True
        self.busy = ""
        self.rows = ProblemRows(self.table, wide=False)

    def where(self) -> tuple[str, ...]:
        """What is shown."""
        return ("giktui", _("问题一览"))

    def standing(self) -> str:
        """How many there are, how many are shown and marked, what they are sorted by."""
        said = _("{shown}/{all} 个").format(shown=len(self.table.shown), all=len(self.table.found))
        if left := len(self.table.found) - len(self.table.shown):
            said += _("，其余 {n} 个没有列出").format(n=left)
        if self.table.marked:
            said += "  " + _("已选 {n}").format(n=len(self.table.chosen(None)))
        if self.busy:
            said += "  " + self.busy
        if self.running:
            said += "  " + _("还在检查……")
        return said + "  " + _("按{what}排列").format(what=order_names()[self.table.view.order])

    def body(self) -> Iterable[Widget]:
        """What is looked for, the table, the problem under the cursor in full."""
        yield Static(id="filters", classes="detail")
        yield FilterLine(_("机关、年份、规则、问题中的词，用空格隔开"))
        yield PagedList(columns(wide=self.is_wide), id="problems")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The table."""
        return self.query_one("#problems", PagedList)

    def on_mount(self) -> None:
        """Begin to check."""
        self.set_focus(self.main)
        self._check()

    def _check(self) -> None:
        from giktui.store.analysis.problems import Wanted, problems

        in_background(self, lambda db: problems(db, Wanted(statuses=("open", "waived"))), self._found, self._checked)

    def _found(self, batch: "Sequence[Problem]") -> None:
        self.table.add(batch)
        self.refill()

    def _checked(self) -> None:
        """All reports are checked: see which are unlike their peers."""
        from giktui.store.analysis.triage import unlike_reports

        self.running = False
        self.refill()
        in_background(self, unlike_reports, self._compared, self.retitle)

    def _compared(self, batch: "Sequence[UnlikeReport]") -> None:
        self.table.look(unlike={**self.table.view.unlike, **{one.entry.id: one for one in batch}})
        self.refill()

    def refill(self, at: int = 0) -> None:
        """Show what is looked for, the cursor on the same line as before; where that is gone, on the line `at`."""
        here = self.line
        self.table.narrow(words=self.word)
        self.rows = ProblemRows(self.table, wide=self.is_wide)
        self.main.mark_order(self.table.view.order, falling=self.table.view.falling)
        self.main.show(self.rows, cursor=self.rows.find(here, at), columns=columns(wide=self.is_wide))
        self.query_one("#filters", Static).update(safe(self._filters()))
        self.retitle()

    def _filters(self) -> str:
        said = filters_said(self.table.view.wanted)
        if not self.rows.lines and not self.running:
            return said + "  " + _("没有这样的问题；0 取消筛选") if said else _("没有未处理的问题")
        return said or _("全部未处理的问题")

    @property
    def line(self) -> Line | None:
        """What is under the cursor."""
        lines = self.rows.lines
        return lines[self.main.cursor] if self.main.cursor < len(lines) else None

    @property
    def here(self) -> "Problem | None":
        """The problem under the cursor."""
        return None if isinstance(self.line, Heading) else self.line

    def on_paged_list_moved(self) -> None:
        """Tell the line in full."""
        below = self.query_one("#detail", Static)
        below.update(safe(in_full(self.line, below.content_size.width or 78, below.content_size.height or 4)))

    def on_paged_list_ordered(self, event: PagedList.Ordered) -> None:
        """A head was clicked: sort by that column."""
        self.table.sort(event.sort or "severity", falling=event.falling)
        self.refill()

    def on_paged_list_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def action_go(self) -> None:
        """To the cell in the report; of a group: open or close it."""
        line = self.line
        if isinstance(line, Heading) and line.problems:
            self.table.toggle_group(line.key)
            self.refill()
        elif isinstance(line, Heading) and line.standing is not None:
            self.giktui.open_report(line.standing.entry)
        elif self.here is not None:
            self.giktui.open_report(self.here.entry, place_of(self.here.finding))

    def step_report(self, by: int) -> "tuple[Entry, str | None] | None":
        """To the first problem of the next report (-1: the report before)."""
        at = next_report(self.rows.lines, self.main.cursor, by)
        if at == self.main.cursor:
            return None
        self.main.move_to(at)
        line = self.rows.lines[at]
        problem = next(iter(line.problems), None) if isinstance(line, Heading) else line
        entry = report_of(line)
        return None if entry is None else (entry, place_of(problem.finding) if problem is not None else None)

    def action_next_report(self) -> None:
        """The first problem of the next report."""
        self.step_report(1)

    def action_previous_report(self) -> None:
        """The first problem of the report before."""
        self.step_report(-1)

    def action_mark(self) -> None:
        """Mark the problem, or all of the group, and go down."""
        if isinstance(self.line, Heading):
            self.table.toggle_mark(self.line.problems)
        elif self.here is not None:
            self.table.toggle_mark([self.here])
        self._marked()
        self.main.action_down()

    def _marked(self) -> None:
        self.main.reload()
        self.retitle()

    def action_mark_all(self) -> None:
        """Mark all that is shown, or none."""
        self.table.toggle_mark(self.table.shown)
        self._marked()

    def action_clear(self) -> None:
        """Look for everything again."""
        self.table.everything()
        self.clear_filter()
        self.refill()

    def action_view(self, name: str, of: str = "") -> None:
        """Look at it in another way: `sort`, `group`, or `narrow` to one of something."""
        if of:
            self.choices.narrow(of)
        else:
            getattr(self.choices, name)()

    def action_act(self, name: str) -> None:
        """Do something to the chosen: `waive`, `comment`, `give_back`, `notice` or `export`."""
        getattr(self.bulk, name)()

    def busy_with(self, said: str) -> None:
        """Say in the heading what is being done; nothing once it is done."""
        self.busy = said
        if self.is_open:
            self.retitle()

    def acted(self, chosen: "Sequence[Problem]", said: str) -> None:
        """Check the reports that were acted on again, and say what came of it."""
        self.table.replace(bulk_edits.checked_again(self.giktui.db, chosen))
        if self.is_open:
            self.refill(self.main.cursor)
        if "\n" in said:
            self.tell(said)
        else:
            self.giktui.say(said)
