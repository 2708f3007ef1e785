"""How findings are shown: lines for a person, an object for `--json`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from giktui.checks import Finding, by_cause, counts, severity_order
from giktui.cli.app import output
from giktui.cli.app.fitting import hanging, window
from giktui.form import Severity
from giktui.i18n import _
from giktui.text.width import padded
from giktui.wording.findings import finding_status_name
from giktui.wording.severities import severity_name

_TOLD = 4
"""So many findings of the same cause are told below the first."""

_INDENT, _BELOW = 10, 16
"""Where on a terminal the further lines of a finding begin, and those of what is told below it."""


class Checked(NamedTuple):
    """A report that was checked.

    `source` is the file it came from, empty for a stored one; `reasons` says by fingerprint why a finding is waived;
    `note` what the database sets otherwise than the catalogue of rules.
    """

    agency: str
    year: int
    findings: Sequence[Finding]
    source: str = ""
    reasons: Mapping[str, str] = {}
    note: str = ""

    def fails(self, threshold: Severity) -> bool:
        """Whether an open finding is at or above that severity."""
        worst = severity_order[: severity_order.index(threshold) + 1]
        return any(finding.status == "open" and finding.severity in worst for finding in self.findings)


def print_checked(checked: Checked, *, waived: bool, verbose: bool) -> None:
    """The report's name, how many findings of each severity, then the findings, a cause each.

    `verbose`: every finding for itself, and what could not be evaluated.
    """
    name = _("{agency} {year} 年").format(agency=checked.agency, year=checked.year)
    source = _("（{file}）").format(file=checked.source) if checked.source else ""
    output.line(f"{name}{source}: {summary(checked.findings)}")
    standing = [one for one in checked.findings if one.status == "open"]
    for group in [[one] for one in standing] if verbose else by_cause(standing):
        _print(group[0], group[1:])
    for finding in checked.findings:
        if finding.status == "waived" and waived:
            _print(finding, [], checked.reasons.get(finding.fingerprint, ""))
        elif finding.status == "not_evaluated" and verbose:
            output.line(f"  {finding_status_name(finding.status)}  {finding.rule}  {finding.message}")
    missing = sum(finding.status == "not_evaluated" for finding in checked.findings)
    if missing and not verbose:
        output.line(_("  另有 {n} 条规则因缺少数据没有核对（--verbose 列出）").format(n=missing))
    if checked.note:
        output.line(f"  {checked.note}")


def summary(findings: Iterable[Finding]) -> str:
    """`错误 1，须说明 2`, or that nothing was found; how many are waived behind it."""
    listed = list(findings)
    parts = [f"{severity_name(severity)} {n}" for severity, n in counts(listed).items() if n]
    waived = sum(finding.status == "waived" for finding in listed)
    if waived:
        parts.append(f"{finding_status_name('waived')} {waived}")
    return _("，").join(parts) or _("没有发现问题")


def as_json(checked: Checked) -> Mapping[str, object]:
    """One report's findings as `check --json` has them."""
    return {
        "agency": checked.agency,
        "year": checked.year,
        "source": checked.source,
        "counts": counts(checked.findings),
        "rule_settings": checked.note,
        "findings": [
            {**finding.as_json(), "reason": checked.reasons.get(finding.fingerprint, "")}
            for finding in checked.findings
        ],
    }


def _print(finding: Finding, others: Sequence[Finding], reason: str = "") -> None:
    """A finding with its evidence and suggestion; below it what else has the same cause."""
    state = finding_status_name("waived") if finding.status == "waived" else severity_name(finding.severity)
    label = padded(state, 7)
    first, *rest = hanging(f"  {label} {output.one_line(f'{finding.rule}  {finding.message}')}", _INDENT, window())
    output.data(f"  {output.coloured(label, finding.severity)}{first.removeprefix(f'  {label}')}\n")
    output.data("".join(f"{line}\n" for line in rest))
    for other in others[:_TOLD]:
        output.item(_("          同因  {rule}  {message}").format(rule=other.rule, message=other.message), _BELOW)
    if len(others) > _TOLD:
        output.item(_("          同因  另有 {n} 条（--verbose 列出）").format(n=len(others) - _TOLD), _BELOW)
    if finding.evidence:
        output.item(_("          原文  {text}").format(text=finding.evidence), _BELOW)
    if finding.suggestion:
        output.item(_("          建议  {text}").format(text=finding.suggestion), _BELOW)
    if reason:
        output.item(_("          理由  {text}").format(text=reason), _BELOW)
