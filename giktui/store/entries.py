"""Which reports are stored: their agency, year, state and revision, without their content."""

import sqlite3
from collections.abc import Iterable, Iterator

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.agencies import find_agency, the_agency
from giktui.store.connect import local_time, query
from giktui.store.values import Entry, Locked


def entries(db: sqlite3.Connection, agency: str | int | None = None, year: int | None = None) -> list[Entry]:
    """The stored reports, by agency and year; of one agency (any of its names) or one year if given."""
    return list(each_entry(db, agency, year))


def each_entry(db: sqlite3.Connection, agency: str | int | None = None, year: int | None = None) -> Iterator[Entry]:
    """As `entries`, one at a time."""
    conditions: list[str] = []
    values: list[int] = []
    if agency is not None:
        found = find_agency(db, agency)
        if found is None:
            return
        conditions.append("report.agency = ?")
        values.append(found.id)
    if year is not None:
        conditions.append("report.year = ?")
        values.append(year)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    yield from _read(db.execute(f"{query('entries')} {where} ORDER BY agency.name, report.year", values))


def find_entry(db: sqlite3.Connection, agency: str | int, year: int) -> Entry | None:
    """The report of that agency (any of its names, or its id) on that year."""
    return next(each_entry(db, agency, year), None)


def the_entry(db: sqlite3.Connection, agency: str | int | None, year: int) -> Entry:
    """As `find_entry`, the agency left out where there is only one. Raises GiktuiError, naming the years there are."""
    owner = the_agency(db, agency)
    if (entry := find_entry(db, owner.id, year)) is not None:
        return entry
    years = [str(entry.year) for entry in entries(db, owner.id)]
    there = _("已有：{years}。").format(years="、".join(years)) if years else _("一份也没有。")
    text = _("库中没有{agency}{year}年的报告。") + there + _("请先导入或新建。")
    raise GiktuiError(text.format(agency=owner.name, year=year))


def entry_of(db: sqlite3.Connection, report_id: int) -> Entry:
    """The report of that id. Raises GiktuiError if there is none."""
    found = next(_read(db.execute(f"{query('entries')} WHERE report.id = ?", (report_id,))), None)
    if found is None:
        raise GiktuiError(_("库中没有编号为 {id} 的报告。").format(id=report_id))
    return found


def unlocked(db: sqlite3.Connection, report_id: int) -> Entry:
    """As `entry_of`, for a report about to be changed. Raises Locked if it is submitted."""
    entry = entry_of(db, report_id)
    if entry.locked:
        text = _("{agency}{year}年的报告已由 {actor} 于 {time} 提交，不能修改。需要修改时先用 giktui reopen 退回。")
        raise Locked(
            text.format(
                agency=entry.agency,
                year=entry.year,
                actor=entry.submitted_by,
                time=local_time(entry.submitted_at or entry.updated),
            )
        )
    return entry


def _read(rows: Iterable[tuple[object, ...]]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(*row)  # type: ignore[arg-type]  # the columns of db/queries/entries.sql, in the fields' order
