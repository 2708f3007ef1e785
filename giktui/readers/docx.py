"""Word files, from their XML: paragraphs, tables with merged cells, text boxes. Deleted and hidden text is not read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.encoding import clean
from giktui.readers.limits import Limits
from giktui.readers.package import Package
from giktui.readers.spans import Spanning, lay_out, only_arranges

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _R, _T, _BOX = (f"{_W}{tag}" for tag in ("p", "tbl", "tr", "tc", "r", "t", "txbxContent"))
_SKIPPED = frozenset(
    [
        f"{_W}{tag}"
        for tag in [
            "del",
            "moveFrom",
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
_LARGE = 3_000_000
"""Width in EMU (8.3 cm) from which a picture may be a table."""


@dataclass(frozen=True, slots=True)
class _Word:
    name: str
    limits: Limits
    troubles: list[Trouble] = field(default_factory=list)
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    paragraphs: Iterator[int] = field(default_factory=lambda: count(1))


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The file as one document. Raises GiktuiError for a damaged file or one beyond the limits."""
    root = Package(data, name, limits).xml("word/document.xml")
    word = _Word(name, limits)
    blocks = tuple(_joined(_blocks(root, word)))
    return [Document(blocks, name, "docx", tuple(word.troubles))]


def _blocks(container: Any, word: _Word) -> Iterator[Paragraph | Line | Grid]:
    """What stands in a container, in order; a Line is a paragraph with tabs, part of a table made by tabs."""
    for child in container:
        if child.tag == _P:
            yield from _paragraph(child, word)
        elif child.tag == _TBL:
            yield from _table(child, word)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, word)


def _joined(blocks: Iterator[Paragraph | Line | Grid]) -> Iterator[Paragraph | Grid]:
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


def _paragraph(paragraph: Any, word: _Word) -> Iterator[Paragraph | Line | Grid]:
    boxes: list[Any] = []
    place = Place(word.name, next(word.paragraphs))
    for line in _text(paragraph, boxes, word).split("\n"):
        fields = tuple(" ".join(part.split()) for part in line.strip().split("\t"))
        if len([text for text in fields if text]) > 1:
            yield Line(fields, place, " ".join(line.split()))
        elif text := "".join(fields):
            yield Paragraph(text, place)
    for box in boxes:
        yield from _blocks(box, word)


def _text(element: Any, boxes: list[Any], word: _Word) -> str:
    """The text of a paragraph or cell; what stands in text boxes and nested tables is put into `boxes` instead."""
    pieces: list[str] = []
    _collect(element, pieces, boxes, word)
    return clean("".join(pieces))


def _collect(element: Any, pieces: list[str], boxes: list[Any], word: _Word) -> None:
    """Recursion is safe: the XML parser refuses more than 256 levels."""
    for child in element:
        tag = child.tag
        if tag == _T:
            pieces.append(child.text or "")
        elif tag == _R:
            if not _hidden(child):
                if (raised := _raised(child)) and pieces and pieces[-1][-1:].isdecimal():
                    pieces.append(raised)
                _collect(child, pieces, boxes, word)
        elif tag in _WRITTEN:
            pieces.append(_WRITTEN[tag])
        elif tag == _BOX:
            boxes.append(child)
        elif tag == _TBL:
            boxes.append([child])
        elif tag == _P:
            _collect(child, pieces, boxes, word)
            pieces.append("\n")
        elif tag not in _SKIPPED:
            if tag == _DRAWING:
                _look_at(child, word)
            _collect(child, pieces, boxes, word)


def _table(table: Any, word: _Word) -> Iterator[Paragraph | Line | Grid]:
    """A table as a grid, with what is nested in its cells after it; one that only arranges the page, as its content."""
    nested: list[Any] = []
    rows = [[_spanning(cell, nested, word) for cell in row] for row in _rows(table)]
    if nested and only_arranges(rows):
        for row in _rows(table):
            for cell in row:
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
    """The cells of each row; rows and cells may stand in content controls. A deleted row is none."""
    for row in _within(table, _TR):
        if row.find(f"{_W}trPr/{_W}del") is None:
            yield list(_within(row, _TC))


def _within(element: Any, wanted: str) -> Iterator[Any]:
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (_TR, _TC, _P, _TBL):
            yield from _within(child, wanted)


def _spanning(cell: Any, nested: list[Any], word: _Word) -> Spanning:
    """A cell of a row. One that continues the cell above it is empty: Word writes it all the same."""
    columns = 1
    continued = False
    properties = cell.find(f"{_W}tcPr")
    if properties is not None:
        span = properties.find(f"{_W}gridSpan")
        columns = _number(span.get(f"{_W}val")) if span is not None else 1
        for merge in ("vMerge", "hMerge"):
            found = properties.find(f"{_W}{merge}")
            continued |= found is not None and found.get(f"{_W}val") != "restart"
    if continued:
        return "", columns, 1
    lines = (" ".join(line.split()) for line in _text(cell, nested, word).split("\n"))
    return "\n".join(line for line in lines if line), columns, 1


def _number(value: str | None) -> int:
    plain = (value or "")[:9]
    return int(plain) if plain.isascii() and plain.isdecimal() else 1


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")


def _raised(run: Any) -> str:
    """What stands for raised and lowered figures, which would be digits of the number before them."""
    align = run.find(f"{_W}rPr/{_W}vertAlign")
    return {"superscript": "^", "subscript": "_"}.get(align.get(f"{_W}val"), "") if align is not None else ""


def _look_at(drawing: Any, word: _Word) -> None:
    """Notes a picture large enough to be a table."""
    extent = drawing.find(f".//{_EXTENT}")
    if extent is None or _number(extent.get("cx")) < _LARGE or drawing.find(f".//{_PICTURE}") is None:
        return
    message = _("文件里有一张大图片：如果表做成了图片，图片里的数字读不出来。")
    word.troubles.append(Trouble(message, Place(word.name)))
