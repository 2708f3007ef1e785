"""What goes where of a pasted block, before anything is entered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from giktui.form import Form
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.dialogs.asking import Dialog
from giktui.tui.safe_text import safe
from giktui.tui.widgets.entry_grid import Content
from giktui.tui.widgets.entry_grid.moves import sideways, vertical
from giktui.tui.widgets.entry_grid.paste_plan import Plan, plan_paste
from giktui.tui.widgets.entry_grid.typing import shown
from giktui.tui.widgets.entry_grid.view import GridView
from giktui.wording.cells import cell_label, section_title

if TYPE_CHECKING:
    from giktui.tui.screens.report.workbench import Workbench


async def offer_paste(work: "Workbench", text: str, cell: str) -> None:
    """Show where a block pasted at a cell would go; enter it if that is confirmed."""
    grid = work.pane.grid
    if grid is None:
        return
    seen, form = dict(work.session.cells), work.session.form
    plan = plan_paste(form, grid.layout_, cell, text)
    preview = PastePreview(form, plan, seen, work.edits.preview(plan.values), work.navigator.part)
    if await work.screen.app.push_screen_wait(preview):
        work.edits.enter(plan.values, "pasted", {cell: seen.get(cell) for cell in plan.values})
        if plan.table != work.navigator.part:
            await work.navigator.show_part(plan.table)


class PastePreview(Dialog[bool]):
    """The table as it would be, each cell marked that would change. Enter takes it, Esc does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", show=False),
        Binding("escape,n,q", "answer(False)", show=False),
        *(Binding(key, f"move({rows},{columns})", show=False, priority=True)
          for key, rows, columns in (("up", -1, 0), ("down", 1, 0), ("left", 0, -1), ("right", 0, 1))),
    ]  # fmt: skip

    def __init__(
        self, form: Form, plan: Plan, cells: Mapping[str, Number], after: Mapping[str, Number], here: str
    ) -> None:
        """`cells` are the report's now, `after` those once it is entered, its totals included; `here` is the table that
        the block was pasted into, where the plan may be for another."""
        super().__init__()
        self.form, self.plan, self.cells, self.after, self.here = form, plan, cells, after, here
        self.changes = {cell: value for cell, value in plan.values.items() if cells.get(cell) != value}

    def compose(self) -> ComposeResult:
        """Notes first, since they say what will not be entered; then the table, and the cell in it."""
        n, changed = len(self.plan.values), len(self.changes)
        heading = _("粘贴：{n} 格，其中 {changed} 格会改变（带 * 的）").format(n=n, changed=changed)
        if self.plan.table != self.here:
            title = section_title(self.form.section(self.plan.table))
            heading += "\n" + _("这是另一张表的内容，将放到：{title}").format(title=title)
        with Vertical(classes="dialog pasted"):
            yield Static(safe(heading), classes="heading")
            if self.plan.notes:
                with VerticalScroll(can_focus=False, classes="notes"):
                    yield Static(safe("\n".join(f"! {note}" for note in self.plan.notes)))
            if self.changes:
                content = Content(cells=self.after, unsaved=frozenset(self.changes))
                yield GridView(self.form, self.form.table(self.plan.table), content, cursor=next(iter(self.changes)))
                yield Static(id="before")
            keys = _("Enter 录入    Esc 取消    方向键看每一格") if self.changes else _("没有可录入的数。Esc 返回")
            yield Static(keys, classes="keys", markup=False)

    def on_grid_view_moved(self, event: GridView.Moved) -> None:
        """Say what the cell has now."""
        self._say(event.cell)

    def on_mount(self) -> None:
        """Begin at the first change."""
        for grid in self.query(GridView):
            self.set_focus(grid)
            self._say(grid.cursor)

    def _say(self, cell: str) -> None:
        kind = self.form.cells[cell].kind
        said = cell_label(self.form, cell)
        if cell in self.changes:
            old, new = (shown(value, kind) or _("空白") for value in (self.cells.get(cell), self.changes[cell]))
            said += _("  现在 {old}，粘贴后 {new}").format(old=old, new=new)
        self.query_one("#before", Static).update(safe(said))

    def action_move(self, rows: int, columns: int) -> None:
        """Look at another cell."""
        for grid in self.query(GridView):
            layout = grid.layout_
            grid.go_to(vertical(layout, grid.cursor, rows) if rows else sideways(layout, grid.cursor, columns))

    def action_answer(self, yes: bool) -> None:
        """Hand the answer back; nothing to enter is a no."""
        self.dismiss(yes and bool(self.plan.values))
