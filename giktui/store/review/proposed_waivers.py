"""Reasons that came from outside. They waive nothing until somebody here accepts them."""

import sqlite3
from dataclasses import dataclass

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.analysis.checking import checked
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.models import Waiver
from giktui.store.reports.index import entry_of
from giktui.store.reports.waivers import keep_waiver


@dataclass(frozen=True, slots=True)
class ProposedWaiver:
    """A reason for a finding of a report, the file it came in, and who took that in when."""

    report: int
    fingerprint: str
    rule: str
    reason: str
    source: str
    actor: str
    time: str


def propose_waiver(
    db: sqlite3.Connection, report_id: int, fingerprint: str, rule: str, reason: str, *, source: str, actor: str
) -> None:
    """Keep the reason until somebody decides; a later one for the same finding takes the place of an earlier."""
    with writing(db):
        db.execute("DELETE FROM proposed_waiver WHERE report = ? AND fingerprint = ?", (report_id, fingerprint))
        row = (report_id, fingerprint, rule, reason, source, actor, now())
        db.execute("INSERT INTO proposed_waiver VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def proposed_waivers(db: sqlite3.Connection, report_id: int | None = None) -> list[ProposedWaiver]:
    """The reasons nobody has decided on yet, of one report or of all, oldest first."""
    rows = db.execute(
        "SELECT report, fingerprint, rule, reason, source, actor, time FROM proposed_waiver"
        " WHERE ?1 IS NULL OR report = ?1 ORDER BY time, report, rule",
        (report_id,),
    )
    return [ProposedWaiver(*row) for row in rows]


def accept_proposed(db: sqlite3.Connection, proposed: ProposedWaiver, *, actor: str) -> Waiver:
    """Waive the finding with the reason that was proposed, in a submitted report too: its content stays as it is.

    Raises GiktuiError where the finding is no longer open.
    """
    with writing(db):
        entry = entry_of(db, proposed.report)
        finding = next((f for f in checked(db, entry) if f.fingerprint == proposed.fingerprint), None)
        if finding is None or finding.status != "open":
            text = _("{rule} 的这个问题已不存在，理由没有采用。")
            raise GiktuiError(text.format(rule=proposed.rule))
        waiver = keep_waiver(db, proposed.report, finding, proposed.reason, actor, source=proposed.source)
        refuse_proposed(db, proposed)
        return waiver


def refuse_proposed(db: sqlite3.Connection, proposed: ProposedWaiver) -> None:
    """Put the proposal away without waiving anything."""
    with writing(db):
        db.execute(
            "DELETE FROM proposed_waiver WHERE report = ? AND fingerprint = ?", (proposed.report, proposed.fingerprint)
        )
