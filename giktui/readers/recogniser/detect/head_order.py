"""Whether heads that were met line by line stand in the order of the form, the merged ones over their own."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from giktui.form import Column, load_form
from giktui.readers.recogniser.detect.labels import meaning


class _Met(NamedTuple):
    """A head as it was met: in the how manyeth line of heads, and the column or merged head it is ("" for neither)."""

    line: int
    head: str


class _Place(NamedTuple):
    """A head's place in the form: the heads over it, from the outermost, and the first column it covers."""

    under: tuple[str, ...]
    first: int


@cache
def merged_heads(form: str, table: str) -> frozenset[str]:
    """The heads of a table that stand over several columns."""
    return frozenset(group for column in load_form(form).table(table).columns for group in column.under)


def merged_head(form: str, table: str, text: str) -> str:
    """The merged head that a text means; "" for none."""
    over = merged_heads(form, table) if text else frozenset()
    return next((one.id for one in meaning(form, table, text) if one.id in over), "") if over else ""


@lru_cache(maxsize=1024)
def in_order(form: str, table: str, lines: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the heads in lines under each merged head, and those under none, come in the order of the form.

    A head is under a merged one that stands in a line before it. Where one is not known (its words are not the
    form's), what stands under it is compared only with heads that cannot be beside it.
    """
    met = [_Met(line, head) for line, heads in enumerate(lines) for head in heads]
    columns = load_form(form).table(table).columns
    places = _places(columns)
    alone = len({one.line for one in met}) == len(met)
    deepest = max(len(place.under) for place in places.values())
    seen: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, one in enumerate(met):
        if not one.head:
            continue
        place = places[one.head]
        over = tuple(group for group in place.under if seen.get(group, one.line) < one.line)
        seen.setdefault(one.head, one.line)
        if place.first == len(columns) - 1 and _beside(met, number, place, alone=alone):
            continue
        if len(place.under) == deepest and place.under[-1:] != over[-1:] and _covered(met, number, alone=alone):
            continue
        parent = over[-1] if over else ""
        if place.first < last.get(parent, 0):
            return False
        last[parent] = place.first
    return True


def _places(columns: Sequence[Column]) -> Mapping[str, _Place]:
    places: dict[str, _Place] = {}
    for number, column in enumerate(columns):
        places[column.id] = _Place(tuple(column.under), number)
        for depth, group in enumerate(column.under):
            places.setdefault(group, _Place(tuple(column.under[:depth]), number))
    return places


def _beside(met: Sequence[_Met], number: int, place: _Place, *, alone: bool) -> bool:
    """Whether the last head may stand to the right of the merged head before it, as high as all the others."""
    if number == 0 or len(place.under) != 1:
        return False
    before = met[number - 1]
    if alone:
        return before.head == place.under[0]
    return not before.head and before.line == met[number].line


def _covered(met: Sequence[_Met], number: int, *, alone: bool) -> bool:
    """Whether a head may stand under one that is not known."""
    if not alone:
        return True
    return any(not one.head for one in met[1:number])
