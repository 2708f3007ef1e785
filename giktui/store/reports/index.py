"""Which reports are stored: their agency, year, state and revision, without their content."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.agencies.tree import find_agency, the_agency
from giktui.store.connection.connect import query
from giktui.store.connection.surroundings import local_time
from giktui.store.models import Deleted, Entry, Locked

_PAGE = 500


def entries(db: sqlite3.Connection, agency: str | int | None = None, year: int | None = None) -> list[Entry]:
    """The stored reports, by agency and year; of one agency (any of its names) or one year if given."""
    return list(each_entry(db, agency, year))


def each_entry(db: sqlite3.Connection, agency: str | int | None = None, year: int | None = None) -> Iterator[Entry]:
    """As `entries`, those of some hundred agencies at a time.

    No query stays open between them: SQLite would not let the caller write where another process has written since.
    """
    chosen = "AND report.year = :year" if year is not None else ""
    if agency is not None:
        owner = agency if isinstance(agency, int) else _id_of(db, agency)
        sql = f"{query('entries')} WHERE report.agency = :agency {chosen} ORDER BY report.year"
        yield from _read(db.execute(sql, {"agency": owner, "year": year}).fetchall())
        return
    sql = f"{query('entries')} WHERE report.agency IN (SELECT value FROM json_each(:page)) {chosen}"
    sql += " ORDER BY agency.name, report.year"
    everyone = [id for (id,) in db.execute("SELECT id FROM agency ORDER BY name")]
    for start in range(0, len(everyone), _PAGE):
        page = json.dumps(everyone[start : start + _PAGE])
        yield from _read(db.execute(sql, {"page": page, "year": year}).fetchall())


def how_many(db: sqlite3.Connection, agency: str | int | None = None, year: int | None = None) -> int:
    """How many `entries` there are."""
    owner = _id_of(db, agency) if isinstance(agency, str) else agency
    sql = "SELECT count(*) FROM report WHERE year > 0 AND (?1 IS NULL OR agency = ?1) AND (?2 IS NULL OR year = ?2)"
    (count,) = db.execute(sql, (owner, year)).fetchone()
    return int(count)


def _id_of(db: sqlite3.Connection, name: str) -> int:
    """The agency's id; 0, which is nobody's, if there is none of that name."""
    found = find_agency(db, name)
    return found.id if found else 0


def find_entry(db: sqlite3.Connection, agency: str | int, year: int) -> Entry | None:
    """The report of that agency (any of its names, or its id) on that year."""
    return next(each_entry(db, agency, year), None)


def the_entry(db: sqlite3.Connection, agency: str | int | None, year: int) -> Entry:
    """As `find_entry`, the agency left out where there is only one. Raises GiktuiError, naming the years there are."""
    owner = the_agency(db, agency)
    if (entry := find_entry(db, owner.id, year)) is not None:
        return entry
    years = [str(entry.year) for entry in entries(db, owner.id)]
    there = _("已有：{years}。").format(years=_("、").join(years)) if years else _("一份也没有。")
    text = _("库中没有{agency}{year}年的报告。") + there + _("请先导入或新建。")
    raise GiktuiError(text.format(agency=owner.name, year=year))


def changed_last(db: sqlite3.Connection, agency: str | int | None = None) -> Entry | None:
    """The report that was changed last, of one agency if given: by the order of the changes, not by anybody's clock."""
    owner = _id_of(db, agency) if isinstance(agency, str) else agency
    sql = "SELECT id FROM report WHERE ?1 IS NULL OR agency = ?1 ORDER BY touched DESC, id DESC LIMIT 1"
    found = db.execute(sql, (owner,)).fetchone()
    return None if found is None else entry_of(db, found[0])


def entry_of(db: sqlite3.Connection, report_id: int) -> Entry:
    """The report of that id. Raises Deleted if it was deleted, GiktuiError if there never was one."""
    found = next(_read(db.execute(f"{query('entries')} WHERE report.id = ?", (report_id,))), None)
    if found is None:
        from giktui.store.reports.deleted import gone

        if words := gone(db, report_id):
            raise Deleted(words)
        raise GiktuiError(_("库中没有编号为 {id} 的报告。").format(id=report_id))
    return found


def unlocked(db: sqlite3.Connection, report_id: int) -> Entry:
    """As `entry_of`, for a report about to be changed. Raises Locked if it is submitted."""
    entry = entry_of(db, report_id)
    if entry.locked:
        text = _("{agency}{year}年的报告已由 {actor} 于 {time} 提交，不能修改。需要修改时先用 giktui reopen 撤回。")
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
