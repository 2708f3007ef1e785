"""Which cells are wrong: error localisation after Fellegi and Holt (1976).

Among all ways to make every broken equation hold without breaking another, look for those that change the fewest
cells. The equations are the form's `=` relations, those with last year's numbers included; a relation with a blank
says nothing. Relations that share no cell are looked at apart, so that two slips in two tables stay two small searches.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import combinations

from giktui.checks.arithmetic import sums, total_of
from giktui.form import Form
from giktui.report import Number

MOST = 3
"""Answers with more cells are as good as a guess."""


@dataclass(frozen=True)
class Equation:
    """Σ factors × cells = target over this year's cells; `off` is how far the left side is from the right."""

    rule: str
    factors: Mapping[str, int]
    off: Number


@dataclass(frozen=True, slots=True)
class Located:
    """The smallest sets of changes that mend `rules`. `complete`: no such set of that size is missing."""

    rules: tuple[str, ...]
    answers: tuple[Mapping[str, int], ...]
    complete: bool


class _Steps:
    """Counts what a search has cost, so that the same report always gets the same answer."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self) -> bool:
        """One step; False when there are none left."""
        self.left -= 1
        return self.left >= 0


def equations(
    form: Form, cells: Mapping[str, Number], last: Mapping[str, Number] | None, *, last_prefix: str | None = None
) -> list[Equation]:
    """The equations that can be evaluated. Last year's numbers are given, or cells of that prefix that may be wrong."""
    found: list[Equation] = []
    for ready in sums(form.id):
        relation = ready.relation
        if relation.operator != "=" or (ready.across_years and last is None):
            continue
        factors = _factors(form.id, relation.rule, last_prefix)
        if ready.stands(cells):
            found.append(Equation(relation.rule, factors, 0))
            continue
        left, blank_left = total_of(relation.left, cells, last or {})
        right, blank_right = total_of(relation.right, cells, last or {})
        if not blank_left and not blank_right:
            found.append(Equation(relation.rule, factors, left - right))
    return found


def locate(system: Sequence[Equation], cells: Mapping[str, Number], *, most: int = MOST, steps: int) -> list[Located]:
    """For each part of the system with a broken equation, the smallest sets of changed cells (new values).

    Sets of one cell are found always; larger ones, up to `most` cells, within `steps` steps for each part.
    """
    if not any(equation.off for equation in system):
        return []
    return [
        _Part(part, cells).search(min(most, MOST), _Steps(steps))
        for part in _parts(system)
        if any(equation.off for equation in part)
    ]


