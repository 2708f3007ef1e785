"""What the ways in which a value comes into a report are called."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len

from giktui.i18n import _
from giktui.tui.safe_text import line

if TYPE_CHECKING:
    from giktui.store import Edit


def origin_name(origin: str) -> str:
    """The origin of an edit, in two or three characters; an unknown one as it is."""
    return _names().get(origin, origin)


def origin_width() -> int:
    """The cells that the longest of these names takes."""
    return max(map(cell_len, _names().values()))


def detail_words(edit: "Edit") -> str:
    """What the journal adds to an edit, on a line."""
    from giktui.store import detail_words

    return line(detail_words(edit))


def _names() -> Mapping[str, str]:
    return {
        "typed": _("录入"), "pasted": _("粘贴"), "ditto": _("照上年"), "total": _("合计"), "carried": _("结转"),
        "proposed": _("推算"), "import": _("导入"), "handed": _("收下"), "zero": _("填零"), "undo": _("撤销"),
        "redo": _("重做"), "restore": _("恢复"), "rollup": _("汇总"), "begin": _("新建"), "submit": _("提交"),
        "delete": _("删除"), "undelete": _("恢复"),
        "reopen": _("撤回"), "waive": _("豁免"), "unwaive": _("撤豁"), "merge": _("并入"), "succeed": _("接续"),
        "rename": _("改名"), "move": _("改属"), "name": _("别名"), "brought": _("带入"),
        "return": _("退回"), "comment": _("批注"), "answer": _("答复"),
        "repair": _("修复"),
        "close": _("办结"), "notice": _("通知"), "reply": _("回复"),
    }  # fmt: skip
