"""Checking stored reports with all that the database knows beside them: last year, agency, doubts, waivers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from weakref import WeakKeyDictionary

from giktui.checks import Child, Context, Doubt, Finding, Twin, check
from giktui.checks.agencies import government_of
from giktui.checks.settings import Settings
from giktui.checks.version import rules_version
from giktui.form import carried_over, load_form
from giktui.report import Report
from giktui.store.agencies.lineage import last_report, predecessors
from giktui.store.agencies.tree import find_agency, other_names, the_agency
from giktui.store.analysis.in_processes import in_processes
from giktui.store.analysis.rule_settings import rule_settings
from giktui.store.analysis.twins import twins_of
from giktui.store.connection.connect import query
from giktui.store.connection.file import OpenFile
from giktui.store.connection.surroundings import local_day
from giktui.store.connection.transaction import reading
from giktui.store.models import Agency, Entry
from giktui.store.register.filled import filled_cells
from giktui.store.reports.cells import read_cells
from giktui.store.reports.content import load
from giktui.store.reports.documents import open_doubts, published_on
from giktui.store.reports.index import each_entry
from giktui.store.reports.waivers import apply_waivers, waivers

_LEVELS = ("省", "市", "县")
"""Levels of a government that an office may report for."""
_checked_last: WeakKeyDictionary[OpenFile, tuple[Entry, Report]] = WeakKeyDictionary()
"""The report that was checked last: of many in a row, the next one is most often of the same agency, a year later."""


def checked(
    db: sqlite3.Connection,
    entry: Entry,
    *,
    report: Report | None = None,
    submitting: bool = False,
    settings: Settings | None = None,
) -> list[Finding]:
    """The findings about a stored report, with its waivers applied.

    `report` is what to check instead of the stored content (a value being typed); `submitting` adds what only a report
    about to be submitted must fulfil; `settings` are the database's, where the caller has read them already.
    """
    at_hand = _checked_last.get(db) if isinstance(db, OpenFile) else None
    lasting = not db.in_transaction  # what is read within one may be taken back
    with reading(db):
        last = last_report(db, entry.agency_id, entry.year, at_hand=at_hand)
        context = context_of(db, entry, submitting=submitting, settings=settings)
        stored = report or load(db, entry.id)
        accepted = waivers(db, entry.id)
    if report is None and lasting and isinstance(db, OpenFile):
        _checked_last[db] = (entry, stored)
    return apply_waivers(check(stored, last, context=context), accepted)


def check_all(
    db: sqlite3.Connection, agency: str | int | None = None, year: int | None = None, *, jobs: int | None = 1
) -> Iterator[tuple[Entry, list[Finding]]]:
    """Every stored report with its findings, by agency and year, one at a time: memory does not grow with them.

    With `jobs` above 1 (None: as many as there are processors) other processes check, too.
    """
    with closing(in_processes(db, checked, each_entry(db, agency, year), jobs=jobs)) as checking:
        yield from checking


def context_of(
    db: sqlite3.Connection, entry: Entry, *, submitting: bool = False, settings: Settings | None = None
) -> Context:
    """What the database knows beside the report and last year's. It can be kept while a report is being typed."""
    agency = the_agency(db, entry.agency_id)
    settings = rule_settings(db) if settings is None else settings
    return Context(
        doubts=tuple(Doubt(d.rule, d.message, d.cells, d.place, d.suggested) for d in open_doubts(db, entry)),
        level=agency.level or None,
        makes_rules=agency.makes_rules,
        submitted=local_day(entry.submitted_at) if entry.submitted_at else None,
        submitting=submitting,
        published=published_on(db, entry.id),
        thresholds=settings.thresholds,
        levels=settings.levels,
        rules_version=rules_version(settings.texts),
        children=_children(db, entry),
        names=tuple(other_names(db, agency.id)),
        government=_government(db, agency),
        predecessors=tuple(one.agency for one in predecessors(db, entry.agency_id, entry.year)),
        twins=tuple(Twin(other, section, percent, figures) for section, other, percent, figures in twins_of(db, entry)),
        today=date.today() if submitting or entry.locked else None,
        register=filled_cells(db, entry),
    )


def _government(db: sqlite3.Connection, agency: Agency) -> str | None:
    """The level of the government that an office reports for: the agency above it, or the one of that name."""
    name = government_of(agency.name)
    if name is None:
        return None
    own = find_agency(db, name)
    above = own if own is not None or agency.parent is None else the_agency(db, agency.parent)
    return above.level if above is not None and above.level in _LEVELS else None


def _children(db: sqlite3.Connection, entry: Entry) -> tuple[Child, ...]:
    """The agencies whose reports this one should add up, with their cells as far as this form has them."""
    sql = (
        f"{query('counted')} SELECT (SELECT name FROM agency WHERE id = below.agency), report,"
        " (SELECT form FROM report WHERE id = below.report) FROM below"
    )
    children: list[Child] = []
    for name, report_id, form in db.execute(sql, {"parent": entry.agency_id, "year": entry.year}).fetchall():
        cells = None if report_id is None else read_cells(db, report_id, load_form(form))
        children.append(Child(name, cells if cells is None else carried_over(cells, form, entry.form)))
    return tuple(children)
