"""Which findings of a report are listed: those of a severity or section, a cause a line or each for itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from giktui.form import Form
from giktui.i18n import _
from giktui.tui.finding_words import section_of
from giktui.wording.cells import section_title
from giktui.wording.findings import finding_status_name
from giktui.wording.severities import SEVERITIES, severity_name

if TYPE_CHECKING:
    from giktui.checks import Finding

KINDS = ("", *SEVERITIES, "waived", "not_evaluated")
"""What a list can be narrowed to: nothing, the severity of open findings, the state of others."""
_SHOWN = (*SEVERITIES, "waived")
"""What “all” is: a rule that could not be evaluated is shown when that is asked for."""


def kind_name(kind: str) -> str:
    """What one of KINDS is called."""
    if not kind:
        return _("全部")
    return severity_name(kind) if kind in SEVERITIES else finding_status_name(kind)


def kind_of(finding: "Finding") -> str:
    """Which of KINDS a finding is of."""
    return finding.severity if finding.status == "open" else finding.status


def causes(findings: "Sequence[Finding]") -> "list[list[Finding]]":
    """The open findings by their causes, the one that speaks for all first."""
    from giktui.checks import by_cause

    return by_cause(one for one in findings if one.status == "open")


class Selection:
    """What was chosen: a kind and a section, empty for all, and whether each finding has a line of its own."""

    def __init__(self) -> None:
        self.kind = self.section = ""
        self.each = False

    def listed(self, findings: "Sequence[Finding]") -> "list[Finding]":
        """The findings that pass."""
        kinds = (self.kind,) if self.kind else _SHOWN
        return [one for one in self._told(findings) if kind_of(one) in kinds and self.section in ("", section_of(one))]

    def _told(self, findings: "Sequence[Finding]") -> "list[Finding]":
        """Of each cause the finding that speaks for it, or all."""
        others = set() if self.each else {id(one) for group in causes(findings) for one in group[1:]}
        return [one for one in findings if id(one) not in others]

    def words(self, findings: "Sequence[Finding]", shown: int, form: Form) -> str:
        """The selection in a line, and how many pass (`shown`) and do not."""
        section = next((s for s in form.sections if s.id == self.section), None)
        said = _("级别：{severity}  部分：{section}  {n} 条").format(
            severity=kind_name(self.kind), section=section_title(section) if section else _("全部"), n=shown
        )
        rest = len(self._told(findings)) - shown
        if rest and not self.kind and not self.section:
            return said + _("，另有 {n} 条未核对，按 s 选看").format(n=rest)
        return said + _("，其余 {n} 条没有列出").format(n=rest) if rest else said

    def nothing(self) -> str:
        """What there is to do where nothing passes."""
        if self.kind or self.section:
            return _("筛选之后没有问题：按 s 选“全部”级别，按 b 选“全部”部分。")
        return _("没有发现问题。按 u 提交报告，按 q 返回。")
