"""Some lines of text that change often."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from giktui.tui.safe_text import plain
from giktui.tui.themes import looks

Piece = tuple[str, str]
"""A text and its look, a name of `giktui.tui.themes.looks`."""


class TextLines(Widget):
    """Lines made of pieces. Texts come from data: control characters are taken out here."""

    def __init__(self, *, id: str | None = None, ground: str = "background") -> None:
        super().__init__(id=id)
        self.ground = ground
        self.lines: tuple[tuple[Piece, ...], ...] = ()

    def set_lines(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show these lines; those that are the same are left alone."""
        old, self.lines = self.lines, tuple(tuple((_clean(text), look) for text, look in line) for line in lines)
        changed = [y for y in range(max(len(old), len(self.lines))) if old[y : y + 1] != self.lines[y : y + 1]]
        if changed and self.size.width:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed if y < self.size.height))

    def render_line(self, y: int) -> Strip:
        """The pieces of one line, filled up with blanks."""
        look = looks(self.app.theme, self.ground)
        if y >= len(self.lines):
            return Strip.blank(self.size.width, look["plain"])
        strip = Strip([Segment(text, look[name]) for text, name in self.lines[y] if text])
        return strip.adjust_cell_length(self.size.width, look["plain"]).simplify()


def _clean(text: str) -> str:
    return plain(text).replace("\n", " ").replace("\t", " ")
