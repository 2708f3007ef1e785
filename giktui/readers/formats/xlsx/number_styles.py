"""Numbers of Excel files whose style shows something else: dates, shares, thousands, digits that are not saved."""

from collections.abc import Set
from datetime import date, timedelta
from typing import Any

from giktui.text.patterns import compiled_late

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
"""Formats that every Excel knows without a definition (ECMA-376, 18.8.30), the Chinese ones among them."""
_SHARES = frozenset((9, 10))
"""0% and 0.00%, built in."""
_QUOTED = compiled_late(r'"[^"]*"|\\.|\[[^\[\]]*\]')
_LITERAL = compiled_late(r'"[^"]*"|\\.')
_SCALED = compiled_late(r"[0#?],+(?:[^0#?,]|$)")
"""A comma behind the last place for a digit: thousands."""

_LONGEST = 1_000
"""Characters of a format; Excel takes 255."""


def date_styles(styles: Any) -> frozenset[int]:
    """The cell styles, by number, that show a number as a date."""
    dates = set(_BUILT_IN)
    for definition in styles.iterfind(f"{_S}numFmts/{_S}numFmt"):
        code = _QUOTED.sub("", definition.get("formatCode", "")[:_LONGEST]).lower()
        if "y" in code or ("m" in code and "d" in code):
            dates.add(_number(definition.get("numFmtId")))
    return _styles_with(styles, dates)


def disguising_styles(styles: Any) -> frozenset[int]:
    """The cell styles, by number, that show a number as another one: in hundredths (12%), in thousands (`0,`), with
    digits that are not of it (`0"0"`), or not at all (`;;;`)."""
    disguising = set(_SHARES)
    for definition in styles.iterfind(f"{_S}numFmts/{_S}numFmt"):
        whole = definition.get("formatCode", "")[:_LONGEST]
        code = _QUOTED.sub("", whole)
        added = any(any(map(str.isdigit, found)) for found in _LITERAL.findall(whole))
        if "%" in code or added or _SCALED.search(code) or not code.replace(";", "").strip():
            disguising.add(_number(definition.get("numFmtId")))
    return _styles_with(styles, disguising)


def _styles_with(styles: Any, formats: Set[int]) -> frozenset[int]:
    """The cell styles that have one of these number formats."""
    cells = styles.iterfind(f"{_S}cellXfs/{_S}xf")
    return frozenset(number for number, style in enumerate(cells) if _number(style.get("numFmtId")) in formats)


def day(serial: str, *, since_1904: bool) -> str:
    """A saved date as `2024-01-31`; the number as it stands, if it is none that Excel could show."""
    try:
        days = int(float(serial))
    except (ValueError, OverflowError):
        return serial
    if not 0 < days < 2_958_466:
        return serial
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    return (start + timedelta(days=days)).isoformat() if days < 2_950_000 else serial


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 9 else -1
