"""How far reports, notices and imported files have come."""

from giktui.i18n import _


def status_name(status: str) -> str:
    """What the status of a report is called; `missing` is that of one that is not there."""
    return {"missing": _("未报"), "draft": _("草稿"), "returned": _("已退回"), "submitted": _("已提交")}[status]


def notice_status_name(status: str) -> str:
    """What has become of a notice to correct a report."""
    return {"noticed": _("已通知"), "answered": _("已答复"), "closed": _("已办结")}[status]


def import_status_name(status: str) -> str:
    """What has become of an imported file."""
    return {"read": _("读入"), "doubts": _("存疑"), "refused": _("拒绝"), "present": _("已有")}[status]
