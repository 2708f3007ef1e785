"""Cells that follow others: totals from their parts, and what last year's report says about this year's.

Both walk the form's relations; nothing here knows a row or a column by name.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import NamedTuple

from giktui.form import Form, Relation, load_form
from giktui.report import Number


def total_of(cells: Mapping[str, Number], parts: tuple[str, ...]) -> Number | None:
    """The sum of the parts: a blank one counts 0, and with all of them blank there is no total."""
    stated = [cells[part] for part in parts if part in cells]
    return sum(stated[1:], start=stated[0]) if stated else None


def total_from_parts(form: Form, cells: Mapping[str, Number], total: str) -> Number | None:
    """What a total comes to: by the first of its sums of which a part is stated (a corner total is in two sums)."""
    sums = (total_of(cells, parts) for parts in parts_of(form).get(total, ()))
    return next((value for value in sums if value is not None), None)


def parts_of(form: Form) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The sums of each total of the form; a total that is a part of another comes before it."""
    return _parts_of(form.id)


@cache
def _parts_of(form_id: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    sums: dict[str, list[tuple[str, ...]]] = {}
    for relation in load_form(form_id).relations:
        if relation.total is not None:
            sums.setdefault(relation.total, []).append(tuple(term.cell for term in relation.left))
    order = TopologicalSorter({total: {part for parts in ways for part in parts} for total, ways in sums.items()})
    return {cell: tuple(sums[cell]) for cell in order.static_order() if cell in sums}


def followed(
    form: Form, before: Mapping[str, Number], after: Mapping[str, Number], follows: Callable[[str], bool]
) -> dict[str, Number | None]:
    """The totals that a change from `before` to `after` changes in turn; None where one becomes blank.

    `follows` says of a total whether it may.
    """
    changed = {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}
    values = dict(after)
    totals: dict[str, Number | None] = {}
    for total, ways in parts_of(form).items():
        if not any(part in changed for parts in ways for part in parts) or not follows(total):
            continue
        value = total_from_parts(form, values, total)
        if value == values.get(total):
            continue
        totals[total] = value
        changed.add(total)
        if value is None:
            del values[total]
        else:
            values[total] = value
    return totals


def reached(form: Form, cells: Iterable[str]) -> set[str]:
    """The totals that a change of these cells can change, through other totals too."""
    changed = set(cells)
    totals: set[str] = set()
    for total, ways in parts_of(form).items():
        if any(not changed.isdisjoint(parts) for parts in ways):
            changed.add(total)
            totals.add(total)
    return totals


class Consequence(NamedTuple):
    """What a cell becomes because others changed (None: blank), and the origin of that value: proposed or total."""

    value: Number | None
    origin: str


def consequences(
    form: Form,
    before: Mapping[str, Number],
    given: Mapping[str, Number | None],
    origins: Mapping[str, str],
    last: Mapping[str, Number],
) -> dict[str, Consequence]:
    """The cells that change in turn when the `given` ones get these values: THE rule, wherever values are entered.

    `origins` says of the cells `before` where each came from (typed, import, total …). What was proposed from `last`
    year's numbers (on this form) is proposed anew while nobody typed it; of the totals those follow that
    `follows_its_parts`.
    """
    found: dict[str, Consequence] = {}
    after = changed_cells(before, given)
    if proposed_from(form, given):
        for proposal in proposals(form, after, last):
            untouched = origins.get(proposal.cell) == "proposed" and proposal.cell not in given
            if untouched and after.get(proposal.cell) != proposal.value:
                found[proposal.cell] = Consequence(proposal.value, "proposed")
        after = changed_cells(after, {cell: value for cell, (value, _origin) in found.items()})

    def follows(total: str) -> bool:
        return total not in given and follows_its_parts(form, before, total, origins.get(total, ""))

    totals = followed(form, before, after, follows)
    return found | {cell: Consequence(value, "total") for cell, value in totals.items()}


def follows_its_parts(form: Form, cells: Mapping[str, Number], total: str, origin: str) -> bool:
    """Whether a total that came from `origin` changes with its parts: a blank one does, and one that was made of them;
    one carried over from last year as long as it is their sum. One typed or imported is kept as it is."""
    if total not in cells or origin == "total":
        return True
    return origin == "carried" and total_from_parts(form, cells, total) == cells[total]


def changed_cells(cells: Mapping[str, Number], values: Mapping[str, Number | None]) -> dict[str, Number]:
    """The cells with these values; None blanks one."""
    return {cell: value for cell, value in {**cells, **values}.items() if value is not None}


def sum_of(cells: Mapping[str, Number], wanted: Iterable[str]) -> Number | None:
    """The sum of these cells, those with a `-` in front taken off; None where one of them is blank."""
    total: Number = 0
    for cell in wanted:
        stated = cells.get(cell.removeprefix("-"))
        if stated is None:
            return None
        total += -stated if cell.startswith("-") else stated
    return total


class Proposal(NamedTuple):
    """A value that last year's report gives a cell: `carried` over as it is, or computed with this year's numbers."""

    cell: str
    value: Number
    carried: bool


def proposals(form: Form, cells: Mapping[str, Number], last: Mapping[str, Number]) -> list[Proposal]:
    """What the form's equations across years give, from `last` year's cells (of the same form) and this year's `cells`.

    A blank of last year proposes nothing; a blank of this year counts 0; nothing below 0 is proposed.
    """
    found: list[Proposal] = []
    for relation in _rolling(form.id):
        if any(term.last and term.cell not in last for term in relation.right):
            continue
        value = sum(
            (term.factor * (last[term.cell] if term.last else cells.get(term.cell, 0)) for term in relation.right),
            start=0,
        )
        if value >= 0:
            carried = all(term.last for term in relation.right)
            found.append(Proposal(relation.left[0].cell, value, carried))
    return found


def proposed_from(form: Form, cells: Iterable[str]) -> set[str]:
    """The cells for which this year's values of `cells` enter a proposal."""
    changed = set(cells)
    return {
        relation.left[0].cell
        for relation in _rolling(form.id)
        if any(term.cell in changed and not term.last for term in relation.right)
    }


@cache
def _rolling(form_id: str) -> tuple[Relation, ...]:
    """The equations that give a cell of this year from last year's."""
    return tuple(
        relation
        for relation in load_form(form_id).relations
        if relation.operator == "="
        and relation.across_years
        and len(relation.left) == 1
        and not relation.left[0].last
        and relation.left[0].factor == 1
    )
