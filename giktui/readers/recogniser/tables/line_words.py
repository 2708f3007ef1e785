"""What the words of a line of a table say: labels, running text, the number of a page."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from giktui.readers.recogniser.detect.labels import Meaning, meaning, sure_row
from giktui.readers.recogniser.detect.numbers import printed
from giktui.readers.recogniser.segment.lines import Item, Words
from giktui.text.patterns import compiled_late

_LONGEST_LABEL = 60
_SENTENCE = compiled_late("[。；;：:！？]")
PAGE = compiled_late(r"\s*(?:[-—–－·]+\s*\d{1,3}\s*[-—–－·]+|第\s*\d{1,3}\s*页(?:[\s,，/]*共\s*\d{1,3}\s*页)?)\s*")
_REMARK = compiled_late(
    r"(?![约近共]\s?\d)[^\W\d_]{2,}\s?[:：]?\s?\d[\d,，.]*[^\W\d_]{0,3}|(?:19|20)\d\d年度?(?:\d{1,2}月(?:\d{1,2}日)?)?"
)
"""Words with one number behind them, or a date: no figure of a cell."""
NOTE = compiled_late(r"[\s*＊※(（]*(?:备注|附注|注|说明)\d{0,2}\s*[:：].*[^\W_]")
"""How a note under a table begins, however few words and many numbers are in it."""

Labels = tuple[tuple[int, tuple[Meaning, ...]], ...]
"""The labels in a line: the position of each, and what it can mean."""


class Said(NamedTuple):
    """What the words of a line say in a table: labels, words that are none, numbers that are none."""

    labels: Labels
    rows: Sequence[tuple[int, Meaning]] | None
    """The labels of rows, if they do not depend on the lines before."""
    unknown: bool
    numbers: bool
    columns: bool
    """Whether one of the labels may be that of a column."""
    groups: tuple[Meaning, ...]
    """What the labels can mean of groups of rows or columns, and of items."""
    item: bool
    """Whether one of them is an item."""
    head: bool
    """Whether one of them is the head over the labels."""


@lru_cache(maxsize=4096)
def said_by(form: str, table: str, words: Words) -> Said:
    """What the words of a line say in a table of the form."""
    labels: list[tuple[int, tuple[Meaning, ...]]] = []
    unknown = numbers = False
    for index, text in words:
        if known := meaning(form, table, text):
            labels.append((index, known))
        elif printed(text).kind == "text" or is_remark(text):
            unknown = True
        else:
            numbers = True
    unsure = any(not sure_row(found) and any(m.part == "row" for m in found) for _index, found in labels)
    rows = None if unsure else tuple([(index, row) for index, found in labels if (row := sure_row(found))])
    every = [one for _index, found in labels for one in found]
    return Said(
        tuple(labels),
        rows,
        unknown,
        numbers,
        any(one.part == "column" for one in every),
        tuple(one for one in every if one.part in ("group", "item")),
        any(one.part == "item" for one in every),
        any(one.part == "head" for one in every),
    )


def is_remark(text: str) -> bool:
    """Whether a text is words about a number and no figure: `合计12件`, `2023年`."""
    return bool(_REMARK.fullmatch(text))


def may_be_label(text: str) -> bool:
    """Whether words may be the label of a row, and are no sentence."""
    return len(text) <= _LONGEST_LABEL and not _SENTENCE.search(text)


def is_sentence(item: Item) -> bool:
    """Whether a line is running text, however it was cut and whatever numbers are in it."""
    if item.only and NOTE.match(item.only):
        return True
    return "。" in item.text and bool(item.only or not item.aligned) and sum(map(str.isalpha, item.text)) > 1
