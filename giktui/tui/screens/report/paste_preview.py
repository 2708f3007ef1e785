"""What goes where of a pasted block, before anything is entered."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from giktui.form import Form, cell_label
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.dialogs.asking import Dialog
from giktui.tui.safe_text import safe
from giktui.tui.widgets.entry_grid.clipboard import Plan
from giktui.tui.widgets.entry_grid.fitting import pad
from giktui.tui.widgets.entry_grid.typing import shown


class PastePreview(Dialog[bool]):
    """Lists every cell a pasted block would set: old value, new value. Enter takes it, Esc does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", show=False),
        Binding("escape,n,q", "answer(False)", show=False),
    ]

    def __init__(self, form: Form, plan: Plan, cells: Mapping[str, Number]) -> None:
        super().__init__()
        self.form, self.plan, self.cells = form, plan, cells

    def compose(self) -> ComposeResult:
        """Notes first, since they say what will not be entered; then the cells."""
        changes = {cell: value for cell, value in self.plan.values.items() if self.cells.get(cell) != value}
        heading = _("粘贴：{n} 格，其中 {changed} 格会改变").format(n=len(self.plan.values), changed=len(changes))
        with Vertical(classes="dialog"):
            yield Static(safe(heading), classes="heading")
            with VerticalScroll(can_focus=True):
                notes = [f"! {note}" for note in self.plan.notes]
                yield Static(safe("\n".join([*notes, *(self._line(*change) for change in changes.items())])))
            keys = _("Enter 录入    Esc 取消") if changes else _("没有可录入的数。Esc 返回")
            yield Static(keys, classes="keys", markup=False)

    def _line(self, cell: str, value: Number | None) -> str:
        old = shown(self.cells.get(cell)) or "."
        return f"{pad(cell_label(self.form, cell), 44)} {pad(old, 8, 'right')} -> {shown(value) or '.'}"

    def action_answer(self, yes: bool) -> None:
        """Hand the answer back; nothing to enter is a no."""
        self.dismiss(yes and bool(self.plan.values))
