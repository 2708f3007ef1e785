"""The text of a Word file's paragraphs and cells, and what is taken out of it: text boxes, tables, large pictures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from giktui.i18n import _
from giktui.readers.document import Place, Trouble
from giktui.readers.formats.docx.styles import Styles
from giktui.readers.formats.ooxml_container import Package
from giktui.readers.formats.picture.inside import Picture
from giktui.readers.limits import Limits
from giktui.readers.marks import Mark, Piece
from giktui.text.cleaning import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, TBL, TR, TC, _R, _T, _RUBY = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc", "r", "t", "ruby"))
_BOX = f"{W}txbxContent"
SKIPPED = frozenset(
    f"{W}{tag}"
    for tag in (
        "del", "moveFrom", "rt", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText", "delText",
        "sdtPr",
    )
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
"""What holds no text of the document, or the text once more: the fallback of a text box, for old versions of Word."""
_WRITTEN = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_DRAWING = f"{W}drawing"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_LARGE = 3_000_000
"""Width in EMU (8.3 cm) from which a picture may be a table."""


@dataclass(frozen=True, slots=True)
class Word:
    """A Word file while it is read: what its text refers to, what is to be said of it, and how far it is counted."""

    name: str
    limits: Limits
    styles: Styles
    package: Package
    related: Mapping[str, str]
    """The parts that the text refers to, by the ids it has for them."""
    troubles: list[Trouble] = field(default_factory=list)
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    paragraphs: Iterator[int] = field(default_factory=lambda: count(1))


def text_of(element: Any, boxes: list[Any], word: Word, join: Callable[[Sequence[Piece]], str]) -> str:
    """The text of a paragraph or cell; what stands in text boxes and nested tables is put into `boxes` instead."""
    pieces: list[Piece] = []
    _collect(element, pieces, "", boxes, word)
    return clean(join(pieces))


def _collect(element: Any, pieces: list[Piece], mark: Mark, boxes: list[Any], word: Word) -> None:
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
        elif tag == TBL:
            boxes.append([child])
        elif tag == P:
            _collect(child, pieces, mark, boxes, word)
            pieces.append(Piece("\n"))
        elif tag == _RUBY:
            pieces.extend(Piece(text, "raised") for text in _over(child) if any(map(str.isdigit, text)))
            _collect(child, pieces, mark, boxes, word)
        elif tag not in SKIPPED:
            if tag == _DRAWING:
                boxes.extend(_look_at(child, word))
            _collect(child, pieces, mark, boxes, word)


def _over(ruby: Any) -> Iterator[str]:
    """What is written above a text to say how it is read."""
    for text in ruby.iterfind(f"{W}rt//{_T}"):
        yield text.text or ""


def whole_number(value: str | None) -> int:
    """An attribute that counts; 1 where it says nothing of use."""
    plain = (value or "")[:9]
    return int(plain) if plain.isascii() and plain.isdecimal() else 1


def _look_at(drawing: Any, word: Word) -> Iterator[Picture]:
    """Notes a picture large enough to be a table, and gives it."""
    extent = drawing.find(f".//{_EXTENT}")
    if extent is None or whole_number(extent.get("cx")) < _LARGE or drawing.find(f".//{_PICTURE}") is None:
        return
    message = _("文件里有一张大图片：如果表做成了图片，图片里的数字读不出来。")
    word.troubles.append(Trouble(message, Place(word.name)))
    blip = drawing.find(f".//{_BLIP}")
    part = word.related.get(blip.get(_EMBED, ""), "") if blip is not None else ""
    if part in word.package:
        yield Picture(lambda: word.package.read(part))
