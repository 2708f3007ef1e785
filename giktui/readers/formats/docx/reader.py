"""Word files, from their XML: paragraphs, tables with merged cells, text boxes. Deleted and hidden text is not read."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.formats.docx.styles import Styles
from giktui.readers.formats.ooxml_container import Package, main_part
from giktui.readers.formats.picture.inside import Block, Picture, read_pictures
from giktui.readers.limits import Limits
from giktui.readers.marks import Mark, Piece, in_cell, may_be_figure, no_text, running
from giktui.readers.registry import WORD_PART
from giktui.readers.spans import Spanning, below_figure, lay_out, may_hold_figures, only_arranges, without_corners
from giktui.text.cleaning import clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _R, _T, _RUBY = (f"{_W}{tag}" for tag in ("p", "tbl", "tr", "tc", "r", "t", "ruby"))
_BOX = f"{_W}txbxContent"
_CONTINUED = "\0"
"""What stands for a cell that continues the one above it until that is known; no text of a file has the character."""
_SKIPPED = frozenset(
    [
        f"{_W}{tag}"
        for tag in [
            "del",
            "moveFrom",
            "rt",
            "pPr",
            "rPr",
            "tblPr",
            "tblGrid",
            "trPr",
            "tcPr",
            "sectPr",
            "instrText",
            "delText",
            "sdtPr",
        ]
    ]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
"""What holds no text of the document, or the text once more: the fallback of a text box, for old versions of Word."""
_WRITTEN = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_DRAWING = f"{_W}drawing"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline",
    "{urn:schemas-microsoft-com:vml}imagedata",
    f"{_W}object",
)
"""What may show a figure in a cell; what floats over the text (a seal) does not."""
_LARGE = 3_000_000
"""Width in EMU (8.3 cm) from which a picture may be a table."""


@dataclass(frozen=True, slots=True)
class _Word:
    name: str
    limits: Limits
    styles: Styles
    package: Package
    related: Mapping[str, str]
    """The parts that the text refers to, by the ids it has for them."""
    troubles: list[Trouble] = field(default_factory=list)
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    paragraphs: Iterator[int] = field(default_factory=lambda: count(1))


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The file as one document. Raises GiktuiError for a damaged file or one beyond the limits."""
    package = Package(data, name, limits)
    main = main_part(package, WORD_PART, "word/document.xml")
    root = package.xml(main)
    word = _Word(name, limits, Styles(package), package, _related(package, main))
    blocks, seen = read_pictures(_joined(_blocks(root, word)), name, limits)
    return [Document(blocks, name, "docx", () if seen else tuple(word.troubles), guessed=seen)]


def _related(package: Package, main: str) -> Mapping[str, str]:
    folder, _slash, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    found = package.xml(relations) if relations in package else ()
    return {one.get("Id", ""): posixpath.normpath(f"{folder}/{one.get('Target', '')}") for one in found}


def _blocks(container: Any, word: _Word) -> Iterator[Block | Line]:
    """What stands in a container, in order; a Line is a paragraph with tabs, part of a table made by tabs."""
    if isinstance(container, Picture):
        yield container
        return
    for child in container:
        if child.tag == _P:
            yield from _paragraph(child, word)
        elif child.tag == _TBL:
            yield from _table(child, word)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, word)


