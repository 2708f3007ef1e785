"""Some lines of text that change often."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from giktui.tui.safe_text import plain

Piece = tuple[str, str]
"""A text and its look: "plain", "strong", "dim", "error", "warning", "good" or "here"."""


class TextLines(Widget):
    """Lines made of pieces. Texts come from data: control characters are taken out here."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"lines--{look}" for look in ("plain", "strong", "dim", "error", "warning", "good", "here")
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[tuple[Piece, ...], ...] = ()
        self._looks: dict[str, Style] = {}

    def set_lines(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show these lines; those that are the same are left alone."""
        old, self.lines = self.lines, tuple(tuple((_clean(text), look) for text, look in line) for line in lines)
        changed = [y for y in range(max(len(old), len(self.lines))) if old[y : y + 1] != self.lines[y : y + 1]]
        if changed and self.size.width:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed if y < self.size.height))

    def render_line(self, y: int) -> Strip:
        """The pieces of one line, filled up with blanks."""
        blank = self._look("plain")
        if y >= len(self.lines):
            return Strip.blank(self.size.width, blank)
        strip = Strip([Segment(text, self._look(look)) for text, look in self.lines[y] if text])
        return strip.adjust_cell_length(self.size.width, blank).simplify()

    def _look(self, name: str) -> Style:
        if name not in self._looks:
            self._looks[name] = self.get_component_rich_style(f"lines--{name}")
        return self._looks[name]

    def notify_style_update(self) -> None:
        """Forget the looks of the old theme."""
        self._looks.clear()
        super().notify_style_update()


def _clean(text: str) -> str:
    return plain(text).replace("\n", " ").replace("\t", " ")

