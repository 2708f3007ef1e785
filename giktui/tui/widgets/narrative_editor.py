"""The editor of a report's texts: one of its narratives, or its title and preamble."""

import os
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.questions import DialogQuestions
from giktui.tui.host import host_of
from giktui.tui.keymap import bindings
from giktui.tui.report_parts import FRONT
from giktui.tui.report_session import ReportSession
from giktui.tui.safe_text import plain
from giktui.tui.terminal.outside_editor import edited_outside
from giktui.tui.widgets.part_text import PartText
from giktui.tui.widgets.save_delay import SaveDelay
from giktui.tui.widgets.text_insertions import TextInsertions
from giktui.tui.widgets.text_lines import Piece
from giktui.tui.widgets.text_search import TextSearch
from giktui.tui.widgets.text_summary import paragraph_of, text_summary
from giktui.wording.cells import section_title
from giktui.wording.parts import preamble_name


class NarrativeEditor(Vertical):
    """Edits one part of the report; what is typed is in the database within a second."""

    BINDINGS = bindings("narrative")
    DEFAULT_CSS = """
    NarrativeEditor { width: 1fr; height: 100%; }
    NarrativeEditor > Static { height: 1; color: $primary; }
    NarrativeEditor > .short { height: 3; }
    NarrativeEditor > Horizontal { height: 1fr; }
    NarrativeEditor PartText { width: 1fr; height: 100%; border: none; padding: 0 1; background: $background; }
    NarrativeEditor .last { color: $secondary; }
    ReportScreen.-narrow NarrativeEditor > Horizontal { layout: vertical; }
    ReportScreen.-narrow NarrativeEditor PartText { height: 1fr; }
    ReportScreen.-cramped NarrativeEditor > Horizontal { layout: vertical; }
    ReportScreen.-cramped NarrativeEditor PartText { height: 1fr; }
    """

    @dataclass
    class Written(Message):
        """A text is to be saved; `seen` is what it was when one began to type."""

        part: str
        text: str
        seen: str

    @dataclass
    class StepBack(Message):
        """All that was typed here since the text was opened is undone: the journal has what was before."""

        part: str
        undo: bool

    @dataclass
    class Said(Message):
        """Something to tell the user."""

        text: str

    @dataclass
    class Inserted(Message):
        """A figure was put into a text that was then saved: from character `at`, so long, the number of that cell."""

        part: str
        at: int
        length: int
        cell: str

    class Changed(Message):
        """The text or the cursor is elsewhere: the line about it is to be made anew."""

    def __init__(self, session: ReportSession, part: str) -> None:
        super().__init__()
        self.session, self.part = session, part
        self.last_shown = False
        self._delay = SaveDelay(self, self.save)
        ask = DialogQuestions(self)
        self._search = TextSearch(ask, self._say)
        self._insertions = TextInsertions(session, ask, self._say)
        self._cursors: dict[str, tuple[int, int]] = {}

    def compose(self) -> ComposeResult:
        """The editors of the part."""
        locked = self.session.locked
        if self.part == FRONT:
            yield Static(_("标题"), markup=False)
            title = PartText("title", self.session.text("title"), read_only=locked)
            title.add_class("short")
            yield title
            yield Static(preamble_name(), markup=False)
        else:
            yield Static(section_title(self.session.form.section(self.part)), markup=False)
        part = "preamble" if self.part == FRONT else self.part
        with Horizontal():
            yield PartText(part, self.session.text(part), read_only=locked)
            if self.last_shown:
                last = PartText(f"last-{part}", self.session.stored.last_text(part), read_only=True)
                last.can_focus = False
                last.add_class("last")
                yield last

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def texts(self) -> list[PartText]:
        """The editors in which something can be written."""
        return [text for text in self.query(PartText) if not text.has_class("last")]

    @property
    def current(self) -> PartText:
        """The one with the focus, else the last."""
        return next((text for text in self.texts if text.has_focus), self.texts[-1])

    @property
    def paragraph(self) -> int | None:
        """The number of the paragraph the cursor is in, from 1 on, as the text is stored; None in a blank line."""
        return paragraph_of(self.current)

    async def show_part(self, part: str) -> None:
        """Show another part."""
        self.save()
        await self._build(part)
        self.mark_findings()

    async def _build(self, part: str) -> None:
        """Make the editors anew, with each cursor where it was when its text was last shown."""
        self._cursors |= {text.part: text.cursor_location for text in self.texts}
        self.part = part
        await self.recompose()
        for text in self.texts:
            text.move_cursor(self._cursors.get(text.part, (0, 0)))

    def enter(self) -> None:
        """Take the focus."""
        if self.is_mounted and self.texts:
            self.screen.set_focus(self.texts[-1])
        self.mark_findings()

    def summary(self) -> list[Piece]:
        """How long the text is, and whether it is saved."""
        if not self.is_mounted or not self.texts:
            return []
        return text_summary(self.session, self.current)

    def mark_findings(self) -> None:
        """Underline what the findings and the comments speak of."""
        for text in self.texts:
            spans = (finding.span for finding in self.session.findings if finding.span and finding.status == "open")
            found = [(start, end) for part, start, end in spans if part == text.part]
            text.mark((*found, *self.session.stored.remarked(text.part, text.text)))

    def select(self, span: tuple[str, int, int]) -> None:
        """Put the cursor where a finding's words stand, and select them."""
        for text in self.texts:
            if text.part == span[0]:
                self.screen.set_focus(text)
                text.selection = type(text.selection)(text.place(span[1]), text.place(span[2]))

    async def toggle_last(self) -> None:
        """Last year's text beside this year's, or not."""
        with host_of(self).hold_keys():
            self.save()
            self.last_shown = not self.last_shown
            await self._build(self.part)
            self.enter()

    # -- saving -------------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._delay.typed()
        self.mark_findings()
        self.post_message(self.Changed())

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_descendant_focus(self) -> None:
        """Another text of the part: the line about the text is about that one."""
        self.post_message(self.Changed())

    def on_descendant_blur(self) -> None:
        """Focus leaves: save."""
        self.save()

    def save(self) -> None:
        """Hand every changed text on to be saved."""
        self._delay.stop()
        for part, text, seen in self.take_changed():
            self.post_message(self.Written(part, text, seen))

    def take_changed(self) -> list[tuple[str, str, str]]:
        """The texts that are not saved: part, text, and what it was when one began to type; they count as handed on."""
        self._delay.saved()
        handed_on = []
        for text in self.texts:
            if text.tidy != text.saved:  # also where somebody else has meanwhile submitted the report
                handed_on.append((text.part, text.tidy, text.saved))
                text.saved = text.tidy
        return handed_on

    def take_over(self) -> None:
        """Show what others saved in a text that is not being changed here."""
        for text in self.texts:
            text.read_only = self.session.locked
            stored = self.session.text(text.part)
            if text.tidy == text.saved and stored != text.saved:
                self._put(text, stored)
        self.mark_findings()

    def reread(self) -> None:
        """Show the texts as they are stored, whatever stands here."""
        for text in self.texts:
            stored = self.session.text(text.part)
            if stored != text.tidy:
                self._put(text, stored)

    def _put(self, text: PartText, stored: str) -> None:
        at = text.cursor_location
        text.saved = stored
        with text.prevent(TextArea.Changed):
            text.load_text(plain(stored))
        text.move_cursor(at)

    def _say(self, message: str) -> None:
        self.post_message(self.Said(message))

    # -- keys ---------------------------------------------------------------------------------------------------

    def action_out(self) -> None:
        """Leave the text for the list of sections."""
        self.save()
        self.screen.set_focus(self.screen.query_one("#sections"))

    @work
    async def action_find_text(self) -> None:
        """Ask for words and go to the next place they stand."""
        await self._search.find(self.current)

    def action_find_again(self) -> None:
        """Go to the next place of the words sought last, from the start again after the last one."""
        if self._search.sought:
            self._search.again(self.current)
        else:
            self.action_find_text()

    def action_text_start(self) -> None:
        """To the beginning of the text."""
        self.current.move_cursor((0, 0))

    def action_text_end(self) -> None:
        """To its end."""
        self.current.move_cursor(self.current.document.end)

    @work
    async def action_replace_text(self) -> None:
        """Ask for words and what to put in their place, here or everywhere in the text."""
        await self._search.replace(self.current)

    @work
    async def action_take_paragraph(self) -> None:
        """Choose a paragraph of last year's text; it comes in below the cursor's."""
        await self._insertions.take_paragraph(self.current)

    @work
    async def action_insert_figure(self) -> None:
        """Choose a number of the tables by name; it is put in at the cursor, where it follows its cell from now on."""
        text = self.current
        inserted = await self._insertions.insert_figure(text)
        if inserted is not None:
            self.save()
            self.post_message(self.Inserted(text.part, *inserted))

    def action_external(self) -> None:
        """Edit the text in $EDITOR; what it saves replaces the text."""
        text = self.current
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not command:
            self._say(_("没有设置 EDITOR，例如：export EDITOR=vim"))
        elif text.read_only:
            self._say(_("报告已提交，只能查看"))
        else:
            self._edit_outside(text, command)

    def _edit_outside(self, text: PartText, command: str) -> None:
        try:
            edited = edited_outside(self.app, text.text, command, text.part)
        except GiktuiError as error:
            self._say(str(error))
            return
        if edited != text.text:
            text.put(edited)
            self.save()

    @on(PartText.Exhausted)
    def _to_the_journal(self, event: PartText.Exhausted) -> None:
        event.stop()
        self.save()
        self.post_message(self.StepBack(event.text.part, event.undo))
