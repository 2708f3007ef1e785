"""Applying every rule to one report."""

from collections.abc import Iterable, Mapping
from functools import cache

from giktui.checks.catalogue import RULES, Rule
from giktui.checks.causes import by_cause, with_causes
from giktui.checks.context import Context
from giktui.checks.finding import Finding
from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.form import Severity, load_form
from giktui.report import Report

severity_order: tuple[Severity, ...] = ("error", "soft", "warning", "info")
"""The severities, worst first."""

_STATUSES = ("open", "waived", "not_evaluated")
_BLOCKING = ("error", "soft")


def check(report: Report, last: Report | None = None, *, context: Context = Context()) -> list[Finding]:  # noqa: B008
    """What the rules have to say about the report, given last year's, or None.

    Sorted: what is open before what could not be evaluated; of that first what blocks, then what one repair settles,
    then the rest; by severity, then in the order of the form. Never raises on a report that can be stored.
    """
    given = RuleInput(report, last, context)
    drafts: list[DraftFinding] = []
    findings: list[Finding] = []
    for rule in RULES:
        level = context.levels.get(rule.id)
        if level != "off":
            for draft in rule.find(given):
                drafts.append(draft)
                findings.append(_finding(rule, level, draft, given))
    places = _places(report.form)
    ranks = [_rank(finding, places) for finding in findings]
    order = sorted(range(len(findings)), key=ranks.__getitem__)
    findings = with_causes([findings[at] for at in order], [drafts[at] for at in order], given)
    ranks.sort()
    order = sorted(range(len(findings)), key=lambda at: (ranks[at][0], _urgency(findings[at]), *ranks[at]))
    return [findings[at] for at in order]


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many causes have open findings, by the worst of these; every severity is there."""
    numbers = dict.fromkeys(severity_order, 0)
    for group in by_cause(finding for finding in findings if finding.status == "open"):
        numbers[min((one.severity for one in group), key=severity_order.index)] += 1
    return numbers


def _finding(rule: Rule, level: Severity | None, draft: DraftFinding, given: RuleInput) -> Finding:
    values = tuple((cell, given.report.cells.get(cell)) for cell in draft.cells)
    return Finding(
        rule=f"{rule.id}-{draft.suffix}" if draft.suffix else rule.id,
        severity=level or draft.severity or rule.severity,
        status=draft.status,
        message=draft.message,
        cells=draft.cells,
        left=draft.left,
        right=draft.right,
        evidence=draft.evidence,
        suggestion=draft.suggestion,
        span=draft.span,
        values=values + draft.last_values,
        rules_version=given.context.rules_version,
    )


def _rank(finding: Finding, places: Mapping[str, int]) -> tuple[int, int, int]:
    return (
        _STATUSES.index(finding.status),
        severity_order.index(finding.severity),
        _place(finding, places),
    )


def _urgency(finding: Finding) -> int:
    """0: it blocks; 1: one repair settles it; 2: the rest."""
    return 0 if finding.severity in _BLOCKING else 1 if finding.repairs else 2


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
