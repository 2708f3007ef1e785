"""The sums of several reports as one system: the report's own, last year's, and those of the agencies below it.

A cell of another report may be what is wrong, too: last year's that this year goes on from, a child's that the parent
adds up. Their own sums take part as soon as one that joins them is broken, so that a repair there breaks nothing there.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from giktui.checks.cells import usable
from giktui.checks.context import Child
from giktui.checks.repair.error_localisation import Equation, Located, equations
from giktui.form import carried_over, load_form
from giktui.report import Number, Report

_LAST, _NEXT = "last:", "next:"
_SUM = "HR-SUM"
_MANY = 12
"""So many cells off between parent and children have another cause than a wrong number, which the rule names."""


class Joint(NamedTuple):
    """The equations, the numbers of all their cells, and whose the cells are by the prefix of their names."""

    equations: Sequence[Equation]
    numbers: Mapping[str, Number]
    reports: Mapping[str, tuple[str, int | None]]

    def place(self, name: str) -> tuple[str, str, int | None]:
        """The cell's own id, and agency and year of its report where that is another one."""
        prefix, mark, cell = name.rpartition(":")
        agency, year = self.reports[prefix + mark]
        return cell, agency, year

    def slips(self, answer: Mapping[str, int]) -> list[tuple[Mapping[str, int], tuple[str, ...]]]:
        """The changes of an answer, those apart that stand in no equation together, with the broken rules of each."""
        touched = {cell: frozenset(n for n, one in enumerate(self.equations) if cell in one.factors) for cell in answer}
        groups: list[tuple[set[str], frozenset[int]]] = []
        for cell, places in touched.items():
            joined = [group for group in groups if group[1] & places]
            groups = [group for group in groups if group not in joined]
            groups.append(
                ({cell}.union(*(cells for cells, _n in joined)), places.union(*(others for _c, others in joined)))
            )
        return [
            (
                {cell: answer[cell] for cell in answer if cell in cells},
                tuple(self.equations[n].rule for n in sorted(places) if self.equations[n].off),
            )
            for cells, places in groups
        ]

    def mended(self, rules: Sequence[str]) -> tuple[str, ...]:
        """The rules of the report itself whose findings are settled with these equations."""
        sums = {one.rule for one in self.equations if one.off and one.rule.startswith(f"{_SUM}:")}
        own = [rule for rule in rules if ":" not in rule]
        return (*own, _SUM) if sums and sums.issubset(rules) else tuple(own)


class Beside(NamedTuple):
    """The reports beside one: last year's numbers where they are no single report's, next year's, the children's."""

    before: Mapping[str, Number] | None = None
    following: Report | None = None
    children: Sequence[Child] = ()


def own_system(report: Report, last: Report | None, beside: Beside) -> Joint:
    """The report's own equations, last year's numbers taken as given."""
    form, numbers = load_form(report.form), usable(report.cells)
    return Joint(equations(form, numbers, _before(report, last, beside)), numbers, {"": ("", None)})


def joint_system(own: Joint, report: Report, last: Report | None, beside: Beside) -> Joint | None:
    """The report's `own` equations with as much of the others as may explain what is broken; None where none does."""
    broken = {one.rule for one in own.equations if one.off}
    if not broken and not beside.children:
        return None
    form, numbers = load_form(report.form), dict(own.numbers)
    reports: dict[str, tuple[str, int | None]] = {"": ("", None)}
    given, system = _before(report, last, beside), list(own.equations)
    if broken & across_years(report.form) and last is not None and beside.before is None and last.form == report.form:
        theirs = usable(last.cells)
        system = equations(form, numbers, given, last_prefix=_LAST)
        system += _under(_LAST, equations(form, theirs, None))
        numbers |= {_LAST + cell: value for cell, value in theirs.items()}
        reports[_LAST] = ("", last.year)
    following = beside.following
    if following is not None and following.form == report.form and broken:
        theirs = usable(following.cells)
        system += _under(_NEXT, equations(form, theirs, usable(report.cells), last_prefix=_LAST))
        numbers |= {_NEXT + cell: value for cell, value in theirs.items()}
        reports[_NEXT] = ("", following.year)
    below = _sums(report, numbers, beside.children)
    if 0 < sum(bool(one.off) for one in below) < _MANY:
        system += below
        for at, child in enumerate(beside.children):
            prefix, theirs = f"{at}:", usable(child.cells or {})
            system += _under(prefix, equations(form, theirs, None))
            numbers |= {prefix + cell: value for cell, value in theirs.items()}
            reports[prefix] = (child.agency, None)
    return Joint(system, numbers, reports) if len(reports) > 1 else None


@cache
def across_years(form: str) -> frozenset[str]:
    """The rules of the form's relations over two years."""
    return frozenset(relation.rule for relation in load_form(form).relations if relation.across_years)


def fewest(alone: Sequence[Located], together: Sequence[Located]) -> tuple[list[Located], list[Located]]:
    """Of the repairs of the report alone and of several reports together those that change the fewest cells.

    A part mended together takes the place of those alone whose rules it has; with as many cells those alone stay,
    unless what is broken in another report is mended with them: carried out 8, and next year carried in 5.
    """
    kept, taken = list(alone), []
    for part in together:
        rules = {rule for rule in part.rules if ":" not in rule}
        same = [one for one in kept if rules & set(one.rules)]
        adds_up = any(rule.startswith(f"{_SUM}:") for rule in part.rules)
        more = adds_up or (bool(same) and len(rules) < len(part.rules))
        size = sum(_size(one) for one in same) if same or not adds_up else _NO_ANSWER
        if part.answers and (_size(part) < size or (more and _size(part) <= size)):
            kept = [one for one in kept if one not in same]
            taken.append(part)
    return kept, taken


_NO_ANSWER = 99


def _size(part: Located) -> int:
    return len(part.answers[0]) if part.answers else _NO_ANSWER


def _before(report: Report, last: Report | None, beside: Beside) -> Mapping[str, Number] | None:
    if beside.before is not None or last is None:
        return beside.before
    return carried_over(usable(last.cells), last.form, report.form)


def _under(prefix: str, system: Sequence[Equation]) -> list[Equation]:
    """Equations of another report, under the names that its rules and cells have here; its last year's may be ours."""
    return [
        Equation(
            prefix + one.rule,
            {
                cell.removeprefix(_LAST) if cell.startswith(_LAST) else prefix + cell: factor
                for cell, factor in one.factors.items()
            },
            one.off,
        )
        for one in system
    ]


def _sums(report: Report, numbers: Mapping[str, Number], children: Sequence[Child]) -> list[Equation]:
    """For each count that the report and every child state: the report's is the children's added up."""
    found: list[Equation] = []
    parts = [usable(child.cells) for child in children if child.cells is not None]
    if not parts or len(parts) < len(children):
        return found
    for cell, about in load_form(report.form).cells.items():
        if about.kind == "count" and cell in numbers and all(cell in part for part in parts):
            factors = {cell: 1, **{f"{at}:{cell}": -1 for at in range(len(parts))}}
            found.append(Equation(f"{_SUM}:{cell}", factors, numbers[cell] - sum(part[cell] for part in parts)))
    return found
