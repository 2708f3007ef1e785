"""The report screen: sections at the left, the table or text of one of them at the right, findings below.

It shows what its parts hold and hands them the keys: an edit controller, a navigator, a walk through the findings and
the report's lifecycle. None of those knows the screen but by a protocol.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.finding_words import words_at
from giktui.tui.keymap import bindings
from giktui.tui.screens.base.lifecycle import deleted_words
from giktui.tui.screens.report import words
from giktui.tui.screens.report.guide import guide_of, turn_guide
from giktui.tui.screens.report.part_pane import PartPane
from giktui.tui.screens.report.places import Places
from giktui.tui.screens.report.view import TABLE_KEYS, ReportView
from giktui.tui.screens.report.ways_out import WaysOut
from giktui.tui.screens.report.workbench import Workbench
from giktui.tui.widgets.entry_grid import EntryGrid
from giktui.tui.widgets.findings_panel import FindingsPanel
from giktui.tui.widgets.fit import WIDE
from giktui.tui.widgets.message_line import MessageLine
from giktui.tui.widgets.section_list import SectionList
from giktui.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.tui.widgets.narrative_editor import NarrativeEditor


class ReportScreen(Screen[None]):
    """One report. What is committed in it is in the database before the cursor is elsewhere."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar = bindings("report")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (72, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 (as Textual has it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012

    def __init__(self, entry: "Entry", cell: str | None = None) -> None:
        """Show the report of `entry`, at `cell` (a cell id, a section id, "title" or "preamble") if given; behind a
        text's id may stand the characters to select (`overview@12-30`)."""
        super().__init__()
        self._away = False
        self._words = cell if cell and words_at(cell)[1] is not None else None
        self.work = Workbench(self, self.show_all, entry, words_at(cell)[0] if cell else cell)
        if cell:
            self.work.walk.seek(cell)
        self.view = ReportView(self.work)
        self.places = Places(self.work)
        self.ways_out = WaysOut(self.work)

    @property
    def entry(self) -> "Entry":
        """The report's line in the database, as it was read last."""
        return self.work.entry

    @property
    def grid(self) -> EntryGrid | None:
        """The grid, if a table is shown."""
        return self.work.pane.grid

    @property
    def editor(self) -> "NarrativeEditor | None":
        """The editor, if a text is shown."""
        return self.work.pane.editor

    # -- building -----------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Status, sections and section, the cell's line, findings, keys."""
        size = self.app.size
        for points, extent in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            self.add_class([name for least, name in points if extent >= least][-1])  # or all would be laid out twice
        yield TextLines(id="top", ground="panel")
        with Horizontal(id="middle"):
            yield SectionList(id="sections", ground="surface")
            yield PartPane(
                self.work.session,
                self.work.edits,
                self.view.content,
                self.work.navigator.part,
                self.work.navigator.first_cell,
            )
        yield from guide_of(self.work.session, self.work.path, self.work.key_of)
        yield TextLines(id="cell", ground="panel")
        yield FindingsPanel(id="findings", ground="surface")
        yield MessageLine(TABLE_KEYS, ("report.explain", "report.leave"))

    def on_mount(self) -> None:
        """Begin to listen to what others save, and check once everything is drawn."""
        self.work.host.database_changed.subscribe(self, lambda _nothing: self.work.edits.take_over())
        self.work.pane.enter()
        if self._words is not None:
            self.call_after_refresh(self.go_to, self._words)
        self.call_after_refresh(self.work.walk.check_soon)

    def on_screen_suspend(self) -> None:
        """Another screen is shown over this one."""
        self._away = True

    def on_screen_resume(self) -> None:
        """Back: what was done there (a hint entered, a value restored, the report submitted) is shown here."""
        if self._away:
            self._away = False
            self.work.edits.take_over()

    def save_in_hand(self) -> list[str]:
        """The app is ending: save the cell and the texts being typed; what cannot be saved, in words."""
        return self.work.save_in_hand()

    def on_resize(self) -> None:
        """The lines that fit themselves to the width are made anew."""
        self.call_after_refresh(self.show_all)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Bring every part of the screen up to date."""
        if self.is_mounted:
            self.view.show_all()

    def on_descendant_focus(self) -> None:
        """The list of sections has other keys than what stands at the right."""
        self.view.name_keys()

    # -- what the widgets say -----------------------------------------------------------------------------------

    @on(SectionList.Chosen)
    async def _section_chosen(self, event: SectionList.Chosen) -> None:
        await self.work.navigator.show_part(event.part, enter=event.enter)

    @on(EntryGrid.Moved)
    def _moved(self) -> None:
        if not self.work.session.unsaved:
            self.work.say("")
        self.view.show_cell()

    @on(EntryGrid.Said)
    def _said(self, event: EntryGrid.Said) -> None:
        self.view.name_keys()  # which way Enter goes may be what is said
        self.work.say(event.text)

    @on(EntryGrid.Ended)
    async def _ended(self) -> None:
        if self.work.edits.double_entry is not None:
            self.work.rest()
            self.work.say(words.second_pass_ended(self.work.key_of("report.verify")))
        elif self.grid is not None:
            self.work.say(await self.work.navigator.go_on(row_wise=self.grid.row_wise))

    @on(EntryGrid.Pasted)
    def _pasted(self, event: EntryGrid.Pasted) -> None:
        if refusal := self.work.edits.refusal():
            self.work.say(refusal)
        else:
            from giktui.tui.screens.report.paste_preview import offer_paste

            self.work.begin(offer_paste(self.work, event.text, event.cell))

    def on_narrative_editor_said(self, event: "NarrativeEditor.Said") -> None:
        """The editor has something to tell."""
        self.work.say(event.text)

    def on_narrative_editor_changed(self) -> None:
        """Characters and place of the text."""
        self.view.show_cell()

    def on_narrative_editor_written(self, event: "NarrativeEditor.Written") -> None:
        """Save a text."""
        self.work.edits.write(event.part, event.text, event.seen)

    def on_narrative_editor_inserted(self, event: "NarrativeEditor.Inserted") -> None:
        """A figure was put into a text: it follows its cell, where the text was saved and says the number plainly."""
        with suppress(GiktuiError):
            self.work.session.bind(event.part, event.at, event.length, event.cell)

    def on_narrative_editor_step_back(self, event: "NarrativeEditor.StepBack") -> None:
        """Undo or redo what was saved of the text before it was opened here."""
        self.work.edits.step_back(undo=event.undo, part=event.part)

    # -- keys: going about --------------------------------------------------------------------------------------

    async def action_section(self, number: int) -> None:
        """Alt+1 … Alt+6: a section; Alt+0: title and preamble."""
        await self.work.navigator.to_number(number)

    async def action_next_section(self) -> None:
        """The part below."""
        await self.work.navigator.step(1)

    async def action_previous_section(self) -> None:
        """The part above."""
        await self.work.navigator.step(-1)

    async def action_next_finding(self) -> None:
        """F3: to the next finding."""
        await self.places.step_finding(1)

    async def action_previous_finding(self) -> None:
        """Shift+F3: to the one before."""
        await self.places.step_finding(-1)

    @on(FindingsPanel.Chosen)
    async def _finding_clicked(self, event: FindingsPanel.Chosen) -> None:
        await self.places.look_at_finding(event.number)

    def action_find(self) -> None:
        """Find a row of any table by its words."""
        self.work.begin(self.work.navigator.find_row(self.work.ask))

    async def action_table_text(self) -> None:
        """W: the text around the table, to read and to write; once more: the table."""
        if not self.work.may_change(part=True):
            return
        if not await self.work.pane.turn():
            self.work.say(_("这一部分没有表"))
        elif self.work.pane.around:
            self.work.say(_("表前表后的文字；单独一行“〔表〕”是表的位置，再按一次回到表"))

    async def action_toggle_last(self) -> None:
        """F4: last year's values or text beside this year's."""
        if self.work.session.stored.last is None:
            self.work.say(_("库中没有上年的报告"))
        elif self.grid is not None:
            self.grid.action_toggle_last()
        elif self.editor is not None:
            await self.editor.toggle_last()

    def action_explain(self) -> None:
        """F1: what this cell counts, its rules with the numbers in them; F1 again lists all keys."""
        self.ways_out.explain()

    # -- keys: changing -----------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the user's latest step."""
        self.work.edits.step_back(undo=True)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.work.edits.step_back(undo=False)

    def action_save(self) -> None:
        """Ctrl+S: everything is saved anyway; say so."""
        self.work.leave_cell()
        if not self.work.session.unsaved:
            self.work.say(_("已保存（离开单元格时自动保存，不必手动）"))

    def action_zeros(self) -> None:
        """Fill the blanks of the shown table with zero, after asking."""
        self.work.begin(self.work.edits.fill_with_zero(self.work.pane.table))

    def action_verify(self) -> None:
        """Enter the table a second time without seeing the first; then go through what differs."""
        self.work.leave_cell()
        if self.work.edits.double_entry is not None:
            self.work.begin(self.work.edits.end_double_entry(self.work.edits.double_entry))
        elif self.work.pane.table is not None:
            self.work.edits.begin_double_entry(self.work.pane.table)
        else:
            self.work.say(_("这一部分不是表"))

    # -- keys: the whole report ---------------------------------------------------------------------------------

    def action_submit(self) -> None:
        """Lock the report; if something is open, show what."""
        self.work.begin(self.work.lifecycle.submit())

    def action_reopen(self) -> None:
        """Unlock a submitted report, with a reason."""
        self.work.begin(self.work.lifecycle.reopen())

    async def action_lead(self) -> None:
        """Be led through this report, or no longer."""
        said = await turn_guide(self, self.work.session, self.work.key_of)
        self.show_all()
        self.work.say(said)

    def action_delete(self) -> None:
        """Take the report out of every list and sum, with a reason, and leave it."""
        self.work.begin(self._delete())

    async def _delete(self) -> None:
        if await self.work.lifecycle.delete():
            self.work.host.say(deleted_words(self.entry))
            self.work.host.go_home()

    def action_findings(self) -> None:
        """The screen of all findings."""
        self.ways_out.open("findings")

    def action_history(self) -> None:
        """Who changed what."""
        self.ways_out.open("history")

    def action_comments(self) -> None:
        """What was said of the report; a new comment is about where one is."""
        self.ways_out.comments()

    def action_export(self) -> None:
        """Print the report to a file."""
        self.ways_out.open("export")

    def action_requests(self) -> None:
        """The requests that the cell counts; from a text, the register."""
        self.ways_out.requests()

    def action_compare(self) -> None:
        """Compare with last year."""
        self.ways_out.compare()

    def action_leave(self) -> None:
        """Back to where the report was opened from; everything is saved."""
        self.work.begin(self._leave())

    async def _leave(self) -> None:
        if self.work.edits.double_entry is not None:
            self.work.leave_cell()
            self.work.edits.leave_double_entry()
        elif await self.may_leave():
            self.work.host.leave_screen()

    def action_step_report(self, by: int) -> None:
        """To the next report of the list that this one was opened from; to the one before with -1."""
        self.work.begin(self.ways_out.step_report(by))

    def action_home(self) -> None:
        """The matrix of agencies and years."""
        self.work.begin(self._go_home())

    async def _go_home(self) -> None:
        if await self.may_leave():
            self.work.host.go_home()

    async def may_leave(self) -> bool:
        """Save what is being typed; False where the user wants, or has, to stay."""
        return await self.work.may_leave()

    async def go_to(self, place: str) -> None:
        """Show a cell, a part from its beginning, or words in a text (`overview@12-30`)."""
        await self.places.go_to(place)
