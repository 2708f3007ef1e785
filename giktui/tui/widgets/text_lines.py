"""Some lines of text that change often: only the part of a line that differs is sent to the terminal."""

from collections.abc import Sequence
from itertools import chain
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from giktui.tui.safe_text import line as one_line

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
        """Show these lines; what they have in common with the old ones is left alone."""
        old, self.lines = self.lines, tuple(tuple((_clean(text), look) for text, look in line) for line in lines)
        regions = []
        for y in range(max(len(old), len(self.lines))):
            before = _cells(old[y]) if y < len(old) else []
            after = _cells(self.lines[y]) if y < len(self.lines) else []
            span = _difference(before, after)
            if span and self.size.width:
                regions.append(Region(span[0], y, min(span[1], self.size.width) - span[0], 1))
        regions = [region for region in regions if region.width > 0 and region.y < self.size.height]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """The pieces of one line, filled up with blanks."""
        plain = self._look("plain")
        if y >= len(self.lines):
            return Strip.blank(self.size.width, plain)
        strip = Strip([Segment(text, self._look(look)) for text, look in self.lines[y] if text])
        return strip.adjust_cell_length(self.size.width, plain).simplify()

    def _look(self, name: str) -> Style:
        if name not in self._looks:
            self._looks[name] = self.get_component_rich_style(f"lines--{name}")
        return self._looks[name]

    def notify_style_update(self) -> None:
        """Forget the looks of the old theme."""
        self._looks.clear()
        super().notify_style_update()


def _clean(text: str) -> str:
    lead = len(text) - len(text.lstrip(" "))
    trail = len(text) - len(text.rstrip(" ")) if text.strip() else 0
    return " " * lead + one_line(text) + " " * trail


def _cells(line: Sequence[Piece]) -> list[tuple[str, str]]:
    """One entry a terminal cell: the character and look that is there; the right half of a wide one is empty."""
    return list(
        chain.from_iterable(
            [(character, look), ("", look)] if cell_len(character) == 2 else [(character, look)] * cell_len(character)
            for text, look in line
            for character in text
        )
    )


def _difference(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> tuple[int, int] | None:
    """From which to which cell two lines differ; None if they do not."""
    blank = (" ", "plain")
    width = max(len(before), len(after))
    before = before + [blank] * (width - len(before))
    after = after + [blank] * (width - len(after))
    places = [x for x in range(width) if before[x] != after[x]]
    if not places:
        return None
    first, last = places[0], places[-1] + 1
    while first and ("" in (before[first][0], after[first][0])):
        first -= 1  # never begin in the right half of a wide character
    while last < width and ("" in (before[last][0], after[last][0])):
        last += 1
    return first, last
