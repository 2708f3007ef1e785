"""In which column each number of a row stands where only blanks lay a table out, by the full rows of its page."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from giktui.readers.recogniser.detect.numbers import may_be_two
from giktui.readers.recogniser.tables.wrapped_words import Token
from giktui.text.patterns import compiled_late

_FULL = 3
"""Rows with a number for every column that show where the columns are."""
_GROUPED = compiled_late(r"(?<!\d)[1-9]\d{0,2} \d{3}(?!\d)", re.ASCII)

Measure = Callable[[Token], tuple[int, int]]
MEASURES: tuple[Measure, ...] = (lambda token: token.chars, lambda token: token.columns)


def placed_in_columns(
    rows: Sequence[Sequence[Token]], width: int, pages: Sequence[int | None], adding_up: Sequence[bool]
) -> list[tuple[str, ...]]:
    """The fields of each row: a blank one where no number stands in a column. A row with fewer numbers than columns has
    only those where its page does not show in which they stand: what is laid out is laid out page by page. So has one
    with none in the last column: where a number was lost, those behind it may have moved up; and one with a number that
    may be two that have come together (021).

    A row with a number for every column that does not add up is in doubt too, if they do not stand in the columns of
    the others: one may be blank, and another there twice.
    """
    full = [
        len(row) == width and not _GROUPED.search(_joined(row)) and (right or not _has_pair(row))
        for row, right in zip(rows, adding_up, strict=True)
    ]
    fields: list[tuple[str, ...]] = []
    for number, row in enumerate(rows):
        way: tuple[str, ...] | None = None
        certain = full[number]
        if not certain or not adding_up[number]:
            here = [
                one
                for place, (one, known, page) in enumerate(zip(rows, full, pages, strict=True))
                if known and page == pages[number] and place != number
            ]
            told = {_under(row, columns, measure) for measure in MEASURES if (columns := _columns(measure, here))}
            way = next(iter(told)) if len(told) == 1 else None
            if way and any(way) and (not way[-1] or ("" in way and any(map(may_be_two, way)))):
                way = None
            certain = certain and (not told or way is not None)
        fields.append(_in_doubt(row, width, certain=certain) if way is None else way)
    return fields


def _has_pair(row: Sequence[Token]) -> bool:
    """Whether two numbers stand but one blank apart and all others further: they may be one with a blank in it."""
    gaps = [token.chars[0] - before.chars[1] for before, token in pairwise(row)]
    return gaps.count(1) == 1 and len(gaps) > 1


def _joined(row: Sequence[Token]) -> str:
    return " ".join(token.text for token in row)


def _in_doubt(row: Sequence[Token], width: int, *, certain: bool) -> tuple[str, ...]:
    """The numbers of a row as they come, too few of them: where there is one for each column though they are in doubt,
    digits that a blank may only group are one, else the two next to each other."""
    if certain or len(row) != width:
        return tuple(token.text for token in row)
    if _GROUPED.search(_joined(row)):
        return tuple(_GROUPED.sub(lambda found: found[0].replace(" ", "\xa0"), _joined(row)).split(" "))
    near = min(range(1, width), key=lambda place: row[place].chars[0] - row[place - 1].chars[1])
    texts = [token.text for token in row]
    return (*texts[: near - 1], "  ".join(texts[near - 1 : near + 1]), *texts[near + 1 :])


class _Column(NamedTuple):
    """Where the numbers of a column stand: from where to where they begin, have their middle (twice that), and end."""

    begins: tuple[int, int]
    middles: tuple[int, int]
    ends: tuple[int, int]

    def has(self, span: tuple[int, int]) -> bool:
        """Whether a number so wide stands in the column as the others do."""
        places = (span[0], self.begins, 1), (sum(span), self.middles, 2), (span[1], self.ends, 1)
        return any(near[0] - slack <= place <= near[1] + slack for place, near, slack in places)

    def meets(self, span: tuple[int, int]) -> bool:
        """Whether a number stands above or below one of the column."""
        return self.begins[0] < span[1] and span[0] < self.ends[1]


def _columns(measure: Measure, full: Sequence[Sequence[Token]]) -> list[_Column]:
    """Where the numbers of each column stand in full rows; none where those are few or columns overlap."""
    columns: list[_Column] = []
    for column in zip(*full, strict=True) if len(full) >= _FULL else ():
        spans = [measure(one) for one in column]
        begins, middles, ends = zip(*((begin, begin + end, end) for begin, end in spans), strict=True)
        columns.append(_Column((min(begins), max(begins)), (min(middles), max(middles)), (min(ends), max(ends))))
    apart = all(left.ends[1] <= right.begins[0] for left, right in pairwise(columns))
    return columns if apart else []


def _under(row: Sequence[Token], columns: Sequence[_Column], measure: Measure) -> tuple[str, ...] | None:
    """The fields of a row, each number in the one column that it stands in; None where one stands in none, or two."""
    fields = [""] * len(columns)
    for token in row:
        met = [place for place, column in enumerate(columns) if column.meets(measure(token))]
        if len(met) != 1 or fields[met[0]] or not columns[met[0]].has(measure(token)):
            return None
        fields[met[0]] = token.text
    return tuple(fields)
