"""The findings below a report's table: the one being looked at in full, then the others, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.events import Click
from textual.message import Message

from giktui.form import Form
from giktui.i18n import _
from giktui.text.wrapping import wrapped
from giktui.tui.finding_words import short_message, short_suggestion
from giktui.tui.safe_text import line
from giktui.tui.widgets.entry_grid.fitting import cut
from giktui.tui.widgets.text_lines import Piece, TextLines

if TYPE_CHECKING:
    from giktui.checks import Finding

_SIGNS = {"error": ("!", "error"), "soft": ("?", "warning"), "warning": ("?", "warning"), "info": ("i", "dim")}


class FindingsPanel(TextLines):
    """Shows findings; F3 and Shift+F3 of the screen walk through them, a click chooses one."""

    _rows: Sequence[int] = ()
    """By line, the number of the finding on it."""

    @dataclass
    class Chosen(Message):
        """The finding of that number was clicked."""

        number: int

    def show(self, findings: Sequence["Finding"], current: int | None, form: Form) -> None:
        """Show the findings about a report on `form`, from the `current` one on; that one in full if there is room."""
        width, height = max(20, self.size.width), max(1, self.size.height)
        if not findings:
            self.set_lines([[(" ", "plain"), (_("没有发现问题"), "good")]])
            return
        lines: list[list[Piece]] = []
        rows: list[int] = []
        start = current or 0
        for index in [*range(start, len(findings)), *range(start)]:
            if len(lines) >= height:
                break
            finding = findings[index]
            before = len(lines)
            sign, look = _SIGNS[finding.severity]
            text = f"{finding.family} {line(short_message(finding, form))}"
            if index == current:
                if finding.suggestion:
                    text += f"  {line(short_suggestion(finding, form))}"
                lines_of_it = list(wrapped(text, width - 3))[:height]
                lines.append([("›" + sign + " ", look), (lines_of_it[0], "strong")])
                lines.extend([("   ", "plain"), (more, "strong")] for more in lines_of_it[1:])
            else:
                lines.append([(" " + sign + " ", look), (cut(text, width - 3), "plain")])
            rows += [index] * (len(lines) - before)
        self._rows = rows[:height]
        self.set_lines(lines[:height])

    def on_click(self, event: Click) -> None:
        """A click goes to the finding."""
        if 0 <= event.y < len(self._rows):
            self.post_message(self.Chosen(self._rows[event.y]))
