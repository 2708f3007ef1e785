"""Which cells are wrong: error localisation after Fellegi and Holt (1976).

Among all ways to make every broken equation hold without breaking another, look for those that change the fewest
cells. Equations that share no cell are looked at apart, so that two slips in two tables stay two small searches.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from giktui.checks.repair.equations import System

MOST = 4
"""So many wrong cells that hang together are found in some 20,000 steps; answers with more are as good as a guess."""


class Located(NamedTuple):
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


def locate(system: System, *, most: int = MOST, steps: int) -> list[Located]:
    """For each part of the system with a broken equation, the smallest sets of changed cells (new values).

    Sets of one cell are found always; larger ones, up to `most` cells, within `steps` steps for each part.
    """
    return [_Search(system, broken).run(min(most, MOST), _Steps(steps)) for broken in system.broken_parts()]


class _Search:
    """The search for what mends these broken equations, which hang together, and breaks no other."""

    def __init__(self, system: System, broken: frozenset[int]) -> None:
        self.system = system
        self.broken = broken

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The broken rules."""
        return tuple(self.system.equation(at).rule for at in sorted(self.broken))

    def run(self, most: int, steps: _Steps) -> Located:
        """Answers of one cell, else of two, up to `most`; else several slips of one cell each that share no equation.

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
        cells = dict.fromkeys(cell for at in sorted(self.broken) for cell in self.system.equation(at).factors)
        for cell in cells:
            own = frozenset(self.system.places(cell))
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
        candidates = self.system.equation(min(self.broken)).factors
        found = (self._solve((cell,)) for cell in candidates if frozenset(self.system.places(cell)) == self.broken)
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
            return [cell for cell in self.system.equation(lacking).factors if cell not in chosen]
        touched = self.broken | {at for cell in chosen for at in self.system.places(cell)}
        return sorted({cell for at in touched for cell in self.system.equation(at).factors} - chosen)

    def _covered(self, chosen: frozenset[str]) -> int | None:
        """The shortest equation that the chosen cells leave broken, or would break; None if there is none."""
        touches: dict[int, int] = {}
        for cell in chosen:
            for at in self.system.places(cell):
                touches[at] = touches.get(at, 0) + 1
        lacking = [at for at in self.broken if at not in touches]
        lacking += [at for at, times in touches.items() if times == 1 and at not in self.broken]
        return min(lacking, key=lambda at: (len(self.system.equation(at).factors), at), default=None)

    def _solve(self, chosen: tuple[str, ...], places: frozenset[int] | None = None) -> Mapping[str, int] | None:
        """New values of the chosen cells, all of them changed, that make every equation (of `places`) hold."""
        touched = places or self.broken | {at for cell in chosen for at in self.system.places(cell)}
        rows = [
            [*(Fraction(one.factors.get(cell, 0)) for cell in chosen), -Fraction(one.off)]
            for one in map(self.system.equation, touched)
        ]
        now = [Fraction(self.system.number(cell)) for cell in chosen]
        for changes in _solutions(rows, now):
            new = {cell: value + change for cell, value, change in zip(chosen, now, changes, strict=True)}
            if all(changes) and all(value >= 0 and value == int(value) for value in new.values()):
                return {cell: int(value) for cell, value in new.items()}
        return None


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
