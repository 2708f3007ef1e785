"""Notices: which findings an agency was asked to mend or explain, until when, and how far it has come."""

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from giktui.checks import Finding, severity_order
from giktui.checks.repair.hints import repair_hints
from giktui.errors import GiktuiError
from giktui.form import Severity
from giktui.i18n import _
from giktui.report import Report
from giktui.review import Item, Notice, Repairs, items_of
from giktui.store.agencies.lineage import last_report
from giktui.store.analysis.checking import checked
from giktui.store.connection.surroundings import local_day, now
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.models import Entry
from giktui.store.reports.cells import decode, encode
from giktui.store.reports.content import load
from giktui.store.reports.index import entry_of
from giktui.store.review.returning import return_report

State = Literal["noticed", "answered", "closed"]
"""noticed: an item has no answer yet. answered: all have one, but a finding is still open. closed: none is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: `edited`, `explained`, or empty while it has no answer; `answer` is what came back."""

    item: Item
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice as it is kept, with what became of each item; `source` is the file that brought it, if one did."""

    notice: Notice
    report: int
    revision: int
    outcomes: tuple[Outcome, ...]
    source: str = ""


def write_notice(
    db: sqlite3.Connection, entry: Entry, *, deadline: date, actor: str, least: Severity = "warning"
) -> StoredNotice | None:
    """A notice with the report's open findings down to `least`; None where there are none.

    A submitted report is given back with it, so that the agency can correct it. It stands in the journal.
    """
    with writing(db):
        report = load(db, entry.id)
        wanted = severity_order[: severity_order.index(least) + 1]
        found = [f for f in checked(db, entry) if f.status == "open" and f.severity in wanted]
        if not found:
            return None
        token = secrets.token_hex(8).upper()
        items = items_of(report, found, _repairs(report, last_report(db, entry.agency_id, entry.year), found))
        id = db.execute(
            "INSERT INTO notice (token, report, revision, time, actor, deadline) VALUES (?, ?, ?, ?, ?, ?)",
            (token, entry.id, entry.revision, now(), actor, deadline.isoformat()),
        ).lastrowid
        db.executemany(
            "INSERT INTO notice_item (notice, number, rule, severity, fingerprint, cells, message, suggestion, part,"
            " quote, stands, should) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    id,
                    item.number,
                    item.rule,
                    item.severity,
                    item.fingerprint,
                    " ".join(item.cells),
                    item.message,
                    item.suggestion,
                    item.part,
                    item.quote,
                    json.dumps({cell: encode(value) for cell, value in item.stands}),
                    item.should,
                )
                for item in items
            ],
        )
        said = _("整改通知 {n} 项，期限 {day}").format(n=len(items), day=deadline.isoformat())
        if entry.locked:
            return_report(db, entry.id, said, actor=actor)
        append(db, entry.id, [], actor=actor, origin="notice", detail=f"GIKTUI-{token} {said}")
        return the_notice(db, token)


def the_notice(db: sqlite3.Connection, token: str) -> StoredNotice:
    """The notice of that token. Raises GiktuiError for one that this database has not written."""
    row = db.execute(
        "SELECT id, report, revision, time, deadline, source FROM notice WHERE token = ?", (token,)
    ).fetchone()
    if row is None:
        text = _("本库没有发过编号为 GIKTUI-{token} 的整改通知。请在发通知的那个库中导入。")
        raise GiktuiError(text.format(token=token))
    id, report_id, revision, time, deadline, source = row
    entry = entry_of(db, report_id)
    outcomes = tuple(
        Outcome(_item(columns), outcome, answer)
        for *columns, outcome, answer in db.execute(
            "SELECT number, rule, severity, fingerprint, cells, message, suggestion, part, quote, stands, should,"
            " outcome, answer FROM notice_item WHERE notice = ? ORDER BY number",
            (id,),
        )
    )
    notice = Notice(
        token,
        entry.agency,
        entry.year,
        entry.form,
        local_day(time),
        date.fromisoformat(deadline),
        tuple(one.item for one in outcomes),
    )
    return StoredNotice(notice, report_id, revision, outcomes, source)


def notices(db: sqlite3.Connection, report_id: int) -> list[StoredNotice]:
    """The notices about a report, oldest first."""
    tokens = db.execute("SELECT token FROM notice WHERE report = ? ORDER BY id", (report_id,)).fetchall()
    return [the_notice(db, token) for (token,) in tokens]


def open_items(db: sqlite3.Connection, stored: StoredNotice) -> list[Item]:
    """The items whose finding is still open in the report as it is now."""
    still = {f.fingerprint for f in checked(db, entry_of(db, stored.report)) if f.status == "open"}
    return [item for item in stored.notice.items if item.fingerprint in still]


def notice_state(db: sqlite3.Connection, entry: Entry) -> State | None:
    """How far the report's latest notice of ours has come; None where there was none."""
    latest = [one for one in notices(db, entry.id) if not one.source]
    return state_of(latest[-1], open_items(db, latest[-1])) if latest else None


def state_of(stored: StoredNotice, still_open: Sequence[Item]) -> State:
    """How far a notice has come, given its items that are still open."""
    if not still_open:
        return "closed"
    return "answered" if all(one.outcome for one in stored.outcomes) else "noticed"


def notices_of_year(db: sqlite3.Connection, year: int) -> dict[int, tuple[StoredNotice, list[Item]]]:
    """Our latest notice about each report on a year, by report, with its items that are still open."""
    latest = db.execute(
        "SELECT notice.report, notice.token, max(notice.id) FROM notice JOIN report ON report.id = notice.report"
        " WHERE report.year = ? AND notice.source = '' GROUP BY notice.report",
        (year,),
    ).fetchall()
    found = ((report_id, the_notice(db, token)) for report_id, token, _id in latest)
    return {report_id: (stored, open_items(db, stored)) for report_id, stored in found}


def _repairs(report: Report, last: Report | None, findings: Sequence[Finding]) -> Repairs:
    """For each finding that the likeliest one-cell repair settles, that cell and its right value."""
    by_rule: dict[str, tuple[str, int]] = {}
    for hint in repair_hints(report, last).answers:
        if hint.elsewhere:  # what is wrong stands in another report: this one has nothing to correct
            continue
        if len(hint.changes) == 1:
            change = hint.changes[0]
            for rule in hint.mends:
                by_rule.setdefault(rule, (change.cell, change.new))
    return {finding.fingerprint: by_rule[finding.rule] for finding in findings if finding.rule in by_rule}


def _item(row: Sequence[Any]) -> Item:
    number, rule, severity, fingerprint, cells, message, suggestion, part, quote, stands, should = row
    values = tuple((cell, decode(value)) for cell, value in json.loads(stands).items())
    return Item(
        number, rule, severity, fingerprint, tuple(cells.split()), message, suggestion, part, quote, values, should
    )
