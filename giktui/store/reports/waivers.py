"""Soft findings that somebody accepted, with who, when and why; a waiver lapses when a value of its finding changes."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from giktui.checks.finding import Finding
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.connection.connect import now, writing
from giktui.store.journal.batches import append
from giktui.store.models import Waiver
from giktui.store.reports.index import unlocked


def waive(db: sqlite3.Connection, report_id: int, finding: Finding, reason: str, actor: str) -> Waiver:
    """Accept a soft finding. Raises GiktuiError without a reason or if it is not soft, Locked if submitted."""
    reason = reason.strip()
    if not reason:
        raise GiktuiError(_("请写明理由。"))
    if finding.severity != "soft" or finding.status == "not_evaluated":
        text = _("{rule} 不是需要说明理由的问题：错误必须改正，提示无需处理。")
        raise GiktuiError(text.format(rule=finding.rule))
    waiver = Waiver(finding.fingerprint, finding.rule, finding.cells, finding.message, reason, actor, now())
    with writing(db):
        unlocked(db, report_id)
        db.execute(
            "INSERT OR REPLACE INTO waiver VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report_id,
                waiver.fingerprint,
                waiver.rule,
                " ".join(waiver.cells),
                waiver.message,
                waiver.reason,
                waiver.actor,
                waiver.time,
            ),
        )
        append(db, report_id, [], actor=actor, origin="waive", detail=f"{finding.rule} {reason}")
    return waiver


def unwaive(db: sqlite3.Connection, report_id: int, fingerprint: str, actor: str) -> None:
    """Take a waiver back. Raises GiktuiError if there is none of that fingerprint, Locked if submitted."""
    with writing(db):
        unlocked(db, report_id)
        waiver = next((w for w in waivers(db, report_id) if w.fingerprint == fingerprint), None)
        if waiver is None:
            raise GiktuiError(_("没有这条说明。"))
        db.execute("DELETE FROM waiver WHERE report = ? AND fingerprint = ?", (report_id, fingerprint))
        append(db, report_id, [], actor=actor, origin="unwaive", detail=f"{waiver.rule} {waiver.reason}")


def waivers(db: sqlite3.Connection, report_id: int) -> list[Waiver]:
    """The report's waivers, lapsed ones too, oldest first."""
    rows = db.execute(
        "SELECT fingerprint, rule, cells, message, reason, actor, time FROM waiver WHERE report = ?"
        " ORDER BY time, rule, fingerprint",
        (report_id,),
    )
    return [
        Waiver(fingerprint, rule, tuple(cells.split()), message, reason, actor, time)
        for fingerprint, rule, cells, message, reason, actor, time in rows
    ]


def apply_waivers(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> list[Finding]:
    """The findings, those open and soft that a waiver names marked as waived."""
    accepted = {waiver.fingerprint for waiver in waivers}
    return [
        replace(finding, status="waived")
        if finding.severity == "soft" and finding.status == "open" and finding.fingerprint in accepted
        else finding
        for finding in findings
    ]
