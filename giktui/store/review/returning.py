"""Giving a report back to its agency with remarks, and what has changed in it since."""

import sqlite3

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_text
from giktui.report import Number
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.journal.edits import walk
from giktui.store.models import Edit, Entry
from giktui.store.reports.index import entry_of


def return_report(db: sqlite3.Connection, report_id: int, reason: str, *, actor: str) -> Entry:
    """Give the report back: submitted or not, it is open for changes, and its state says that it was returned.

    The reason stands in the journal. Submitting it again ends the round. Raises GiktuiError without a reason.
    """
    reason = sound_text(reason).strip()
    if not reason:
        raise GiktuiError(_("退回要写明意见。"))
    with writing(db):
        entry_of(db, report_id)
        revision = append(db, report_id, [], actor=actor, origin="return", detail=reason)
        db.execute(
            "UPDATE report SET status = 'draft', submitted_by = NULL, submitted_at = NULL,"
            " returned_by = ?, returned_at = ?, returned_revision = ? WHERE id = ?",
            (actor, now(), revision, report_id),
        )
        return entry_of(db, report_id)


def changed_since_return(db: sqlite3.Connection, report_id: int) -> list[Edit]:
    """What has changed since the report was last given back: the latest edit of each part that differs, from then."""
    (since,) = db.execute("SELECT returned_revision FROM report WHERE id = ?", (report_id,)).fetchone()
    if since is None:
        return []
    latest: dict[str, Edit] = {}
    then: dict[str, Number | str | None] = {}
    for edit in walk(db, report_id):
        if edit.cell and edit.batch > since:
            then.setdefault(edit.cell, edit.old)
            latest[edit.cell] = edit
    return [edit._replace(old=then[cell]) for cell, edit in latest.items() if edit.new != then[cell]]


def remarks(db: sqlite3.Connection, report_id: int) -> str:
    """Why the report was last given back; empty if it never was."""
    found = db.execute(
        "SELECT detail FROM batch WHERE report = ? AND origin = 'return' ORDER BY revision DESC LIMIT 1", (report_id,)
    ).fetchone()
    return found[0] if found else ""
