"""Findings of one report: filter, go, read in full and why, mend by a hint."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose
from giktui.tui.dialogs.questions import DialogQuestions
from giktui.tui.finding_words import Counts, place_of, severity_width, short_message
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.lifecycle import Lifecycle
from giktui.tui.screens.base.page import PAGE_CSS, Page
from giktui.tui.screens.findings.detail import in_full
from giktui.tui.screens.findings.repair import Repair
from giktui.tui.screens.findings.selection import KINDS, Selection, causes, kind_name, kind_of
from giktui.tui.screens.findings.waivers import Waivers
from giktui.tui.widgets.list_rows import Column, Item, Rows, by_text
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.cells import section_title
from giktui.wording.severities import SEVERITIES
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Connection, Entry


def _rank(item: Item) -> tuple[bool, int]:
    """The worst first; what is waived last."""
    from giktui.checks import Finding

    finding = item.key
    assert isinstance(finding, Finding)
    return finding.status != "open", SEVERITIES.index(finding.severity)


class FindingsScreen(Page):
    """What the rules have to say about one report."""

    CSS_PATH: ClassVar = [PAGE_CSS, "screen.tcss"]
    BINDINGS: ClassVar = bindings("findings")
    SCOPE = "findings"
    KEYS = (
        "findings.go", "findings.waive", "findings.apply_hint", "findings.explain", "findings.read",
        "findings.submit", "findings.severity", "findings.section", "findings.unwaive",
    )  # fmt: skip

    def __init__(self, entry: "Entry") -> None:
        super().__init__()
        self.entry = entry
        self.findings: list[Finding] = []
        self.selection = Selection()
        self.repair = Repair(self)
        self.ask = DialogQuestions(self)
        self.lifecycle = Lifecycle(self)
        self.waivers = Waivers(self)

    def where(self) -> tuple[str, ...]:
        """Which report."""
        return (self.entry.agency, str(self.entry.year), _("全部问题"))

    def standing(self) -> str:
        """Its state, and how many findings of which severity."""
        said = Counts.of(self.findings).brief() or _("没有发现问题")
        return f"{status_name(self.entry.status)}  {said}"

    def body(self) -> Iterable[Widget]:
        """The list; below it the finding in full, beside it (on a wide screen) its rule."""
        columns = (
            Column(_("级别"), severity_width(), order=_rank),
            Column(_("规则"), 22 if self.is_wide else 14, order=by_text(1)),
            Column(_("问题"), 0, order=by_text(2)),
        )
        yield Static(id="filters", classes="detail")
        with Horizontal(classes="body"):
            yield PagedList(columns, id="findings")
            with VerticalScroll(classes="side", can_focus=False):
                yield Static(id="side")
        with VerticalScroll(id="below"):
            yield Static(id="detail")

    @property
    def main(self) -> PagedList:
        """The list of findings."""
        return self.query_one("#findings", PagedList)

    def on_mount(self) -> None:
        """Check, and look for hints."""
        self.follow(self.reread)

    def on_screen_resume(self) -> None:
        """Back from the report: check again."""
        self.read_anew(self.reread)

    def reread(self) -> None:
        """Check the report as it is now in the database."""
        from giktui.store import checked, entry_of

        self.entry = entry_of(self.giktui.db, self.entry.id)
        self.findings = checked(self.giktui.db, self.entry)
        self.refill()
        self.repair.look(self.entry)

    def refill(self) -> None:
        """Show the findings that pass the filters."""
        listed = self.selection.listed(self.findings)
        self.query_one("#filters", Static).update(safe(self.selection.words(self.findings, len(listed), self.form)))
        self.main.empty = self.selection.nothing()
        self.main.show(Rows([self._item(finding) for finding in listed]))
        self.retitle()

    def action_each(self) -> None:
        """Every finding for itself, or a cause a line."""
        self.selection.each = not self.selection.each
        self.refill()

    def _item(self, finding: "Finding") -> Item:
        look = {"error": "error", "soft": "soft"}.get(finding.severity, "") if finding.status == "open" else "muted"
        rule = finding.rule if self.is_wide else finding.family
        kind = kind_name(kind_of(finding))
        return Item(finding, (kind, rule, short_message(finding, self.form)), (look, look, ""))

    @property
    def form(self) -> Form:
        """The report's form."""
        return load_form(self.entry.form)

    @property
    def finding(self) -> "Finding | None":
        """The finding under the cursor."""
        from giktui.checks import Finding

        item = self.main.item
        return item.key if item and isinstance(item.key, Finding) else None

    def on_paged_list_moved(self) -> None:
        """Another finding."""
        self.describe()

    def on_paged_list_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def describe(self) -> None:
        """The finding in full, its waiver, and hints that would mend it."""
        from giktui.checks import explain
        from giktui.store import waivers

        finding = self.finding
        said: list[str] = []
        if finding is not None:
            same = next((group for group in causes(self.findings) if finding in group), [finding])
            said = in_full(finding, [one for one in same if one != finding], waivers(self.giktui.db, self.entry.id))
        said += self.repair.lines(finding)
        self.query_one("#detail", Static).update(safe("\n".join(said)))
        self.query_one("#side", Static).update(safe(explain(finding.rule, self.form.id) if finding else ""))

    def action_read(self) -> None:
        """The finding in full, over more of the screen, to be scrolled; again: back to the list."""
        below = self.query_one("#below", VerticalScroll)
        self.set_focus(self.main if below.has_focus else below)

    def action_leave(self) -> None:
        """From the text to the list, from there back."""
        if self.query_one("#below").has_focus:
            self.set_focus(self.main)
        else:
            super().action_leave()

    def action_go(self) -> None:
        """To the cell in the report."""
        if self.finding is not None:
            self.to_report(self.entry, place_of(self.finding))

    def action_requests(self) -> None:
        """The requests that the finding's cell counts."""
        from giktui.register.deriving import may_count

        cells = self.finding.cells if self.finding is not None else ()
        counted = [cell for cell in cells if may_count(self.form, cell)]
        if counted:
            self.giktui.show("requests", agency=self.entry.agency, year=self.entry.year, cell=counted[0])

    def action_severity(self) -> None:
        """Show one severity only."""

        def chosen(number: int | None) -> None:
            if number is not None:
                self.selection.kind = KINDS[number]
                self.refill()

        names = [kind_name(kind) for kind in KINDS]
        self.app.push_screen(Choose(_("只看哪一级？"), names, chosen=KINDS.index(self.selection.kind)), chosen)

    def action_section(self) -> None:
        """Show the findings of one section only."""
        ids = ("", *(section.id for section in self.form.sections))

        def chosen(number: int | None) -> None:
            if number is not None:
                self.selection.section = ids[number]
                self.refill()

        names = [_("全部"), *(section_title(section) for section in self.form.sections)]
        self.app.push_screen(Choose(_("只看哪一部分？"), names, chosen=ids.index(self.selection.section)), chosen)

    def action_explain(self) -> None:
        """What the rule checks, why, its source, an example."""
        from giktui.checks import explain

        if self.finding is not None:
            self.tell(explain(self.finding.rule, self.form.id), self.finding.rule)

    def action_apply_hint(self) -> None:
        """Mend the sums by a hint."""
        self.repair.offer(self.finding)

    def action_accept(self) -> None:
        """Enter what was made out in a picture for the finding's cells."""
        from giktui.store import actor, set_cells
        from giktui.store.reports.documents import suggested

        cells = self.finding.cells if self.finding is not None else ()
        values = {cell: value for cell, value in suggested(self.db, self.entry).items() if cell in cells}
        if not values:
            self.say(_("这一条没有识别出的数可以采用"))
            return
        detail = _("采用识别出的数")
        self.attempt(lambda: set_cells(self.db, self.entry.id, values, actor=actor(), origin="typed", detail=detail))
        self.reread()

    # -- what is decided here ------------------------------------------------------------------------------------

    @property
    def db(self) -> "Connection":
        """The database."""
        return self.giktui.db

    def say(self, message: str) -> None:
        """Say something in passing."""
        self.giktui.say(message)

    def ready(self) -> bool:
        """Nothing is typed here that would have to be saved first."""
        return True

    def entry_changed(self) -> None:
        """The report is in another state."""
        self.reread()

    def action_waive(self) -> None:
        """Accept a soft finding, saying why."""
        if self.finding is not None:
            self.run_worker(self.waivers.waive(self.finding))

    def action_unwaive(self) -> None:
        """Take a waiver back."""
        self.run_worker(self.waivers.unwaive(self.finding))

    def action_submit(self) -> None:
        """Lock the report; if something is open, show what."""
        self.run_worker(self.lifecycle.submit())

    def action_reopen(self) -> None:
        """Unlock a submitted report, with a reason."""
        self.run_worker(self.lifecycle.reopen())
