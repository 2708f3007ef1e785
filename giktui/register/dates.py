"""Dates as registers have them: 2025-01-07, 2025.1.7, 2025年1月7日, 20250107, 45664 (Excel), 1月7日 of a known year."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from unicodedata import normalize

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_day
from giktui.text.patterns import compiled_late

Problem = Literal["", "unreadable", "no_year", "several", "words", "far"]
"""Why a date is not certain. words: something else stands beside it; far: no year such a request can have."""


class ReadDate(NamedTuple):
    """A date, or the likeliest where there is a problem; None where nothing can be made of the text."""

    day: date | None
    problem: Problem = ""


_FIRST_YEAR = 2008
"""The Regulations are in force since 1 May 2008: no request is older."""
_NEAR = 3
"""A date so many years from the sheet's own is a slip of the pen until somebody says otherwise."""
_SERIALS = range(39_448, 73_051)
"""Excel's days from 2008 to 2099."""
_TIME = r"(?:[T\s]*(?:上午|下午)?\s*\d{1,2}\s*[:时点]\s*(?:\d{1,2}\s*(?:[:分]\s*\d{1,2}(?:\.\d+)?\s*秒?)?分?)?Z?)?"
_BETWEEN = r"\s*[-/.年月、,。_\s]\s*"
_FULL = compiled_late(rf"(?<!\d)(\d{{4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})(?!\d)\s*[日号]?{_TIME}")
_DIGITS = compiled_late(rf"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d){_TIME}")
_SERIAL = compiled_late(r"(\d{5})(?:\.\d+)?")
_YEAR_LAST = compiled_late(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(20\d\d)(?!\d)")
_SHORT = compiled_late(r"(?<![\d.])(\d{2})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?![\d.])\s*[日号]?")
_NO_YEAR = compiled_late(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_MAYBE_NO_YEAR = compiled_late(r"\d{1,2}[-/.]\d{1,2}")
_HARMLESS = compiled_late(
    r"[\s,，.。;；:：()\[\]【】'’]|收到|收件|收悉|签收|登记|受理|申请|邮寄|网上|当面|答复|办结|已|星期[一二三四五六日天]|周[一二三四五六日天]|上午|下午"
)
_NUMERALS = {numeral: number for number, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_WRITTEN_YEAR = compiled_late(r"二[〇零○][〇零○一二三四][〇零○一二三四五六七八九](?=年)")
_WRITTEN = compiled_late(
    r"([〇零○O一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)


@lru_cache(maxsize=65_536)
def read_date(text: str, year: int | None = None) -> ReadDate:  # noqa: PLR0911
    """The date that a cell says; `year` is the sheet's own, for dates without one. An empty text is no date."""
    plain = _WRITTEN.sub(_figures, normalize("NFKC", text).strip().lstrip("'")).replace("元月", "1月")
    if not plain:
        return ReadDate(None)
    if serial := _SERIAL.fullmatch(plain):
        days = int(serial[1])
        return _placed(date(1899, 12, 30) + timedelta(days), year) if days in _SERIALS else ReadDate(None, "unreadable")
    found: list[date | None] = []
    rest = plain
    for pattern, dates in ((_FULL, _year_first), (_DIGITS, _year_first), (_YEAR_LAST, _year_last)):
        for match in pattern.finditer(rest):
            found.append(dates(match))
        rest = pattern.sub(" ", rest)
    if not found:
        return _partial(rest, year)
    if None in found:
        return ReadDate(None, "unreadable")
    days_found = sorted({day for day in found if day is not None})
    if len(days_found) > 1:
        return ReadDate(days_found[0], "several")
    if _HARMLESS.sub("", rest):
        return ReadDate(days_found[0], "several" if _NO_YEAR.search(rest) or _MAYBE_NO_YEAR.search(rest) else "words")
    return _placed(days_found[0], year)


def as_day(text: str) -> date:
    """A day that a user typed, in any of these forms. Raises GiktuiError."""
    found = read_date(text)
    if found.day is None or found.problem not in ("", "far"):
        raise GiktuiError(_("“{text}”不是日期，应写作 2025-01-07").format(text=text))
    return found.day


def years_in(text: str) -> set[int]:
    """The years that a title or a sheet's name speaks of."""
    plain = normalize("NFKC", text)
    written = ("".join(str(_NUMERALS[numeral]) for numeral in year) for year in _WRITTEN_YEAR.findall(plain))
    return {int(year) for year in (*re.findall(r"(?<!\d)(20[0-4]\d)(?![\d.])", plain), *written)}


def _figures(match: "re.Match[str]") -> str:
    year = "".join(str(_NUMERALS[numeral]) for numeral in match[1])
    return f"{year}年{_below_hundred(match[2])}月{_below_hundred(match[3])}日"


def _below_hundred(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (_NUMERALS.get(tens, 1) if ten else 0) * 10 + (_NUMERALS[ones] if ones else 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_first(match: "re.Match[str]") -> date | None:
    return _valid(int(match[1]), int(match[2]), int(match[3]))


def _year_last(match: "re.Match[str]") -> date | None:
    """1/13/2025 has one reading; 1/7/2025 has two, and is none."""
    one, other = (_valid(int(match[4]), int(match[a]), int(match[b])) for a, b in ((1, 3), (3, 1)))
    return (one or other) if one is None or other is None or one == other else None


def _partial(text: str, year: int | None) -> ReadDate:
    """Dates with half a year or none."""
    if match := _SHORT.search(text):
        rest = _HARMLESS.sub("", _SHORT.sub(" ", text, count=1))
        ways = {day for day in _short(match) if year is not None and abs(day.year - year) <= 1}
        if len(ways) == 1 and not rest:
            return ReadDate(ways.pop())
        return ReadDate(min(ways, default=None), "words" if len(ways) == 1 else "no_year")
    if match := _NO_YEAR.search(text):
        rest = _HARMLESS.sub("", _NO_YEAR.sub(" ", text, count=1))
        day = _valid(year or 2024, int(match[1]), int(match[2]))
        if day is None or (year is None and rest):
            return ReadDate(None, "unreadable")
        if year is None:
            return ReadDate(None, "no_year")
        more = _NO_YEAR.search(rest) or _MAYBE_NO_YEAR.search(rest)
        return ReadDate(day, "several" if more else "words" if rest else "")
    return ReadDate(None, "no_year" if year is None and _MAYBE_NO_YEAR.fullmatch(text) else "unreadable")


def _short(match: "re.Match[str]") -> Iterator[date]:
    one, middle, last = int(match[1]), int(match[3]), int(match[4])
    orders = [(2000 + one, middle, last)]
    if len(match[4]) == 2 and match[2] != "年":
        orders += [(2000 + last, middle, one), (2000 + last, one, middle)]
    for order in orders:
        if day := _valid(*order):
            yield day


def _placed(day: date, year: int | None) -> ReadDate:
    if day.year < _FIRST_YEAR or (year is not None and abs(day.year - year) > _NEAR):
        return ReadDate(day, "far")
    try:
        sound_day(day.isoformat())
    except GiktuiError:  # still to come
        return ReadDate(day, "far")
    return ReadDate(day)
