"""Working days by the State Council's calendar (calendar.toml): what a term of twenty of them comes to."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

_DAY = timedelta(days=1)
_SATURDAY = 5


class _Year(NamedTuple):
    off: frozenset[date]
    work: frozenset[date]


@cache
def _calendar() -> dict[int, _Year]:
    data = tomli.loads(Path(__file__).with_name("calendar.toml").read_text("utf-8"))
    return {int(year): _read(year, entry["off"], entry["work"]) for year, entry in data.items()}


def _read(year: str, off: list[list[str]], work: list[str]) -> _Year:
    days: set[date] = set()
    for first, last in off:
        day, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        while day <= end:
            days.add(day)
            day += _DAY
    return _Year(frozenset(days), frozenset(date.fromisoformat(f"{year}-{day}") for day in work))


def is_known(day: date) -> bool:
    """Whether the calendar of the day's year is known; else Monday to Friday are counted."""
    return day.year in _calendar()


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    year = _calendar().get(day.year)
    if year and day in year.work:
        return True
    return day.weekday() < _SATURDAY and not (year and day in year.off)


def after(day: date, working_days: int) -> date:
    """The last day of a term of so many working days that begins on the next day."""
    while working_days > 0:
        day += _DAY
        working_days -= is_working_day(day)
    return day


def between(first: date, last: date) -> int:
    """The working days after `first`, up to `last` and with it."""
    count = 0
    day = first
    while day < last:
        day += _DAY
        count += is_working_day(day)
    return count
