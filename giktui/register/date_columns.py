"""Dates that a list has in several columns, one for the year, one for the month, one for the day: made one column."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from giktui.register.heads import fields, named
from giktui.register.words import is_blank

_UNITS = {"年": "年", "年份": "年", "月": "月", "月份": "月", "日": "日", "号": "日"}
_ORDERS = (("年", "月", "日"), ("月", "日"))
_DATE = "日期"


class DateColumns(NamedTuple):
    """The head of the date, and the columns that say it, each with its unit."""

    head: str
    columns: tuple[tuple[int, str], ...]


def is_date_part(head: str) -> bool:
    """Whether a head below another is 年, 月 or 日 alone."""
    return head.strip("()（）") in _UNITS


def date_columns(heads: Sequence[str]) -> Mapping[int, DateColumns]:
    """Where dates are in columns that follow each other, by the first of them: 收到年, 收到月, 收到日."""
    found: dict[int, DateColumns] = {}
    taken = -1
    for column in range(len(heads)):
        if column <= taken:
            continue
        for order in _ORDERS:
            parts = [_part(head) for head in heads[column : column + len(order)]]
            stem = parts[0][0] if parts else ""
            same = all(other in ("", stem) for other, _unit in parts[1:])
            head = _date_head(stem) if stem and same and tuple(unit for _stem, unit in parts) == order else ""
            if head:
                found[column] = DateColumns(head, tuple(enumerate(order, column)))
                taken = column + len(order) - 1
                break
    return found


def joined_heads(heads: Sequence[str]) -> list[str]:
    """The heads with each such date under one of them; the others of its columns have none."""
    return _placed(heads, {column: (one, one.head) for column, one in date_columns(heads).items()})


def joined_fields(values: Sequence[str], dates: Mapping[int, DateColumns]) -> tuple[str, ...]:
    """A row's fields with each such date as one text: 2025年1月7日. What is lacking of it is lacking in the text."""
    values = [*values]
    return tuple(_placed(values, {column: (one, _text(values, one)) for column, one in dates.items()}))


def _placed(values: Sequence[str], dates: Mapping[int, tuple[DateColumns, str]]) -> list[str]:
    placed = [*values]
    for one, text in dates.values():
        for column, _unit in one.columns:
            if column < len(placed):
                placed[column] = ""
        if one.columns[0][0] < len(placed):
            placed[one.columns[0][0]] = text
    return placed


def _text(values: Sequence[str], one: DateColumns) -> str:
    said = [(values[column].strip() if column < len(values) else "", unit) for column, unit in one.columns]
    return "".join(text if text.endswith(unit) else text + unit for text, unit in said if not is_blank(text))


def _part(head: str) -> tuple[str, str]:
    """What stands before 年, 月 or 日 in a head, and which of them; two empty texts for any other head."""
    bare = head.rstrip(")）")
    unit = next((unit for unit in sorted(_UNITS, key=len, reverse=True) if bare.endswith(unit)), "")
    return (bare.removesuffix(unit).rstrip("(（"), _UNITS[unit]) if unit else ("", "")


def _date_head(stem: str) -> str:
    """The head of a date that the stem names, with or without 日期 behind it; empty where it names none."""
    dates = {one.id for one in fields() if one.content == "date"}
    return next((head for head in (stem, stem + _DATE) if any(id in dates for id, _rank in named(head))), "")
