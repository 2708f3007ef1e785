"""What a rule is given, and what it gives back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from giktui.checks.agencies import adds_up
from giktui.checks.arithmetic import Worked, sums, worked_out
from giktui.checks.cells import label, usable
from giktui.checks.context import Context
from giktui.checks.finding import Status
from giktui.checks.repair.hint import Hints
from giktui.form import Form, Severity, carried_over
from giktui.report import Number, Report
from giktui.text.numerals import narrow_digits


@dataclass(frozen=True, eq=False)
class RuleInput:
    """One report under the eyes of the rules, with last year's and the circumstances. Equal only to itself."""

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
    def decimals(self) -> Mapping[str, Decimal]:
        """Those of the cells whose numbers are not counts: amounts, and what is no count though it should be."""
        if {*map(type, self.cells.values())} == {int}:  # nearly always
            return {}
        return {cell: value for cell, value in self.cells.items() if isinstance(value, Decimal)}

    @cached_property
    def last_cells(self) -> Mapping[str, Number] | None:
        """Last year's numbers on this report's form, as far as they mean the same; None without a report."""
        if self.last is None:
            return None
        return carried_over(usable(self.last.cells), self.last.form, self.report.form)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of each section that has some, that of the tables' sections too, in the order of the form.

        Full-width digits are narrow ones here: years half in the one and half in the other are written, too.
        """
        written = self.report.narratives
        return {
            section.id: narrow_digits(written[section.id]) for section in self.form.sections if section.id in written
        }

    @cached_property
    def preamble(self) -> str:
        """What stands in front of the sections, its digits as in `texts`."""
        return narrow_digits(self.report.preamble)

    @cached_property
    def unsettled(self) -> Mapping[str, Sequence[Worked]]:
        """By family the sums that do not plainly stand, worked out: broken, blank somewhere, or over two years."""
        found: dict[str, list[Worked]] = {}
        cells, last = self.cells, self.last_cells or {}
        for ready in sums(self.report.form):
            if not ready.stands(cells):
                found.setdefault(ready.relation.family, []).append(worked_out(ready, cells, last))
        return found

    @property
    def _may_be_broken(self) -> bool:
        """Whether anything may be to repair: nearly always not, and this is the quick way to know."""
        if self.adds_up:
            return True
        return any(
            one.left != one.right
            and one.relation.operator == "="
            and (self.last_cells is not None or not one.across_years)
            for family in self.unsettled.values()
            for one in family
        )

    @cached_property
    def hints(self) -> Hints:
        """The repairs of the broken sums, as thoroughly looked for as the context says."""
        if not self._may_be_broken:
            return Hints((), complete=True)
        from giktui.checks.repair.beside import Beside  # the search: most reports have nothing to look for
        from giktui.checks.repair.hints import repair_hints

        before = self.last_cells if self.context.predecessors else None
        children = self.context.children if self.adds_up else ()
        return repair_hints(
            self.report,
            self.last,
            Beside(before, self.context.following, children),
            cells=self.context.repair_cells,
            steps=self.context.repair_steps,
        )

    @property
    def adds_up(self) -> bool:
        """Whether the report should be the sum of those below it: a government's is, a bureau's is not."""
        context = self.context
        known = context.is_government
        return bool(context.children) and (adds_up(self.report.agency, context.level) if known is None else known)

    def label(self, cell: str, *, section: bool = True) -> str:
        """A cell as the form names it."""
        return label(self.report.form, cell, section=section)


class DraftFinding(NamedTuple):
    """A finding in the making: the catalogue adds the rule's id and its severity.

    `suffix` completes the id of a family (`natural_person` of T3-COL). `severity` is another than the rule's where the
    circumstances make it milder or graver. `last_values` are the numbers of other reports it was made from, by a name
    of their own: like the cells' own values they decide how long a waiver holds. `repair` are new values of cells that
    would settle it, with a code for why; `same_cause` are the ids of rules whose findings have the same cause.
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
    severity: Severity | None = None
    repair: Mapping[str, Number] | None = None
    why: str = ""
    same_cause: tuple[str, ...] = ()


Find = Callable[[RuleInput], Iterable[DraftFinding]]
"""A rule's function."""


def not_evaluated(message: str, cells: tuple[str, ...] = ()) -> DraftFinding:
    """The draft of a rule that lacks what it needs."""
    return DraftFinding(message, cells, status="not_evaluated")
