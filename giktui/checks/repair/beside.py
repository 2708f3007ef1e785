"""The reports that a repair has to mind beside the one looked at, and the system of equations they make with it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from giktui.checks.cells import counts, usable
from giktui.checks.context import Child
from giktui.checks.repair.below import Below, below
from giktui.checks.repair.equations import Equation, Listed, equations
from giktui.checks.repair.error_localisation import Located
from giktui.checks.repair.joint import ADDS_UP, Joint
from giktui.form import carried_over, load_form
from giktui.report import Number, Report

_LAST, _NEXT = "last:", "next:"
_MANY = 12
"""So many cells off between parent and children have another cause than a wrong number, which the rule names."""


class Beside(NamedTuple):
    """The reports beside one: last year's numbers where they are no single report's, next year's, the children's."""

    before: Mapping[str, Number] | None = None
    following: Report | None = None
    children: Sequence[Child] = ()


def own_system(report: Report, last: Report | None, beside: Beside) -> Joint:
    """The report's own equations, last year's numbers taken as given."""
    form, numbers = load_form(report.form), usable(report.cells)
    return Joint(Listed(equations(form, numbers, _before(report, last, beside)), numbers), {"": ("", None)})


def joint_system(own: Joint, report: Report, last: Report | None, beside: Beside) -> Joint | None:
    """The report's `own` equations with as much of the others as may explain what is broken; None where none does."""
    broken = {one.rule for one in own.near.equations if one.off}
    if not broken and not beside.children:
        return None
    form, numbers = load_form(report.form), dict(own.near.numbers)
    reports: dict[str, tuple[str, int | None]] = {"": ("", None)}
    given, system = _before(report, last, beside), list(own.near.equations)
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
    parts = [usable(child.cells) for child in beside.children if child.cells is not None]
    off = _sums(report, parts) if parts and len(parts) == len(beside.children) else {}
    children: list[Below] = []
    if 0 < sum(map(bool, off.values())) < _MANY:
        start = len(system) + len(off)
        for at, (child, cells) in enumerate(zip(beside.children, parts, strict=True)):
            children.append(below(report.form, f"{at}:", cells, start))
            reports[f"{at}:"] = (child.agency, None)
            start += len(children[-1].shape.equations)
    if len(reports) == 1:
        return None
    return Joint(Listed(system, numbers), reports, off if children else {}, children)


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
        adds_up = any(rule.startswith(f"{ADDS_UP}:") for rule in part.rules)
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


def _sums(report: Report, parts: Sequence[Mapping[str, Number]]) -> dict[str, Number]:
    """How far each count that the report and all those below it state is from their sum."""
    own, off = usable(report.cells), {}
    for cell in counts(report.form):
        try:
            off[cell] = own[cell] - sum([part[cell] for part in parts])
        except KeyError:  # blank somewhere
            continue
    return off
