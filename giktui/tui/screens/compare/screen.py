"""Two reports side by side: two years of an agency, or two agencies."""

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from giktui.form import load_form
from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose, Prompt
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.compare_lines import compare_lines
from giktui.tui.widgets.compare_view import CompareView
from giktui.wording.cells import section_title
from giktui.wording.parts import preamble_name

if TYPE_CHECKING:
    from giktui.diff import Difference
    from giktui.report import Report
    from giktui.store import Entry


class CompareScreen(Page):
    """The older report at the left, the newer at the right."""

    BINDINGS: ClassVar = bindings("compare")
    SCOPE = "compare"
    KEYS = (
        "compare.next_change", "compare.previous_change", "compare.toggle_all", "compare.section", "compare.threshold",
        "compare.older", "compare.newer", "compare.go",
    )  # fmt: skip

    def __init__(self, new: "Entry", old: "Entry | None" = None) -> None:
        super().__init__()
        self.new = new
        self.old = old
        self.before: Report | None = None
        """What the report continues where its agency had none of its own before: its predecessors' added up."""
        self.every = False
        self.threshold: Decimal | None = None
        self.section = ""
        self.difference: Difference | None = None

    def where(self) -> tuple[str, ...]:
        """Which two reports."""
        both, new = _("{old} 与 {new}"), self.new
        if self.old is not None and self.old.agency_id != new.agency_id:
            old = f"{self.old.agency} {self.old.year}"
            return (_("比较"), both.format(old=old, new=f"{new.agency} {new.year}"))
        old = str(self.old.year) if self.old is not None else _("（没有）")
        old = _("前身 {year}").format(year=self.before.year) if self.before is not None else old
        return (new.agency, both.format(old=old, new=new.year), _("比较"))

    def body(self) -> Iterable[Widget]:
        """What is shown of it, and the lines."""
        yield Static(id="filters", classes="detail")
        yield CompareView((), id="lines")

    @property
    def main(self) -> CompareView:
        """The lines."""
        return self.query_one("#lines", CompareView)

    def compose(self) -> ComposeResult:
        """Choose the nearest earlier year (else its predecessors', else the next later), unless told what it is."""
        from giktui.store import entries, last_report

        if self.old is None:
            own = [e for e in entries(self.giktui.db, agency=self.new.agency_id) if e.id != self.new.id]
            earlier = [e for e in own if e.year < self.new.year]
            if earlier:
                self.old = max(earlier, key=lambda e: e.year)
            elif (before := last_report(self.giktui.db, self.new.agency_id, self.new.year)) is not None:
                self.before = before
            elif own:
                self.old, self.new = self.new, min(own, key=lambda e: e.year)
        yield from super().compose()

    def on_mount(self) -> None:
        """Listen to what others save; where there is nothing to compare with, ask."""
        self.set_focus(self.main)
        self.giktui.database_changed.subscribe(self, lambda _nothing: self.reread())
        if self.old is None and self.before is None:
            self.action_older()

    def on_resize(self) -> None:
        """Lines are made for a width."""
        self.call_after_refresh(self.reread if self.difference is None else self.refill)

    def on_screen_resume(self) -> None:
        """Back from the report."""
        if self.difference is not None:
            self.reread()

    def reread(self) -> None:
        """Compare what is in the database now."""
        from giktui.diff import compare
        from giktui.store import load

        left = load(self.giktui.db, self.old.id) if self.old is not None else self.before
        if left is not None:
            self.difference = compare(left, load(self.giktui.db, self.new.id))
        self.refill()

    def refill(self) -> None:
        """Show what was asked for."""
        from giktui.diff import select

        self.retitle()
        if self.difference is None:
            return
        sections = {self.section} if self.section else None
        shown = select(self.difference, every=self.every, threshold=self.threshold, sections=sections)
        lines = compare_lines(shown, self.main.room)
        left = self._title(self.old) if self.old is not None else _("前身 {year}").format(year=self.new.year - 1)
        titles = (_("格"), left, self._title(self.new))
        self.main.show_lines(lines, titles)
        self.query_one("#filters", Static).update(safe(self._filters(sum(line.starts for line in lines))))

    def _title(self, entry: "Entry") -> str:
        same = self.old is not None and self.old.agency_id == self.new.agency_id
        return str(entry.year) if same else f"{entry.year} {entry.agency}"

    def _filters(self, changes: int) -> str:
        title = next((name for id, name in self._sections() if id == self.section), "")
        return _("{which}  部分：{section}  变化下限：{threshold}  {n} 处变化").format(
            which=_("全部") if self.every else _("只看变化"),
            section=title,
            threshold=_("无") if self.threshold is None else f"{self.threshold}%",
            n=changes,
        )

    def _sections(self) -> list[tuple[str, str]]:
        sections = load_form(self.new.form).sections
        titles = [(section.id, section_title(section)) for section in sections]
        return [("", _("全部")), ("preamble", preamble_name()), *titles]

    def action_next_change(self) -> None:
        """Jump forward."""
        if not self.main.jump(1):
            self.giktui.say(_("后面没有变化了。"))

    def action_previous_change(self) -> None:
        """Jump back."""
        if not self.main.jump(-1):
            self.giktui.say(_("前面没有变化了。"))

    def action_toggle_all(self) -> None:
        """What is the same, too; or not."""
        self.every = not self.every
        self.refill()

    def action_threshold(self) -> None:
        """Ask for the least change in per cent."""

        def given(text: str | None) -> None:
            if text is None:
                return
            try:
                self.threshold = Decimal(text.rstrip("%％")) if text else None
            except InvalidOperation:
                self.giktui.say(_("“{text}”不是数字，例如 50。").format(text=text), error=True)
                return
            self.refill()

        value = "" if self.threshold is None else str(self.threshold)
        question = _("只看变化至少百分之几的格；留空为不限")
        self.app.push_screen(Prompt(question, value, title=_("变化下限"), needed=False), given)

    def action_section(self) -> None:
        """Show one section only."""
        sections = self._sections()
        ids = [id for id, _title in sections]

        def chosen(number: int | None) -> None:
            if number is not None:
                self.section = ids[number]
                self.refill()

        names = [title for _id, title in sections]
        self.app.push_screen(Choose(_("只看哪一部分？"), names, chosen=ids.index(self.section)), chosen)

    def action_older(self) -> None:
        """Another report at the left."""

        def take(entry: "Entry") -> None:
            self.old, self.before = entry, None

        self._choose(_("左边是哪一份？"), take)

    def action_newer(self) -> None:
        """Another report at the right."""

        def take(entry: "Entry") -> None:
            self.new = entry

        self._choose(_("右边是哪一份？"), take)

    def _choose(self, question: str, take: "Callable[[Entry], None]") -> None:
        """Of all reports: first those of this agency, then the others', by agency and year."""
        from giktui.store import entries

        own = self.new.agency_id
        found = sorted(entries(self.giktui.db), key=lambda e: (e.agency_id != own, e.agency, e.year))
        if len(found) < 2:
            self.tell(_("库里只有一份报告，没有可比的。按 q 返回，先用 i 导入另一年的报告。"))
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                take(found[number])
                self.reread()

        self.app.push_screen(Choose(question, [f"{e.year}  {e.agency}" for e in found]), chosen)

    def action_swap(self) -> None:
        """Left to right."""
        if self.old is not None:
            self.old, self.new = self.new, self.old
            self.reread()

    def action_go(self) -> None:
        """To this cell or section in the report at the right."""
        line = self.main.line
        if line is not None and line.place:
            self.to_report(self.new, line.place)
