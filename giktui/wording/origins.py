"""The ways in which a value or a state comes into a report, as the journal names them."""

from typing import NamedTuple

from giktui.i18n import _


class OriginWords(NamedTuple):
    """`short` for a column, `long` where there is room; the long one is the short one with more around it."""

    short: str
    long: str


def origin_words(origin: str) -> OriginWords:
    """What an origin is called; one that is not known, as it is written."""
    return origins().get(origin, OriginWords(origin, origin))


def origin_name(origin: str) -> str:
    """What an origin is called, in two to four characters."""
    return origin_words(origin).short


def origins() -> dict[str, OriginWords]:
    """Every origin the journal has, in the language of the interface."""
    plain = {
        "pasted": _("粘贴"), "import": _("导入"), "handed": _("收下"), "zero": _("补零"), "undo": _("撤销"),
        "redo": _("重做"), "restore": _("恢复"), "rollup": _("汇总"), "repair": _("修复"), "begin": _("新建"),
        "submit": _("提交"), "waive": _("豁免"), "unwaive": _("撤豁"), "merge": _("并入"), "succeed": _("接续"),
        "return": _("退回"), "rename": _("改名"), "move": _("改属"), "name": _("别名"), "brought": _("带入"),
        "comment": _("批注"), "answer": _("答复"), "close": _("办结"), "notice": _("通知"), "reply": _("回复"),
        "delete": _("删除"), "undelete": _("撤删"),
    }  # fmt: skip
    return {
        "typed": OriginWords(_("录入"), _("手工录入")),
        "ditto": OriginWords(_("照抄"), _("照抄上年")),
        "total": OriginWords(_("合计"), _("自动合计")),
        "carried": OriginWords(_("结转"), _("上年结转带入")),
        "proposed": OriginWords(_("推算"), _("按上年推算")),
        "register": OriginWords(_("台账"), _("由台账填入")),
        "reopen": OriginWords(_("撤回"), _("撤回提交")),
        **{origin: OriginWords(word, word) for origin, word in plain.items()},
    }
