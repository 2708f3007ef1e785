"""What a rule is given, and what it gives back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from giktui.checks.context import Context
from giktui.checks.finding import Number, Status
from giktui.form import Form, carried_over, cell_label, load_form
from giktui.i18n import language
from giktui.report import Report

_DIGITS, _BITS = 19, 64
"""A number with more digits, or bits, is beyond SQLite's integers and beyond any figure of a report."""


@dataclass(frozen=True)
class Case:
    """One report under the eyes of the rules, with last year's and the circumstances."""

    report: Report
    last: Report | None
    context: Context

    @cached_property
    def form(self) -> Form:
        """The form the report is on."""
        return self.report.definition

    @cached_property
    def cells(self) -> Mapping[str, Number]:
        """This year's numbers; what is no number to reckon with (FV-NUMBER names it) counts as blank."""
        return usable(self.report.cells)

    @cached_property
    def last_cells(self) -> Mapping[str, Number] | None:
        """Last year's numbers on this report's form, as far as they mean the same; None without a report."""
        if self.last is None:
            return None
        return carried_over(usable(self.last.cells), self.last.form, self.report.form)

    def label(self, cell: str, *, section: bool = True) -> str:
        """A cell as the form names it."""
        return label(self.report.form, cell, section=section)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding in the making: the catalogue adds the rule's id and its severity.

    `suffix` completes the id of a family (`natural_person` of T3-COL). `last_values` are the numbers of other reports
    it was made from, by a name of their own: like the cells' own values they decide how long a waiver holds.
    """

    message: str
    cells: tuple[str, ...] = ()
    left: Number | None = None
    right: Number | None = None
    suffix: str = ""
    status: Status = "open"
    evidence: str = ""
    suggestion: str = ""
    span: tuple[str, int, int] | None = None
    last_values: tuple[tuple[str, Number | None], ...] = ()


Find = Callable[[Case], Iterable[Remark]]
"""A rule's function."""


def not_evaluated(message: str, cells: tuple[str, ...] = ()) -> Remark:
    """The remark of a rule that lacks what it needs."""
    return Remark(message, cells, status="not_evaluated")


def is_usable(value: Number) -> bool:
    """Whether one can reckon with the value: finite, and no larger than SQLite's integers."""
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value.adjusted()) < _DIGITS
    return value.bit_length() < _BITS


def usable(cells: Mapping[str, Number]) -> Mapping[str, Number]:
    """The cells one can reckon with."""
    if all(map(is_usable, cells.values())):
        return cells
    return {cell: value for cell, value in cells.items() if is_usable(value)}


def label(form: str, cell: str, *, section: bool = True) -> str:
    """A cell of the form as it names it, with the title of its section in front if `section`."""
    return _label(form, cell, section, language())


@cache
def _label(form: str, cell: str, section: bool, _language: str) -> str:
    return cell_label(load_form(form), cell, section=section)
