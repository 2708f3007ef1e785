"""A table in text that only blanks lay out, as `pdftotext -layout` and text browsers do: labels wrapped over lines, the
numbers of a row between them, columns shown by nothing but where the numbers stand.

Nothing is taken on likeness. Every row's label must be there whole, in the form's order, pieced together of lines
around its numbers; every column's head likewise, from left to right. A number belongs to the column whose numbers in
full rows of the page stand above or below it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from giktui.form import Form, Row, Table
from giktui.readers.recogniser.detect.numbers import printed
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.tables.line_words import PAGE, is_sentence
from giktui.readers.recogniser.tables.spelling import (
    MOST_WORDS,
    Token,
    bare,
    below,
    is_of_blanks,
    spelled,
    tokens_of,
)
from giktui.readers.recogniser.tables.table_text import Other, RowText, TableText
from giktui.text.patterns import compiled_late

_FULL = 3
"""Rows with a number for every column that show where the columns are."""
_GROUPED = compiled_late(r"(?<!\d)[1-9]\d{0,2} \d{3}(?!\d)", re.ASCII)
_NUMBERED = compiled_late(r"^(?:[（(][一二三四五六七八九十]+[)）]|\d+[.、．]|[一二三四五六七八九十]+、)")


Measure = Callable[[Token], tuple[int, int]]
MEASURES: tuple[Measure, ...] = (lambda token: token.chars, lambda token: token.columns)


class _Found(NamedTuple):
    """The label of a row: its tokens, and how it was known."""

    tokens: tuple[Token, ...]
    how: str

    @property
    def lines(self) -> tuple[int, int]:
        """The first line it stands in, and the last."""
        return self.tokens[0].line, self.tokens[-1].line


def laid_out(items: Sequence[Item], form: Form, table: Table) -> TableText | None:
    """What the lines hold of a table that blanks lay out; None where that is not certain."""
    lines = [item for item in items if not (item.only and PAGE.fullmatch(item.only))]
    if not all(map(is_of_blanks, lines)):
        return None
    words: list[Token] = []
    figures: dict[int, list[Token]] = {}
    for number, item in enumerate(lines):
        if not is_sentence(item):
            found = list(tokens_of(item, number))
            first = len(found)
            while first and printed(found[first - 1].text).kind in ("number", "mark"):
                first -= 1
            words += found[:first]
            if any(map(_is_spoilt, found[:first])):
                return None
            if first < len(found):
                figures[number] = found[first:]
    labels = _labels(words, table) if len(words) <= MOST_WORDS else None
    if labels is None:
        return None
    begin = labels[0].lines[0]
    owned = _owned(labels, list(figures))
    heads = _heads([token for token in words if token.line < begin], table) if owned is not None else None
    if owned is None or heads is None:
        return None
    rows = [figures.get(line, []) if line is not None else [] for line in owned]
    pages = [lines[label.lines[0]].place.page for label in labels]
    placed = _placed(rows, len(table.columns), pages)
    result = TableText()
    result.heads.add(form.id, table, lines[begin]._replace(fields=("", *(column.label for column in table.columns))))
    for row, label, line, rest in zip(table.rows, labels, owned, placed, strict=True):
        item = lines[label.lines[0] if line is None else line]
        result.rows.append(RowText(row.id, label.how, item._replace(fields=(row.label, *rest)), 0, rest, result.heads))
    used = {token for label in labels for token in label.tokens} | {token for head in heads for token in head}
    result.others = list(_others(lines, words, used, begin))
    return result


def _is_spoilt(token: Token) -> bool:
    """Whether a text may be a figure that is none: 12a."""
    return any(map(str.isdigit, token.text)) and printed(token.text).kind == "wrong" and not _NUMBERED.match(token.text)


def _labels(words: Sequence[Token], table: Table) -> list[_Found] | None:
    """The labels of all rows in the form's order, each below the one before it; None where one is not there."""
    found: list[_Found] = []
    begin = 0
    for row in table.rows:
        ways = [_Found(way, how) for text, how in _wordings(row) if (way := spelled(words, begin, text))]
        if not ways:
            return None
        label = min(ways, key=lambda way: (way.lines[0], -len("".join(token.text for token in way.tokens))))
        if found and label.lines[0] <= found[-1].lines[1]:
            return None
        found.append(label)
        begin = words.index(label.tokens[-1], begin) + 1
    return found


