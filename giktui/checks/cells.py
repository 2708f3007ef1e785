"""Cells as the rules take them: their names, and the numbers one can reckon with."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from giktui.form import load_form
from giktui.i18n import language
from giktui.report import Number
from giktui.wording.cells import cell_label

_DIGITS, _BITS = 19, 64
_LIMIT = 2**_BITS
"""A number with more digits, or bits, is beyond SQLite's integers and beyond any figure of a report."""


def is_usable(value: Number) -> bool:
    """Whether one can reckon with the value: finite, and no larger than SQLite's integers."""
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value.adjusted()) < _DIGITS
    return value.bit_length() <= _BITS


def usable(cells: Mapping[str, Number]) -> Mapping[str, Number]:
    """The cells one can reckon with."""
    values = cells.values()
    odd = [value for value in values if type(value) is not int] if {*map(type, values)} != {int} else []
    if all(map(is_usable, odd)) and (not values or (min(values) > -_LIMIT and max(values) < _LIMIT)):
        return cells
    return {cell: value for cell, value in cells.items() if is_usable(value)}


@cache
def cells_of(form: str) -> Mapping[str, tuple[str, ...]]:
    """The cells of each table, in the order of the form."""
    return {table.id: tuple(cell.id for cell in table.cells) for table in load_form(form).tables}


@cache
def amounts(form: str) -> tuple[str, ...]:
    """The cells that hold amounts."""
    return tuple(id for id, cell in load_form(form).cells.items() if cell.kind == "amount")


@cache
def counts(form: str) -> tuple[str, ...]:
    """The cells that hold counts."""
    return tuple(id for id, cell in load_form(form).cells.items() if cell.kind == "count")


@cache
def totals(form: str) -> frozenset[str]:
    """The cells that are the total of others."""
    return frozenset(relation.total for relation in load_form(form).relations if relation.total)


@cache
def stocks(form: str) -> frozenset[str]:
    """The cells that go on from their own value of last year: what is in force."""
    return frozenset(
        term.cell
        for relation in load_form(form).relations
        for term in relation.terms
        if term.last and any(other.cell == term.cell and not other.last for other in relation.terms)
    )


def label(form: str, cell: str, *, section: bool = True) -> str:
    """A cell of the form as it names it, with the title of its section in front if `section`."""
    return _label(form, cell, section, language())


@cache
def _label(form: str, cell: str, section: bool, _language: str) -> str:
    return cell_label(load_form(form), cell, section=section)
