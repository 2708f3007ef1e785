"""The reports that were deleted: they are in no list, count or sum, and can be had back."""

import sqlite3
from dataclasses import dataclass

from giktui.i18n import _
from giktui.store.connection.surroundings import local_time


@dataclass(frozen=True, slots=True)
class Deletion:
    """A deleted report: whose and on which year it was, who deleted it, when and why."""

    report: int
    agency: str
    year: int
    reason: str
    actor: str
    time: str


def deletions(db: sqlite3.Connection, agency: str | None = None, year: int | None = None) -> list[Deletion]:
    """The deleted reports, the latest first; of one agency (by the name it had then) or one year if given."""
    rows = db.execute(
        "SELECT report, agency, year, reason, actor, time FROM deletion"
        " WHERE (?1 IS NULL OR agency = ?1) AND (?2 IS NULL OR year = ?2) ORDER BY time DESC, report DESC",
        (agency, year),
    )
    return [Deletion(*row) for row in rows]


def gone(db: sqlite3.Connection, report_id: int) -> str:
    """That the report was deleted, by whom, when and why; empty if it was not."""
    for deletion in deletions(db):
        if deletion.report == report_id:
            text = _("{agency}{year}年的报告已由 {actor} 于 {time} 删除（{reason}）；giktui restore {year} 可以恢复。")
            return text.format(
                agency=deletion.agency, year=deletion.year, actor=deletion.actor, time=local_time(deletion.time),
                reason=deletion.reason,
            )  # fmt: skip
    return ""
