"""The editor of one text of a report."""

from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import TextArea

from giktui.report import paragraphs
from giktui.tui.safe_text import line, plain
from giktui.tui.terminal.line_breaks import teach_line_breaks_to_editors


class PartText(TextArea):
    """One text of the report. Findings' places in it are underlined. `saved` is what the database has as far as one
    knows here: what one began to type in."""

    @dataclass
    class Exhausted(Message):
        """Nothing typed here is left to undo (or redo): earlier changes are in the journal."""

        text: "PartText"
        undo: bool

    def __init__(self, part: str, text: str, *, read_only: bool = False) -> None:
        teach_line_breaks_to_editors()
        super().__init__(plain(text), soft_wrap=True, read_only=read_only, compact=True, highlight_cursor_line=False)
        self.part = part
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.spans: tuple[tuple[int, int], ...] = ()
        self.saved = text

    def get_line(self, line_index: int) -> Text:
        """The line, with the parts of it underlined that findings speak of."""
        shown_line = super().get_line(line_index)
        start = sum(len(earlier) + 1 for earlier in self.document.lines[:line_index])
        for first, last in self.spans:
            if first < start + len(shown_line) and last > start:
                shown_line.stylize("underline", max(0, first - start), last - start)
        return shown_line

    @property
    def tidy(self) -> str:
        """The text as it is stored: one paragraph a line; a title is one line."""
        return self.tidied(self.text)

    def tidied(self, text: str) -> str:
        """A text of this part as it would be stored."""
        return line(text) if self.part == "title" else "\n".join(paragraphs(text))

    def action_undo(self) -> None:
        """What was typed last; once all of that is taken back, what was saved before."""
        before = self.text
        self.undo()
        if self.text == before:
            self.post_message(self.Exhausted(self, True))

    def action_redo(self) -> None:
        """What was taken back last."""
        before = self.text
        self.redo()
        if self.text == before:
            self.post_message(self.Exhausted(self, False))

    def put(self, text: str) -> None:
        """Another wording, as a change that can be undone."""
        self.replace(plain(text), (0, 0), self.document.end)

    def mark(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Underline these places; they count in the stored text, so only while nothing else is typed."""
        spans = spans if self.text == self.saved else ()
        if spans != self.spans:
            self.spans = spans
            self._line_cache.clear()
            self.refresh()

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the text."""
        before = self.text[:offset]
        return before.count("\n"), offset - (before.rfind("\n") + 1)

    def index(self, place: tuple[int, int]) -> int:
        """The character of the text at that line and column."""
        return sum(len(earlier) + 1 for earlier in self.document.lines[: place[0]]) + place[1]

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # textual calls the base class's, too
        """Alt and a digit is a section's key; textual may give it the digit as its character."""
        if event.key.startswith("alt+"):
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]
        """Pasted text comes in without control characters."""
        event.text = plain(event.text)
