"""The text of an Excel file's cells: runs of formatting joined, what is struck out, raised or lowered marked so."""

from collections.abc import Sequence
from typing import Any

from giktui.readers.marks import Mark, Piece, in_cell

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT, _RUN, _PROPERTIES = f"{_S}t", f"{_S}r", f"{_S}rPr"
_ALIGNED: dict[str | None, Mark] = {"superscript": "raised", "subscript": "lowered"}
_OFF = frozenset(("0", "false", "off"))


def text_of(item: Any) -> str:
    """The text of a string or a cell; what tells its pronunciation is left out."""
    runs = [Piece(text, _mark(run)) for run in item.iterfind(f".//{_RUN}") if (text := _plain(run))]
    if any(run.mark for run in runs):
        return in_cell(runs)
    pieces = (piece.text or "" for piece in item.iter(_TEXT) if piece.getparent().tag != f"{_S}rPh")
    return "".join(pieces)


def struck_styles(styles: Any) -> frozenset[int]:
    """The cell styles, by number, whose font strikes out what is in the cell."""
    fonts = [_struck(font) for font in styles.iterfind(f"{_S}fonts/{_S}font")]
    formats = styles.iterfind(f"{_S}cellXfs/{_S}xf")
    return frozenset(number for number, style in enumerate(formats) if _at(fonts, style.get("fontId")))


def struck(text: str) -> str:
    """What a cell in such a style comes to."""
    return in_cell([Piece(text, "struck")])


def _plain(run: Any) -> str:
    return "".join(piece.text or "" for piece in run.iterfind(_TEXT))


def _mark(run: Any) -> Mark:
    properties = run.find(_PROPERTIES)
    if properties is None:
        return ""
    if _struck(properties):
        return "struck"
    align = properties.find(f"{_S}vertAlign")
    return _ALIGNED.get(align.get("val"), "") if align is not None else ""


def _struck(font: Any) -> bool:
    strike = font.find(f"{_S}strike")
    return strike is not None and strike.get("val", "1") not in _OFF


def _at(fonts: Sequence[bool], number: str | None) -> bool:
    known = number is not None and number.isascii() and number.isdecimal() and len(number) < 9
    return known and int(number or 0) < len(fonts) and fonts[int(number or 0)]