def _wordings(row: Row) -> Iterator[tuple[str, str]]:
    """A row's label as it may be printed, with its number."""
    number = _NUMBERED.match(row.label)
    yield bare(row.label), "exact"
    for text in row.also:
        yield bare((number[0] if number and not _NUMBERED.match(text) else "") + text), "also"


def _owned(labels: Sequence[_Found], numbers: Sequence[int]) -> list[int | None] | None:
    """The line of numbers of each row, within the lines of its label; None where one is outside, or two are inside."""
    owned: list[int | None] = []
    for label in labels:
        first, last = label.lines
        inside = [line for line in numbers if first <= line <= last]
        if len(inside) > 1:
            return None
        owned.append(inside[0] if inside else None)
    return owned if len(list(filter(None, owned))) == len(numbers) else None


def _heads(words: Sequence[Token], table: Table) -> list[tuple[Token, ...]] | None:
    """The heads of the columns, if each is there once and they stand from left to right as in the form."""
    found: dict[str, tuple[Token, ...]] = {}
    for column in table.columns:
        in_vain: set[tuple[int, str]] = set()
        ways = [
            tuple(words[place] for place in way)
            for text in (column.label, *column.also)
            for start in range(len(words))
            if (way := below(words, start, bare(text), in_vain))
        ]
        if len({way[0] for way in ways}) != 1:
            return None
        found[column.id] = ways[0]
    merged = {
        text: over for column in table.columns for text in column.under if (over := spelled(words, 0, bare(text)))
    }
    for left, right in pairwise(table.columns):
        ahead = [found[left.id], *(merged[text] for text in left.under if text in merged and text not in right.under)]
        behind = [found[right.id], *(merged[text] for text in right.under if text in merged and text not in left.under)]
        if not any(_is_left(one, other) for one in ahead for other in behind) or _is_left(found[right.id], ahead[0]):
            return None
    return list(found.values())


def _is_left(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether a head certainly stands left of another: before it in a line, or further left even if each Chinese letter
    before it is as wide as two and none before the other is."""
    return any(
        token.chars < beside.chars if token.line == beside.line else token.columns[0] < beside.chars[0]
        for token in one
        for beside in other
    )


def _placed(rows: Sequence[Sequence[Token]], width: int, pages: Sequence[int | None]) -> list[tuple[str, ...]]:
    """The fields of each row: a blank one where no number stands in a column. A row with fewer numbers than columns has
    only those where its page does not show in which they stand: what is laid out is laid out page by page."""
    full = [len(row) == width and not _GROUPED.search(_joined(row)) for row in rows]
    fields: list[tuple[str, ...]] = []
    for row, whole, page in zip(rows, full, pages, strict=True):
        ways: set[tuple[str, ...] | None] = set()
        if not whole:
            here = [one for one, known, there in zip(rows, full, pages, strict=True) if known and there == page]
            ways = {_under(row, columns, measure) for measure in MEASURES if (columns := _columns(measure, here))}
        way = ways.pop() if len(ways) == 1 else None
        fields.append(_in_doubt(row, width, whole=whole) if way is None else way)
    return fields


def _joined(row: Sequence[Token]) -> str:
    return " ".join(token.text for token in row)


def _in_doubt(row: Sequence[Token], width: int, *, whole: bool) -> tuple[str, ...]:
    """The numbers of a row as they come; digits that a blank may only group are one, so that there are too few."""
    if whole or len(row) != width:
        return tuple(token.text for token in row)
    return tuple(_GROUPED.sub(lambda found: found[0].replace(" ", "\xa0"), _joined(row)).split(" "))


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


def _others(lines: Sequence[Item], words: Sequence[Token], used: set[Token], begin: int) -> Iterator[Other]:
    """What no label and no head took, line by line; what is a piece of the form's own words is known as that."""
    left: dict[int, list[str]] = {}
    for token in words:
        if token not in used:
            left.setdefault(token.line, []).append(token.text)
    for number, item in enumerate(lines):
        if is_sentence(item):
            yield Other(" ".join(item.text.split()), item, number < begin)
        for text in left.get(number, ()):
            yield Other(text, item, number < begin)
