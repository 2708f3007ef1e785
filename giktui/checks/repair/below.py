"""The sums of the agencies below, as part of the system that a report and those below it make together.

A county has a hundred reports below it with a hundred sums each, and a search looks at a handful of these. Reports on
one form have the same equations, whatever their numbers: they are kept once (`Shape`), and of each report only what is
off. An equation is made when it is asked for.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from giktui.checks.arithmetic import Sum, sums, worked_out
from giktui.checks.repair.equations import Equation, Listed, factors_of, hanging_together
from giktui.form import load_form
from giktui.report import Number


class Shape(NamedTuple):
    """The equations of a report on one form that can be evaluated, without its numbers.

    `places` are those that a cell stands in. `group` is the first of the equations that one hangs together with,
    `cells` are all cells of a group.
    """

    equations: Sequence[Equation]
    places: Mapping[str, tuple[int, ...]]
    group: Sequence[int]
    cells: Mapping[int, tuple[str, ...]]


class Below(NamedTuple):
    """A report below: the prefix of its cells, its numbers, its equations (from `start` on), how far which are off."""

    prefix: str
    numbers: Mapping[str, Number]
    shape: Shape
    off: Mapping[int, Number]
    start: int

    def equation(self, at: int) -> Equation:
        """The equation at that place of the whole system."""
        at -= self.start
        rule, factors, _none = self.shape.equations[at]
        named = {self.prefix + cell: factor for cell, factor in factors.items()}
        return Equation(self.prefix + rule, named, self.off.get(at, 0))

    def places(self, cell: str) -> list[int]:
        """Where in the whole system the equations are that the cell stands in."""
        return [self.start + at for at in self.shape.places.get(cell, ())]

    def broken(self, group: int) -> list[int]:
        """Where in the whole system the broken equations of a group are."""
        return [self.start + at for at in self.off if self.shape.group[at] == group]


def below(form: str, prefix: str, numbers: Mapping[str, Number], start: int) -> Below:
    """The report below with these numbers, whose cells go by this prefix."""
    off: dict[str, Number] = {}
    blank: set[str] = set()
    for ready in _of_one_year(form):
        if not ready.stands(numbers):
            worked = worked_out(ready, numbers, {})
            if worked.blanks:
                blank.add(ready.relation.rule)
            elif worked.left != worked.right:
                off[ready.relation.rule] = worked.left - worked.right
    shape = _shape(form, frozenset(blank))
    broken = {at: off[one.rule] for at, one in enumerate(shape.equations) if one.rule in off} if off else {}
    return Below(prefix, numbers, shape, broken, start)


@cache
def _of_one_year(form: str) -> tuple[Sum, ...]:
    return tuple(ready for ready in sums(form) if ready.relation.operator == "=" and not ready.across_years)


@lru_cache(maxsize=64)
def _shape(form: str, blank: frozenset[str]) -> Shape:
    """The shape of the reports in which these sums have a blank: nearly always none has."""
    rules = (ready.relation.rule for ready in _of_one_year(form) if ready.relation.rule not in blank)
    listed = Listed([Equation(rule, factors_of(form, rule, None), 0) for rule in rules], {})
    every = listed.equations
    group = list(range(len(every)))
    cells = {}
    for together in hanging_together(range(len(every)), listed.beside):
        first = min(together)
        cells[first] = tuple(dict.fromkeys(cell for at in together for cell in every[at].factors))
        for at in together:
            group[at] = first
    places = {cell: tuple(listed.places(cell)) for cell in load_form(form).cells}
    return Shape(every, places, group, cells)
