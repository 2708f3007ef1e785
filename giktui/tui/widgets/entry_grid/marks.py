"""What stands beside a number that is out of the ordinary, as one character and a look.

The character alone tells everything; the look only makes it quicker to see. A number that was typed, imported or added
up has none: where it came from is said below the table when the cursor is on it.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from giktui.i18n import _
from giktui.report import Number
from giktui.wording.severities import severity_name

EMPTY: Final = "."
"""Stands for a blank cell, which is not a zero."""


class Mark(NamedTuple):
    """One character and the look (a name of `giktui.tui.themes.looks`) that number and character have."""

    character: str = " "
    look: str = "plain"


_BY_ORIGIN: Final = {"carried": Mark("<", "plain"), "proposed": Mark("~", "plain")}
_BY_SEVERITY: Final = {"error": Mark("!", "error"), "soft": Mark("?", "warning"), "warning": Mark("?", "warning")}
_UNSAVED: Final = Mark("*", "error")
_CONFLICT: Final = Mark("#", "error")
_ORDINARY: Final = Mark()


class Content(NamedTuple):
    """What a grid shows: this year's and last year's numbers, and by cell what the marks are made of."""

    cells: Mapping[str, Number] = {}
    last: Mapping[str, Number] = {}
    origins: Mapping[str, str] = {}
    severities: Mapping[str, str] = {}
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
            return _ORDINARY
        return _BY_ORIGIN.get(self.origins.get(cell, ""), _ORDINARY)


def legend() -> list[tuple[str, str]]:
    """Every mark and what it says, for the help."""
    return [
        (EMPTY, _("空白（不等于 0）")),
        ("<", _("从上年结转带入")),
        ("~", _("按上年推算，待核对")),
        ("!", severity_name("error")),
        ("?", _("{soft}，或{warning}").format(soft=severity_name("soft"), warning=severity_name("warning"))),
        ("*", _("还没有保存")),
        ("#", _("别人同时改过")),
    ]
