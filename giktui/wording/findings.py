"""What has become of a finding."""

from giktui.i18n import _


def finding_status_name(status: str) -> str:
    """What the status of a finding is called: open, waived, or not evaluated for want of a number."""
    return {"open": _("未处理"), "waived": _("已豁免"), "not_evaluated": _("未核对")}[status]
