"""Submitting locks a report in which nothing is open; reopening needs a reason. Both stand in the journal."""

import sqlite3

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_text
from giktui.store.analysis.checking import checked
from giktui.store.connection.surroundings import now, this_year
from giktui.store.connection.transaction import writing
from giktui.store.journal.agreement import refuse_disagreeing
from giktui.store.journal.batches import append
from giktui.store.models import Entry
from giktui.store.reports.index import entry_of, unlocked

_SHOWN = 3


def submit(db: sqlite3.Connection, report_id: int, *, actor: str) -> Entry:
    """Lock the report. Raises GiktuiError, naming the first, while an error or an unwaived soft finding is open,
    and for one that is not what its journal says.
    """
    with writing(db):
        entry = unlocked(db, report_id)
        if entry.year > this_year():
            text = _("{year}年还没有开始，报告只能填，不能提交。")
            raise GiktuiError(text.format(year=entry.year))
        refuse_disagreeing(db, entry)
        findings = checked(db, entry, submitting=True)
        blocking = [f for f in findings if f.status == "open" and f.severity in ("error", "soft")]
        if blocking:
            raise GiktuiError(
                _("还有 {n} 个问题没有处理，不能提交：").format(n=len(blocking)),
                *(f"  {finding.rule} {finding.message}" for finding in blocking[:_SHOWN]),
                _("查看全部：giktui check {year} --agency {agency}").format(year=entry.year, agency=entry.agency),
            )
        db.execute(
            "UPDATE report SET status = 'submitted', submitted_by = ?, submitted_at = ?,"
            " returned_by = NULL, returned_at = NULL WHERE id = ?",
            (actor, now(), report_id),
        )
        append(db, report_id, [], actor=actor, origin="submit")
        return entry_of(db, report_id)


def reopen(db: sqlite3.Connection, report_id: int, reason: str, *, actor: str) -> Entry:
    """Unlock a submitted report. Raises GiktuiError without a reason, and for a report that is not submitted."""
    reason = sound_text(reason).strip()
    if not reason:
        raise GiktuiError(_("撤回提交要写明理由。"))
    with writing(db):
        entry = entry_of(db, report_id)
        if not entry.locked:
            text = _("{agency}{year}年的报告没有提交，可以直接修改。")
            raise GiktuiError(text.format(agency=entry.agency, year=entry.year))
        db.execute(
            "UPDATE report SET status = 'draft', submitted_by = NULL, submitted_at = NULL WHERE id = ?", (report_id,)
        )
        append(db, report_id, [], actor=actor, origin="reopen", detail=reason)
        return entry_of(db, report_id)
