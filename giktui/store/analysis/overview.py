"""Agencies by years, a page at a time: what the home screen shows, at the size of a province."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from giktui.store.connection.connect import query
from giktui.store.models import Entry
from giktui.text.matching import initials, is_pinyin, parts_of

_STATUS = "iif(returned_at IS NULL OR status = 'submitted', status, 'returned')"
_ENTRY = f"id, agency, year, form, {_STATUS}, revision, updated, submitted_by, submitted_at"


@dataclass(frozen=True, slots=True)
class Line:
    """An agency, how deep it stands in the tree, and its reports by year."""

    id: int
    name: str
    depth: int
    entries: Mapping[int, Entry]


def outline(db: sqlite3.Connection, word: str = "") -> list[tuple[int, int]]:
    """(agency id, depth in the tree) in the order of the tree, of those whose name has `word` in it."""
    rows: list[tuple[int, int]] = db.execute(query("outline")).fetchall()
    if not word:
        return rows
    wanted = named(db, word)
    return [row for row in rows if row[0] in wanted]


def named(db: sqlite3.Connection, word: str) -> set[int]:
    """The agencies whose name, or another spelling of it, has every part of `word` in it, or its pinyin's initials."""
    wanted: set[int] | None = None
    for part in parts_of(word):
        found = {
            id
            for (id,) in db.execute(
                "SELECT id FROM agency WHERE instr(lower(name), :part) "
                "UNION SELECT agency FROM agency_name WHERE instr(lower(name), :part)",
                {"part": part},
            )
        }
        if is_pinyin(part):
            names = db.execute("SELECT id, name FROM agency UNION ALL SELECT agency, name FROM agency_name")
            found |= {id for id, name in names if part in initials(name)}
        wanted = found if wanted is None else wanted & found
    return wanted or set()


def report_years(db: sqlite3.Connection) -> list[int]:
    """The years there are reports on, oldest first, without gaps."""
    first, last = db.execute("SELECT min(year), max(year) FROM report WHERE year > 0").fetchone()
    return [] if first is None else list(range(first, last + 1))


def lines(db: sqlite3.Connection, part: Sequence[tuple[int, int]]) -> list[Line]:
    """The agencies of a part of the outline, in its order, with all their reports: two queries however long it is."""
    ids = json.dumps([id for id, _depth in part])
    names = dict(db.execute("SELECT id, name FROM agency WHERE id IN (SELECT value FROM json_each(?))", (ids,)))
    entries: dict[int, dict[int, Entry]] = {}
    for row in db.execute(
        f"SELECT {_ENTRY} FROM report WHERE year > 0 AND agency IN (SELECT value FROM json_each(?))",
        (ids,),
    ):
        id, agency, year, *rest = row
        entries.setdefault(agency, {})[year] = Entry(id, names[agency], agency, year, *rest)
    return [Line(id, names[id], depth, entries.get(id, {})) for id, depth in part if id in names]
