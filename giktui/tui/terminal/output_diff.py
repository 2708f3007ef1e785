"""What goes over the line: only the characters that differ from what the terminal shows already.

Textual 8.2.8 sends a changed region from its widget's left edge, with a whole escape sequence before and a reset behind
each piece of a style: 376 bytes for moving the cursor one cell, 3.7 kB for a character typed into a text. Here its
updates are put on a picture of what the terminal should show, and the difference to what it does show is sent with the
fewest sequences; `display` says when. Frames that come while the line is busy are drawn on the same picture, so that
what is sent in the end is the newest one.

That needs Textual's own classes of updates. Importing this raises ImportError where they are not as they are known
here; the app then leaves drawing to Textual.
"""

import inspect
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
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


class TerminalPicture:
    """What the app wants on the screen (`wanted`), what the terminal has been sent (`shown`), and the way between."""

    def __init__(self) -> None:
        self.wanted: list[list[Cell | None]] = []
        self.shown: list[list[Cell | None]] = []
        self._dirty: set[int] = set()
        self._size = (0, 0)
        self._alphabets: dict[tuple[Style | None, ColorSystem], _Alphabet] = {}

    def forget(self) -> None:
        """Nothing is known of what the terminal shows: everything goes out again."""
        self.shown = [[None] * self._size[0] for _row in range(self._size[1])]
        self._dirty = set(range(self._size[1]))

    @property
    def complete(self) -> bool:
        """Whether the terminal has been sent everything that is wanted."""
        return not self._dirty

    def draw(self, pieces: Iterable[Piece], size: tuple[int, int], colors: ColorSystem) -> None:
        """Put these pieces on the wanted picture of `size` (columns, rows). What does not fit on it is cut off: an
        update that was made for the old width can come after the terminal has been resized."""
        if size != self._size:
            self._size = size
            self.wanted = [[None] * size[0] for _row in range(size[1])]
            self.forget()
        for y, x, strip in pieces:
            if 0 <= y < size[1] and 0 <= x < size[0]:
                _put(self.wanted[y], x, self._cells(strip, colors))
                self._dirty.add(y)

    def send(self, room: int = 1 << 30, first: int = 0) -> str:
        """What brings the terminal towards the wanted picture, whole rows of it until `room` bytes are used up.

        The row `first` goes out before the others: there the user is looking. At least one row goes out.
        """
        out: list[str] = []
        pen, length = Ink("", ""), 0
        for y in sorted(self._dirty, key=lambda row: (row != first, row)):
            if length >= room:
                break
            self._dirty.discard(y)
            sent: list[str] = []
            for start, cells in self._changed(y):
                sent.append(f"\x1b[{y + 1};{start + 1}H")
                pen = _write(sent, cells, pen)
            out += sent
            length += len("".join(sent).encode())
        if pen.sgr:
            out.append("\x1b[0m")
        return "".join(out)

    def _changed(self, y: int) -> Iterator[tuple[int, list[Cell]]]:
        """The runs of cells of a row in which the terminal has something else than is wanted; it has it from now on."""
        wanted, shown = self.wanted[y], self.shown[y]
        places = [n for n, cell in enumerate(wanted) if cell is not None and _differ(cell, shown[n])]
        start = end = -1
        for place in places:
            if start >= 0 and place - end <= _NEAR and _alike(wanted[end - 1 : place]):
                end = place + 1
                continue
            if start >= 0:
                yield self._run(y, start, end)
            start, end = place, place + 1
        if start >= 0:
            yield self._run(y, start, end)

    def _run(self, y: int, start: int, end: int) -> tuple[int, list[Cell]]:
        wanted = self.wanted[y]
        while start and _is_right_half(wanted[start]):
            start -= 1  # the left half of a wide character goes with its right half
        self.shown[y][start:end] = wanted[start:end]
        return start, [cell for cell in wanted[start:end] if cell is not None]

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


def _differ(cell: Cell, shown: Cell | None) -> bool:
    return shown is None or (cell[0], cell[1]) != (shown[0], shown[1])


def _alike(cells: Sequence[Cell | None]) -> bool:
    """Whether all of them are known and in the same ink, as far as it can be seen."""
    return all(cell is not None and cells[0] is not None and cell[1] == cells[0][1] for cell in cells)


def _is_right_half(cell: Cell | None) -> bool:
    return cell is not None and not cell[0]


def _put(row: list[Cell | None], x: int, cells: list[Cell]) -> None:
    """Put cells into a row at column `x`. A wide character that this, or the row's end, cuts in two becomes a space."""
    if not cells:
        return
    if _is_right_half(row[x]):
        _open_up(row, x - 1)
    end = min(x + len(cells), len(row))
    if end < len(row) and _is_right_half(row[end]):
        _open_up(row, end)
    row[x:end] = cells[: end - x]
    if x + len(cells) > end and not cells[end - x][0]:
        _open_up(row, end - 1)


def _open_up(cells: list[Cell | None], place: int) -> None:
    """Make a space of half a wide character."""
    cell = cells[place]
    if cell is not None:
        cells[place] = (" ", cell[2].blank, cell[2])


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


def pieces_of(update: ChopsUpdate | LayoutUpdate) -> Iterator[Piece]:
    """The strips of an update of textual's, each at its place."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for part in strips:
                yield y, x, part
                x += part.cell_length
    else:
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x <= last and end > first:
                    yield y, x, strip.crop(0, min(end, last) - x)
