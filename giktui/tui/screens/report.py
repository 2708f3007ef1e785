"""The report screen: sections at the left, the table or text of one of them at the right, findings below."""

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from giktui.tui.keymap import bindings
from giktui.tui.screens import report_words as words
from giktui.tui.screens.report_deeds import ReportDeeds
from giktui.tui.where import Where, recall, remember
from giktui.tui.widgets.entry_grid import Content, EntryGrid
from giktui.tui.widgets.findings_panel import FindingsPanel
from giktui.tui.widgets.message_line import MessageLine
from giktui.tui.widgets.section_list import FRONT, SectionList, parts_of
from giktui.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.tui.app import GiktuiApp
    from giktui.tui.widgets.narrative_editor import NarrativeEditor

TABLE_KEYS = (
    "grid.enter", "report.next_section", "report.next_finding", "report.submit", "report.toggle_last", "grid.ditto",
    "report.find", "report.undo", "app.command_palette",
)  # fmt: skip
VERIFY_KEYS = ("report.verify", "grid.enter", "grid.next")
LIST_KEYS = ("sections.go_in", "report.next_finding", "report.submit", "app.command_palette")
TEXT_KEYS = (
    "report.next_section", "report.next_finding", "narrative.out", "report.submit", "report.toggle_last",
    "narrative.insert_figure", "narrative.find_text", "narrative.external",
)  # fmt: skip


