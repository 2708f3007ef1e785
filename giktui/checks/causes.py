"""One cause, one finding: which findings one repair would settle together, and which of them speaks for all."""

from collections.abc import Iterable, Mapping, Sequence

from giktui.checks.finding import CellChange, Finding, Repair
from giktui.checks.repair.hint import Hint
from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.i18n import _

_KEPT = 3
"""A finding names so many ways to mend it; the likeliest first."""


def with_causes(findings: Sequence[Finding], drafts: Sequence[DraftFinding], given: RuleInput) -> list[Finding]:
    """The findings in their order, each with its cause and the repairs that settle it, the likeliest as suggestion.

    Findings of rules that one repair mends, and those that a draft names as of the same cause, have one cause: the
    fingerprint of the first of them.
    """
    if not given.hints.answers and not any(draft.repair or draft.same_cause for draft in drafts):
        return list(findings)
    groups = _Groups(len(findings))
    by_rule: dict[str, list[int]] = {}
    for at, finding in enumerate(findings):
        if finding.status == "open":
            by_rule.setdefault(finding.rule, []).append(at)
    for hint in given.hints.answers:
        groups.join(at for rule in hint.mends for at in by_rule.get(rule, ()))
    for at, draft in enumerate(drafts):
        if findings[at].status == "open":
            groups.join([at, *(other for rule in draft.same_cause for other in by_rule.get(rule, ()))])
    prints = [finding.fingerprint for finding in findings] if by_rule else []
    repairs = _repairs(findings, drafts, given.hints.answers, by_rule, prints)
    done: list[Finding] = []
    for at, finding in enumerate(findings):
        if finding.status != "open":
            done.append(finding)
            continue
        ways = tuple(repairs.get(at, ()))
        said = finding.suggestion or (ways[0][0] if ways else "")
        kept = tuple(dict.fromkeys(repair for _said, repair in ways))[:_KEPT]
        done.append(finding._replace(cause=prints[groups.first(at)], repairs=kept, suggestion=said))
    return done


def by_cause(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings grouped by cause, in the order of the first of each; one without a cause stands alone."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.cause or finding.identity, []).append(finding)
    return list(groups.values())


def cause_line(others: Sequence[Finding]) -> str:
    """What else has the cause, as a line below the finding that speaks for it."""
    return _("同一原因，另有 {n} 条：{rules}").format(n=len(others), rules=_("、").join(one.rule for one in others))


def _repairs(
    findings: Sequence[Finding],
    drafts: Sequence[DraftFinding],
    hints: Sequence[Hint],
    by_rule: Mapping[str, Sequence[int]],
    prints: Sequence[str],
) -> dict[int, list[tuple[str, Repair]]]:
    """For each finding the repairs that settle it, with how they are said; a rule's own before those found."""
    ways: dict[int, list[tuple[str, Repair]]] = {}
    for at, draft in enumerate(drafts):
        if draft.repair and findings[at].status == "open":
            old = dict(findings[at].values)
            settled = [at, *(other for rule in draft.same_cause for other in by_rule.get(rule, ()))]
            changes = tuple(CellChange(cell, old.get(cell), new) for cell, new in draft.repair.items())
            repair = Repair(changes, tuple(prints[one] for one in settled), draft.why)
            for one in settled:
                ways.setdefault(one, []).append((draft.suggestion, repair))
    for hint in hints:
        settled = [at for rule in hint.mends for at in by_rule.get(rule, ())]
        repair = Repair(
            tuple(CellChange(one.cell, one.old, one.new, one.agency, one.year) for one in hint.changes),
            tuple(prints[at] for at in settled),
            hint.why,
        )
        for at in settled:
            ways.setdefault(at, []).append((hint.text, repair))
    return ways


class _Groups:
    """Which of n things belong together; the first of each group names it."""

    def __init__(self, n: int) -> None:
        self._root = list(range(n))

    def first(self, at: int) -> int:
        while self._root[at] != at:
            at = self._root[at]
        return at

    def join(self, members: Iterable[int]) -> None:
        roots = sorted({self.first(at) for at in members})
        for root in roots[1:]:
            self._root[root] = roots[0]
