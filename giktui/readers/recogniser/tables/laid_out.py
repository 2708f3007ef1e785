"""A table in text that only blanks lay out, as `pdftotext -layout` and text browsers do: labels wrapped over lines, the
numbers of a row between them, columns shown by nothing but where the numbers stand.

Nothing is taken on likeness. Every row's label must be there whole, in the form's order, pieced together of lines
around its numbers; every column's head likewise, from left to right. A number belongs to the column whose numbers in
full rows of the page stand above or below it.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from giktui.form import Form, Row, Table
from giktui.readers.recogniser.align.proof import adds_up
from giktui.readers.recogniser.detect.heads import Heads
from giktui.readers.recogniser.detect.numbers import printed
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.tables.laid_out_columns import placed_in_columns
from giktui.readers.recogniser.tables.line_words import PAGE, is_sentence
from giktui.readers.recogniser.tables.table_text import Other, RowText, TableText
from giktui.readers.recogniser.tables.wrapped_words import (
    MOST_WORDS,
    Token,
    bare,
    is_of_blanks,
    tokens_below,
    tokens_of,
    tokens_spelling,
)
from giktui.report import Number
from giktui.text.patterns import compiled_late

_NUMBERED = compiled_late(r"^(?:[（(][一二三四五六七八九十]+[)）]|\d+[.、．]|[一二三四五六七八九十]+、)")


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
            while first and _is_figure(found[first - 1].text):
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
    used = {token for label in labels for token in label.tokens} | {token for head in heads for token in head}
    if any(_stands_behind(word, label) for word in words if word not in used for label in labels):
        return None
    pages = [lines[label.lines[0]].place.page for label in labels]
    adding_up = [adds_up(form, _values(row, tokens, table)) for row, tokens in zip(table.rows, rows, strict=True)]
    placed = placed_in_columns(rows, len(table.columns), pages, adding_up)
    result = TableText(Heads(form.id))
    result.heads.add(table, lines[begin]._replace(fields=("", *(column.label for column in table.columns))))
    for row, label, line, rest in zip(table.rows, labels, owned, placed, strict=True):
        item = lines[label.lines[0] if line is None else line]
        result.rows.append(RowText(row.id, label.how, item._replace(fields=(row.label, *rest)), 0, rest, result.heads))
    result.others = list(_others(lines, words, used, begin))
    return result


def _is_figure(text: str) -> bool:
    """Whether a text stands for a number: one, a mark for none, or what is neither number nor word (×, ½, #REF!)."""
    kind = printed(text).kind
    return kind in ("number", "mark") or (
        not _NUMBERED.match(text) and any(map(_is_shown, text)) and not any(map(_is_han, text))
    )


def _is_shown(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "S" or character in "?？!！#"


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_spoilt(token: Token) -> bool:
    """Whether a text in front of words is a figure, or may be one that is none: 12a, and the 5 before `5 见附件`."""
    kind = printed(token.text).kind
    return kind == "number" or (
        kind == "wrong" and any(map(str.isdigit, token.text)) and not _NUMBERED.match(token.text)
    )


def _stands_behind(word: Token, label: _Found) -> bool:
    """Whether a text that no label took stands where a row's figures do, right of its label in one of its lines."""
    first, last = label.lines
    return first <= word.line <= last and word.chars[0] >= max(token.chars[1] for token in label.tokens)


def _labels(words: Sequence[Token], table: Table) -> list[_Found] | None:
    """The labels of all rows in the form's order, each below the one before it; None where one is not there."""
    found: list[_Found] = []
    begin = 0
    for row in table.rows:
        ways = [_Found(way, how) for text, how in _wordings(row) if (way := tokens_spelling(words, begin, text))]
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
            if (way := tokens_below(words, start, bare(text), in_vain))
        ]
        if len({way[0] for way in ways}) != 1:
            return None
        found[column.id] = ways[0]
    merged = {
        text: over
        for column in table.columns
        for text in column.under
        if (over := tokens_spelling(words, 0, bare(text)))
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


def _values(row: Row, tokens: Sequence[Token], table: Table) -> dict[str, Number | None]:
    """The numbers of a row by cell, in the order of the columns."""
    cells = [f"{table.id}.{row.id}.{column}" for column in row.columns]
    return dict(zip(cells, (printed(token.text).value for token in tokens), strict=False))


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
