"""What a table is without its figures: in tables of one layout, the same figures are of the same cells.

The reports of a county share their tables line for line, but for the figures and the wording of a label here and there.
A table has a layout only where nothing else can have a say in its reading: all its words are labels, and what else is
filled are figures (`plan.filled_in`).
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from giktui.form import Table
from giktui.readers.document import Place
from giktui.readers.formats.text.reader import BARS
from giktui.readers.recogniser.detect.numbers import Class, printed, unit_in, unit_stated
from giktui.readers.recogniser.segment.lines import Item, Words
from giktui.readers.recogniser.tables.line_words import Labels, said_by, says_more

_MOST = 4096
"""Lines of labels that are remembered, and layouts."""
_LONGEST = 100
"""Lines of the longest table that has a layout; the form's own have up to 40."""
_FIRST, _STEP = 10**7, 7919
"""The figures of a specimen: far apart, so that none counts on another or is a sum of others by chance."""


class Sense:
    """What a line of labels says, in any wording; there is but one of each, equal only to itself. `words` are the first
    wording met."""

    __slots__ = ("words",)

    def __init__(self, words: Words) -> None:
        self.words = words


class Layout(NamedTuple):
    """A table line by line: the sense of its labels; how many figures stand behind them or, where blanks matter, which
    fields are filled; the grid it stands in, counted from the first where blanks matter. `aligned` as in `Grid`."""

    senses: tuple[Sense, ...]
    filled: tuple[int | bytes, ...]
    grids: tuple[int | None, ...]
    aligned: bool


def layout_of(items: Sequence[Item], form: str, table: Table) -> Layout | None:
    """The layout of a table; None where a word in it is no label, bars may stand for blanks, or it has more lines than
    a table with a line a row."""
    if len(items) > _LONGEST:
        return None
    known = _senses_in(form, table.id)
    senses = tuple([known(item.words) for item in items])
    kinds = {item.aligned for item in items}
    if None in senses or len(kinds) != 1:
        return None
    aligned = True in kinds
    exact = aligned or table.layout == "line"
    filled = tuple([bytes(map(bool, item.fields)) if exact else _figures_behind(item) for item in items])
    bars = any(not item.words for item in items) and any(bar in item.text for item in items for bar in BARS)
    if bars or -1 in filled:
        return None
    first = items[0].grid or 0
    grids = tuple([None if item.grid is None else (item.grid - first) * exact for item in items])
    return Layout(senses, filled, grids, aligned)  # type: ignore[arg-type]  # `_sense` gave no None


_senses: dict[tuple[str, str, Labels, tuple[tuple[Class, str, str], ...]], Sense] = {}


@cache
def _senses_in(form: str, table: str) -> Callable[[Words], Sense | None]:
    """`_sense` for one table, as far as remembered: quicker where there is but one thing to look up."""
    return lru_cache(maxsize=_MOST)(partial(_sense, form, table))


def _sense(form: str, table: str, words: Words) -> Sense | None:
    """What the words of a line mean as labels, and the units they state; None where one is no label, or may be more
    than one."""
    labels = said_by(form, table, words).labels
    if len(labels) < len(words) or any(says_more(text) for _index, text in words):
        return None
    if len(_senses) >= _MOST:
        _senses.clear()
    known = form, table, labels, tuple([(printed(text).kind, unit_in(text), unit_stated(text)) for _at, text in words])
    return _senses.setdefault(known, Sense(words))


def _figures_behind(item: Item) -> int:
    """How many fields are filled behind the labels of a line; -1 where some are before or between them, or none is
    filled at all."""
    fields, words = item.fields, item.words
    filled = len(fields) - fields.count("")
    begin = words[-1][0] + 1 if words else 0
    if begin == len(words):
        return filled - begin if filled else -1
    before = begin - fields[:begin].count("")
    return filled - before if before == len(words) else -1


def specimen_of(layout: Layout) -> list[Item]:
    """A table of that layout in which each figure is another."""
    items: list[Item] = []
    figure = _FIRST
    for number, (sense, filled, grid) in enumerate(zip(layout.senses, layout.filled, layout.grids, strict=True)):
        words = dict(sense.words)
        last = max(words, default=-1)
        there = [n in words or n > last for n in range(last + 1 + filled)] if isinstance(filled, int) else filled
        fields: list[str] = []
        for index, is_filled in enumerate(there):
            figure += _STEP + number
            fields.append(words.get(index, str(figure)) if is_filled else "")
        only = "".join(fields) if sum(there) == 1 else ""
        place, numbers = Place(line=number), sum(there) > len(words)
        text = "\t".join(fields).strip()
        items.append(Item(tuple(fields), text, only, sense.words, numbers, place, grid, layout.aligned))
    return items


_met: set[int] = set()


def met_before(form: str, table: str, layout: Layout) -> bool:
    """Whether there was a table of that layout lately: for one that comes but once, a plan is not worth it."""
    known = hash((form, table, layout))
    if known in _met:
        return True
    if len(_met) >= _MOST:
        _met.clear()
    _met.add(known)
    return False
