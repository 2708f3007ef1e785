"""How a report's changes are saved, tried again, settled with others', taken back and checked."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.report_session import EditConflict
from giktui.tui.screens.report import words
from giktui.tui.screens.report.lifecycle import ReportEnds

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Pending

CHECK_AFTER = 0.15
"""Seconds without a commit after which the report is checked."""

RETRY_AFTER = 2.0
"""Seconds after which a change that could not be saved is tried again."""


class ReportSaving(ReportEnds):
    """What stands between the screen and its session."""

    finding = -1
    _checking: Timer | None = None
    _retrying: Timer | None = None

    # -- the ledger of the grid ---------------------------------------------------------------------------------

    def enter(self, values: Mapping[str, Number | None], origin: str) -> None:
        """Save values; while verifying, keep them apart."""
        if self.verifying is not None:
            self.verifying.enter(values)
            self.show_all()
            return
        self.attempt(lambda: self.session.enter(values, origin))

    def preview(self, values: Mapping[str, Number | None]) -> Mapping[str, Number]:
        """The numbers with these values and the totals that follow them."""
        return self.session.preview(values) if self.verifying is None else self.verifying.preview(values)

    def refusal(self) -> str:
        """Why the report takes nothing: it is submitted, and by whom."""
        return words.locked(self.session.entry) if self.session.entry.locked else ""

    def attempt(self, change: "words.Change") -> bool:
        """Make a change, and deal with what comes of it: a conflict, a lock, a database that does not write."""
        try:
            conflict = change()
        except GiktuiError as error:
            self.say(str(error))
            self.show_all()
            return False
        self.say("")
        if isinstance(conflict, EditConflict):
            self.resolve(conflict)
        if self.session.unsaved:
            self.say(_("自动重试：{trouble}").format(trouble=self.session.trouble))
            self._retry_later()
        self.show_all()
        self.check_soon()
        return True

    def _retry_later(self) -> None:
        if self._retrying is None:
            self._retrying = self.set_timer(RETRY_AFTER, self.retry)

    def retry(self) -> None:
        """Try again to save what waits."""
        self._retrying = None
        for conflict in self.session.retry():
            self.resolve(conflict)
        if self.session.unsaved:
            self._retry_later()
        else:
            self.say(_("已保存"))
        self.show_all()

    # -- others -------------------------------------------------------------------------------------------------

    def resolve(self, conflict: EditConflict) -> None:
        """Say who was first, and let the user choose whose value stands."""
        self.conflicts |= {conflict.part}
        self.show_all()
        self._choose_between(conflict)

    @work
    async def _choose_between(self, conflict: EditConflict) -> None:
        from giktui.tui.dialogs.asking import Choose

        question, options = words.conflict_question(conflict, self.form)
        chosen = await self.app.push_screen_wait(Choose(question, options))
        self.conflicts -= {conflict.part}
        if chosen == 1:
            self.attempt(lambda: self.session.insist(conflict))
        elif self.editor is not None:
            self.editor.reread()
        self.show_all()

    def take_over(self) -> None:
        """Show what others have saved; neither the cursor nor what is being typed moves."""
        was_locked = self.session.entry.locked
        edits = self.session.refresh()
        others = [edit for edit in edits if edit.cell]
        if others:
            self.say(_("{actor} 改了 {n} 处").format(actor=others[-1].actor, n=len(others)))
        if self.session.entry.locked and not was_locked:
            self.say(words.locked(self.session.entry))
        if self.editor is not None:
            self.editor.take_over()
        self.check()

    # -- taking back --------------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the user's latest step, of this session or an earlier one; somebody else's only after asking."""
        self._step_back(undo=True)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._step_back(undo=False)

    def _step_back(self, *, undo: bool) -> None:
        if self.grid is not None and self.grid.typing is not None:
            self.grid.action_give_up()
            return
        self.leave_cell()
        if self.refused_while_verifying():
            return
        if self.session.unsaved:
            self.retry()
        if self.session.unsaved or self.conflicts:
            self.say(_("有修改还没有保存，存好以后才能撤销、重做"))
            return
        pending = self.session.next_step(undo=undo)
        if self.session.entry.locked:
            self.say(words.locked(self.session.entry))
        elif pending is None:
            self.say(_("没有可撤销的修改") if undo else _("没有可重做的修改"))
        elif pending.actor == self.session.actor:
            self._take_back(pending, undo=undo)
        else:
            self.ask_to_take_back(pending, undo=undo)

    @work
    async def ask_to_take_back(self, pending: "Pending", *, undo: bool) -> None:
        """Say whose step would be taken back, and do it if that is wanted."""
        from giktui.tui.dialogs.asking import Confirm

        if await self.app.push_screen_wait(Confirm(words.others_step(self.session, pending, undo=undo))):
            self._take_back(pending, undo=undo)

    def _take_back(self, pending: "Pending", *, undo: bool) -> None:
        step = None

        def change() -> None:
            nonlocal step
            step = self.session.take_back(pending, undo=undo)

        if not self.attempt(change) or step is None:
            return
        cell = next((edit.cell for edit in step.edits if edit.cell in self.form.cells), None)
        if cell is not None and self.grid is not None:
            self.grid.go_to(cell)
        if self.editor is not None:
            self.editor.reread()
        self.say((_("已撤销：{label}") if undo else _("已重做：{label}")).format(label=step.label))

    # -- checking -----------------------------------------------------------------------------------------------

    def open_findings(self) -> list["Finding"]:
        """The findings there is something to do about; that something is still missing comes last."""
        findings = [finding for finding in self.session.findings if finding.status == "open"]
        return sorted(findings, key=lambda finding: finding.rule.startswith("CP-"))

    def check_soon(self) -> None:
        """Check when commits pause."""
        if self._checking is not None:
            self._checking.stop()
        self._checking = self.set_timer(CHECK_AFTER, self.check)

    def check(self) -> None:
        """Check the report as it is on the screen."""
        current = self.open_findings()[self.finding] if 0 <= self.finding < len(self.open_findings()) else None
        try:
            self.session.check()
        except GiktuiError as error:
            self.say(str(error))
            return
        same = [n for n, finding in enumerate(self.open_findings()) if current and finding.rule == current.rule]
        self.finding = same[0] if same else -1
        self.show_all()
        self.remember_place()
