"""Reports that were a mistake (wrong year, wrong agency): out of every list, count and sum, and back again.

Nothing is thrown away: a deleted report keeps its journal and its files. It stands on a year that is none (its id below
zero), so that whatever asks for a year, or for years from 1 on, does not see it.
"""

import sqlite3

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_text
from giktui.store.agencies.tree import all_agencies, ensure_agency, the_agency
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.models import Entry, Exists
from giktui.store.reports.deleted import Deletion, deletions
from giktui.store.reports.index import entries, entry_of, find_entry


def delete_report(db: sqlite3.Connection, report_id: int, reason: str, *, actor: str) -> Deletion:
    """Take the report out of everything but its journal. Raises GiktuiError without a reason."""
    reason = sound_text(reason).strip()
    if not reason:
        raise GiktuiError(_("删除要写明理由。"))
    with writing(db):
        entry = entry_of(db, report_id)
        deletion = Deletion(entry.id, entry.agency, entry.year, reason, actor, now())
        append(db, entry.id, [], actor=actor, origin="delete", detail=reason)
        row = (entry.id, entry.agency, entry.year, reason, actor, deletion.time)
        db.execute("INSERT INTO deletion (report, agency, year, reason, actor, time) VALUES (?, ?, ?, ?, ?, ?)", row)
        db.execute("UPDATE report SET year = -id WHERE id = ?", (entry.id,))
        db.execute("DELETE FROM twin WHERE report = ?1 OR other = ?1", (entry.id,))
        return deletion


def restore_report(db: sqlite3.Connection, deletion: Deletion, *, actor: str) -> Entry:
    """Put a deleted report back, under its agency (made anew if it was removed) and year.

    Raises Exists if there is another report there by now, GiktuiError if it is not deleted (any more).
    """
    with writing(db):
        if db.execute("SELECT 1 FROM deletion WHERE report = ?", (deletion.report,)).fetchone() is None:
            raise GiktuiError(
                _("{agency}{year}年的报告没有被删除。").format(agency=deletion.agency, year=deletion.year)
            )
        agency = ensure_agency(db, deletion.agency)
        if find_entry(db, agency.id, deletion.year) is not None:
            text = _("{agency}{year}年已有另一份报告。请先用 giktui delete 删除那一份，再恢复。")
            raise Exists(text.format(agency=agency.name, year=deletion.year))
        db.execute("UPDATE report SET agency = ?, year = ? WHERE id = ?", (agency.id, deletion.year, deletion.report))
        db.execute("DELETE FROM deletion WHERE report = ?", (deletion.report,))
        append(db, deletion.report, [], actor=actor, origin="undelete")
        return entry_of(db, deletion.report)


def remove_agency(db: sqlite3.Connection, name: str | int) -> str:
    """Take out an agency without reports and without agencies below it; its name.

    Reports of it that were deleted stay, and bring it back when they are restored. Raises GiktuiError, saying what
    stands in the way.
    """
    with writing(db):
        agency = the_agency(db, name)
        if years := [str(entry.year) for entry in entries(db, agency.id)]:
            text = _(
                "“{name}”有{years}年的报告，不能移除。请先用 giktui delete 删除它们，或用 giktui agency merge 合并。"
            )
            raise GiktuiError(text.format(name=agency.name, years=_("、").join(years)))
        others = [one for one in all_agencies(db) if one.id != agency.id]
        if below := [one.name for one in others if one.parent == agency.id]:
            text = _("“{name}”有下级 {below}，不能移除。请先用 giktui agency move 移走。")
            raise GiktuiError(text.format(name=agency.name, below=_("、").join(below[:3])))
        if deletions(db, agency.name):
            if not others:
                raise GiktuiError(
                    _("“{name}”是唯一的机关，又有删除了的报告，先添加正确的机关。").format(name=agency.name)
                )
            db.execute("UPDATE report SET agency = ? WHERE agency = ?", (others[0].id, agency.id))
        try:
            db.execute("DELETE FROM agency WHERE id = ?", (agency.id,))
        except sqlite3.IntegrityError as error:
            text = _("“{name}”还有登记的申请或别的记录，不能移除。").format(name=agency.name)
            raise GiktuiError(text) from error
        return agency.name
