"""What is wrong, or looks wrong, in a report: rules, findings, and which cell would mend them."""

from giktui.checks.catalogue import Rule, rule, rules
from giktui.checks.checking import check, counts, severity_order
from giktui.checks.context import Child, Context, Doubt
from giktui.checks.explain import explain, explanation, severity_name
from giktui.checks.finding import Finding, Status
from giktui.checks.thresholds import Thresholds

__all__ = [
    "Child", "Context", "Doubt", "Finding", "Rule", "Status", "Thresholds", "check", "counts", "explain", "explanation",
    "rule", "rules", "severity_name", "severity_order",
]  # fmt: skip
