"""The sections of a report at the left of its screen, each with its state in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from giktui.form import Form, Section, section_number, section_title
from giktui.i18n import _
from giktui.report import Report
from giktui.tui.keymap import bindings
from giktui.tui.report_parts import FRONT, counts_by_section, parts_of, state_of
from giktui.tui.widgets.entry_grid.fitting import cut, pad, width_of
from giktui.tui.widgets.text_lines import Piece, TextLines

if TYPE_CHECKING:
    from giktui.checks import Finding


class SectionList(TextLines, can_focus=True):
    """One line a part; the one shown at the right has a `>` in front."""

    BINDINGS = bindings("sections")

    @dataclass
    class Chosen(Message):
        """A part is to be shown; `enter` says whether to go into it."""

        part: str
        enter: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
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
        state = pad(state_of(report, part), 4)
        tail = pad(str(min(count, 99)) if count else "", 2 if state.isascii() else 3, "right") + " "
        wide = self.size.width - width_of(state) - len(tail) - 2
        title = _name(report.definition, part, wide)
        return [
            (">" if here else " ", "here" if here else "plain"),
            (pad(title, max(2, wide)) + " ", "here" if here else "plain"),
            (state, "dim"),
            (tail, "error"),
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


def _name(form: Form, part: str, width: int) -> str:
    """A part's title, or, where that does not fit, the number in front of it."""
    if part == FRONT:
        return _("标题与引言") if width >= 10 else _("题")
    section: Section = form.section(part)
    title = section_title(section)
    if width >= 12:
        return cut(title, width)
    return section_number(section)
