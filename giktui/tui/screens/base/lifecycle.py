"""The ends of a report: submitting, reopening, deleting and leaving it, with nothing lost. One way for every screen."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.tui.dialogs.questions import Questions
from giktui.tui.finding_words import locked_words, short_message
from giktui.tui.safe_text import line

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Connection, Entry


class ReportDesk(Protocol):
    """A screen on which a report is worked on, as far as its lifecycle goes."""

    @property
    def db(self) -> "Connection":
        """The database."""

    @property
    def entry(self) -> "Entry":
        """The report, as it was read last."""

    @property
    def ask(self) -> Questions:
        """The way to the user."""

    def say(self, message: str) -> None:
        """Say something in passing."""

    def ready(self) -> bool:
        """Save what is being typed; False, having said why, where the report must be left alone for the moment."""

    def attempt(self, change: Callable[[], object]) -> bool:
        """Make a change; False, having said why, where that failed."""

    def entry_changed(self) -> None:
        """The report is in another state: read it anew, and show it."""


class Unsaved(Protocol):
    """Work on a report that the database may not have taken yet."""

    @property
    def unsaved(self) -> int:
        """How many changes wait."""

    @property
    def trouble(self) -> str:
        """Why they do."""

    @property
    def conflicts(self) -> frozenset[str]:
        """What somebody else changed at the same time, and nobody has chosen yet."""

    def retry(self) -> None:
        """Try again to save what waits."""


class Lifecycle:
    """Submits, reopens, deletes and leaves the report of a desk."""

    def __init__(self, desk: ReportDesk, work: Unsaved | None = None) -> None:
        """`work` is what may be lost by leaving; None where everything is saved by its nature."""
        self.desk, self.work = desk, work

    async def submit(self) -> None:
        """Lock the report after asking; where something stands in the way, show what."""
        from giktui.store import actor, checked, submit

        desk = self.desk
        if not desk.ready():
            return
        entry = desk.entry
        if entry.locked:
            desk.say(locked_words(entry))
            return
        findings = checked(desk.db, entry, submitting=True)
        blocking = [f for f in findings if f.status == "open" and f.severity in ("error", "soft")]
        if blocking:
            await desk.ask.tell(blocking_words(blocking, load_form(entry.form)), _("还不能提交"))
            return
        question = _("提交{agency}{year}年的报告？提交后只能查看，要修改须撤回。")
        if await desk.ask.confirm(question.format(agency=entry.agency, year=entry.year)):
            done = desk.attempt(lambda: submit(desk.db, entry.id, actor=actor()))
            desk.entry_changed()
            if done:
                desk.say(_("已提交，报告已锁定。"))

    async def reopen(self) -> None:
        """Unlock a submitted report, with a reason."""
        from giktui.store import actor, reopen

        desk = self.desk
        if not desk.entry.locked:
            desk.say(_("报告没有提交，可以直接修改。"))
            return
        reason = await desk.ask.prompt(_("撤回提交的理由（会记入日志）"), title=_("撤回提交"))
        if reason:
            desk.attempt(lambda: reopen(desk.db, desk.entry.id, reason, actor=actor()))
            desk.entry_changed()

    async def delete(self) -> bool:
        """Take the report out of every list and sum, with a reason; True where that was done."""
        desk = self.desk
        return desk.ready() and await delete_asking(desk.ask, desk.db, desk.entry, desk.attempt)

    async def may_leave(self) -> bool:
        """Save what is being typed; False while a conflict is open, or where what cannot be saved is not to be lost."""
        work = self.work
        if work is None:
            return True
        if work.unsaved:
            work.retry()
        if work.conflicts or not work.unsaved:
            return not work.conflicts
        question = _("有 {n} 处修改还没有保存：{trouble}\n仍要离开并丢掉它们？").format(
            n=work.unsaved, trouble=work.trouble
        )
        return await self.desk.ask.confirm(question)


async def delete_asking(
    ask: Questions, db: "Connection", entry: "Entry", attempt: Callable[[Callable[[], object]], bool]
) -> bool:
    """Take a report out of every list and sum, with the reason that is given; True where that was done.

    `attempt` makes the change; False, having said why, where that failed.
    """
    from giktui.store import actor, delete_report

    question = _("删除{agency}{year}年的报告？修改记录和原件保留，可以恢复。删除的理由：")
    reason = await ask.prompt(question.format(agency=entry.agency, year=entry.year), title=_("删除报告"))
    return bool(reason) and attempt(lambda: delete_report(db, entry.id, str(reason), actor=actor()))


def deleted_words(entry: "Entry") -> str:
    """That a report is deleted, and how it comes back."""
    return _("已删除{agency}{year}年的报告；在总表按 R 恢复").format(agency=entry.agency, year=entry.year)


def blocking_words(findings: Iterable["Finding"], form: Form) -> str:
    """What stands in the way of submitting, finding by finding."""
    lines = [_("先改正错误；须说明的在“全部问题”（F）中改正或写明理由豁免：")]
    for finding in findings:
        sign = "!" if finding.severity == "error" else "?"
        lines += ["", f"{sign} {finding.family}  {line(short_message(finding, form))}"]
    return "\n".join(lines)
