"""Sums over cells: both sides of a relation, whether they agree, and how exactly they have to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from giktui.form import Form, Relation, Term, load_form
from giktui.report import Number

Adder = Callable[[Mapping[str, Number]], Number]
"""Adds up certain cells. Raises KeyError where one is blank."""


class Sum(NamedTuple):
    """A relation made ready: both its sides as adders where all cells are added and of this year, else None."""

    relation: Relation
    sides: tuple[Adder, Adder] | None
    across_years: bool

    def stands(self, cells: Mapping[str, Number]) -> bool:
        """Whether two plain sides are there and equal: nearly always so, and this is the quick way to know."""
        if self.sides is None:
            return False
        left, right = self.sides
        try:
            return left(cells) == right(cells)
        except KeyError:
            return False


class Worked(NamedTuple):
    """A relation with both its sides worked out, blanks as nought, and the terms that are blank."""

    relation: Relation
    across_years: bool
    left: Number
    right: Number
    blanks: tuple[Term, ...]


@cache
def sums(form: str) -> tuple[Sum, ...]:
    """The relations of the form, made ready."""
    ready = []
    for relation in load_form(form).relations:
        plain = relation.operator == "=" and all(term.factor == 1 and not term.last for term in relation.terms)
        sides = (_adder(relation.left), _adder(relation.right)) if plain else None
        ready.append(Sum(relation, sides, relation.across_years))
    return tuple(ready)


def _adder(terms: Sequence[Term]) -> Adder:
    values = itemgetter(*(term.cell for term in terms))
    return values if len(terms) == 1 else lambda cells: sum(values(cells))


def total_of(
    terms: Iterable[Term], cells: Mapping[str, Number], last: Mapping[str, Number]
) -> tuple[Number, list[Term]]:
    """The sum of the terms with blanks as nought, and the terms that are blank."""
    total: Number = 0
    blanks: list[Term] = []
    for term in terms:
        value = (last if term.last else cells).get(term.cell)
        if value is None:
            blanks.append(term)
        else:
            total += term.factor * value
    return total, blanks


def worked_out(ready: Sum, cells: Mapping[str, Number], last: Mapping[str, Number]) -> Worked:
    """Both sides of the relation over this year's numbers and last year's."""
    left, blank_left = total_of(ready.relation.left, cells, last)
    right, blank_right = total_of(ready.relation.right, cells, last)
    return Worked(ready.relation, ready.across_years, left, right, (*blank_left, *blank_right))


def apart(one: Number, other: Number) -> Number:
    """How far two numbers are from each other."""
    return max(one - other, other - one)


def holds(relation: Relation, left: Number, right: Number) -> bool:
    """Whether left and right stand as the relation's operator wants."""
    if relation.operator == "=":
        return left == right
    return left <= right if relation.operator == "≤" else left >= right


def tolerance(form: Form, cell: str, values: Iterable[Number]) -> Number:
    """How far a sum of these published numbers of one cell may be off.

    A count is exact. An amount printed with n decimals stands for the interval of half a unit of the nth either way.
    """
    if form.cells[cell].kind != "amount":
        return 0
    return sum((half_unit(value) for value in values), start=Decimal(0))


def half_unit(value: Number) -> Decimal:
    """Half a unit of the last printed decimal; an amount printed whole may be exact, so nought."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and exponent < 0 else Decimal(0)
