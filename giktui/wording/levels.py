"""At which level of government an agency stands."""

from giktui.i18n import _


def agency_level_name(level: str) -> str:
    """What a level is called on a screen; empty where it is not known. Options and data have it as it is stored."""
    names = {"省": _("省"), "市": _("市"), "县": _("县"), "乡": _("乡"), "部门": _("部门")}
    return names.get(level, level)
