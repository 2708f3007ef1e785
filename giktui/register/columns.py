"""Which column of a sheet holds what: by the words of its head, and by what stands below where those say little."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from giktui.register.dates import read_date
from giktui.register.heads import KEPT, fields, head_key, named, tick_of
from giktui.register.results import result_of
from giktui.register.words import channel_of, is_blank, kind_of, squeezed

Rows = Sequence[Sequence[str]]

NEEDED = ("received", "kind", "answered", "result")
"""Without a column for each of these no row can be counted."""

_SAMPLE = 400
_MOSTLY = 0.6
_NEARLY_ALL = 0.9


class Mapped(NamedTuple):
    """What the columns of a sheet are: for each field its column, and what cannot be told.

    `ticks` are columns headed by a value (自然人, 予以公开) in which a tick says it. `unsure` are fields that several
    columns may be, `second` columns that would be the field if a better one were not there. `unknown` are columns of
    which nothing is known; they are kept as they are.
    """

    columns: Mapping[str, int]
    ticks: Mapping[int, tuple[str, str]]
    unsure: Mapping[str, tuple[int, ...]]
    second: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The fields without which nothing can be counted, and that no column is."""
        told = {*self.columns, *(field for field, _value in self.ticks.values())}
        if "organisation" in told:
            told.add("kind")
        return tuple(field for field in NEEDED if field not in told)


_FITS: Mapping[str, Callable[[str], bool]] = {
    "kind": lambda text: bool((said := kind_of(text)).ids and said.whole),
    "result": lambda text: bool((said := result_of(text)).ids or said.pending),
    "channel": lambda text: bool(channel_of(text)),
    "date": lambda text: read_date(text).day is not None or result_of(text).pending,
}


def columns_of(heads: Sequence[str], rows: Rows, told: Mapping[str, str] = {}) -> Mapped:
    """What each column is, by its head and what stands below; `told` says of heads what they are ("" for nothing)."""
    ways: dict[str, list[tuple[int, int]]] = {}
    ticks: dict[int, tuple[str, str]] = {}
    unknown: list[int] = []
    for column, head in enumerate(heads):
        key = head_key(head)
        found = (((told[key], 0),) if told[key] else ()) if key in told else _fitting(head, column, rows)
        for field, rank in found:
            ways.setdefault(field, []).append((rank, column))
        tick = None if found or key in told else tick_of(head)
        if tick:
            ticks[column] = tick
        elif not found and (head or any(column < len(row) and row[column] for row in rows[:_SAMPLE])):
            unknown.append(column)
    if len(ticks) < 2:
        unknown, ticks = sorted([*unknown, *ticks]), {}
    return _chosen(ways, ticks, tuple(unknown), rows)


def _chosen(
    ways: Mapping[str, list[tuple[int, int]]],
    ticks: Mapping[int, tuple[str, str]],
    unknown: tuple[int, ...],
    rows: Rows,
) -> Mapped:
    columns: dict[str, int] = {}
    unsure: dict[str, tuple[int, ...]] = {}
    second: dict[str, tuple[int, ...]] = {}
    for field, found in ways.items():
        if field == KEPT:
            continue
        first = min(rank for rank, _column in found)
        best = _telling(field, [column for rank, column in found if rank == first], rows)
        columns[field] = best[0]
        if len(best) > 1:
            unsure[field] = tuple(best)
        if later := tuple(column for rank, column in found if rank > first):
            second[field] = later
    return Mapped(columns, ticks, unsure, second, unknown)


def _telling(field: str, columns: list[int], rows: Rows) -> list[int]:
    """The first of columns that say the same in every row; else the one that says such things; else all of them."""
    if len(columns) == 1:
        return columns
    fitting = [column for column in columns if looks_like(field, _texts(column, rows), _MOSTLY)]
    if len(fitting) == 1:
        return fitting
    said = {column: tuple(row[column] if column < len(row) else "" for row in rows) for column in columns}
    filled = [column for column in columns if any(not is_blank(text) for text in said[column])]
    return (filled or columns)[:1] if len({said[column] for column in filled}) <= 1 else filled


def _fitting(head: str, column: int, rows: Rows) -> tuple[tuple[str, int], ...]:
    """The fields a head names, as far as what stands below agrees where the head says too little."""
    found = named(head)
    if len(found) == 1 and squeezed(head) not in _loose():
        return found
    texts = [text for text in _texts(column, rows) if not is_blank(text)]
    if not texts:
        return found[:1]
    for one in fields():
        sure = any(field == one.id for field, _rank in found)
        if not sure and squeezed(head) not in one.if_fits:
            continue
        share = _share(texts, _FITS[one.content]) if one.content else 0
        if share >= (_MOSTLY if sure else _NEARLY_ALL):
            return ((one.id, one.rank),)
    contents = {one.id: one.content for one in reversed(fields())}
    return tuple(one for one in found if not contents[one[0]])[:1] or found[:1]


def _texts(column: int, rows: Rows) -> list[str]:
    return [row[column] for row in rows[:_SAMPLE] if column < len(row)]


def looks_like(field: str, texts: Sequence[str], least: float = _NEARLY_ALL) -> bool:
    """Whether what stands in a column of an unknown head could be that field."""
    said = [text for text in texts if not is_blank(text)]
    fits = next((_FITS[one.content] for one in fields() if one.id == field and one.content), None)
    return fits is not None and bool(said) and _share(said, fits) >= least


@cache
def _loose() -> frozenset[str]:
    """The heads that are this or that by what stands below."""
    return frozenset(head for one in fields() for head in one.if_fits)


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, texts)) / len(texts)
