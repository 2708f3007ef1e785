"""What stands on one page of a PDF: its lines of text and its ruled tables, from top to bottom."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from giktui.i18n import _
from giktui.readers.formats.pdf.figures import Stroke, figure, strokes_of
from giktui.readers.formats.pdf.sides import missing_sides
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

_WIDE_SPACE = compiled_late(r"(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])")
_CID = compiled_late(r"\(cid:\d+\)")
_SHOWN, _COVERED = 0.1, 0.6
"""The part of a page that a picture takes at least which may be a table, and one that is the page itself."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; coordinates in points from the top left corner of the page."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    size: float
    height: float
    """Of the page."""


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a ruled table. `full` says that its last line reaches its right border, so that it may go on below."""

    text: str
    full: bool = False


@dataclass(slots=True)
class Ruled:
    """A table with lines around its cells. `edges` are the left borders of its columns; None is a covered field."""

    page: int
    edges: list[float]
    rows: list[list[Field | None]]
    pages: list[int]
    """The page of each row: a table may be joined from several."""
    top: float
    right: float
    """Its right border."""


Piece = TextLine | Ruled


def pieces_of(page: Any) -> tuple[list[Piece], str]:
    """The pieces of a page (a pdfplumber page) from top to bottom, and what of it cannot be read, in words."""
    text = "".join(char["text"] for char in page.chars)
    if not text.strip():
        return [], ""
    if len(_CID.findall(text)) * 20 > len(text):
        return [], _("第 {n} 页的字体没有文字编码，读不出文字。").format(n=page.page_number)
    sides = missing_sides(page)
    settings = {"explicit_vertical_lines": sides} if sides else {}
    tables = [table for table in page.find_tables(settings) if _is_table(table)]
    boxes = [table.bbox for table in tables]
    around = page.filter(lambda thing: not _inside(thing, boxes)) if boxes else page
    pieces: list[Piece] = [_line(line, page) for line in around.extract_text_lines(return_chars=True)]
    pieces.extend(_ruled(table, page) for table in tables)
    return sorted(pieces, key=lambda piece: piece.top), ""


def is_picture(page: Any) -> bool:
    """Whether a page has no text that is seen but pictures that take a good part of it: a scanner cuts a page into
    several, and lays what it has made out itself under them, unseen."""
    shown = sum(image["width"] * image["height"] for image in page.images)
    if shown <= _SHOWN * page.width * page.height:
        return False
    return not any(char["text"].strip() for char in page.chars) or (
        shown > _COVERED * page.width * page.height and _is_unseen(page)
    )


def tables_shown(page: Any, found: Sequence[Piece]) -> list[Box]:
    """Where a page with text, but without a table of its own, has pictures that may be its tables."""
    if any(isinstance(piece, Ruled) for piece in found) or not found:
        return []
    boxes = [(image["x0"], image["top"], image["x1"], image["bottom"]) for image in page.images]
    return [
        box
        for box in boxes
        if (box[2] - box[0]) * (box[3] - box[1]) > _SHOWN * page.width * page.height
        and not any(_inside(char, [box]) for char in page.chars)
    ]


def _is_unseen(page: Any) -> bool:
    """Whether most texts on a page are drawn in no colour at all (render mode 3)."""
    import pypdfium2
    from pypdfium2 import raw

    page.pdf.stream.seek(0)
    document = pypdfium2.PdfDocument(page.pdf.stream.read())
    try:
        texts = document[page.page_number - 1].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        modes = [raw.FPDFTextObj_GetTextRenderMode(text.raw) for text in texts]
        return modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) * 2 > len(modes)
    finally:
        document.close()


def unspaced(text: str) -> str:
    """The text without the gaps that a typesetter leaves between Chinese and other characters."""
    return _WIDE_SPACE.sub("", clean(text)).strip()


def _is_table(table: Any) -> bool:
    """Whether it has two columns at least: a shaded or boxed paragraph is found as a table of one."""
    return len({cell[0] for cell in table.cells}) > 1


def _inside(thing: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    if thing.get("object_type") != "char":
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _line(line: dict[str, Any], page: Any) -> TextLine:
    size = max(char["size"] for char in line["chars"])
    text = unspaced(line["text"])
    return TextLine(page.page_number, text, line["x0"], line["x1"], line["top"], size, float(page.height))


def _ruled(table: Any, page: Any) -> Ruled:
    edges = sorted({cell[0] for cell in table.cells})
    texts = table.extract()
    levels = _Levels(page)
    rows: list[list[Field | None]] = []
    for row, fields in zip(table.rows, texts, strict=True):
        rows.append(
            [
                None if box is None else _field(box, text or "", levels)
                for box, text in zip(row.cells, fields, strict=True)
            ]
        )
    pages = [page.page_number] * len(rows)
    return Ruled(page.page_number, edges, rows, pages, table.bbox[1], table.bbox[2])


class _Levels:
    """The characters and the level lines of a page by how far down they stand, so that a cell's are soon found."""

    def __init__(self, page: Any) -> None:
        shown = [char for char in page.chars if char["text"].strip()]
        self._chars = sorted(enumerate(shown), key=lambda one: _middle(one[1]))
        self._middles = [_middle(char) for _number, char in self._chars]
        self._strokes = sorted(strokes_of(page), key=lambda stroke: stroke[2])
        self._down = [stroke[2] for stroke in self._strokes]

    def chars(self, box: Box) -> list[Any]:
        """The characters in a box, in the order of the page."""
        x0, top, x1, bottom = box
        near = self._chars[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]
        return [char for _number, char in sorted(near, key=lambda one: one[0]) if x0 <= char["x0"] <= x1]

    def strokes(self, chars: Sequence[Any]) -> list[Stroke]:
        """The level lines between the highest and the lowest point of these characters."""
        if not chars:
            return []
        top, bottom = min(char["top"] for char in chars), max(char["bottom"] for char in chars)
        return self._strokes[bisect_left(self._down, top) : bisect_right(self._down, bottom)]


def _middle(char: Any) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _field(box: Box, text: str, levels: _Levels) -> Field:
    chars = levels.chars(box)
    return Field(figure(_wrapped(text), chars, levels.strokes(chars)), _full(box, chars))


def _wrapped(text: str) -> str:
    """A cell's lines as one, but for a number that goes on in the next line: that stays for the recogniser to doubt."""
    joined = ""
    for line in text.split("\n"):
        plain = unspaced(line)
        if joined and plain and joined[-1].isascii() and plain[0].isascii():
            joined += "\n"
        joined += plain
    return joined


def _full(box: Box, chars: list[Any]) -> bool:
    if not chars:
        return False
    lowest = max(char["bottom"] for char in chars)
    last = [char for char in chars if char["bottom"] > lowest - char["size"] / 2]
    return bool(box[2] - max(char["x1"] for char in last) < 2 * last[0]["size"])
