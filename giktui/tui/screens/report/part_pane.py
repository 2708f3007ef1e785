"""The right side of the report screen: the grid of a table or the editor of a text, one of each at most."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from giktui.form import Table
from giktui.tui.host import host_of
from giktui.tui.report_parts import FRONT
from giktui.tui.report_session import ReportSession
from giktui.tui.widgets.entry_grid import Content, EntryGrid, Ledger

if TYPE_CHECKING:
    from giktui.tui.widgets.narrative_editor import NarrativeEditor


class PartPane(Vertical):
    """Shows one part of a report. The editor's module is imported when a text is first shown."""

    def __init__(
        self,
        session: ReportSession,
        ledger: Ledger,
        content: Callable[[], Content],
        part: str,
        cell: str | None,
    ) -> None:
        super().__init__(id="right")
        self.session, self.ledger, self.content = session, ledger, content
        self.part, self._first_cell = part, cell
        self.around = False
        """Whether the text around a table is shown instead of it."""

    def compose(self) -> ComposeResult:
        """What the first part needs."""
        yield self._new_editor() if self.table is None else self._new_grid(self.table, self._first_cell)

    @property
    def table(self) -> Table | None:
        """The table that is shown, if it is one."""
        return self.session.form.section(self.part).table if self.part != FRONT and not self.around else None

    @property
    def grid(self) -> EntryGrid | None:
        """The grid, if a table is shown."""
        found = self.query(EntryGrid)
        return found.first() if found and found.first().display else None

    @property
    def editor(self) -> "NarrativeEditor | None":
        """The editor, if a text is shown."""
        found = self.query("NarrativeEditor")
        return cast("NarrativeEditor", found.first()) if found and found.first().display else None

    def _new_grid(self, table: Table, cell: str | None) -> EntryGrid:
        return EntryGrid(self.session.form, table, self.ledger, self.content(), cursor=cell)

    def _new_editor(self) -> "NarrativeEditor":
        from giktui.tui.widgets.narrative_editor import NarrativeEditor

        return NarrativeEditor(self.session, self.part)

    async def change(self, part: str, cell: str | None) -> None:
        """Show another part, the cursor on `cell` if given."""
        from giktui.tui.widgets.narrative_editor import NarrativeEditor

        self.around = self.around and part == self.part
        self.part = part
        table = self.table
        grids, editors = self.query(EntryGrid), self.query(NarrativeEditor)
        with self.app.batch_update():
            if table is not None:
                if grids:
                    grids.first().show_table(self.session.form, table, self.content(), cell)
                else:
                    await self.mount(self._new_grid(table, cell))
            elif editors:
                await editors.first().show_part(part)
            else:
                await self.mount(self._new_editor())
            for grid in self.query(EntryGrid):
                grid.display = table is not None
            for editor in self.query(NarrativeEditor):
                editor.display = table is None

    async def turn(self) -> bool:
        """Show the text around the table that is shown, or the table again; False where no table is."""
        if self.part == FRONT or self.session.form.section(self.part).table is None:
            return False
        self.around = not self.around
        with host_of(self).hold_keys():
            await self.change(self.part, None)
            self.enter()
        return True

    def enter(self) -> None:
        """Give the focus to what is shown."""
        if self.grid is not None:
            self.screen.set_focus(self.grid)
        elif self.editor is not None:
            self.editor.enter()

    def take_typed(self) -> list[tuple[str, str, str]]:
        """Save the number being typed; the texts that have changed: part, text, and what it was before."""
        if self.grid is not None:
            self.grid.commit()
        return self.editor.take_changed() if self.editor is not None else []
