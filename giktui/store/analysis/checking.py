"""Checking stored reports with all that the database knows beside them: last year, agency, doubts, waivers."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from giktui.checks import Child, Context, Doubt, Finding, check
from giktui.form import carried_over
from giktui.report import Report
from giktui.store.agencies.lineage import last_report, predecessors
from giktui.store.agencies.tree import the_agency
from giktui.store.connection.connect import query
from giktui.store.models import Entry
from giktui.store.reports.content import load
from giktui.store.reports.documents import open_doubts, published_on
from giktui.store.reports.index import each_entry
from giktui.store.reports.waivers import apply_waivers, waivers


def checked(
    db: sqlite3.Connection, entry: Entry, *, report: Report | None = None, submitting: bool = False
) -> list[Finding]:
    """The findings about a stored report, with its waivers applied.

    `report` is what to check instead of the stored content (a value being typed); `submitting` adds what only a report
    about to be submitted must fulfil.
    """
    last = last_report(db, entry.agency_id, entry.year)
    return _checked(db, entry, report or load(db, entry.id), last, submitting)


def check_all(
    db: sqlite3.Connection, agency: str | int | None = None, year: int | None = None
) -> Iterator[tuple[Entry, list[Finding]]]:
    """Every stored report with its findings, by agency and year, one at a time: memory does not grow with them."""
    before: tuple[Entry, Report] | None = None
    for entry in each_entry(db, agency, year):
        report = load(db, entry.id)
        follows = before and (before[0].agency_id, before[0].year) == (entry.agency_id, entry.year - 1)
        if before and follows and not predecessors(db, entry.agency_id, entry.year):
            last: Report | None = before[1]
        else:
            last = last_report(db, entry.agency_id, entry.year)
        yield entry, _checked(db, entry, report, last, False)
        before = (entry, report)


def context_of(db: sqlite3.Connection, entry: Entry, *, submitting: bool = False) -> Context:
    """What the database knows beside the report and last year's. It can be kept while a report is being typed."""
    agency = the_agency(db, entry.agency_id)
    return Context(
        doubts=tuple(Doubt(d.rule, d.message, d.cells, d.place) for d in open_doubts(db, entry)),
        level=agency.level or None,
        makes_rules=agency.makes_rules,
        submitted=datetime.fromisoformat(entry.submitted_at).astimezone().date() if entry.submitted_at else None,
        submitting=submitting,
        published=published_on(db, entry.id),
        children=_children(db, entry),
    )


def _children(db: sqlite3.Connection, entry: Entry) -> tuple[Child, ...]:
    """The agencies whose reports this one should add up, with their cells as far as this form has them."""
    places = {"parent": entry.agency_id, "year": entry.year}
    sql = f"{query('counted')} SELECT agency, report FROM below"
    children: list[Child] = []
    for agency, report_id in db.execute(sql, places).fetchall():
        name = the_agency(db, agency).name
        if report_id is None:
            children.append(Child(name, None))
        else:
            child = load(db, report_id)
            children.append(Child(name, carried_over(child.cells, child.form, entry.form)))
    return tuple(children)


def _checked(
    db: sqlite3.Connection, entry: Entry, report: Report, last: Report | None, submitting: bool
) -> list[Finding]:
    findings = check(report, last, context=context_of(db, entry, submitting=submitting))
    return apply_waivers(findings, waivers(db, entry.id))
