"""HR: a parent's report against the reports it should add up to: its own office's and its children's."""

from collections import Counter
from collections.abc import Iterator

from giktui.checks.arithmetic import tolerance
from giktui.checks.context import Child
from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.i18n import _
from giktui.report import Number

_NAMED = 3
"""A message names so many of the agencies that contribute most."""


def sums(given: RuleInput) -> Iterator[DraftFinding]:
    """HR-SUM: each cell is the sum of the children's; an amount, as exactly as its decimals say."""
    reported = [child for child in given.context.children if child.cells is not None]
    if not reported:
        return
    for cell in given.form.cells:
        parts = [(child, child.cells[cell]) for child in reported if child.cells and cell in child.cells]
        stated = given.cells.get(cell)
        if stated is None or not parts:
            continue
        total = sum((value for _child, value in parts), start=0)
        allowed = tolerance(given.form, cell, [stated, *(value for _child, value in parts)])
        if not -allowed <= total - stated <= allowed:
            yield _difference(given, cell, stated, total, parts)


def missing(given: RuleInput) -> Iterator[DraftFinding]:
    """HR-MISSING: a child without a report for the year."""
    for child in given.context.children:
        if child.cells is None:
            yield DraftFinding(
                _("{agency}没有 {year} 年的报告").format(agency=child.agency, year=given.report.year),
                evidence=child.agency,
            )


def twice(given: RuleInput) -> Iterator[DraftFinding]:
    """HR-TWICE: an agency counted twice."""
    for agency, times in Counter(child.agency for child in given.context.children).items():
        if times > 1:
            yield DraftFinding(
                _("{agency}计入了 {n} 次").format(agency=agency, n=times), left=times, right=1, evidence=agency
            )


def _difference(
    given: RuleInput, cell: str, stated: Number, total: Number, parts: list[tuple[Child, Number]]
) -> DraftFinding:
    off = stated - total
    alone = [child.agency for child, value in parts if value and value == abs(off)]
    largest = sorted(parts, key=lambda part: -part[1])[:_NAMED]
    named = _("、").join(f"{child.agency} {value}" for child, value in largest if value)
    message = _("{place}：本报告 {stated}，各机关之和 {total}，差 {off}").format(
        place=given.label(cell), stated=stated, total=total, off=abs(off)
    )
    if named:
        message += _("；其中{named}").format(named=named)
    if alone:
        slip = _("；差数恰为{agency}的数，可能漏计") if off < 0 else _("；差数恰为{agency}的数，可能重复计算")
        message += slip.format(agency=alone[0])
    values = tuple((f"{child.agency}:{cell}", value) for child, value in parts)
    return DraftFinding(message, (cell,), stated, total, last_values=values)
