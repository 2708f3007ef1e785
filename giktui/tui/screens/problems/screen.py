"""The problem table: a line a finding over all agencies and years; filtered, sorted, grouped, marked, acted on."""

from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose
from giktui.tui.finding_words import place_of, severity_width, short_message
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.filtered_page import FilteredPage
from giktui.tui.screens.problems import bulk_edits
from giktui.tui.screens.problems.bulk_actions import BulkActions
from giktui.tui.screens.problems.table import Heading, Line, ProblemTable, key_of, next_report
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.paged_list import Column, Item, PagedList
from giktui.wording.findings import finding_status_name
from giktui.wording.severities import SEVERITIES, severity_name

if TYPE_CHECKING:
    from giktui.store.analysis.problems import Group, Problem

_SHOW_EVERY = 0.5
"""Seconds between two looks at what the thread has found."""

_MARK = "*"


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
        self.running = True
        self.busy = ""
        self.lines: list[Line] = []

    def where(self) -> tuple[str, ...]:
        """What is shown."""
        return ("giktui", _("问题一览"))

    def standing(self) -> str:
        """How many there are, how many are shown and marked, what they are sorted by."""
        said = _("{shown}/{all} 个").format(shown=len(self.table.shown), all=len(self.table.found))
        if self.table.marked:
            said += "  " + _("已选 {n}").format(n=len(self.table.chosen(None)))
        if self.busy:
            said += "  " + self.busy
        if self.running:
            said += "  " + _("还在检查……")
        return said + "  " + _("按{what}排列").format(what=_sort_names()[self.table.order])

    def body(self) -> Iterable[Widget]:
        """What is looked for, the table, the problem under the cursor in full."""
        yield Static(id="filters", classes="detail")
        yield FilterLine(_("机关、年份、规则、问题中的词，用空格隔开"))
        yield PagedList(
            (
                Column("", 1),
                Column(_("机关"), 16),
                Column(_("年份"), 4),
                Column(_("级别"), severity_width()),
                Column(_("规则"), 16),
                Column(_("问题"), 0),
            ),
            id="problems",
        )
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The table."""
        return self.query_one("#problems", PagedList)

    def on_mount(self) -> None:
        """Begin to check."""
        self.set_focus(self.main)
        self._check()

    @work(thread=True, exclusive=True, group="problems")
    def _check(self) -> None:
        from giktui.store import DatabaseError, connect
        from giktui.store.analysis.problems import Wanted, problems

        worker = get_current_worker()
        batch: list[Problem] = []
        try:
            db = connect(self.giktui.path, write=False)
            try:
                shown = monotonic()
                for problem in problems(db, Wanted(statuses=("open", "waived"))):
                    if worker.is_cancelled:
                        return
                    batch.append(problem)
                    if monotonic() - shown > _SHOW_EVERY:
                        self.app.call_from_thread(self._found, batch)
                        batch, shown = [], monotonic()
            finally:
                db.close()
        except (GiktuiError, DatabaseError) as error:
            self.app.call_from_thread(self.tell, str(error))
        self.app.call_from_thread(self._found, batch, done=True)

    def _found(self, batch: "Sequence[Problem]", *, done: bool = False) -> None:
        if self.is_attached:
            self.table.found.extend(batch)
            self.running = self.running and not done
            self.refill()

    def refill(self) -> None:
        """Show what is looked for, the cursor on the same line as before."""
        self.table.narrow(words=self.word)
        self.lines = self.table.lines
        self.main.show_items([self._item(line) for line in self.lines])
        self.query_one("#filters", Static).update(safe(self._filters()))
        self.retitle()

    def _filters(self) -> str:
        wanted = self.table.wanted
        chosen = [
            (_("级别"), _("、").join(map(severity_name, wanted.severities))),
            (_("规则"), wanted.rule.rstrip("*-")),
            (_("层级"), wanted.level),
            (_("上级"), wanted.parent),
            (_("年份"), _("、").join(map(str, wanted.years))),
            (_("含"), wanted.words),
        ]
        said = "  ".join(_("{name}：{what}").format(name=name, what=what) for name, what in chosen if what)
        if not self.lines and not self.running:
            return (said + "  " if said else "") + _("没有这样的问题；0 取消筛选")
        return said or _("全部未处理的问题")

    def _item(self, line: Line) -> Item:
        if isinstance(line, Heading):
            mark = "-" if line.shown else "+"
            return Item(line.name, (mark, line.name, "", "", "", _("{n} 个").format(n=line.count)), ("changed",) * 6)
        key, finding = key_of(line), line.finding
        fields = (
            _MARK if key in self.table.marked else "",
            line.entry.agency,
            str(line.entry.year),
            severity_name(finding.severity) if finding.status == "open" else _("已豁免"),
            finding.rule,
            short_message(finding, line.form),
        )
        look = finding.severity if finding.severity in ("error", "soft") and finding.status == "open" else ""
        return Item(key, fields, ("changed", "", "", look, look, "" if finding.status == "open" else "muted"))

    @property
    def line(self) -> Line | None:
        """What is under the cursor."""
        return self.lines[self.main.cursor] if self.main.cursor < len(self.lines) else None

    @property
    def here(self) -> "Problem | None":
        """The problem under the cursor."""
        return None if isinstance(self.line, Heading) else self.line

    def on_paged_list_moved(self) -> None:
        """Tell the problem in full."""
        said = ""
        if self.here is not None:
            finding, entry = self.here.finding, self.here.entry
            said = f"{entry.agency} {entry.year}  {finding.rule}  {finding.message}"
            said += f"\n{finding.suggestion}" if finding.suggestion else ""
            said += "\n" + _("已豁免：{reason}").format(reason=self.here.reason) if self.here.reason else ""
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def action_go(self) -> None:
        """To the cell in the report; of a group: open or close it."""
        if isinstance(self.line, Heading):
            self.table.toggle_group(self.line.name)
            self.refill()
        elif self.here is not None:
            self.giktui.open_report(self.here.entry, place_of(self.here.finding))

    def action_next_report(self) -> None:
        """The first problem of the next report."""
        self.main.move_to(next_report(self.lines, self.main.cursor, 1))

    def action_previous_report(self) -> None:
        """The first problem of the report before."""
        self.main.move_to(next_report(self.lines, self.main.cursor, -1))

    def action_mark(self) -> None:
        """Mark the problem, or all of the group, and go down."""
        if isinstance(self.line, Heading):
            self.table.toggle_mark(self.table.in_group(self.line.name))
        elif self.here is not None:
            self.table.toggle_mark([self.here])
            self.main.action_down()
        self.refill()

    def action_mark_all(self) -> None:
        """Mark all that is shown, or none."""
        self.table.toggle_mark(self.table.shown)
        self.refill()

    def action_clear(self) -> None:
        """Look for everything again."""
        self.table.everything()
        self.clear_filter()
        self.refill()

    def action_sort(self) -> None:
        """Choose what to sort by."""
        names = _sort_names()
        self._choose(_("按什么排列？"), list(names.values()), lambda n: setattr(self.table, "order", list(names)[n]))

    def action_group(self) -> None:
        """Choose what to group by."""
        groups: tuple[Group | None, ...] = (None, "cause", "agency", "rule")
        names = [_("不分组"), _("按起因"), _("按机关"), _("按规则")]
        self._choose(_("怎样分组？"), names, lambda n: setattr(self.table, "group", groups[n]))

    def action_narrow(self, of: str) -> None:
        """One severity, state, rule, level, parent or year only."""
        values = self.table.values(of)
        words: dict[str, str] = {name: severity_name(name) for name in SEVERITIES}
        words |= {name: finding_status_name(name) for name in self.table.values("status")}
        names = [words.get(value, value) for value in values]
        self._choose(
            _("只看哪一个？"), [_("全部"), *names], lambda n: self.table.only(of, values[n - 1] if n else None)
        )

    def _choose(self, question: str, names: Sequence[str], chosen: Callable[[int], object]) -> None:
        def answered(number: int | None) -> None:
            if number is not None:
                chosen(number)
                self.refill()

        self.app.push_screen(Choose(question, names), answered)

    def action_act(self, name: str) -> None:
        """Do something to the chosen: `waive`, `comment`, `give_back`, `notice` or `export`."""
        getattr(self.bulk, name)()

    def busy_with(self, said: str) -> None:
        """Say in the heading what is being done; nothing once it is done."""
        self.busy = said
        if self.is_attached:
            self.retitle()

    def acted(self, chosen: "Sequence[Problem]", said: str) -> None:
        """Check the reports that were acted on again, and say what came of it."""
        self.table.replace(bulk_edits.checked_again(self.giktui.db, chosen))
        self.refill()
        if "\n" in said:
            self.tell(said)
        else:
            self.giktui.say(said)


def _sort_names() -> dict[str, str]:
    return {
        "severity": _("级别"),
        "agency": _("机关"),
        "year": _("年份"),
        "rule": _("规则"),
        "place": _("位置"),
        "difference": _("差额"),
    }