class _Part:
    """Equations that hang together, with what the search asks of them again and again."""

    def __init__(self, system: Sequence[Equation], cells: Mapping[str, Number]) -> None:
        self.system = system
        self.cells = cells
        self.of_cell: dict[str, list[int]] = {}
        for at, equation in enumerate(system):
            for cell in equation.factors:
                self.of_cell.setdefault(cell, []).append(at)
        self.broken = frozenset(at for at, equation in enumerate(system) if equation.off)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The broken rules."""
        return tuple(self.system[at].rule for at in sorted(self.broken))

    def search(self, most: int, steps: _Steps) -> Located:
        """Answers of one cell, else of two, else of three; else several slips of one cell each that share no equation.

        Those are an answer, but not known to be the smallest: the search is then not complete.
        """
        answers = self._single()
        if answers:
            return Located(self.rules, tuple(answers), complete=True)
        for size in range(2, most + 1):
            found: dict[frozenset[str], Mapping[str, int]] = {}
            complete = self._grow((), size, found, set(), steps)
            if found:
                return Located(self.rules, tuple(found[key] for key in sorted(found, key=sorted)), complete)
            if not complete:
                break
        slips = self._slips()
        return Located(self.rules, (slips,) if slips else (), complete=False)

    def _slips(self) -> Mapping[str, int] | None:
        """Cells that share no equation and mend all that are broken, each its own; None where there are none."""
        alone: list[tuple[frozenset[int], Mapping[str, int]]] = []
        for cell, places in self.of_cell.items():
            own = frozenset(places)
            answer = self._solve((cell,), own) if own <= self.broken else None
            if answer:
                alone.append((own, answer))
        slips: dict[str, int] = {}
        left = self.broken
        for own, answer in sorted(alone, key=lambda one: -len(one[0])):
            if own <= left:
                slips |= answer
                left -= own
        return slips if not left else None

    def _single(self) -> list[Mapping[str, int]]:
        """A cell that stands in every broken equation and in no other, and wants the same change in each."""
        candidates = self.system[min(self.broken)].factors
        found = (self._solve((cell,)) for cell in candidates if frozenset(self.of_cell[cell]) == self.broken)
        return [answer for answer in found if answer]

    def _grow(
        self,
        chosen: tuple[str, ...],
        size: int,
        found: dict[frozenset[str], Mapping[str, int]],
        seen: set[frozenset[str]],
        steps: _Steps,
    ) -> bool:
        """Add cells until the set has `size`; False if the steps ran out."""
        key = frozenset(chosen)
        if key in seen:
            return True
        seen.add(key)
        if len(chosen) == size:
            if not steps.spend():
                return False
            answer = self._solve(chosen) if self._covered(key) is None else None
            if answer:
                found[key] = answer
            return True
        return all(self._grow((*chosen, cell), size, found, seen, steps) for cell in self._next(key))

    def _next(self, chosen: frozenset[str]) -> list[str]:
        """The cells one of which must come in too."""
        lacking = self._covered(chosen)
        if lacking is not None:
            return [cell for cell in self.system[lacking].factors if cell not in chosen]
        touched = self.broken | {at for cell in chosen for at in self.of_cell[cell]}
        return sorted({cell for at in touched for cell in self.system[at].factors} - chosen)

    def _covered(self, chosen: frozenset[str]) -> int | None:
        """The shortest equation that the chosen cells leave broken, or would break; None if there is none."""
        touches: dict[int, int] = {}
        for cell in chosen:
            for at in self.of_cell[cell]:
                touches[at] = touches.get(at, 0) + 1
        lacking = [at for at in self.broken if at not in touches]
        lacking += [at for at, times in touches.items() if times == 1 and at not in self.broken]
        return min(lacking, key=lambda at: (len(self.system[at].factors), at), default=None)

    def _solve(self, chosen: tuple[str, ...], places: frozenset[int] | None = None) -> Mapping[str, int] | None:
        """New values of the chosen cells, all of them changed, that make every equation (of `places`) hold."""
        touched = places or self.broken | {at for cell in chosen for at in self.of_cell[cell]}
        rows = [
            [*(Fraction(self.system[at].factors.get(cell, 0)) for cell in chosen), -Fraction(self.system[at].off)]
            for at in touched
        ]
        for changes in _solutions(rows, [Fraction(self.cells[cell]) for cell in chosen]):
            new = {cell: Fraction(self.cells[cell]) + change for cell, change in zip(chosen, changes, strict=True)}
            if all(changes) and all(value >= 0 and value == int(value) for value in new.values()):
                return {cell: int(value) for cell, value in new.items()}
        return None


@cache
def _factors(form: str, rule: str, last_prefix: str | None) -> Mapping[str, int]:
    """The cells of a relation with their factors, all brought to the left side; last year's under their prefix."""
    relation = next(ready.relation for ready in sums(form) if ready.relation.rule == rule)
    factors: dict[str, int] = {}
    for terms, side in ((relation.left, 1), (relation.right, -1)):
        for term in terms:
            if not term.last or last_prefix is not None:
                cell = f"{last_prefix}{term.cell}" if term.last else term.cell
                factors[cell] = factors.get(cell, 0) + side * term.factor
    return {cell: factor for cell, factor in factors.items() if factor}


def _parts(system: Sequence[Equation]) -> list[list[Equation]]:
    """The equations grouped so that those that share a cell, directly or through others, are together."""
    root = list(range(len(system)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    seen: dict[str, int] = {}
    for at, equation in enumerate(system):
        for cell in equation.factors:
            if cell in seen:
                root[find(at)] = find(seen[cell])
            else:
                seen[cell] = at
    parts: dict[int, list[Equation]] = {}
    for at, equation in enumerate(system):
        parts.setdefault(find(at), []).append(equation)
    return list(parts.values())


def _solutions(rows: list[list[Fraction]], values: list[Fraction]) -> Iterator[list[Fraction]]:
    """Solutions of the linear system whose last column is the right side; values[i] is what unknown i changes.

    If it has many, those at the corners: as many cells as are free become nought.
    """
    size = len(values)
    reduced, pivots = _reduce(rows, size)
    if reduced is None:
        return
    free = size - len(pivots)
    if not free:
        yield [reduced[pivots.index(at)][size] for at in range(size)]
        return
    for zeroed in combinations(range(size), free):
        extra = [[*(Fraction(at == one) for at in range(size)), -values[one]] for one in zeroed]
        corner, found = _reduce([*rows, *extra], size)
        if corner is not None and len(found) == size:
            yield [corner[found.index(at)][size] for at in range(size)]


def _reduce(rows: list[list[Fraction]], size: int) -> tuple[list[list[Fraction]] | None, list[int]]:
    """Gauss and Jordan: the reduced rows and the unknown each one gives; None if they contradict each other."""
    rows = [list(row) for row in rows]
    pivots: list[int] = []
    for column in range(size):
        top = len(pivots)
        pivot = next((at for at in range(top, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        rows[top] = [value / rows[top][column] for value in rows[top]]
        for at, row in enumerate(rows):
            if at != top and row[column]:
                factor = row[column]
                rows[at] = [value - factor * lead for value, lead in zip(row, rows[top], strict=True)]
        pivots.append(column)
    contradicted = any(row[size] for row in rows[len(pivots) :])
    return (None if contradicted else rows), pivots
