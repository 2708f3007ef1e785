"""Applying every rule to one report."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from giktui.checks.catalogue import RULES, Rule
from giktui.checks.context import Context
from giktui.checks.finding import Finding
from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.form import Severity, load_form
from giktui.report import Report

severity_order: tuple[Severity, ...] = ("error", "soft", "warning", "info")
"""The severities, worst first."""

_STATUSES = ("open", "waived", "not_evaluated")


def check(report: Report, last: Report | None = None, *, context: Context = Context()) -> list[Finding]:  # noqa: B008
    """What the rules have to say about the report, given last year's, or None.

    Sorted: what is open before what could not be evaluated, then by severity, then in the order of the form.
    Never raises on a report that can be stored.
    """
    given = RuleInput(report, last, context)
    findings = _suggested([_finding(rule, draft, report) for rule in RULES for draft in rule.find(given)], given)
    places = _places(report.form)
    return sorted(
        findings,
        key=lambda finding: (
            _STATUSES.index(finding.status),
            severity_order.index(finding.severity),
            _place(finding, places),
        ),
    )


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many open findings there are of each severity, worst first; every severity is there."""
    numbers = dict.fromkeys(severity_order, 0)
    for finding in findings:
        if finding.status == "open":
            numbers[finding.severity] += 1
    return numbers


def _finding(rule: Rule, draft: DraftFinding, report: Report) -> Finding:
    values = tuple((cell, report.cells.get(cell)) for cell in draft.cells)
    return Finding(
        rule=f"{rule.id}-{draft.suffix}" if draft.suffix else rule.id,
        severity=rule.severity,
        status=draft.status,
        message=draft.message,
        cells=draft.cells,
        left=draft.left,
        right=draft.right,
        evidence=draft.evidence,
        suggestion=draft.suggestion,
        span=draft.span,
        values=values + draft.last_values,
    )


def _suggested(findings: list[Finding], given: RuleInput) -> list[Finding]:
    """The findings, those about broken sums with the likeliest repair."""
    repairs: dict[str, str] = {}
    for hint in given.hints.answers:
        for rule in hint.mends:
            repairs.setdefault(rule, hint.text)
    return [
        replace(finding, suggestion=repairs[finding.rule])
        if finding.rule in repairs and finding.status == "open"
        else finding
        for finding in findings
    ]


def _place(finding: Finding, places: Mapping[str, int]) -> int:
    if finding.cells:
        return places.get(finding.cells[0], 0)
    return places.get(finding.span[0], 0) if finding.span else 0


@cache
def _places(form: str) -> Mapping[str, int]:
    """The rank of each section and cell in the order of the form; 0 is for what is about the whole report."""
    definition = load_form(form)
    order: list[str] = []
    for section in definition.sections:
        order.append(section.id)
        if section.table:
            order.extend(cell.id for cell in section.table.cells)
    return {name: rank for rank, name in enumerate(order, start=1)}
