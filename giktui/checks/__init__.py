"""What is wrong, or looks wrong, in a report: rules, findings, and which cell would mend them."""

from giktui.checks.catalogue import Rule, rule, rules
from giktui.checks.causes import by_cause, cause_line
from giktui.checks.checking import check, counts, severity_order
from giktui.checks.context import Child, Context, Doubt, Twin
from giktui.checks.explanation import explain, explanation
from giktui.checks.finding import CellChange, Finding, Repair, Status
from giktui.checks.repair.hint import Change, Hint, Hints
from giktui.checks.thresholds import Thresholds

__all__ = [
    "CellChange", "Change", "Child", "Context", "Doubt", "Finding", "Hint", "Hints", "Repair", "Rule", "Status",
    "Thresholds", "Twin", "by_cause", "cause_line", "check", "counts", "explain", "explanation", "rule",
    "rules", "severity_order",
]  # fmt: skip
