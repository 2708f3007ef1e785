"""History of a report: who changed which cell when, from what to what, how; one value can be restored."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Input, Static

from giktui.form import cell_label, load_form, section_title
from giktui.i18n import _
from giktui.tui.keymap import bindings
from giktui.tui.origins import origin_name
from giktui.tui.safe_text import line, safe
from giktui.tui.screens.dialogs import Choose
from giktui.tui.screens.page import Page
from giktui.tui.widgets.paged_list import Column, Item, PagedList, Rows

if TYPE_CHECKING:
    from giktui.report import Number
    from giktui.store import Edit, Entry

MOST = 20_000
"""So many edits are shown: some hundred times what typing a report takes."""


class HistoryScreen(Page):
    """The journal of a report, newest first."""

    BINDINGS: ClassVar = bindings("history")
    SCOPE = "history"
    KEYS = ("history.go", "history.restore", "history.only_cell", "history.filter")

    def __init__(self, entry: "Entry", cell: str | None = None) -> None:
        super().__init__()
        self.entry = entry
        self.cell = cell
        self.edits: list[Edit] = []

    def heading(self) -> str:
        """Agency, year, which cell, how many edits."""
        about = self.part_name(self.cell) if self.cell else _("全部")
        return _("{agency} {year} 年 修改历史  {about}  {n} 条").format(
            agency=self.entry.agency, year=self.entry.year, about=about, n=len(self.edits)
        )

    def body(self) -> Iterable[Widget]:
        """The filter, the edits, the one under the cursor in full."""
        columns = (
            Column(_("时间"), 16),
            Column(_("何人"), 8),
            Column(_("方式"), 6),
            Column(_("何处"), 0, cells=True),
            Column(_("原值"), 9, right=True),
            Column(_("新值"), 9, right=True),
        )
        yield Input(placeholder=_("输入格名、姓名或方式的一部分；Enter 回到列表"), id="filter")
        yield PagedList(columns, id="edits")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The edits."""
        return self.query_one("#edits", PagedList)

    def on_mount(self) -> None:
        """Read the journal."""
        self.query_one("#filter", Input).cursor_blink = False
        self.giktui.database_changed.subscribe(self, lambda _nothing: self.reread())
        self.reread()
        self.main.focus()

    def on_screen_resume(self) -> None:
        """Back from the report."""
        self.reread()

    def reread(self) -> None:
        """Read the journal as it is now."""
        from giktui.store import entry_of, history

        self.entry = entry_of(self.giktui.db, self.entry.id)
        self.edits = history(self.giktui.db, self.entry.id, self.cell, limit=MOST)
        self.refill()

    def refill(self) -> None:
        """Show the edits that have in them what was typed."""
        word = self.query_one("#filter", Input).value.strip().lower()
        items = [self._item(edit) for edit in self.edits]
        self.main.show(Rows([item for item in items if word in " ".join(item.fields).lower()]))
        self.retitle()

    def _item(self, edit: "Edit") -> Item:
        from giktui.store import local_time

        values = tuple("-" if value is None else line(value) for value in (edit.old, edit.new))
        if not edit.cell:
            values = ("", "")
        fields = (local_time(edit.time), edit.actor, origin_name(edit.origin), self.part_name(edit.cell), *values)
        return Item(edit, fields)

    def part_name(self, part: str) -> str:
        """What a cell or text is called on the form."""
        form = load_form(self.entry.form)
        if part in form.cells:
            return cell_label(form, part)
        names = {"title": _("标题"), "preamble": _("引言"), "form": _("格式版本"), "": _("整份报告")}
        names |= {section.id: section_title(section) for section in form.sections}
        return names.get(part, part)

    @property
    def edit(self) -> "Edit | None":
        """The edit under the cursor."""
        from giktui.store import Edit

        item = self.main.item
        return item.key if item and isinstance(item.key, Edit) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        event.stop()
        self.refill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes back to the list."""
        event.stop()
        self.main.focus()

    def on_paged_list_moved(self) -> None:
        """Say it in full."""
        edit = self.edit
        said = "" if edit else _("没有修改记录。")
        if edit is not None:
            form = load_form(self.entry.form)
            where = cell_label(form, edit.cell, section=True) if edit.cell in form.cells else self.part_name(edit.cell)
            old, new = ("-" if value is None else str(value) for value in (edit.old, edit.new))
            change = _("{old} 改为 {new}").format(old=old, new=new) if edit.cell else ""
            said = "\n".join(text for text in (where, change, edit.detail) if text)
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def action_filter(self) -> None:
        """Type what to look for."""
        self.query_one("#filter", Input).focus()

    def action_only_cell(self) -> None:
        """Only the edits of this cell; again: all."""
        if self.cell:
            self.cell = None
        elif self.edit is not None and self.edit.cell:
            self.cell = self.edit.cell
        self.reread()

    def action_go(self) -> None:
        """To the cell in the report."""
        if self.edit is not None:
            self.to_report(self.entry, self.edit.cell or None)

    def action_restore(self) -> None:
        """Give the cell again the value it had before this edit, or after it."""
        from giktui.store import load

        edit = self.edit
        form = load_form(self.entry.form)
        if edit is None or edit.cell not in form.cells:
            self.giktui.say(_("这里能恢复的是表中的格；文字请在报告里用 Ctrl+Z 撤销。"))
            return
        now = load(self.giktui.db, self.entry.id).cells.get(edit.cell)
        values: list[Number | None] = []
        for value in (edit.old, edit.new):
            if value != now and not isinstance(value, str) and value not in values:
                values.append(value)
        if not values:
            self.giktui.say(_("这一格现在就是这个值。"))
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._restore(edit, values[number])

        shown = [_("空白") if value is None else str(value) for value in values]
        question = _("{cell} 现在是 {now}，恢复为：").format(
            cell=cell_label(form, edit.cell), now=_("空白") if now is None else now
        )
        self.app.push_screen(Choose(question, shown), chosen)

    def _restore(self, edit: "Edit", value: "Number | None") -> None:
        from giktui.store import actor, local_time, set_cells

        detail = _("恢复 {when} 的值").format(when=local_time(edit.time))
        self.attempt(
            lambda: set_cells(
                self.giktui.db, self.entry.id, {edit.cell: value}, actor=actor(), origin="restore", detail=detail
            )
        )
        self.reread()
