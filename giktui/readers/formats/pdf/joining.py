"""The pages of a PDF made into one text: page numbers dropped, lines joined to paragraphs, tables joined over pages."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from giktui.readers.formats.pdf.page import Piece, Ruled, TextLine
from giktui.readers.formats.pdf.tables import continues
from giktui.text.patterns import compiled_late

_FOLIO = compiled_late(r"[-—–－~·\s]*第?\s*\d{1,4}\s*页?\s*(?:[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－~·\s]*")
_NUMBERED = compiled_late(r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]")
"""What a section or a part of one begins with."""
_NARROWEST = 0.4
"""The width of running text, as a part of the page's height, below which lines are no running text."""
_MARGIN = 0.13
"""The part of a page's height, at its head and at its foot, where page numbers and running heads stand."""


def join(pieces: Sequence[Piece]) -> list[list[Any]]:
    """The blocks of the file in reading order: ["p", page, text] and ["g", [[page, row, fields] …]]."""
    kept = _without_margins(pieces)
    left, right = _margins([piece for piece in kept if isinstance(piece, TextLine)])
    blocks: list[list[Any]] = []
    tables: list[Ruled] = []
    before: Piece | None = None
    for piece in kept:
        if isinstance(piece, Ruled):
            if not (isinstance(before, Ruled) and continues(tables[-1], piece)):
                tables.append(piece)
                blocks.append(["g", piece])
        elif isinstance(before, TextLine) and _goes_on(before, piece, left, right):
            blocks[-1][2] = _glued(blocks[-1][2], piece.text)
        else:
            blocks.append(["p", piece.page, piece.text])
        before = piece
    return [["g", _lines(block[1])] if block[0] == "g" else block for block in blocks]


def _lines(table: Ruled) -> list[list[Any]]:
    return [
        [page, number, [field.text if field else "" for field in row]]
        for number, (page, row) in enumerate(zip(table.pages, table.rows, strict=True), 1)
    ]


def _without_margins(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without page numbers, lines that stand at the head or foot of most pages, and empty lines."""
    pages = {piece.page for piece in pieces}
    repeated = Counter(piece.text for piece in pieces if isinstance(piece, TextLine) and _in_margin(piece))
    often = {text for text, times in repeated.items() if times >= 3 and times * 2 > len(pages)}

    def dropped(piece: Piece) -> bool:
        if isinstance(piece, Ruled):
            return False
        return not piece.text or (_in_margin(piece) and (piece.text in often or bool(_FOLIO.fullmatch(piece.text))))

    return [piece for piece in pieces if not dropped(piece)]


def _in_margin(line: TextLine) -> bool:
    return line.top < line.height * _MARGIN or line.top > line.height * (1 - _MARGIN)


def _margins(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Where most lines begin and end: the left and the right border of the running text.

    A file of short lines only has no right border that a line could reach: it is put where a page has it at least.
    """
    if not lines:
        return 0.0, 0.0
    left = Counter(round(line.x0) for line in lines).most_common(1)[0][0]
    ends = Counter(round(line.x1) for line in lines)
    most = max(ends.values())
    right = max(end for end, times in ends.items() if times * 2 >= most)
    return float(left), max(float(right), left + lines[0].height * _NARROWEST)


def _goes_on(before: TextLine, line: TextLine, left: float, right: float) -> bool:
    """Whether a line continues the paragraph of the one before: that one is full, this one is not indented."""
    size = max(before.size, line.size)
    if abs(before.size - line.size) > size * 0.1:
        return False
    if before.text.endswith("。") and _NUMBERED.match(line.text):
        return False
    if before.page == line.page and not 0 < line.top - before.top < size * 2.4:
        return False
    return before.x1 > right - size * 1.5 and line.x0 < left + size * 0.9


def _glued(text: str, more: str) -> str:
    return f"{text} {more}" if text[-1:].isascii() and text[-1:].isalpha() and more[:1].isascii() else text + more
