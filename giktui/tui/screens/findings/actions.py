"""What is decided on the findings screen: a finding is waived with a reason, the report submitted or reopened."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.tui.dialogs.asking import Confirm, Prompt
from giktui.tui.screens.base.page import Page

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Entry


class FindingsDeeds(Page):
    """The actions that write. The screen itself says which finding is under the cursor."""

    entry: "Entry"

    @property
    @abstractmethod
    def finding(self) -> "Finding | None":
        """The finding under the cursor."""

    @abstractmethod
    def reread(self) -> None:
        """Check the report as it is now in the database."""

    def action_waive(self) -> None:
        """Accept a soft finding, saying why."""
        from giktui.store import actor, waive

        finding = self.finding
        if finding is None:
            return
        if finding.severity != "soft" or finding.status != "open":
            self.giktui.say(_("只有“须说明”且未处理的问题可以豁免；错误要改正，警告和提示不必豁免。"))
            return

        def given(reason: str | None) -> None:
            if reason and self.attempt(lambda: waive(self.giktui.db, self.entry.id, finding, reason, actor())):
                self.reread()

        self.app.push_screen(Prompt(finding.message, title=_("豁免的理由（会记入日志）")), given)

    def action_unwaive(self) -> None:
        """Take a waiver back."""
        from giktui.store import actor, unwaive

        finding = self.finding
        if finding is None or finding.status != "waived":
            self.giktui.say(_("这一条没有豁免。"))
            return

        def answered(yes: bool | None) -> None:
            if yes and self.attempt(lambda: unwaive(self.giktui.db, self.entry.id, finding.fingerprint, actor())):
                self.reread()

        self.app.push_screen(Confirm(finding.message, _("撤销这条豁免？")), answered)

    def action_submit(self) -> None:
        """Lock the report; the store refuses while an error or an unwaived soft finding is open."""
        from giktui.store import actor, submit

        def answered(yes: bool | None) -> None:
            if yes and self.attempt(lambda: submit(self.giktui.db, self.entry.id, actor=actor())):
                self.reread()
                self.giktui.say(_("已提交，报告已锁定。"))

        question = _("提交{agency}{year}年的报告？提交后不能再改，退回要写明理由。")
        self.app.push_screen(Confirm(question.format(agency=self.entry.agency, year=self.entry.year)), answered)

    def action_reopen(self) -> None:
        """Unlock a submitted report, saying why."""
        from giktui.store import actor, reopen

        def given(reason: str | None) -> None:
            if reason and self.attempt(lambda: reopen(self.giktui.db, self.entry.id, reason, actor=actor())):
                self.reread()

        if not self.entry.locked:
            self.giktui.say(_("报告没有提交，可以直接修改。"))
            return
        self.app.push_screen(Prompt(_("退回修改的理由（会记入日志）")), given)
