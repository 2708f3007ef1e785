"""What stands beside a number: where it came from and whether something is wrong with it, as one character and a look.

The character alone tells everything; the look only makes it quicker to see.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from giktui.i18n import _
from giktui.report import Number

EMPTY: Final = "."
"""Stands for a blank cell, which is not a zero."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One character and the look (a name of `giktui.tui.themes.looks`) that number and character have."""

    character: str = " "
    look: str = "plain"


_BY_ORIGIN: Final = {
    "total": Mark("=", "strong"),
    "carried": Mark("<", "dim"),
    "proposed": Mark("~", "dim"),
    "import": Mark("'", "plain"),
    "handed": Mark("'", "plain"),
    "pasted": Mark('"', "plain"),
    "ditto": Mark("^", "plain"),
    "rollup": Mark("+", "strong"),
}
_BY_SEVERITY: Final = {"error": Mark("!", "error"), "soft": Mark("?", "warning"), "warning": Mark("?", "warning")}
_UNSAVED: Final = Mark("*", "error")
_CONFLICT: Final = Mark("#", "error")
_TYPED: Final = Mark()


@dataclass(frozen=True, slots=True)
class Content:
    """What a grid shows: this year's and last year's numbers, and by cell what the marks are made of."""

    cells: Mapping[str, Number] = field(default_factory=dict)
    last: Mapping[str, Number] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    unsaved: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()

    def mark(self, cell: str) -> Mark:
        """The mark of a cell: what needs doing before where it came from."""
        if cell in self.conflicts:
            return _CONFLICT
        if cell in self.unsaved:
            return _UNSAVED
        if found := _BY_SEVERITY.get(self.severities.get(cell, "")):
            return found
        if cell not in self.cells:
            return Mark(" ", "plain")
        return _BY_ORIGIN.get(self.origins.get(cell, ""), _TYPED)


def legend() -> list[tuple[str, str]]:
    """Every mark and what it says, for the help."""
    return [
        (EMPTY, _("空白（不等于 0）")),
        ("=", _("总计，随各项自动更新")),
        ("<", _("从上年结转带入")),
        ("~", _("按上年推算，待核对")),
        ("'", _("从文件导入")),
        ('"', _("粘贴")),
        ("^", _("照抄上年")),
        ("+", _("由下级汇总")),
        ("!", _("有错误")),
        ("?", _("有疑点")),
        ("*", _("还没有保存")),
        ("#", _("别人同时改过")),
    ]


def origin_name(origin: str) -> str:
    """An origin of the journal in words."""
    return {
        "typed": _("手工录入"),
        "pasted": _("粘贴"),
        "ditto": _("照抄上年"),
        "total": _("自动合计"),
        "carried": _("上年结转带入"),
        "proposed": _("按上年推算"),
        "import": _("导入"),
        "handed": _("收下"),
        "zero": _("补零"),
        "undo": _("撤销"),
        "redo": _("重做"),
        "restore": _("恢复"),
        "rollup": _("汇总"),
        "repair": _("修复"),
    }.get(origin, origin)
