"""The report with what was found in it: each cell's findings in a comment and a colour, beside the official document.

What has no cell stands at its section. The report itself is the same as without: its numbers, words and places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Report
from giktui.writers import FORMATS

ANNOTATED = ("xlsx", "html")
"""The formats that have a place for it."""

Severity = Literal["error", "soft", "warning", "info"]
COLOURS: Mapping[Severity, str] = {"error": "#FDD9D7", "soft": "#FFE9B8", "warning": "#D5ECF5", "info": "#E8E8E8"}


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a cell or a section, the worst first, and how grave the worst is."""

    severity: Severity
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes on cells by their ids, and on sections (and `preamble`) by theirs."""

    cells: Mapping[str, Note] = field(default_factory=dict)
    sections: Mapping[str, Note] = field(default_factory=dict)


def noted(said: Sequence[tuple[str, str, Severity, str]]) -> Notes:
    """Notes from (cell, section, severity, line), the worst first; an empty cell is a note on the section."""
    cells: dict[str, Note] = {}
    sections: dict[str, Note] = {}
    for cell, section, severity, line in said:
        where, key = (cells, cell) if cell else (sections, section)
        before = where.get(key)
        where[key] = Note(before.severity, (*before.lines, line)) if before else Note(severity, (line,))
    return Notes(cells, sections)


def write_annotated(report: Report, format: str, notes: Notes) -> bytes:
    """The report with its notes as a file of that format. Raises GiktuiError for a format without a place for them."""
    if format not in ANNOTATED:
        names = _("、").join(ANNOTATED)
        raise GiktuiError(_("{format} 不能带问题；可以带问题的格式是：{names}").format(format=format, names=names))
    written: str | bytes = import_module(FORMATS[format].module).write(report, notes)
    return written if isinstance(written, bytes) else written.encode(FORMATS[format].encoding)
