"""The report screen: sections at the left, the table or text of one of them at the right, findings below."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from giktui.tui.host import Host, host_of
from giktui.tui.keymap import bindings
from giktui.tui.report_parts import FRONT
from giktui.tui.screens.report import words
from giktui.tui.screens.report.navigation import ReportParts
from giktui.tui.widgets.entry_grid import Content, EntryGrid
from giktui.tui.widgets.findings_panel import FindingsPanel
from giktui.tui.widgets.message_line import MessageLine
from giktui.tui.widgets.section_list import SectionList
from giktui.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from giktui.store import Entry
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


class ReportScreen(ReportParts):
    """One report. What is committed in it is in the database before the cursor is elsewhere."""

    CSS_PATH = "screen.tcss"
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

    # -- building -----------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Status, sections and section, the cell's line, findings, keys."""
        size = self.app.size
        for points, extent in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            self.add_class([name for least, name in points if extent >= least][-1])  # or all would be laid out twice
        self.part, cell = self.first_place()
        yield TextLines(id="top", ground="panel")
        with Horizontal(id="middle"):
            yield SectionList(id="sections")
            with Vertical(id="right"):
                if self.form.section(self.part).table if self.part != FRONT else None:
                    yield self.new_grid(cell)
                else:
                    yield self.new_editor()
        yield TextLines(id="cell", ground="panel")
        yield FindingsPanel(id="findings")
        yield MessageLine(TABLE_KEYS, ("report.explain", "report.leave"))

    def on_mount(self) -> None:
        """Begin to listen to what others save, and check once everything is drawn."""
        self.giktui.database_changed.subscribe(self, lambda _nothing: self.take_over())
        self.enter_part()
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
    def giktui(self) -> Host:
        """The app, with its database."""
        return host_of(self)

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
            unsaved=frozenset(session.pending),
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

    # -- what the widgets say ---------------------------------------------------------------------------------------

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
        self.write(event.part, event.text)