def _joined(blocks: Iterator[Block | Line]) -> Iterator[Block]:
    """The blocks with paragraphs with tabs that follow each other made into grids."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        if lines:
            yield Grid(tuple(lines))
            lines = []
        yield block
    if lines:
        yield Grid(tuple(lines))


def _paragraph(paragraph: Any, word: _Word) -> Iterator[Block | Line]:
    boxes: list[Any] = []
    place = Place(word.name, next(word.paragraphs))
    for line in _text(paragraph, boxes, word, running).split("\n"):
        fields = tuple(" ".join(part.split()) for part in line.strip().split("\t"))
        if len([text for text in fields if text]) > 1:
            yield Line(fields, place, " ".join(line.split()))
        elif text := "".join(fields):
            yield Paragraph(text, place)
    for box in boxes:
        yield from _blocks(box, word)


def _text(element: Any, boxes: list[Any], word: _Word, join: Callable[[Sequence[Piece]], str]) -> str:
    """The text of a paragraph or cell; what stands in text boxes and nested tables is put into `boxes` instead."""
    pieces: list[Piece] = []
    _collect(element, pieces, "", boxes, word)
    return clean(join(pieces))


def _collect(element: Any, pieces: list[Piece], mark: Mark, boxes: list[Any], word: _Word) -> None:
    """Recursion is safe: the XML parser refuses more than 256 levels."""
    for child in element:
        tag = child.tag
        if tag == _T:
            pieces.append(Piece(child.text or "", mark))
        elif tag == _R:
            its = word.styles.mark(child)
            if its != "hidden":
                _collect(child, pieces, its or mark, boxes, word)
        elif tag in _WRITTEN:
            pieces.append(Piece(_WRITTEN[tag]))
        elif tag == _BOX:
            boxes.append(child)
        elif tag == _TBL:
            boxes.append([child])
        elif tag == _P:
            _collect(child, pieces, mark, boxes, word)
            pieces.append(Piece("\n"))
        elif tag == _RUBY:
            pieces.extend(Piece(text, "raised") for text in _over(child) if any(map(str.isdigit, text)))
            _collect(child, pieces, mark, boxes, word)
        elif tag not in _SKIPPED:
            if tag == _DRAWING:
                boxes.extend(_look_at(child, word))
            _collect(child, pieces, mark, boxes, word)


def _over(ruby: Any) -> Iterator[str]:
    """What is written above a text to say how it is read."""
    for text in ruby.iterfind(f"{_W}rt//{_T}"):
        yield text.text or ""


def _table(table: Any, word: _Word) -> Iterator[Block | Line]:
    """A table as a grid, with what is nested in its cells after it; one that only arranges the page, as its content."""
    nested: list[Any] = []
    cells = [[_cell(cell, nested, word) for cell in row] for row in _rows(table)]
    rows = _below_figures([[plain for plain, _shown in row] for row in cells])
    if (count := sum(shown is not None for row in cells for _plain, shown in row)) and may_hold_figures(rows, count):
        rows = without_corners(_below_figures([[shown or plain for plain, shown in row] for row in cells]))
    if any(not isinstance(box, Picture) for box in nested) and only_arranges(rows):
        for row in _rows(table):
            for cell in row:
                if not isinstance(cell, int):
                    yield from _blocks(cell, word)
        return
    title = _("第 {n} 个表").format(n=next(word.tables))
    yield Grid(
        tuple(
            Line(fields, Place(word.name, sheet=title, cell=f"A{number}"))
            for number, fields in enumerate(lay_out(rows, word.name, word.limits), 1)
        ),
        aligned=True,
    )
    for box in nested:
        yield from _blocks(box, word)


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row; rows and cells may stand in content controls. A deleted row is none.

    What a row leaves out before its first cell stands there as a number of columns.
    """
    for row in _within(table, _TR):
        if row.find(f"{_W}trPr/{_W}del") is None:
            before = row.find(f"{_W}trPr/{_W}gridBefore")
            left_out = _number(before.get(f"{_W}val")) if before is not None else 0
            yield [*([left_out] if left_out else ()), *_within(row, _TC)]


def _within(element: Any, wanted: str) -> Iterator[Any]:
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (_TR, _TC, _P, _TBL):
            yield from _within(child, wanted)


