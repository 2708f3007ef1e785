"""A list as it comes again, held against what is stored: the same, changed, new, and what is no longer there."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

_OF_A_LIST = 0.5
"""A stored file that came in again at least by this part is taken for the same list, whatever it is called now."""
_UNSAID = ("place",)
_STABLE = ("received", "applicant", "content")


@dataclass(frozen=True, slots=True)
class Known:
    """A row of either side: its texts by field, the year it belongs to, and where it stands."""

    said: Mapping[str, str]
    year: int | None
    source: str = ""
    sheet: str = ""
    line: int | None = None

    @property
    def number(self) -> str:
        """The office's own number; a running number is none."""
        return self.said.get("number", "").strip()


@dataclass(frozen=True, slots=True)
class Matched:
    """For each new row the index of the stored one it is, or None; and the stored ones the list should have had."""

    pairs: tuple[int | None, ...]
    vanished: tuple[int, ...]


def match(new: Sequence[Known], stored: Sequence[Known], only: Sequence[str] = ()) -> Matched:
    """Pair the rows off: by all they say, then by number and year, by what of a request never changes, by their place.

    With `only` no more than those fields are looked at (an anonymous list has no others). A list that is stored counts
    as come again where half of its rows were found; what of it was not found, in a year the new list has, vanished.
    """
    pairs: list[int | None] = [None] * len(new)
    if not stored:
        return Matched(tuple(pairs), ())
    free = set(range(len(stored)))

    def content(row: Known) -> Hashable:
        fields = only or (field for field in row.said if field not in _UNSAID)
        return tuple(sorted((field, text) for field in fields if (text := row.said.get(field, ""))))

    def number(row: Known) -> Hashable:
        return (row.number, row.year) if row.number else None

    def stable(row: Known) -> Hashable:
        told = tuple(row.said.get(field, "") for field in _STABLE)
        return None if only or not all(told) else told

    def place(row: Known) -> Hashable:
        if not row.source or row.number:
            return None
        return (row.source, row.sheet, row.said.get("place") or row.line, row.said.get("received", ""))

    ways: tuple[tuple[Callable[[Known], Hashable], bool], ...] = (
        (content, False), (number, True), (stable, True), (place, True),
    )  # fmt: skip
    for key, unique in ways:
        _pair_off(pairs, free, new, stored, key, unique=unique)
    return Matched(tuple(pairs), _vanished(pairs, free, new, stored))


def _pair_off(
    pairs: list[int | None],
    free: set[int],
    new: Sequence[Known],
    stored: Sequence[Known],
    key: Callable[[Known], Hashable],
    *,
    unique: bool,
) -> None:
    """Pair what has the same key; with `unique` only where one row of either side has it."""
    here: dict[Hashable, list[int]] = defaultdict(list)
    for index in sorted(free):
        if (found := key(stored[index])) is not None:
            here[found].append(index)
    there: dict[Hashable, list[int]] = defaultdict(list)
    for index, row in enumerate(new):
        if pairs[index] is None and (found := key(row)) is not None:
            there[found].append(index)
    for found, mine in there.items():
        others = here.get(found, [])
        if unique and (len(mine) > 1 or len(others) > 1):
            continue
        for one, other in zip(mine, others, strict=False):
            pairs[one] = other
            free.discard(other)


def _vanished(
    pairs: Sequence[int | None], free: set[int], new: Sequence[Known], stored: Sequence[Known]
) -> tuple[int, ...]:
    years = {row.year for row in new}
    sources = {row.source for row in new}
    sizes: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    found = {index for index in pairs if index is not None}
    for index, row in enumerate(stored):
        if row.source and row.year in years:
            sizes[row.source][0] += 1
            sizes[row.source][1] += index in found
    again = {source for source, (all_rows, kept) in sizes.items() if source in sources or kept >= _OF_A_LIST * all_rows}
    return tuple(sorted(i for i in free if stored[i].source in again and stored[i].year in years))