class ReportScreen(ReportDeeds):
    """One report. What is committed in it is in the database before the cursor is elsewhere."""

    CSS_PATH = "report.tcss"
    BINDINGS = bindings("report")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012

    def __init__(self, entry: "Entry", cell: str | None = None) -> None:
        """Show the report of `entry`, at `cell` (a cell id, a section id, "title" or "preamble") if given."""
        super().__init__()
        self.entry, self.start = entry, cell
        self.part = ""
        self._away = False
        self._remembered: Where | None = None

    # -- building -----------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Status, sections and section, the cell's line, findings, keys."""
        size = self.app.size
        for points, extent in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            self.add_class([name for least, name in points if extent >= least][-1])  # or all would be laid out twice
        self.part, cell = self._first_place()
        yield TextLines(id="top", ground="panel")
        with Horizontal(id="middle"):
            yield SectionList(id="sections")
            with Vertical(id="right"):
                if self.form.section(self.part).table if self.part != FRONT else None:
                    yield self._new_grid(cell)
                else:
                    yield self._new_editor()
        yield TextLines(id="cell", ground="panel")
        yield FindingsPanel(id="findings")
        yield MessageLine(TABLE_KEYS, ("report.explain", "report.leave"))

    def on_mount(self) -> None:
        """Begin to listen to what others save, and check once everything is drawn."""
        self.giktui.database_changed.subscribe(self, lambda _nothing: self.take_over())
        self._enter_part()
        self.call_after_refresh(self.check_soon)

    def on_screen_suspend(self) -> None:
        """Another screen is shown over this one."""
        self._away = True

    def on_screen_resume(self) -> None:
        """Back: what was done there (a hint entered, a value restored, the report submitted) is shown here."""
        if self._away:
            self._away = False
            self.take_over()

    def on_resize(self) -> None:
        """The lines that fit themselves to the width are made anew."""
        self.call_after_refresh(self.show_all)

    @property
    def giktui(self) -> "GiktuiApp":
        """The app, with its database."""
        return cast("GiktuiApp", self.app)

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

    def _first_place(self) -> tuple[str, str | None]:
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

    def _new_grid(self, cell: str | None) -> EntryGrid:
        table = self.form.table(self.part)
        return EntryGrid(self.form, table, self, self.content(), cursor=cell)

    def _new_editor(self) -> "NarrativeEditor":
        from giktui.tui.widgets.narrative_editor import NarrativeEditor

        return NarrativeEditor(self.session, self.part)

    # -- what is shown ------------------------------------------------------------------------------------------

    def content(self) -> Content:
        """What the grid shows now."""
        session = self.session
        if self.verifying is not None:
            return Content(cells=self.verifying.second, last=session.last_cells)
        return Content(
            cells=session.cells,
            last=session.last_cells,
            origins={cell: edit.origin for cell, edit in session.origins.items()},
            severities=words.severities(session.findings, session.current),
            unsaved=frozenset(session.waiting),
            conflicts=self.conflicts,
        )

    def show_all(self) -> None:
        """Bring every part of the screen up to date; what has not changed is not drawn."""
        if not self.is_mounted:
            return
        status = words.status_line(self.session, self.size.width, self.verifying is not None)
        self.query_one("#top", TextLines).set_lines([status])
        self.query_one(SectionList).show(self.session.current, self.part, self.session.findings)
        panel = self.query_one(FindingsPanel)
        if self.verifying is None:
            panel.show(self.open_findings(), self.finding if self.finding >= 0 else None, self.form)
        else:
            panel.set_lines([[(" " + words.verifying(self.key_of("report.verify")), "warning")]])
        self._name_keys()
        if self.grid is not None:
            self.grid.show(self.content())
        if self.editor is not None:
            self.editor.mark_findings()
        self.show_cell()

    def on_descendant_focus(self) -> None:
        """The list of sections has other keys than what stands at the right."""
        self._name_keys()

    def _name_keys(self) -> None:
        line = self.query_one(MessageLine)
        if self.query_one(SectionList).has_focus:
            line.name_keys(LIST_KEYS)
        elif self.verifying is not None:
            line.name_keys(VERIFY_KEYS)
        elif self.grid is not None:
            line.name_keys(TABLE_KEYS)
        else:
            line.name_keys(TEXT_KEYS, typing=True)

    def show_cell(self) -> None:
        """The line about the cell the cursor is on, or about the text."""
        line = self.query_one("#cell", TextLines)
        if self.grid is not None:
            blind = self.verifying is not None
            line.set_lines([words.cell_line(self.session, self.grid.cursor, self.size.width, blind=blind)])
        elif self.editor is not None:
            line.set_lines([self.editor.summary()])

    def say(self, message: str) -> None:
        """Say something in the last line; an empty message brings the keys back."""
        self.query_one(MessageLine).say(message, stay=self.session.unsaved > 0)

    # -- sections -----------------------------------------------------------------------------------------------

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
            self._enter_part()
        self.say("")
        self.show_all()
        self.remember_place()

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
                    await right.mount(self._new_grid(cell))
                self.query(EntryGrid).first().display = True
                if editors:
                    editors.first().display = False
            else:
                if editors:
                    await editors.first().show_part(self.part)
                else:
                    await right.mount(self._new_editor())
                self.query(NarrativeEditor).first().display = True
                if grids:
                    grids.first().display = False

    def _enter_part(self) -> None:
        if self.grid is not None:
            self.grid.focus()
        elif self.editor is not None:
            self.editor.enter()

    def leave_cell(self) -> None:
        """Save what is being typed."""
        if self.grid is not None:
            self.grid.commit()
        for part, text in self.editor.take_changed() if self.editor is not None else ():
            self._write(part, text)

    @on(SectionList.Chosen)
    async def _section_chosen(self, event: SectionList.Chosen) -> None:
        await self.show_part(event.part, enter=event.enter)

    @on(EntryGrid.Moved)
    def _moved(self) -> None:
        if not self.session.unsaved:
            self.say("")
        self.show_cell()

    @on(EntryGrid.Said)
    def _said(self, event: EntryGrid.Said) -> None:
        self.say(event.text)

    def on_narrative_editor_said(self, event: "NarrativeEditor.Said") -> None:
        """The editor has something to tell."""
        self.say(event.text)

    def on_narrative_editor_changed(self) -> None:
        """Characters and place of the text."""
        self.show_cell()

    def on_narrative_editor_written(self, event: "NarrativeEditor.Written") -> None:
        """Save a text."""
        self._write(event.part, event.text)

    def _write(self, part: str, text: str) -> None:
        self.attempt(lambda: self.session.write(part, text))

    def remember_place(self) -> None:
        """Keep where the user is, for the next time."""
        cell = self.grid.cursor if self.grid is not None else ""
        here = Where(self.entry.agency, self.entry.year, self.part, cell)
        if here != self._remembered:
            self._remembered = here
            remember(self.giktui.path, here)
