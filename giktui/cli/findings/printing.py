"""How findings are shown: lines for a person, an object for `--json`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from giktui.checks import Finding, counts, severity_name, severity_order
from giktui.cli.app import output
from giktui.form import Severity
from giktui.i18n import _
from giktui.text.width import padded


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that was checked.

    `source` is the file it came from, empty for a stored one; `reasons` says by fingerprint why a finding is waived.
    """

    agency: str
    year: int
    findings: Sequence[Finding]
    source: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    def fails(self, threshold: Severity) -> bool:
        """Whether an open finding is at or above that severity."""
        worst = severity_order[: severity_order.index(threshold) + 1]
        return any(finding.status == "open" and finding.severity in worst for finding in self.findings)


def print_checked(checked: Checked, *, waived: bool, unevaluated: bool) -> None:
    """The report's name, how many findings of each severity, then the findings, worst first."""
    name = _("{agency} {year} 年").format(agency=checked.agency, year=checked.year)
    source = _("（{file}）").format(file=checked.source) if checked.source else ""
    output.line(f"{name}{source}: {summary(checked.findings)}")
    for finding in checked.findings:
        if finding.status == "open" or (finding.status == "waived" and waived):
            _print(finding, checked.reasons.get(finding.fingerprint, "") if finding.status == "waived" else "")
        elif finding.status == "not_evaluated" and unevaluated:
            output.line(_("  未核对  {rule}  {message}").format(rule=finding.rule, message=finding.message))
    missing = sum(finding.status == "not_evaluated" for finding in checked.findings)
    if missing and not unevaluated:
        output.line(_("  另有 {n} 条规则因缺少数据没有核对（--verbose 列出）").format(n=missing))


def summary(findings: Iterable[Finding]) -> str:
    """`错误 1，须说明 2`, or that nothing was found; how many are waived behind it."""
    listed = list(findings)
    parts = [f"{severity_name(severity)} {n}" for severity, n in counts(listed).items() if n]
    waived = sum(finding.status == "waived" for finding in listed)
    if waived:
        parts.append(_("已接受 {n}").format(n=waived))
    return _("，").join(parts) or _("没有发现问题")


def as_json(checked: Checked) -> Mapping[str, object]:
    """One report's findings as `check --json` has them."""
    return {
        "agency": checked.agency,
        "year": checked.year,
        "source": checked.source,
        "counts": counts(checked.findings),
        "findings": [
            {**finding.as_json(), "reason": checked.reasons.get(finding.fingerprint, "")}
            for finding in checked.findings
        ],
    }


def _print(finding: Finding, reason: str) -> None:
    state = _("已接受") if finding.status == "waived" else severity_name(finding.severity)
    label = padded(state, 7)
    output.data(f"  {output.coloured(label, finding.severity)} {output.clean(f'{finding.rule}  {finding.message}')}\n")
    if finding.evidence:
        output.line(_("          原文  {text}").format(text=finding.evidence))
    if finding.suggestion:
        output.line(_("          建议  {text}").format(text=finding.suggestion))
    if reason:
        output.line(_("          理由  {text}").format(text=reason))