def _cell(cell: Any, nested: list[Any], word: _Word) -> tuple[Spanning, Spanning | None]:
    """A cell of a row; and how it reads where it shows a figure that is no text. A cell left out is
    empty, and so is one that continues the cell beside it; one that continues the cell above is marked so."""
    if isinstance(cell, int):
        return ("", cell, 1), None
    columns = 1
    beside = above = False
    properties = cell.find(f"{_W}tcPr")
    if properties is not None:
        span = properties.find(f"{_W}gridSpan")
        columns = _number(span.get(f"{_W}val")) if span is not None else 1
        beside, above = (_continues(properties.find(f"{_W}{merge}")) for merge in ("hMerge", "vMerge"))
    if beside or above:
        return ("" if beside else _CONTINUED, columns, 1), None
    boxes: list[Any] = []
    text = _plain(cell, boxes, word)
    if not text and (inner := _only_cell(boxes, word)) is not None:
        text = _plain(inner, [], word)
        boxes = []
    nested.extend(boxes)
    shown = _shown(cell, text, boxes, word) if may_be_figure(text) else ""
    return (text, columns, 1), (shown, columns, 1) if shown else None


def _plain(cell: Any, boxes: list[Any], word: _Word) -> str:
    """The text of a cell, its lines without white space at their ends."""
    lines = (" ".join(line.split()) for line in _text(cell, boxes, word, in_cell).split("\n"))
    return "\n".join(line for line in lines if line)


def _only_cell(boxes: Sequence[Any], word: _Word) -> Any | None:
    """The one cell with a figure in the tables that stand in a cell, if nothing else does."""
    if not boxes or not all(isinstance(box, list) for box in boxes):
        return None
    cells = [cell for box in boxes for row in _rows(box[0]) for cell in row if not isinstance(cell, int)]
    inside: list[Any] = []
    held = [(cell, text) for cell in cells if (text := _plain(cell, inside, word))]
    return held[0][0] if len(held) == 1 and not inside and may_be_figure(held[0][1]) else None


def _continues(merge: Any) -> bool:
    return merge is not None and merge.get(f"{_W}val") != "restart"


def _below_figures(rows: Sequence[Sequence[Spanning]]) -> list[list[Spanning]]:
    """The rows with what stands for cells that continue those above them."""
    above: dict[int, str] = {}
    filled: list[list[Spanning]] = []
    for row in rows:
        column = 0
        here: list[Spanning] = []
        for text, columns, lines in row:
            if text == _CONTINUED:
                here.append((above.get(column, ""), columns, lines))
            else:
                above[column] = below_figure(text, [before for before, _columns, _lines in here])
                here.append((text, columns, lines))
            column += columns
        filled.append(here)
    return filled


def _shown(cell: Any, text: str, boxes: list[Any], word: _Word) -> str:
    """What stands for a cell that shows a figure in a text box, a formula or a picture."""
    for box in boxes:
        if not isinstance(box, list | Picture):
            held = _text(box, [], word, running).strip()
            if held and (not text or (may_be_figure(held) and any(map(str.isdigit, held)))):
                return text + no_text(held, "文本框")
    if formula := "".join(piece.text or "" for piece in cell.iter(_FORMULA)).strip():
        return text + no_text(formula, "个公式")
    if not text and any(next(cell.iter(tag), None) is not None for tag in _PICTURES):
        return no_text("", "张图片")
    return ""


def _number(value: str | None) -> int:
    plain = (value or "")[:9]
    return int(plain) if plain.isascii() and plain.isdecimal() else 1


def _look_at(drawing: Any, word: _Word) -> Iterator[Picture]:
    """Notes a picture large enough to be a table, and gives it."""
    extent = drawing.find(f".//{_EXTENT}")
    if extent is None or _number(extent.get("cx")) < _LARGE or drawing.find(f".//{_PICTURE}") is None:
        return
    message = _("文件里有一张大图片：如果表做成了图片，图片里的数字读不出来。")
    word.troubles.append(Trouble(message, Place(word.name)))
    blip = drawing.find(f".//{_BLIP}")
    part = word.related.get(blip.get(_EMBED, ""), "") if blip is not None else ""
    if part in word.package:
        yield Picture(lambda: word.package.read(part))
