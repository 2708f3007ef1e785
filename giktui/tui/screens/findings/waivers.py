"""Accepting a finding that needs explaining, and taking that back."""

from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.tui.screens.base.lifecycle import ReportDesk

if TYPE_CHECKING:
    from giktui.checks import Finding


class Waivers:
    """Waives findings of the report of a desk."""

    def __init__(self, desk: ReportDesk) -> None:
        self.desk = desk

    async def waive(self, finding: "Finding") -> None:
        """Accept a soft finding or a warning, after asking why."""
        from giktui.store import actor, waive
        from giktui.store.reports.waivers import can_be_waived

        desk = self.desk
        if finding.status != "open" or not can_be_waived(finding):
            desk.say(_("只有未处理的“须说明”和“警告”可以豁免；错误要改正，提示不必豁免。"))
            return
        reason = await desk.ask.prompt(finding.message, title=_("豁免的理由（会记入日志）"))
        if reason and desk.attempt(lambda: waive(desk.db, desk.entry.id, finding, reason, actor())):
            desk.entry_changed()

    async def unwaive(self, finding: "Finding | None") -> None:
        """Take a waiver back, after asking."""
        from giktui.store import actor, unwaive

        desk = self.desk
        if finding is None or finding.status != "waived":
            desk.say(_("这一条没有豁免。"))
            return
        if await desk.ask.confirm(finding.message, _("撤销这条豁免？")) and desk.attempt(
            lambda: unwaive(desk.db, desk.entry.id, finding.fingerprint, actor())
        ):
            desk.entry_changed()
