"""The repairs of a stored report's findings, looked for thoroughly, over years and levels; each applied as one step."""

import sqlite3
from typing import NamedTuple

from giktui.checks import CellChange, Context, Finding, Hint, Hints, Repair, check
from giktui.checks.rule_input import RuleInput
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Number
from giktui.store.agencies.lineage import last_report
from giktui.store.analysis.checking import context_of
from giktui.store.connection.transaction import writing
from giktui.store.models import Entry
from giktui.store.reports.content import load
from giktui.store.reports.edits import set_cells
from giktui.store.reports.index import find_entry, the_entry
from giktui.store.reports.waivers import apply_waivers, waivers

_CELLS, _STEPS = 4, 20_000
"""What the search may take when somebody asks for repairs; while typing it may take less."""


class Way(NamedTuple):
    """A repair, and the open findings that it settles."""

    repair: Repair
    settles: tuple[Finding, ...]


class Ways(NamedTuple):
    """The repairs of a report, those first that settle most. `complete`: the search saw all there are."""

    entry: Entry
    ways: tuple[Way, ...]
    complete: bool


def ways_to_repair(db: sqlite3.Connection, entry: Entry) -> Ways:
    """The repairs of a report's open findings: the fewest cells of it, of the years beside it, of the agencies below.

    Repairs that leave nothing to settle because it is waived are left out.
    """
    report, last = load(db, entry.id), last_report(db, entry.agency_id, entry.year)
    context = _thorough(db, entry)
    findings = apply_waivers(check(report, last, context=context), waivers(db, entry.id))
    ways: dict[Repair, tuple[Finding, ...]] = {}
    for finding in findings:
        for repair in finding.repairs if finding.status == "open" else ():
            settled = tuple(one for one in findings if one.fingerprint in repair.settles and one.status == "open")
            ways.setdefault(repair, settled)
    order = sorted(ways.items(), key=lambda way: (-len(way[1]), len(way[0].cells)))
    complete = RuleInput(report, last, context).hints.complete
    return Ways(entry, tuple(Way(*way) for way in order), complete)


def thorough_hints(db: sqlite3.Connection, entry: Entry) -> Hints:
    """The smallest repairs of a stored report's broken sums, over years and levels, likeliest first."""
    last = last_report(db, entry.agency_id, entry.year)
    return RuleInput(load(db, entry.id), last, _thorough(db, entry)).hints


def as_repair(hint: Hint) -> Repair:
    """A hint as what `apply_repair` takes."""
    changes = (CellChange(one.cell, one.old, one.new, one.agency, one.year) for one in hint.changes)
    return Repair(tuple(changes), (), hint.why)


def _thorough(db: sqlite3.Connection, entry: Entry) -> Context:
    following = find_entry(db, entry.agency_id, entry.year + 1)
    return context_of(db, entry)._replace(
        following=load(db, following.id) if following else None,
        repair_cells=_CELLS,
        repair_steps=_STEPS,
    )


def apply_repair(db: sqlite3.Connection, entry: Entry, repair: Repair, *, actor: str) -> list[Entry]:
    """Give the cells their new values, one step in each report (origin `repair`); gives the reports that changed.

    Raises Locked if one of them is submitted and Conflict if a cell has another value by now, with nothing changed.
    """
    with writing(db):
        changes: dict[int, tuple[dict[str, Number | None], dict[str, Number | None]]] = {}
        for one in repair.cells:
            own = _report_of(db, entry, one.agency, one.year)
            new, expected = changes.setdefault(own.id, ({}, {}))
            new[one.cell], expected[one.cell] = one.new, one.old
        return [
            set_cells(
                db,
                id,
                new,
                actor=actor,
                origin="repair",
                detail="" if repair.why == "none" else repair.why,
                expected=expected,
            )
            for id, (new, expected) in changes.items()
        ]


def _report_of(db: sqlite3.Connection, entry: Entry, agency: str, year: int | None) -> Entry:
    if not agency and year is None:
        return entry
    return the_entry(db, agency or entry.agency, year or entry.year)


def chosen(found: Ways, number: int) -> Way:
    """The repair of that number, counted from 1. Raises GiktuiError for one that is not there."""
    if not 1 <= number <= len(found.ways):
        if not found.ways:
            raise GiktuiError(_("没有找到修复办法。"))
        raise GiktuiError(_("没有第 {n} 种修复，共 {all} 种。").format(n=number, all=len(found.ways)))
    return found.ways[number - 1]
