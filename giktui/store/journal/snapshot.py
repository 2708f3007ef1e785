"""The numbers a report is stored with whole: one record of the journal, where later changes have an edit for each cell.

An import writes some 200 numbers and where each stood in the file; as edits they would be most of the database and of
the time that importing takes. The journal's readers take the record apart again; for other tools the view `edit` does.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_opening(
    db: sqlite3.Connection, report_id: int, cells: Mapping[str, int | str], places: Mapping[str, str]
) -> None:
    """Journal the (encoded) cells of a report stored for the first time, each with its place in the file, if known."""
    ids = parts(db)
    runs: list[tuple[str, int, list[int | str]]] = []
    values: list[int | str] = []
    following = before = None
    for part, value, place in zip(map(ids.__getitem__, cells), cells.values(), map(places.get, cells), strict=True):
        if part == following and place == before:
            values.append(value)
        else:
            values, before = [value], place
            runs.append((place or "", part, values))
        following = part + 1
    db.execute("INSERT INTO opening VALUES (?, ?)", (report_id, _json(runs)))


def read_opening(db: sqlite3.Connection, report_id: int) -> Iterator[tuple[int, str, int | str, str]]:
    """Each of those cells: its number and name in the journal, its (encoded) value, and its place."""
    found = db.execute("SELECT cells FROM opening WHERE report = ?", (report_id,)).fetchone()
    if found is None:
        return
    names = _names(db)
    for place, first, values in json.loads(found[0]):
        for part, value in enumerate(values, first):
            yield part, names[part], value, place


@lru_cache(maxsize=1)
def parts(db: sqlite3.Connection) -> Mapping[str, int]:
    """The numbers under which the journal names cells and texts; they stay as they are while a database is open."""
    return dict(db.execute("SELECT name, id FROM part").fetchall())


@lru_cache(maxsize=1)
def _names(db: sqlite3.Connection) -> Mapping[int, str]:
    return {part: name for name, part in parts(db).items()}
