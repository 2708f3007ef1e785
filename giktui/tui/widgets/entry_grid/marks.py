"""What stands beside a number: where it came from and whether something is wrong with it, as one character and a look.

The character alone tells everything; the look only makes it quicker to see.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from giktui.i18n import _
from giktui.report import Number
from giktui.wording.severities import severity_name

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
    offered: Callable[[], Mapping[str, Number]] = dict
    """Asks for what was made out in a picture for cells that are blank."""

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
        ("!", severity_name("error")),
        ("?", _("{soft}，或{warning}").format(soft=severity_name("soft"), warning=severity_name("warning"))),
        ("*", _("还没有保存")),
        ("#", _("别人同时改过")),
    ]
