"""Numbers of one form version carried over to another, so that the years around a change of form can be compared.

`crosswalk/` has one file a step between neighbours, `2019-2021.toml`; a longer way is composed from its steps.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache, reduce
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from giktui.form.loading import FORM_IDS, load_form
from giktui.form.model import Form

Number = int | Decimal

STEPS = Path(__file__).with_name("crosswalk")


class Pair(NamedTuple):
    """Cells of one form and cells of the other whose sums mean the same."""

    source: tuple[str, ...]
    target: tuple[str, ...]


class Reason(NamedTuple):
    """Why a cell cannot be compared, in Chinese and in English."""

    chinese: str
    english: str


class Crosswalk(NamedTuple):
    """The way from form `of` to form `to`: what they have in common, and of each cell that is left over on either side
    (`unmatched`, by form) why it cannot be compared."""

    of: str
    to: str
    pairs: tuple[Pair, ...]
    unmatched: Mapping[str, Mapping[str, Reason]]


NOT_SAID = Reason("", "")
"""Of a cell that only one form has, where the crosswalk says nothing of it."""


@cache
def crosswalk(of: str, to: str) -> Crosswalk:
    """The way from one form to another, older or newer. Raises KeyError for an id that is none."""
    begin, end = FORM_IDS.index(load_form(of).id), FORM_IDS.index(load_form(to).id)
    if begin > end:
        return _turned(crosswalk(to, of))
    if begin == end:
        return Crosswalk(of, to, tuple(Pair((id,), (id,)) for id in load_form(of).cells), {of: {}})
    steps = (_step(*ends) for ends in zip(FORM_IDS[begin:end], FORM_IDS[begin + 1 : end + 1], strict=True))
    return reduce(_composed, steps)


def carried_over(cells: Mapping[str, Number], of: str, to: str) -> dict[str, Number]:
    """The numbers of a report on form `of`, as far as form `to` has a cell that means the same.

    Sums are carried over only towards a single cell and only if every part is there; a blank stays blank.
    """
    if of == to:
        return dict(cells)
    return {
        pair.target[0]: sum((cells[id] for id in pair.source), start=0)
        for pair in crosswalk(of, to).pairs
        if len(pair.target) == 1 and all(id in cells for id in pair.source)
    }


def _turned(walk: Crosswalk) -> Crosswalk:
    return Crosswalk(walk.to, walk.of, tuple(Pair(p.target, p.source) for p in walk.pairs), walk.unmatched)


def _step(of: str, to: str) -> Crosswalk:
    """One file of `crosswalk/`: the forms follow each other."""
    data = tomli.loads((STEPS / f"{of}-{to}.toml").read_text("utf-8"))
    if (data["older"], data["newer"]) != (of, to):
        raise ValueError(f"crosswalk {of}-{to} is of {data['older']} and {data['newer']}")
    older, newer = load_form(of), load_form(to)
    sums = [pair for entry in data.get("sum", ()) for pair in _sums(entry, older, newer)]
    taken = {cell for pair in sums for cell in (*pair.source, *pair.target)}
    alike = [pattern for entry in data.get("same", ()) for pattern in entry["cells"]]
    same = [Pair((id,), (id,)) for id in older.cells if id in newer.cells and id not in taken and _matches(id, alike)]
    pairs = (*same, *sums)
    reasons = [(entry["cells"], Reason(entry["because"], entry["english"])) for entry in data.get("incomparable", ())]

    def unmatched(form: Form, matched: Iterable[str]) -> dict[str, Reason]:
        known = set(matched)
        rest = [id for id in form.cells if id not in known]
        return {id: next((why for cells, why in reasons if _matches(id, cells)), NOT_SAID) for id in rest}

    sources = [id for pair in pairs for id in pair.source]
    targets = [id for pair in pairs for id in pair.target]
    if len(set(sources)) < len(sources) or len(set(targets)) < len(targets):
        raise ValueError(f"crosswalk {of}-{to} has a cell in two sums")
    return Crosswalk(of, to, pairs, {of: unmatched(older, sources), to: unmatched(newer, targets)})


def _sums(entry: Mapping[str, Any], older: Form, newer: Form) -> Iterator[Pair]:
    """The pairs of one `[[sum]]`: `*` in its patterns stands for each column that both tables have."""
    sides = [[side] if isinstance(side, str) else list(side) for side in (entry["older"], entry["newer"])]
    columns = {column.id: None for table in older.tables for column in table.columns}
    for column in columns if any("*" in pattern for side in sides for pattern in side) else ("",):
        source, target = (tuple(pattern.replace("*", column) for pattern in side) for side in sides)
        if all(id in older.cells for id in source) and all(id in newer.cells for id in target):
            yield Pair(source, target)


def _matches(cell: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(cell, pattern) for pattern in patterns)


def _composed(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """Two ways, one after the other: pairs that meet in the form between belong together, and hold where every cell
    between is both reached and gone on from."""
    pairs: list[Pair] = []
    reached = {id: pair for pair in first.pairs for id in pair.target}
    onwards = {id: pair for pair in second.pairs for id in pair.source}
    lost = dict(second.unmatched[second.of]), dict(first.unmatched[first.to])
    left_over = {
        first.of: dict(first.unmatched[first.of]),
        second.to: dict(second.unmatched[second.to]),
    }
    seen: set[str] = set()
    for start in first.pairs:
        if seen.intersection(start.target):
            continue
        before, after, between = _meeting(start, reached, onwards)
        seen |= between
        source = tuple(id for pair in before for id in pair.source)
        target = tuple(id for pair in after for id in pair.target)
        if all(id in reached and id in onwards for id in between):
            pairs.append(Pair(source, target))
        else:
            why = next(reasons[id] for id in between for reasons in lost if id in reasons)
            left_over[first.of].update(dict.fromkeys(source, why))
            left_over[second.to].update(dict.fromkeys(target, why))
    for pair in second.pairs:
        if not seen.intersection(pair.source):
            why = next(lost[1][id] for id in pair.source)
            left_over[second.to].update(dict.fromkeys(pair.target, why))
    unmatched = {
        form: {id: reasons[id] for id in load_form(form).cells if id in reasons} for form, reasons in left_over.items()
    }
    return Crosswalk(first.of, second.to, tuple(pairs), unmatched)


def _meeting(
    start: Pair, reached: Mapping[str, Pair], onwards: Mapping[str, Pair]
) -> tuple[list[Pair], list[Pair], set[str]]:
    """The pairs of both ways that hang together with `start`, and the cells between in which they do."""
    before, after = {start: None}, dict[Pair, None]()
    between: set[str] = set()
    waiting = list(start.target)
    while waiting:
        id = waiting.pop(0)
        if id in between:
            continue
        between.add(id)
        if id in reached:
            before[reached[id]] = None
            waiting.extend(reached[id].target)
        if id in onwards:
            after[onwards[id]] = None
            waiting.extend(onwards[id].source)
    return list(before), list(after), between
