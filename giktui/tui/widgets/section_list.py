"""The sections of a report at the left of its screen, each with its state in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from giktui.i18n import _
from giktui.report import Report
from giktui.tui.keymap import bindings
from giktui.tui.report_parts import counts_by_section, parts_of, progress_of, short_title, state_of
from giktui.tui.widgets.entry_grid.fitting import pad, width_of
from giktui.tui.widgets.text_lines import Piece, TextLines

if TYPE_CHECKING:
    from giktui.checks import Finding

_WITH_STATES = 12
"""Cells from which on there is room for more than the numbers of the parts; one with findings is marked then, too."""


class SectionList(TextLines, can_focus=True):
    """One line a part; the one shown at the right stands on another ground, behind a mark."""

    BINDINGS = bindings("sections")

    @dataclass
    class Chosen(Message):
        """A part is to be shown; `enter` says whether to go into it."""

        part: str
        enter: bool

    def __init__(self, *, id: str | None = None, ground: str = "background") -> None:
        super().__init__(id=id, ground=ground)
        self.parts: tuple[str, ...] = ()
        self.shown = ""

    def show(self, report: Report, shown: str, findings: Iterable["Finding"]) -> None:
        """Show the states of the report's parts, `shown` being the one at the right."""
        form = report.definition
        self.parts, self.shown = parts_of(form), shown
        counts = counts_by_section(findings, form)
        self.set_lines([self._line(report, part, counts.get(part, 0)) for part in self.parts])

    def _line(self, report: Report, part: str, count: int) -> list[Piece]:
        here = part == self.shown
        if self.size.width < _WITH_STATES:
            number = short_title(report.definition, part).partition(" ")[0]
            return [("› " if here else "  ", "chosen" if here else "plain"), (number, "alert" if count else "plain")]
        look = "chosen" if here else "plain"
        wide = self.size.width >= 20
        state = progress_of(report, part) if wide else state_of(report, part)
        state = pad(state, 8, "right") if wide else pad(" " + state, 5)
        tail = pad(str(min(count, 99)) if count else "", 3 if wide else 2, "right") + (" " if wide else "")
        room = max(2, self.size.width - width_of(state) - len(tail) - 2)
        title = short_title(report.definition, part)
        name = title if wide else title.partition(" ")[0]
        done = here or state_of(report, part) != _("完成")
        return [
            ("› " if here else "  ", look),
            (pad(name, room), look),
            (state, look if done else "dim"),
            (tail, look if here and not count else "chosen-alert" if here else "alert"),
        ]

    def action_step(self, by: int) -> None:
        """The part above or below."""
        if self.shown in self.parts:
            position = min(max(self.parts.index(self.shown) + by, 0), len(self.parts) - 1)
            self.post_message(self.Chosen(self.parts[position], enter=False))

    def action_go_in(self) -> None:
        """Go into the part that is shown."""
        self.post_message(self.Chosen(self.shown, enter=True))

    def on_click(self, event: events.Click) -> None:
        """A click chooses a part."""
        if 0 <= event.y < len(self.parts):
            self.post_message(self.Chosen(self.parts[event.y], enter=True))
