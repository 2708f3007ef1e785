"""What goes over the line: only the characters that differ from what the terminal shows already.

Textual 8.2.8 sends a changed region from its widget's left edge, with a whole escape sequence before and a reset behind
each piece of a style: 376 bytes for moving the cursor one cell, 3.7 kB for a character typed into a text. Here its
updates are compared with a picture of the terminal, and what is left over is sent with the fewest sequences.

That needs Textual's own classes of updates. Importing this raises ImportError where they are not as they are known
here; the app then leaves drawing to Textual.
"""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

_KNOWN = {ChopsUpdate: {"chops", "spans", "chop_ends"}, LayoutUpdate: {"strips", "region"}}
for _update, _made_of in _KNOWN.items():
    if not _made_of <= inspect.signature(_update).parameters.keys():
        raise ImportError(f"{_update.__name__} is another than that of Textual 8.2")

_NEAR = 7
"""So many unchanged cells of the same ink cost no more to send again than moving the cursor over them."""


_FIRST_EMOJI = "\U0001f000"
"""From here on stand characters that join with their neighbours to one sign."""


class Ink(NamedTuple):
    """How a style is told to the terminal. `blank` is what of it can be seen on a space."""

    sgr: str
    blank: str


Cell = tuple[str, str, Ink]
"""A character (empty for the right half of a wide one), what can be seen of its ink, and its ink."""

Piece = tuple[int, int, Strip]
"""A strip at a row and column of the screen."""


class OutputDiff:
    """The picture of the terminal, and the way of every update to it."""

    def __init__(self) -> None:
        self.rows: list[list[Cell | None]] = []
        self._size = (0, 0)
        self._alphabets: dict[tuple[Style | None, ColorSystem], _Alphabet] = {}

    def forget(self) -> None:
        """Nothing is known of what the terminal shows: the next update goes out whole."""
        self._size = (0, 0)

    def thin(self, update: Any, size: tuple[int, int]) -> Any:
        """The update as one that sends only what differs on a terminal of `size` (columns, rows)."""
        return _Thinned(self, update, size) if isinstance(update, ChopsUpdate | LayoutUpdate) else update

    def sent(self, pieces: Iterable[Piece], size: tuple[int, int], colors: ColorSystem) -> str:
        """What to send so that the terminal shows these pieces; the picture shows them from now on."""
        if size != self._size:
            self._size = size
            self.rows = [[None] * size[0] for _row in range(size[1])]
        out: list[str] = []
        pen = Ink("", "")
        for y, x, strip in pieces:
            if not 0 <= y < len(self.rows):
                continue
            for start, cells in self._changed(y, x, self._cells(strip, colors)):
                out.append(f"\x1b[{y + 1};{start + 1}H")
                pen = _write(out, cells, pen)
        if pen.sgr:
            out.append("\x1b[0m")
        return "".join(out)

    def _changed(self, y: int, x: int, cells: list[Cell]) -> Iterator[tuple[int, list[Cell]]]:
        """The runs of cells that differ from the picture's row; the row has them from now on."""
        row = self.rows[y]
        cells = cells[: len(row) - x]
        places = [
            n for n, cell in enumerate(cells) if (old := row[x + n]) is None or (old[0], old[1]) != (cell[0], cell[1])
        ]
        row[x : x + len(cells)] = cells
        start = end = -1
        for place in places:
            if start >= 0 and place - end <= _NEAR and all(cell[1] == cells[end - 1][1] for cell in cells[end:place]):
                end = place + 1
                continue
            if start >= 0:
                yield self._run(x, cells, start, end)
            start, end = place, place + 1
        if start >= 0:
            yield self._run(x, cells, start, end)

    @staticmethod
    def _run(x: int, cells: list[Cell], start: int, end: int) -> tuple[int, list[Cell]]:
        while start and not cells[start][0]:
            start -= 1  # the left half of a wide character goes with its right half
        return x + start, cells[start:end]

    def _cells(self, strip: Strip, colors: ColorSystem) -> list[Cell]:
        cells: list[Cell] = []
        for text, style, _control in strip:
            alphabet = self._alphabets.get((style, colors))
            if alphabet is None:
                alphabet = self._alphabets[style, colors] = _Alphabet(_ink(style, colors))
            start = len(cells)
            try:
                for character in text:
                    cells += alphabet[character]
            except _JoinedError:
                cells[start:] = _joined(text, alphabet.ink)
        return cells


class _JoinedError(Exception):
    """A character that may share its place with others."""


class _Alphabet(dict[str, list[Cell]]):
    """The cells that each character takes in one ink, made when it first comes."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self.ink = ink

    def __missing__(self, character: str) -> list[Cell]:
        width = cell_len(character)
        if not width or character >= _FIRST_EMOJI:
            raise _JoinedError
        seen = self.ink.blank if character == " " else self.ink.sgr
        self[character] = [(character, seen, self.ink), *[("", seen, self.ink)] * (width - 1)]
        return self[character]


def _joined(text: str, ink: Ink) -> list[Cell]:
    """The cells of a text in which several characters may stand in one place."""
    cells: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        piece = text[start:end]
        if width:
            cells += [(piece, ink.sgr, ink), *[("", ink.sgr, ink)] * (width - 1)]
        elif cells:
            head = max(n for n, cell in enumerate(cells) if cell[0])
            cells[head] = (cells[head][0] + piece, ink.sgr, ink)
    return cells


def _ink(style: Style | None, colors: ColorSystem) -> Ink:
    sgr = Strip.render_ansi(style, colors) if style else ""
    seen = style is not None and (style.underline or style.reverse or style.strike or style.overline)
    bare = Style(bgcolor=style.bgcolor) if style and style.bgcolor else None
    return Ink(sgr, sgr if seen else Strip.render_ansi(bare, colors) if bare else "")


def _write(out: list[str], cells: list[Cell], pen: Ink) -> Ink:
    """Append a run, changing the pen only where that can be seen; the pen afterwards."""
    for character, seen, ink in cells:
        if seen != (pen.blank if character == " " else pen.sgr):
            out.append(f"\x1b[0;{ink.sgr}m" if ink.sgr else "\x1b[0m")
            pen = ink
        out.append(character)
    return pen


class _Thinned(CompositorUpdate):
    """An update of textual's that is compared with the picture when it is sent."""

    def __init__(self, line: OutputDiff, update: CompositorUpdate, size: tuple[int, int]) -> None:
        self.line, self.update, self.size = line, update, size

    def render_segments(self, console: Console) -> str:
        """What is to be sent."""
        colors = console._color_system or ColorSystem.TRUECOLOR  # as textual itself asks
        return self.line.sent(_pieces(self.update), self.size, colors)


def _pieces(update: CompositorUpdate) -> Iterator[Piece]:
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for part in strips:
                yield y, x, part
                x += part.cell_length
    elif isinstance(update, ChopsUpdate):
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x <= last and end > first:
                    yield y, x, strip.crop(0, min(end, last) - x)
