"""History of a report: who changed which cell when, from what to what, how; one value can be restored."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Static

from giktui.form import load_form
from giktui.i18n import _
from giktui.text.matching import matches
from giktui.tui.dialogs.asking import Choose
from giktui.tui.keymap import bindings
from giktui.tui.origins import detail_words, origin_width
from giktui.tui.safe_text import line, safe
from giktui.tui.screens.base.filtered_page import FilteredPage
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.fit import fit
from giktui.tui.widgets.list_rows import Column, Item, by_text
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.parts import part_name

if TYPE_CHECKING:
    from giktui.report import Number
    from giktui.store import Edit, Entry

MOST = 20_000
"""So many edits are shown: some hundred times what typing a report takes."""


def changed_part(old: "Number | str | None", new: "Number | str | None") -> "tuple[Number | str | None, ...]":
    """Of two texts what differs, without what they begin and end with alike; other values as they are."""
    if not isinstance(old, str) or not isinstance(new, str):
        return old, new
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return old[start : len(old) - end], new[start : len(new) - end]


def _alike(one: str, other: str) -> int:
    """With how many characters both begin."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class HistoryScreen(FilteredPage):
    """The journal of a report, newest first."""

    BINDINGS: ClassVar = bindings("history")
    SCOPE = "history"
    KEYS = ("history.go", "history.restore", "history.only_cell", "history.filter")

    def __init__(self, entry: "Entry", cell: str | None = None) -> None:
        super().__init__()
        self.entry = entry
        self.cell = cell
        self.edits: list[Edit] = []

    def where(self) -> tuple[str, ...]:
        """Agency, year, and which cell if it is one."""
        about = (self.part_name(self.cell),) if self.cell else ()
        return (self.entry.agency, str(self.entry.year), _("修改记录"), *about)

    def standing(self) -> str:
        """How many edits, or how many of them pass the filter."""
        every = len(self.edits)
        return self.passed(len(self.main.source), every, _("{n} 条").format(n=every))

    def body(self) -> Iterable[Widget]:
        """The filter, the edits, the one under the cursor in full."""
        columns = (
            Column(_("时间"), 16, order=by_text(0)),
            Column(_("何人"), 8, order=by_text(1)),
            Column(_("方式"), origin_width(), order=by_text(2)),
            Column(_("何处"), 0, cells=True, order=by_text(3)),
            Column(_("原值"), 9, right=True),
            Column(_("新值"), 9, right=True),
        )
        yield FilterLine(_("输入格名、姓名或方式的一部分；Enter 回到列表，Esc 取消"))
        yield PagedList(columns, id="edits")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The edits."""
        return self.query_one("#edits", PagedList)

    def on_mount(self) -> None:
        """Read the journal."""
        self.follow(self.reread)

    def on_screen_resume(self) -> None:
        """Back from the report."""
        self.read_anew(self.reread)

    def reread(self) -> None:
        """Read the journal as it is now."""
        from giktui.store import entry_of, history

        self.entry = entry_of(self.giktui.db, self.entry.id)
        self.edits = history(self.giktui.db, self.entry.id, self.cell, limit=MOST)
        self.refill()

    def refill(self) -> None:
        """Show the edits that have in them what was typed."""
        items = [self._item(edit) for edit in self.edits]
        self.main.empty = _("没有这样的修改：按 Esc 取消筛选。") if self.word else _("还没有修改。")
        self.main.show_items([item for item in items if matches(" ".join(item.fields), self.word)])
        self.retitle()

    def _item(self, edit: "Edit") -> Item:
        from giktui.store import local_time, origin_of

        values = tuple("-" if value is None else line(value) for value in (edit.old, edit.new))
        if not edit.cell:
            values = ("", "")
        fields = (local_time(edit.time), edit.actor, origin_of(edit), self.part_name(edit.cell), *values)
        return Item(edit, fields)

    def part_name(self, part: str) -> str:
        """What a cell or text is called on the form."""
        return part_name(load_form(self.entry.form), part) or _("整份报告")

    @property
    def edit(self) -> "Edit | None":
        """The edit under the cursor."""
        from giktui.store import Edit

        item = self.main.item
        return item.key if item and isinstance(item.key, Edit) else None

    def on_paged_list_moved(self) -> None:
        """Say it in full."""
        edit = self.edit
        said = "" if edit else _("没有符合筛选的修改。") if self.edits else _("没有修改记录。")
        if edit is not None:
            where = part_name(load_form(self.entry.form), edit.cell, section=True) or _("整份报告")
            old, new = (self._shown(value) for value in changed_part(edit.old, edit.new))
            change = _("{old} 改为 {new}").format(old=old, new=new) if edit.cell else ""
            said = "\n".join(text for text in (where, change, detail_words(edit)) if text)
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def action_only_cell(self) -> None:
        """Only the edits of this cell; again: all."""
        if self.cell:
            self.cell = None
        elif self.edit is not None and self.edit.cell:
            self.cell = self.edit.cell
        else:
            self.giktui.say(_("这一条不是某一格的修改。"))
            return
        self.reread()

    def action_go(self) -> None:
        """To the cell in the report."""
        if self.edit is not None:
            self.to_report(self.entry, self.edit.cell or None)

    def action_restore(self) -> None:
        """Give the cell or text again what it held before this edit, or after it."""
        edit = self.edit
        if edit is None or edit.cell not in (*load_form(self.entry.form).cells, *self._texts()):
            self.giktui.say(_("这一条没有可以恢复的值。"))
            return
        now = self._now(edit.cell)
        blank: Number | str | None = "" if edit.cell in self._texts() else None
        values: list[Number | str | None] = []
        for value in (edit.old, edit.new):
            held = blank if value in (None, "") else value
            if held != now and held not in values:
                values.append(held)
        if not values:
            self.giktui.say(_("现在就是这个值。"))
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._restore(edit, values[number])

        question = _("{cell} 现在是 {now}，恢复为：").format(cell=self.part_name(edit.cell), now=self._shown(now))
        self.app.push_screen(Choose(question, [self._shown(value) for value in values]), chosen)

    def _texts(self) -> tuple[str, ...]:
        return ("title", "preamble", *(section.id for section in load_form(self.entry.form).sections))

    def _now(self, part: str) -> "Number | str | None":
        from giktui.store import load

        report = load(self.giktui.db, self.entry.id)
        if part in ("title", "preamble"):
            return str(getattr(report, part))
        return report.narratives.get(part, "") if part in self._texts() else report.cells.get(part)

    @staticmethod
    def _shown(value: "Number | str | None") -> str:
        return _("空白") if value is None or value == "" else fit(str(value), 60).rstrip()

    def _restore(self, edit: "Edit", value: "Number | str | None") -> None:
        from giktui.store import actor, local_time, set_cells, set_text

        db, id = self.giktui.db, self.entry.id
        who, detail = actor(), _("恢复 {when} 的值").format(when=local_time(edit.time))
        if isinstance(value, str):
            self.attempt(lambda: set_text(db, id, edit.cell, value, actor=who, origin="restore", detail=detail))
        else:
            self.attempt(lambda: set_cells(db, id, {edit.cell: value}, actor=who, origin="restore", detail=detail))
        self.reread()
