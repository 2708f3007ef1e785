"""The pages of a picture, taken apart in a process of their own (`readers.isolated`): the same pieces as a PDF's."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from giktui.readers.formats.pdf.joining import join
from giktui.readers.formats.pdf.page import Box as Place
from giktui.readers.formats.pdf.page import Field, Piece, TextLine
from giktui.readers.formats.pdf.page import Ruled as RuledTable
from giktui.readers.formats.picture import engine
from giktui.readers.formats.picture.cells import read_cells
from giktui.readers.formats.picture.engine import Box
from giktui.readers.formats.picture.page import Page, decoded, prepared
from giktui.readers.formats.picture.ruled import Ruled, ink_of, rules_of, tables_of
from giktui.readers.formats.picture.turned import turned_upright
from giktui.readers.guesses import guess
from giktui.readers.recogniser.detect.numbers import printed
from giktui.text.patterns import compiled_late

_POINTS = 595.0
"""The width of a page: what joins the pieces of pages reckons in points of A4."""
_DPI = 200
_FIGURE = compiled_late(r"[\d\s,，.oOlI|+-]{1,16}[件个项条宗]?")
"""What may be a figure, or a letter taken for one."""
_TELLING = compiled_late("公开|政府|信息|行政|本年|申请|机构|情况|报告|问题|工作")
"""Words of which any page of a report has some."""
_ENOUGH = 3
_MARGIN = 0.13
"""The part of a page's height, at its head and at its foot, where its number stands."""
_LEAST, _LONGER = 40, 30
"""Pixels of the shorter side of a picture that may have a table, and by how many times the other is longer, at most."""
MOST_PAGES = 60
"""Pages of a file that are pictures and are read; a report has ten, and each takes seconds."""
_FEWEST = 12
"""Pixels of the height of a strip that may hold a line of text."""


def read(data: bytes, most: int, tell: Callable[[int, int], None]) -> dict[str, Any]:
    """The blocks of a picture of `most` pages at most, or why there are none."""
    pictures, error = decoded(data, min(most, MOST_PAGES))
    if error:
        return {"error": error}
    pieces: list[Piece] = []
    for number, picture in enumerate(pictures, 1):
        tell(number, len(pictures))
        pieces.extend(pieces_of_picture(picture, number))
    return {"blocks": join(pieces), "troubles": []}


def pieces_on_page(data: bytes, number: int, box: Place | None = None) -> list[Piece]:
    """The pieces that a page of a PDF shows, or what is drawn in a box on it (points from the left and the top)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number - 1]
        wide, high = page.get_size()
        scale = min(_DPI / 72, 4000 / max(wide, high))
        picture = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False).to_numpy()[:, :, :3]
    finally:
        document.close()
    if box is None:
        return pieces_of_picture(picture.copy(), number)
    left, top, right, bottom = (max(0, round(edge * scale)) for edge in box)
    part = pieces_of_picture(picture[top:bottom, left:right].copy(), number)
    return [_moved(piece, box[0], box[1], (box[2] - box[0]) / _POINTS, high) for piece in part]


def _moved(piece: Piece, right: float, down: float, scale: float, high: float) -> Piece:
    """A piece of a picture as one of the page, so many points high, on which the picture stands."""
    if isinstance(piece, TextLine):
        x0, x1, top, size = (number * scale for number in (piece.x0, piece.x1, piece.top, piece.size))
        return replace(piece, x0=x0 + right, x1=x1 + right, top=top + down, size=size, height=high)
    edges = [edge * scale + right for edge in piece.edges]
    return replace(piece, edges=edges, right=piece.right * scale + right, top=piece.top * scale + down)


def pieces_of_picture(picture: Any, number: int) -> list[Piece]:
    """The lines of text and the ruled tables of a picture (height × width × 3, blue first), from top to bottom. One in
    which nothing can be read that a report says is looked at once more, turned until its text is upright. One too low
    or too narrow for a table (a rule, an ornament) has nothing."""
    least, most = sorted(picture.shape[:2])
    if least < _LEAST or most > _LONGER * least:
        return []
    pieces = _pieces_of(prepared(picture), number)
    if _is_legible(pieces):
        return pieces
    upright = turned_upright(picture)
    return pieces if upright is picture else _pieces_of(prepared(upright), number)


def _is_legible(pieces: Sequence[Piece]) -> bool:
    """Whether there are words of a report in lines that run level: the model also reads some that are upright."""
    texts = [piece.text for piece in pieces if isinstance(piece, TextLine) and piece.x1 - piece.x0 > piece.size]
    rows = [row for piece in pieces if not isinstance(piece, TextLine) for row in piece.rows]
    texts += [field.text for row in rows for field in row if field]
    return sum(bool(_TELLING.search(text)) for text in texts) >= _ENOUGH


def _pieces_of(page: Page, number: int) -> list[Piece]:
    level, upright = rules_of(page.plain)
    tables = tables_of(level, upright)
    if not tables:
        level, upright = rules_of(page.plain, dotted=True)
        tables = tables_of(level, upright)
    ink = ink_of(page.plain, level, upright)
    pieces: list[Piece] = [_ruled(page, ink, table, number) for table in tables]
    pieces.extend(_text(page, tables, number))
    return sorted(pieces, key=lambda piece: piece.top)


def _ruled(page: Page, ink: Any, table: Ruled, number: int) -> RuledTable:
    scale = _POINTS / page.plain.shape[1]
    rows: list[list[Field | None]] = [[None] * table.columns for _line in range(table.lines)]
    for cell, read in zip(table.cells, read_cells(page, ink, table.cells), strict=True):
        rows[cell.line][cell.column] = Field(read.text if read.sure else guess(read.text))
    edges = sorted({cell.left * scale for cell in table.cells})
    return RuledTable(number, edges, rows, [number] * table.lines, table.top * scale, table.right * scale)


def _text(page: Page, tables: Sequence[Ruled], number: int) -> Iterator[TextLine]:
    """The lines of text above, between and below the tables, and beside narrow ones. A figure there may be one of a
    table without lines, and was read only once: it is a guess, but for a page's number alone at its head or foot."""
    height, width = page.plain.shape
    scale = _POINTS / width
    starts = [0, *(table.bottom + 3 for table in tables)]
    ends = [*(table.top - 3 for table in tables), height]
    for top, bottom in zip(starts, ends, strict=True):
        strip = page.plain[top:bottom]
        if bottom - top < _FEWEST:
            continue
        for box, alone in _in_reading_order(engine.boxes(strip)):
            margin = _MARGIN * height
            folio = alone and not margin < (box.top + box.bottom) / 2 + top < height - margin
            text = box.said.text
            figure = not folio and (_FIGURE.fullmatch(text) or printed(text).kind == "number")
            yield TextLine(
                number,
                guess(text) if figure else text,
                box.left * scale,
                box.right * scale,
                (box.top + top) * scale,
                (box.bottom - box.top) * scale * 0.8,
                height * scale,
            )


def _in_reading_order(boxes: Sequence[Box]) -> Iterator[tuple[Box, bool]]:
    """The lines of text from top to bottom, those beside each other from left to right; and whether one has nothing
    beside it. A scan is never so straight that what stands in one line is equally high."""
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.top + box.bottom):
        last = lines[-1] if lines else []
        middle = (box.top + box.bottom) / 2
        if last and all(one.top < middle < one.bottom for one in last):
            last.append(box)
        else:
            lines.append([box])
    for line in lines:
        for box in sorted(line, key=lambda box: box.left):
            beside = (
                other for other in boxes if other is not box and other.top < box.bottom and box.top < other.bottom
            )
            yield box, not any(beside)
