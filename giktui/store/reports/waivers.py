"""Findings that somebody accepted, with who, when and why; a waiver lapses when a value of its finding changes."""

import sqlite3
from collections.abc import Iterable

from giktui.checks.finding import Finding
from giktui.errors import GiktuiError
from giktui.form import Severity
from giktui.i18n import _
from giktui.incoming import sound_text
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.models import Waiver
from giktui.store.reports.index import unlocked

WAIVABLE: tuple[Severity, ...] = ("soft", "warning")
"""An error has to be mended; an info asks for nothing."""


def can_be_waived(finding: Finding) -> bool:
    """Whether somebody may accept the finding: a soft one or a warning, as long as it stands."""
    return finding.severity in WAIVABLE and finding.status != "not_evaluated"


def waive(db: sqlite3.Connection, report_id: int, finding: Finding, reason: str, actor: str) -> Waiver:
    """Accept a soft finding or a warning. Raises GiktuiError without a reason or for another, Locked if submitted."""
    with writing(db):
        unlocked(db, report_id)
        return keep_waiver(db, report_id, finding, reason, actor)


def keep_waiver(
    db: sqlite3.Connection, report_id: int, finding: Finding, reason: str, actor: str, *, source: str = ""
) -> Waiver:
    """As `waive`, also in a report that is submitted; the journal names the file (`source`) that the reason came in."""
    reason = sound_text(reason).strip()
    if not reason:
        raise GiktuiError(_("请写明理由。"))
    if not can_be_waived(finding):
        text = _("{rule} 不能说明理由后豁免：错误必须改正，提示无需处理。")
        raise GiktuiError(text.format(rule=finding.rule))
    waiver = Waiver(
        finding.fingerprint,
        finding.rule,
        finding.cells,
        finding.message,
        reason,
        actor,
        now(),
        finding.rules_version,
    )
    with writing(db):
        db.execute("DELETE FROM waiver WHERE report = ? AND fingerprint = ?", (report_id, waiver.fingerprint))
        row = (waiver.rule, " ".join(waiver.cells), waiver.message, waiver.reason, waiver.actor, waiver.time)
        values = (report_id, waiver.fingerprint, *row, waiver.rules_version)
        db.execute("INSERT INTO waiver VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        said = _("{what}（{source}）").format(what=reason, source=source) if source else reason
        append(db, report_id, [], actor=actor, origin="waive", detail=f"{finding.rule} {said}")
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
        "SELECT fingerprint, rule, cells, message, reason, actor, time, rules_version FROM waiver WHERE report = ?"
        " ORDER BY time, rule, fingerprint",
        (report_id,),
    )
    return [
        Waiver(fingerprint, rule, tuple(cells.split()), message, reason, actor, time, version)
        for fingerprint, rule, cells, message, reason, actor, time, version in rows
    ]


def apply_waivers(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> list[Finding]:
    """The findings, those open that can be waived and that a waiver names marked as waived."""
    accepted = {waiver.fingerprint for waiver in waivers}
    if not accepted:
        return list(findings)
    return [
        finding._replace(status="waived")
        if finding.status == "open" and finding.severity in WAIVABLE and finding.fingerprint in accepted
        else finding
        for finding in findings
    ]
