"""What can be done with a report as a whole: submit, reopen, print, compare, leave."""

from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from giktui.errors import GiktuiError
from giktui.form import Form
from giktui.i18n import _
from giktui.tui.host import Host
from giktui.tui.keymap import key_name
from giktui.tui.report_session import ReportSession
from giktui.tui.screens.report import words
from giktui.tui.screens.report.double_entry import DoubleEntry
from giktui.tui.widgets.entry_grid import EntryGrid

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.tui.widgets.narrative_editor import NarrativeEditor


class ReportEnds(Screen[None]):
    """The actions of the report screen. What they need of the screen is declared here and made there."""

    entry: "Entry"
    part: str
    finding: int
    verifying: DoubleEntry | None = None
    conflicts: frozenset[str] = frozenset()

    if TYPE_CHECKING:

        @property
        def giktui(self) -> Host: ...
        @property
        def grid(self) -> EntryGrid | None: ...
        @property
        def editor(self) -> NarrativeEditor | None: ...
        def say(self, message: str) -> None: ...
        def show_all(self) -> None: ...
        def check(self) -> None: ...
        def leave_cell(self) -> None: ...
        def attempt(self, change: words.Change) -> bool: ...
        def remember_place(self) -> None: ...
        def retry(self) -> None: ...
        async def show_part(self, part: str, cell: str | None = None, *, enter: bool = True) -> None: ...

    @cached_property
    def session(self) -> ReportSession:
        """The report being worked on."""
        return ReportSession(self.giktui.db, self.entry)

    @property
    def form(self) -> Form:
        """The report's form."""
        return self.session.form

    def refused_while_verifying(self) -> bool:
        """Whether a table is being entered a second time: what would change the first pass or tell of it waits."""
        if self.verifying is not None:
            self.say(_("复录校对中：先按 {key} 比对").format(key=self.key_of("report.verify")))
        return self.verifying is not None

    def key_of(self, id: str) -> str:
        """The first key of an action, as people write it."""
        return next(map(key_name, self.giktui.keys_of(id)), "")

    # -- the whole report ---------------------------------------------------------------------------------------

    @work
    async def action_submit(self) -> None:
        """Lock the report; if something is open, show what."""
        from giktui.store import checked, submit
        from giktui.tui.dialogs.asking import Confirm, Notice

        self.leave_cell()
        if self.refused_while_verifying():
            return
        if self.session.entry.locked:
            self.say(words.locked(self.session.entry))
            return
        findings = checked(self.giktui.db, self.session.entry, submitting=True)
        blocking = [f for f in findings if f.status == "open" and f.severity in ("error", "soft")]
        if blocking:
            await self.app.push_screen_wait(Notice(words.blocking(blocking), _("还不能提交")))
            return
        question = _("提交{agency}{year}年的报告？提交后只能查看，要修改须退回。").format(
            agency=self.entry.agency, year=self.entry.year
        )
        if await self.app.push_screen_wait(Confirm(question)):
            self.attempt(lambda: submit(self.giktui.db, self.entry.id, actor=self.session.actor))
            self.session.refresh()
            self.show_all()

    @work
    async def action_reopen(self) -> None:
        """Unlock a submitted report, with a reason."""
        from giktui.store import reopen
        from giktui.tui.dialogs.asking import Prompt

        if not self.session.entry.locked:
            self.say(_("报告没有提交，可以直接修改"))
            return
        reason = await self.app.push_screen_wait(Prompt(_("退回修改的理由："), title=_("退回修改")))
        if reason:
            self.attempt(lambda: reopen(self.giktui.db, self.entry.id, reason, actor=self.session.actor))
            self.session.refresh()
            self.show_all()

    def action_findings(self) -> None:
        """The screen of all findings."""
        self._open("findings")

    def action_history(self) -> None:
        """Who changed what."""
        self._open("history")

    def action_export(self) -> None:
        """Print the report to a file."""
        self._open("export")

    def action_compare(self) -> None:
        """Compare with last year."""
        from giktui.store import find_entry

        last = find_entry(self.giktui.db, self.entry.agency_id, self.entry.year - 1)
        if last is None:
            self.say(_("库中没有上年的报告"))
            return
        self.leave_cell()
        self.giktui.show("compare", old=last, new=self.session.entry)

    def _open(self, name: str) -> None:
        self.leave_cell()
        try:
            self.giktui.show(name, entry=self.session.entry)
        except GiktuiError as error:
            self.say(str(error))

    @work
    async def action_leave(self) -> None:
        """Back to where the report was opened from; everything is saved."""
        if self.verifying is not None:
            self.leave_cell()
            self.verifying = None
            self.show_all()
            self.say(_("复录校对已结束"))
        elif await self.may_leave():
            self.giktui.leave_screen()

    @work
    async def action_home(self) -> None:
        """The matrix of agencies and years."""
        if await self.may_leave():
            self.giktui.go_home()

    async def may_leave(self) -> bool:
        """Save what is being typed; False while a conflict is open, or where what cannot be saved is not to be lost."""
        from giktui.tui.dialogs.asking import Confirm

        self.leave_cell()
        self.remember_place()
        if self.session.unsaved:
            self.retry()
        if self.conflicts or not self.session.unsaved:
            return not self.conflicts
        question = _("有 {n} 处修改还没有保存：{trouble}\n仍要离开并丢掉它们？").format(
            n=self.session.unsaved, trouble=self.session.trouble
        )
        return await self.app.push_screen_wait(Confirm(question))
