"""The one gate: everything that comes in passes it, whatever the way: a reader's result, a package, another database, a
reply sheet, a register, the web, the command line.

Each function takes a value as it came, of whatever type, and gives it as giktui keeps it, or raises GiktuiError that
says what is wrong with it; the caller adds where it stood. What passes can be stored, shown on one line where it is
a line, counted with and written as JSON without another look.

    sound_report(report)          a whole report: use this for whatever makes one
    sound_year(2024)              an int from 1949 to 2999
    sound_name("某县人民政府")     one line of at most 100 characters, none of them invisible
    sound_number("12.50")         as the interchange form has numbers: at most 15 digits before the point, 15 behind
    sound_time("2026-01-31T08:00:00Z"), sound_day("2026-01-31")   a moment that exists, since 2000, not to come
    sound_text(text)              several lines: cleaned, not refused
    sound_line(text)              one line, for a reason, a file's name, an actor: cleaned, not refused
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS
from giktui.i18n import _
from giktui.report import Number, Report
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

FIRST_YEAR, LAST_YEAR = 1949, 2999
LONGEST_NAME = 100
"""Characters of an agency's name; the longest official ones have about forty."""
LONGEST_LINE = 2_000
LONGEST_COMMENT = 4_000
LONGEST_TEXT = 200_000
"""Characters of one section; the longest published ones have some ten thousand."""
DIGITS = 15
"""Digits of a number before its point, and behind it."""

_BOUND = 10**DIGITS
_DECIMAL = compiled_late(rf"-?\d{{1,{DIGITS}}}(\.\d{{1,{DIGITS}}})?", re.ASCII)
_TIME = compiled_late(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(days=2)
_SHOWN = 30


def sound_report(report: Report) -> Report:
    """The report with name and texts cleaned. Raises GiktuiError for anything in it that cannot be kept."""
    if report.form not in FORM_IDS:
        raise GiktuiError(_("没有“{form}”这一版格式").format(form=shown(report.form)))
    cells = report.definition.cells
    known = {section.id for section in report.definition.sections}
    for part in report.narratives:
        if part not in known:
            raise GiktuiError(_("报告没有“{part}”这一部分").format(part=shown(part)))
    if not report.cells.keys() <= cells.keys():
        unknown = next(id for id in report.cells if id not in cells)
        raise GiktuiError(_("{form}版格式没有单元格 {cell}").format(form=report.form, cell=shown(unknown)))
    return replace(
        report,
        agency=sound_name(report.agency),
        year=sound_year(report.year),
        title=sound_text(report.title),
        preamble=sound_text(report.preamble),
        cells={**report.cells, **_others(report.cells)},
        narratives={part: sound_text(text) for part, text in report.narratives.items()},
    )


def _others(cells: Mapping[str, object]) -> dict[str, Number]:
    """The numbers, made sound, that are no small integers, as nearly all are."""
    return {
        id: sound_number(value) for id, value in cells.items() if type(value) is not int or not -_BOUND < value < _BOUND
    }


def sound_year(value: object) -> int:
    """A year that a report can be on."""
    if isinstance(value, bool) or not isinstance(value, int) or not FIRST_YEAR <= value <= LAST_YEAR:
        said = _("“{year}”不是年份，应为 {first} 到 {last} 的四位数")
        raise GiktuiError(said.format(year=shown(value), first=FIRST_YEAR, last=LAST_YEAR))
    return value


def sound_name(value: object) -> str:
    """The name of an agency, without white space around it."""
    if isinstance(value, str):
        value.encode("utf-8")  # an argument in another encoding raises UnicodeEncodeError, which has its own words
        name = value.strip()
        if name and len(name) <= LONGEST_NAME and clean(name) == name and not re.search("[\n\t]", name):
            return name
        if not name:
            raise GiktuiError(_("机关名称不能为空"))
    said = _("“{name}”不能作机关名称：应为一行、不超过 {n} 字，不含控制字符和看不见的字符")
    raise GiktuiError(said.format(name=shown(value), n=LONGEST_NAME))


def sound_number(value: object) -> Number:
    """A number: an int or a Decimal as it is, or one written in a string, with a point as a Decimal."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value) if "." in value else int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _BOUND:
        return value
    if isinstance(value, Decimal) and _bounded(value):
        return value
    said = _('“{value}”不是可用的数：应为整数，或写成字符串的小数（如 "72701.2578"），小数点前后各最多 {n} 位')
    raise GiktuiError(said.format(value=shown(value), n=DIGITS))


def _bounded(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -DIGITS and value.adjusted() < DIGITS and exponent < DIGITS


def sound_time(value: object) -> str:
    """A moment as the database writes it, UTC, `2026-01-31T08:00:00Z`."""
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is not None and _EARLIEST <= moment <= datetime.now(UTC) + _CLOCKS_DIFFER:
            return value
    raise GiktuiError(_("“{time}”不是可信的时间；如果它没有错，请检查本机的时钟").format(time=shown(value)))


def sound_day(value: object) -> str:
    """A day as it is written in a database, a package, a register: `2026-01-31`."""
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        latest = datetime.now(UTC) + _CLOCKS_DIFFER
        if day is not None and day.isoformat() == value and _EARLIEST.date() <= day <= latest.date():
            return value
    raise GiktuiError(_("“{day}”不是可信的日期；如果它没有错，请检查本机的时钟").format(day=shown(value)))


def sound_text(value: object) -> str:
    """A text of several lines, without escape sequences, control characters and marks that nobody sees."""
    if not isinstance(value, str):
        raise GiktuiError(_("“{value}”不是文字").format(value=shown(value)))
    if len(value) > LONGEST_TEXT:
        raise GiktuiError(_("“{text}”有 {n} 字，太长").format(text=shown(value), n=len(value)))
    return clean(value)


def sound_line(value: object) -> str:
    """A text of one line; a line end in it is a space."""
    text = " ".join(sound_text(value).split("\n"))
    if len(text) > LONGEST_LINE:
        raise GiktuiError(_("“{text}”有 {n} 字，太长").format(text=shown(text), n=len(text)))
    return text.strip()


def shown(value: object) -> str:
    """As much of a value as a message has room for, on one line, whatever it is."""
    text = value[: _SHOWN * 2] if isinstance(value, str) else type(value).__name__
    if isinstance(value, int | Decimal | float | None) and not (isinstance(value, int) and abs(value) >= 10**_SHOWN):
        text = str(value)
    plain = " ".join(clean(text).split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}……"
