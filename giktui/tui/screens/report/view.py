"""What the report screen shows: its lines, its list of sections, its findings and keys, made of what its parts hold."""

from giktui.tui.screens.report import words
from giktui.tui.screens.report.guide import GuideLines
from giktui.tui.screens.report.workbench import Workbench
from giktui.tui.widgets.entry_grid import Content
from giktui.tui.widgets.findings_panel import FindingsPanel
from giktui.tui.widgets.message_line import MessageLine
from giktui.tui.widgets.section_list import SectionList
from giktui.tui.widgets.text_lines import TextLines

TABLE_KEYS = (
    "grid.enter", "report.next_section", "report.next_finding", "report.submit", "report.toggle_last", "grid.ditto",
    "report.find", "report.undo", "app.command_palette",
)  # fmt: skip
DOUBLE_ENTRY_KEYS = ("report.verify", "grid.enter", "grid.next")
LIST_KEYS = ("sections.go_in", "report.next_finding", "report.submit", "app.command_palette")
TEXT_KEYS = (
    "report.next_section", "report.next_finding", "narrative.out", "report.submit", "report.toggle_last",
    "narrative.insert_figure", "narrative.find_text", "narrative.external",
)  # fmt: skip


class ReportView:
    """Brings the widgets of a report screen up to date."""

    def __init__(self, work: Workbench) -> None:
        self.work = work

    def content(self) -> Content:
        """What the grid shows now."""
        session = self.work.session
        if self.work.edits.double_entry is not None:
            return Content(cells=self.work.edits.double_entry.second, last=session.stored.last_cells)
        return Content(
            cells=session.cells,
            last=session.stored.last_cells,
            origins={cell: edit.origin for cell, edit in session.stored.origins.items()},
            severities=words.severities(session.findings, session.current),
            unsaved=frozenset(session.pending),
            conflicts=self.work.edits.conflicts,
            offered=session.stored.offered,
        )

    def show_all(self) -> None:
        """Bring every part of the screen up to date; what has not changed is not drawn."""
        screen, part = self.work.screen, self.work.navigator.part
        session, blind = self.work.session, self.work.edits.double_entry is not None
        width = screen.size.width
        screen.query_one("#top", TextLines).set_lines([words.status_line(session, part, width, blind)])
        screen.query_one(SectionList).show(session.current, part, session.findings)
        panel = screen.query_one(FindingsPanel)
        if blind:
            panel.set_lines([[(" " + words.verifying(self.work.key_of("report.verify")), "warning")]])
        else:
            panel.show(self.work.walk.findings, self.work.walk.at, session.form)
        for guide in screen.query(GuideLines):
            guide.show(width)
        self.name_keys()
        pane = self.work.pane
        if pane.grid is not None:
            pane.grid.show(self.content())
        if pane.editor is not None:
            pane.editor.mark_findings()
        self.show_cell()

    def name_keys(self) -> None:
        """Name the keys of what has the focus."""
        line, grid = self.work.screen.query_one(MessageLine), self.work.pane.grid
        enter = {"grid.enter": words.enter_name(grid.row_wise)} if grid is not None else {}
        if self.work.screen.query_one(SectionList).has_focus:
            line.name_keys(LIST_KEYS)
        elif self.work.edits.double_entry is not None:
            line.name_keys(DOUBLE_ENTRY_KEYS, enter)
        elif grid is not None:
            line.name_keys(TABLE_KEYS, enter)
        else:
            line.name_keys(TEXT_KEYS, typing=True)

    def show_cell(self) -> None:
        """The line about the cell the cursor is on, or about the text."""
        line, width = self.work.screen.query_one("#cell", TextLines), self.work.screen.size.width
        pane, blind = self.work.pane, self.work.edits.double_entry is not None
        if pane.grid is not None:
            line.set_lines([words.cell_line(self.work.session, pane.grid.cursor, width, blind=blind)])
        elif pane.editor is not None:
            line.set_lines([pane.editor.summary()])
