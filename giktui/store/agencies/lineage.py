"""Reforms: agencies that were merged, split or founded anew, and the years before seen from their successors.

Each predecessor keeps its reports. What a successor's report continues is the sum of its predecessors' reports on the
year before; of one that went over in part, that part, as far as it is whole numbers.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.form import Form, carried_over, form_for_year
from giktui.i18n import _
from giktui.report import Number, Report
from giktui.store.agencies.tree import ensure_agency, find_agency, the_agency
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.models import Agency, Entry
from giktui.store.reports.content import load
from giktui.store.reports.index import entries, find_entry

WHOLE = Decimal(1)


class Predecessor(NamedTuple):
    """An agency that another took over from: on which day, to what part, and whether it has ceased to be."""

    agency_id: int
    agency: str
    day: date
    share: Decimal = WHOLE
    ends: bool = True


def succeed(
    db: sqlite3.Connection,
    successor: str,
    predecessors: Sequence[str],
    *,
    day: date,
    actor: str,
    share: Decimal = WHOLE,
    ends: bool = True,
) -> Agency:
    """Write down that `successor` took over from these agencies on that day; it is added if it is not there.

    From the year of `day` on it reports, and what it continues is theirs. It stands in their reports' journals. Raises
    GiktuiError for an agency that is not there or would succeed itself, and for a share that is not above 0 and at most
    1, or with which more than the whole of a predecessor would have gone over.
    """
    if not 0 < share <= WHOLE:
        raise GiktuiError(_("份额 {share} 应大于 0、不超过 1。").format(share=share))
    if not predecessors:
        raise GiktuiError(_("请用 --from 写明前身。"))
    with writing(db):
        old = [the_agency(db, name) for name in predecessors]
        new = find_agency(db, successor) or ensure_agency(db, successor, parent=old[0].parent)
        for one in old:
            if one.id == new.id or new.id in _ancestry(db, one.id):
                text = _("“{old}”不能是“{new}”的前身：两者是同一个机关，或者前后相继成了圈。")
                raise GiktuiError(text.format(old=one.name, new=new.name))
            (taken,) = db.execute(
                "SELECT group_concat(share, ' ') FROM succession WHERE predecessor = ? AND successor <> ?",
                (one.id, new.id),
            ).fetchone()
            if sum(map(Decimal, (taken or "").split()), start=share) > WHOLE:
                raise GiktuiError(_("“{old}”的份额合计超过 1。").format(old=one.name))
            row = (new.id, one.id, day.isoformat(), day.year, str(share), ends, actor, now())
            db.execute("DELETE FROM succession WHERE successor = ? AND predecessor = ?", (new.id, one.id))
            db.execute("INSERT INTO succession VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            for entry in entries(db, one.id):
                detail = f"{one.name} → {new.name} {day.isoformat()}"
                append(db, entry.id, [], actor=actor, origin="succeed", detail=detail)
        return new


def succeed_in_parts(
    db: sqlite3.Connection, predecessor: str, parts: Mapping[str, Decimal], *, day: date, actor: str
) -> list[Agency]:
    """Write down that an agency was split on that day: what part of it went over to whom, all or nothing.

    It goes on where something of it is left. Raises GiktuiError as `succeed` does.
    """
    ends = sum(parts.values()) >= WHOLE
    with writing(db):
        return [
            succeed(db, name, [predecessor], day=day, actor=actor, share=share, ends=ends)
            for name, share in parts.items()
        ]


def predecessors(db: sqlite3.Connection, agency_id: int, year: int | None = None) -> tuple[Predecessor, ...]:
    """From whom the agency took over; with `year`, only where it reports for the first time on that year."""
    rows = db.execute(
        "SELECT agency.id, agency.name, day, share, ends FROM succession JOIN agency ON agency.id = predecessor"
        " WHERE successor = ?1 AND (?2 IS NULL OR year = ?2) ORDER BY day, agency.name",
        (agency_id, year),
    )
    return tuple(
        Predecessor(id, name, date.fromisoformat(day), Decimal(share), bool(ends))
        for id, name, day, share, ends in rows
    )


def predecessors_reports(db: sqlite3.Connection, agency_id: int, year: int) -> tuple[Report, ...]:
    """What the agency's report on `year` continues beside its own of the year before: its predecessors' reports.

    Of one that went over in part, the cells whose part is a whole number; the others are left out. Where a predecessor
    has no report, there are none at all: a sum of the others would be no year before.
    """
    found: list[Report] = []
    for one in predecessors(db, agency_id, year):
        before = last_report(db, one.agency_id, year)
        if before is None:
            return ()
        found.append(replace(before, cells=_part(before.cells, one.share)) if one.share != WHOLE else before)
    return tuple(found)


def last_report(
    db: sqlite3.Connection, agency_id: int, year: int, *, at_hand: tuple[Entry, Report] | None = None
) -> Report | None:
    """The year before `year` as the agency's report continues it: its own report and its predecessors', added up.

    Of its own, where the agency goes on but has given a part away in `year`, what is left.
    The sum is on the form of that year, blank where one of them is; the texts are those of its own report, or of a
    single predecessor. None where there is none of them. `at_hand` is a report that need not be loaded if it is asked
    for.
    """
    entry = find_entry(db, agency_id, year - 1)
    stored = None if entry is None else at_hand[1] if at_hand and at_hand[0] == entry else load(db, entry.id)
    own = () if stored is None else (_kept(db, stored, agency_id, year),)
    before = (*own, *predecessors_reports(db, agency_id, year))
    if len(before) <= 1:
        return before[0] if before else None
    form = form_for_year(year - 1)
    carried = [carried_over(one.cells, one.form, form.id) for one in before]
    shared = [cell for cell in form.cells if all(cell in cells for cells in carried)]
    sums = {cell: sum((cells[cell] for cells in carried), start=0) for cell in shared}
    first = before[0]
    texts = (first.title, first.preamble, first.narratives) if own else ("", "", {})
    return Report(the_agency(db, agency_id).name, year - 1, form.id, texts[0], texts[1], sums, texts[2])


def _kept(db: sqlite3.Connection, report: Report, agency_id: int, year: int) -> Report:
    """The report without what others took over from the agency in `year` while it went on."""
    sql = "SELECT share FROM succession WHERE predecessor = ? AND year = ? AND NOT ends"
    given = sum((Decimal(share) for (share,) in db.execute(sql, (agency_id, year)).fetchall()), start=Decimal(0))
    return replace(report, cells=_part(report.cells, WHOLE - given)) if 0 < given < WHOLE else report


def last_cells(db: sqlite3.Connection, entry: Entry, form: Form) -> dict[str, Number]:
    """The numbers of `last_report`, as far as this form has a cell for them."""
    last = last_report(db, entry.agency_id, entry.year)
    return carried_over(last.cells, last.form, form.id) if last else {}


def ended(db: sqlite3.Connection, agency_id: int, year: int) -> bool:
    """Whether the agency had ceased to be when reports on `year` were due."""
    sql = "SELECT EXISTS (SELECT 1 FROM succession WHERE predecessor = ? AND ends AND year <= ?)"
    return bool(db.execute(sql, (agency_id, year)).fetchone()[0])


def _part(cells: Mapping[str, Number], share: Decimal) -> dict[str, Number]:
    """Each cell's share, where that is as whole as the cell is."""
    parts = {cell: value * share for cell, value in cells.items()}
    return {
        cell: int(part) if isinstance(cells[cell], int) else part
        for cell, part in parts.items()
        if not isinstance(cells[cell], int) or part == int(part)
    }


def _ancestry(db: sqlite3.Connection, agency_id: int) -> set[int]:
    """Everyone the agency goes back to."""
    reached: set[int] = set()
    waiting = [agency_id]
    while waiting:
        for one in predecessors(db, waiting.pop()):
            if one.agency_id not in reached:
                reached.add(one.agency_id)
                waiting.append(one.agency_id)
    return reached
