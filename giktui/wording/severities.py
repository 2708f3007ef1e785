"""How grave a finding is."""

from giktui.form import Severity
from giktui.i18n import _

SEVERITIES: tuple[Severity, ...] = ("error", "soft", "warning", "info")
"""Worst first."""


def severity_name(severity: Severity) -> str:
    """What a severity is called."""
    return {"error": _("错误"), "soft": _("须说明"), "warning": _("警告"), "info": _("提示")}[severity]
