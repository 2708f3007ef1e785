"""Going to a finding of a report, and to words in its texts."""

from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.tui.finding_words import words_at
from giktui.tui.report_parts import section_of
from giktui.tui.screens.report import words
from giktui.tui.screens.report.workbench import Workbench

if TYPE_CHECKING:
    from giktui.checks import Finding


class Places:
    """Shows what a finding or a place speaks of: a cell, a part, or characters of a text, which are then selected."""

    def __init__(self, work: Workbench) -> None:
        self.work = work

    async def go_to(self, place: str) -> None:
        """Show a cell, a part from its beginning, or words in a text (`overview@12-30`)."""
        part, span = words_at(place)
        await self.work.navigator.go_to(part)
        self.work.walk.seek(place)
        if span is not None:
            self._select((part, *span))
        self.work.show_all()

    async def step_finding(self, by: int) -> None:
        """To the next finding, with -1 to the one before; what is being typed is saved first."""
        if not self.work.ready():
            return
        finding = self.work.walk.step(by)
        if finding is None:
            self.work.say(_("没有发现问题"))
        else:
            await self._show(finding)

    async def look_at_finding(self, number: int) -> None:
        """To the finding of that number, if there is one."""
        if self.work.ready() and (finding := self.work.walk.look_at(number)) is not None:
            await self._show(finding)

    async def _show(self, finding: "Finding") -> None:
        part = section_of(finding, self.work.session.form)
        if part is not None:
            await self.work.navigator.show_part(part, words.cell_to_mend(finding, self.work.session))
        if finding.span is not None:
            self._select(finding.span)
        self.work.show_all()

    def _select(self, span: tuple[str, int, int]) -> None:
        editor = self.work.pane.editor
        if editor is not None:
            editor.select(span)
