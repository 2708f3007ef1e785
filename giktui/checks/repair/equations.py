"""The sums of a form as equations over the cells of a report, and systems of them that a search goes through.

The equations are the form's `=` relations, those with last year's numbers included; a relation with a blank says
nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, Protocol, TypeVar

from giktui.checks.arithmetic import sums, worked_out
from giktui.form import Form
from giktui.report import Number

Node = TypeVar("Node", bound=Hashable)


class Equation(NamedTuple):
    """Σ factors × cells = target over this year's cells; `off` is how far the left side is from the right."""

    rule: str
    factors: Mapping[str, int]
    off: Number


def equations(
    form: Form, cells: Mapping[str, Number], last: Mapping[str, Number] | None, *, last_prefix: str | None = None
) -> list[Equation]:
    """The equations that can be evaluated. Last year's numbers are given, or cells of that prefix that may be wrong."""
    found: list[Equation] = []
    for ready in sums(form.id):
        relation = ready.relation
        if relation.operator != "=" or (ready.across_years and last is None):
            continue
        factors = factors_of(form.id, relation.rule, last_prefix)
        if ready.stands(cells):
            found.append(Equation(relation.rule, factors, 0))
            continue
        worked = worked_out(ready, cells, last or {})
        if not worked.blanks:
            found.append(Equation(relation.rule, factors, worked.left - worked.right))
    return found


class System(Protocol):
    """Equations and the numbers of their cells. A search looks at few of them: they need not all be made."""

    def equation(self, at: int) -> Equation:
        """The equation at that place."""

    def places(self, cell: str) -> Sequence[int]:
        """Where the equations are that the cell stands in, in their order."""

    def number(self, cell: str) -> Number:
        """What stands in a cell of an equation: none of these is blank."""

    def broken_parts(self) -> Iterable[frozenset[int]]:
        """The broken equations, together those that share a cell, directly or through others (broken or not)."""


class Listed:
    """A system whose equations are all at hand."""

    def __init__(self, equations: Sequence[Equation], numbers: Mapping[str, Number]) -> None:
        self.equations = equations
        self.numbers = numbers
        self._places: dict[str, list[int]] = {}
        for at, equation in enumerate(equations):
            for cell in equation.factors:
                self._places.setdefault(cell, []).append(at)

    def equation(self, at: int) -> Equation:
        """The equation at that place."""
        return self.equations[at]

    def number(self, cell: str) -> Number:
        """What stands in a cell of an equation: none of these is blank."""
        return self.numbers[cell]

    def places(self, cell: str) -> Sequence[int]:
        """Where the equations are that the cell stands in, in their order."""
        return self._places.get(cell, ())

    def broken_parts(self) -> Iterable[frozenset[int]]:
        """The broken equations, together those that share a cell, directly or through others (broken or not)."""
        broken = frozenset(at for at, equation in enumerate(self.equations) if equation.off)
        return [part & broken for part in sorted(hanging_together(broken, self.beside), key=min)]

    def beside(self, at: int) -> Iterator[int]:
        """The equations that share a cell with this one."""
        return (other for cell in self.equations[at].factors for other in self._places[cell])


def hanging_together(starts: Iterable[Node], beside: Callable[[Node], Iterable[Node]]) -> Iterator[frozenset[Node]]:
    """The groups in which a start lies, of things each of which is beside another."""
    seen: set[Node] = set()
    for start in starts:
        if start in seen:
            continue
        group, waiting = {start}, [start]
        while waiting:
            new = {other for other in beside(waiting.pop()) if other not in group}
            group |= new
            waiting += new
        seen |= group
        yield frozenset(group)


@cache
def factors_of(form: str, rule: str, last_prefix: str | None) -> Mapping[str, int]:
    """The cells of a relation with their factors, all brought to the left side; last year's under their prefix."""
    relation = next(ready.relation for ready in sums(form) if ready.relation.rule == rule)
    factors: dict[str, int] = {}
    for terms, side in ((relation.left, 1), (relation.right, -1)):
        for term in terms:
            if not term.last or last_prefix is not None:
                cell = f"{last_prefix}{term.cell}" if term.last else term.cell
                factors[cell] = factors.get(cell, 0) + side * term.factor
    return {cell: factor for cell, factor in factors.items() if factor}
