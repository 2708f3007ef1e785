"""RG: cells that were filled from the register of requests, held against what it counts now."""

from collections.abc import Iterator

from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.i18n import _


def left_register(given: RuleInput) -> Iterator[DraftFinding]:
    """RG-CELL: a cell filled from the register and changed since, or whose requests have; with the difference."""
    for cell, counted in given.context.register.items():
        stated = given.cells.get(cell)
        if stated == counted or cell not in given.form.cells:
            continue
        if stated is None:
            message = _("{place}：由台账填入过，现在空着，台账 {counted}").format(
                place=given.label(cell), counted=counted
            )
        else:
            text = _("{place}：{stated}，台账 {counted}，差 {off}")
            off = f"{stated - counted:+}"
            message = text.format(place=given.label(cell), stated=stated, counted=counted, off=off)
        suggestion = _("这一格的申请：giktui requests list {year} --cell {cell}").format(
            year=given.report.year, cell=cell
        )
        last = ((f"register:{cell}", counted),)
        yield DraftFinding(message, (cell,), stated, counted, suggestion=suggestion, last_values=last)
