"""What a cell of a sheet shows."""

from decimal import Decimal, InvalidOperation
from typing import Any

from giktui.i18n import _
from giktui.readers.document import Place, Trouble
from giktui.readers.formats.xlsx.book import Book, S, plain, whole_number
from giktui.readers.formats.xlsx.number_styles import day
from giktui.readers.formats.xlsx.text import struck, text_of
from giktui.readers.marks import no_text

_NUMBER = "个数字"
_TRUTH = {"1": "TRUE", "0": "FALSE"}


def value_of(book: Book, cell: Any, title: str) -> str:
    """What a cell shows, without a number's formatting: "11" for 11.0; a formula saved without result stays one."""
    text = _content(book, cell, title)
    return struck(text) if text and book.struck and whole_number(cell.get("s"), 0) in book.struck else text


def _content(book: Book, cell: Any, title: str) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return plain(text_of(cell))
    value = cell.findtext(f"{S}v") or ""
    formula = cell.find(f"{S}f")
    if formula is not None and not value and kind != "str":
        where = cell.get("r", "")
        message = _("公式保存时没有带上计算结果，请用 Excel 或 WPS 打开、保存后再导入。")
        book.troubles.append(Trouble(message, Place(book.package.name, sheet=title, cell=where)))
        return plain("=" + (formula.text or "?" + where)[:18])
    if kind == "s":
        number = whole_number(value, -1)
        return book.strings[number] if 0 <= number < len(book.strings) else ""
    if kind != "n" or not value:
        return plain(_TRUTH.get(value, value) if kind == "b" else value)
    if whole_number(cell.get("s"), 0) in book.dates:
        return day(value, since_1904=book.since_1904)
    text = _decimal(value)
    return no_text(text, _NUMBER) if whole_number(cell.get("s"), 0) in book.disguising and text != "0" else text


def _decimal(value: str) -> str:
    """A saved number as it was typed: Excel saves 96171.6 as 96171.600000000006, and means 15 digits."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return plain(value)
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return plain(value)
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
