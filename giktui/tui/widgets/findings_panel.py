"""The findings below a report's table: the one being looked at in full, then the others, a line each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from giktui.form import Form
from giktui.i18n import _
from giktui.tui.finding_words import short_message
from giktui.tui.safe_text import line
from giktui.tui.widgets.entry_grid.fitting import cut, wrap
from giktui.tui.widgets.text_lines import Piece, TextLines

if TYPE_CHECKING:
    from giktui.checks import Finding

_SIGNS = {"error": ("!", "error"), "soft": ("?", "warning"), "warning": ("?", "warning"), "info": ("i", "dim")}


class FindingsPanel(TextLines):
    """Shows findings; F3 and Shift+F3 of the screen walk through them."""

    def show(self, findings: Sequence["Finding"], current: int | None, form: Form) -> None:
        """Show the findings about a report on `form`, from the `current` one on; that one in full if there is room."""
        width, height = max(20, self.size.width), max(1, self.size.height)
        if not findings:
            self.set_lines([[(" ", "plain"), (_("没有发现问题"), "good")]])
            return
        lines: list[list[Piece]] = []
        start = current or 0
        for index in [*range(start, len(findings)), *range(start)]:
            if len(lines) >= height:
                break
            finding = findings[index]
            sign, look = _SIGNS[finding.severity]
            text = f"{finding.rule} {line(short_message(finding, form))}"
            if index == current:
                if finding.suggestion:
                    text += f"  {line(finding.suggestion)}"
                wrapped = wrap_text(text, width - 3)[:height]
                lines.append([(">" + sign + " ", look), (wrapped[0], "strong")])
                lines.extend([("   ", "plain"), (more, "strong")] for more in wrapped[1:])
            else:
                lines.append([(" " + sign + " ", look), (cut(text, width - 3), "plain")])
        self.set_lines(lines[:height])


def wrap_text(text: str, width: int) -> list[str]:
    """A sentence in full lines (not evenly, as labels are)."""
    lines, rest = [], text
    while rest:
        if len(wrap(rest, width)) == 1:
            lines.append(rest)
            break
        piece = ""
        for character in rest:
            if len(wrap(piece + character, width)) > 1:
                break
            piece += character
        lines.append(piece)
        rest = rest[len(piece) :]
    return lines or [""]
