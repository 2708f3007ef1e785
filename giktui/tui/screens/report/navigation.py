"""Which part of a report stands at the right of its screen, and where in it the user is."""

from abc import abstractmethod
from typing import TYPE_CHECKING, cast

from giktui.tui.report_parts import FRONT, parts_of
from giktui.tui.screens.report.actions import ReportDeeds
from giktui.tui.ui_state import Where, recall, remember
from giktui.tui.widgets.entry_grid import Content, EntryGrid

if TYPE_CHECKING:
    from giktui.tui.widgets.narrative_editor import NarrativeEditor


class ReportParts(ReportDeeds):
    """The grid or the editor of the part that is shown; going to another part."""

    start: str | None = None
    _remembered: Where | None = None

    @abstractmethod
    def content(self) -> Content:
        """What the grid shows now."""

    @property
    def grid(self) -> EntryGrid | None:
        """The grid, if a table is shown."""
        found = self.query(EntryGrid)
        return found.first() if found and found.first().display else None

    @property
    def editor(self) -> "NarrativeEditor | None":
        """The editor, if a text is shown."""
        found = self.query("NarrativeEditor")  # by name: its module is imported when a text is first shown
        return cast("NarrativeEditor", found.first()) if found and found.first().display else None

    def first_place(self) -> tuple[str, str | None]:
        """The part to begin with, and the cell in it: as asked, else where the user last was, else the first table."""
        place = self.start
        if place is None:
            where = recall(self.giktui.path)
            if (where.agency, where.year) == (self.entry.agency, self.entry.year):
                place = where.cell or where.section
        if place in self.form.cells:
            return self.form.cells[str(place)].table, place
        if place in ("title", "preamble"):
            return FRONT, None
        return (place if place in parts_of(self.form) else self.form.tables[0].id), None

    def new_grid(self, cell: str | None) -> EntryGrid:
        """A grid for the table that is shown."""
        table = self.form.table(self.part)
        return EntryGrid(self.form, table, self, self.content(), cursor=cell)

    def new_editor(self) -> "NarrativeEditor":
        """An editor for the text that is shown."""
        from giktui.tui.widgets.narrative_editor import NarrativeEditor

        return NarrativeEditor(self.session, self.part)

    async def show_part(self, part: str, cell: str | None = None, *, enter: bool = True) -> None:
        """Show another part at the right, with the cursor on `cell` if given."""
        self.leave_cell()
        if part != self.part and self.refused_while_verifying():
            return
        if part != self.part or (self.grid is None and self.editor is None):
            self.part = part
            await self._change_right(cell)
        elif cell is not None and self.grid is not None:
            self.grid.go_to(cell)
        if enter:
            self.enter_part()
        self.say("")
        self.show_all()
        self.remember_place()

    async def go_to(self, place: str) -> None:
        """Show a cell, or a part from its beginning."""
        if place in self.form.cells:
            await self.show_part(self.form.cells[place].table, place)
        else:
            await self.show_part(place)

    async def _change_right(self, cell: str | None) -> None:
        from giktui.tui.widgets.narrative_editor import NarrativeEditor

        right = self.query_one("#right")
        table = self.form.section(self.part).table if self.part != FRONT else None
        grids, editors = self.query(EntryGrid), self.query(NarrativeEditor)
        with self.app.batch_update():
            if table is not None:
                if grids:
                    grids.first().show_table(self.form, table, self.content(), cell)
                else:
                    await right.mount(self.new_grid(cell))
                self.query(EntryGrid).first().display = True
                if editors:
                    editors.first().display = False
            else:
                if editors:
                    await editors.first().show_part(self.part)
                else:
                    await right.mount(self.new_editor())
                self.query(NarrativeEditor).first().display = True
                if grids:
                    grids.first().display = False

    def enter_part(self) -> None:
        """Give the focus to what stands at the right."""
        if self.grid is not None:
            self.set_focus(self.grid)
        elif self.editor is not None:
            self.editor.enter()

    def leave_cell(self) -> None:
        """Save what is being typed."""
        if self.grid is not None:
            self.grid.commit()
        for part, text in self.editor.take_changed() if self.editor is not None else ():
            self.write(part, text)

    def write(self, part: str, text: str) -> None:
        """Save a text."""
        self.attempt(lambda: self.session.write(part, text))

    def remember_place(self) -> None:
        """Keep where the user is, for the next time."""
        cell = self.grid.cursor if self.grid is not None else ""
        here = Where(self.entry.agency, self.entry.year, self.part, cell)
        if here != self._remembered:
            self._remembered = here
            remember(self.giktui.path, here)
