"""The journal read: batch by batch as it was written, edit by edit from either end, and the edit a value comes from."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from giktui.store.connection.connect import query
from giktui.store.journal.batches import ROOT, Line, spliced, value_of
from giktui.store.journal.snapshot import parts, read_opening
from giktui.store.models import Edit
from giktui.store.reports.texts import read_texts

_OF_BATCH = 7
"""So many columns of a row of the journal's queries are its batch's."""


class Batch(NamedTuple):
    """One act, without what it changed."""

    revision: int
    time: str
    actor: str
    origin: str
    detail: str
    undoes: int | None
    brought: str


def batches(db: sqlite3.Connection, report_id: int) -> Iterator[tuple[Batch, list[Line]]]:
    """The journal as it was written: each batch with its lines, the numbers of `opening` with the first."""
    for batch, rows in groupby(_rows(db, report_id), key=lambda row: row[:_OF_BATCH]):
        yield (
            Batch(*batch),
            [
                Line(part, value_of(old, at), value_of(new, at), at, origin, detail)
                for *_batch, part, at, old, new, origin, detail in rows
                if part is not None
            ],
        )


def walk(db: sqlite3.Connection, report_id: int, after: int = 0) -> Iterator[Edit]:
    """Every edit of the report after that revision, oldest first, texts whole. An act without edits comes with an empty
    `cell`."""
    rows = list(_rows(db, report_id, after))
    texts = _texts_before(db, report_id, rows) if after else {}
    for row in rows:
        edit, at = _edit(row)
        if at is not None:
            before = texts.get(edit.cell, "")
            text = texts[edit.cell] = spliced(before, Line(edit.cell, edit.old, edit.new, at))
            edit = edit._replace(old=before, new=text)
        yield edit


def walk_back(
    db: sqlite3.Connection, report_id: int, cell: str | None = None, limit: int | None = None
) -> Iterator[Edit]:
    """As `walk` from the end: the latest edits first, of one cell or text if given. With a `limit`, no more of the
    journal is read than so many edits take."""
    texts = dict(read_texts(db, report_id))
    for row in _rows_back(db, report_id, cell, limit):
        yield _taken_back(row, texts)


def _texts_before(db: sqlite3.Connection, report_id: int, rows: Sequence[tuple[Any, ...]]) -> dict[str, str]:
    """The texts as they were before these changes, the latest ones: the stored texts with the changes taken back."""
    texts = dict(read_texts(db, report_id))
    for row in reversed(rows):
        _taken_back(row, texts)
    return texts


def _taken_back(row: tuple[Any, ...], texts: dict[str, str]) -> Edit:
    """An edit out of a row of the journal, its text whole, as `texts` have it before they are changed back by it."""
    edit, at = _edit(row)
    if at is None:
        return edit
    after = texts.get(edit.cell, "")
    before = texts[edit.cell] = spliced(after, Line(edit.cell, edit.new, edit.old, at))
    return edit._replace(old=before, new=after)


def _rows(db: sqlite3.Connection, report_id: int, after: int = 0) -> Iterator[tuple[Any, ...]]:
    """The rows of the journal's query, with those of the numbers that the report was stored with after its first."""
    rows = db.execute(query("journal"), (report_id, after)).fetchall()
    first = [row for row in rows if row[0] == ROOT]
    yield from first
    if first:
        yield from _opened(db, report_id, first[0][:_OF_BATCH])
    yield from rows[len(first) :]


def _rows_back(
    db: sqlite3.Connection, report_id: int, cell: str | None, limit: int | None
) -> Iterator[tuple[Any, ...]]:
    """As `_rows` from the end, of one cell or text if given."""
    most = -1 if limit is None else limit
    if cell is None:
        rows = db.execute(query("latest_changes"), (report_id, most)).fetchall()
    else:
        rows = db.execute(query("latest_changes_of"), (report_id, most, parts(db).get(cell))).fetchall()
    later = [row for row in rows if row[0] > ROOT]
    yield from later
    if len(later) == limit:
        return
    if (first := _first_batch(db, report_id)) is not None:
        yield from reversed(list(_opened(db, report_id, first, None if cell is None else {cell})))
    yield from rows[len(later) :]


def _first_batch(db: sqlite3.Connection, report_id: int) -> tuple[Any, ...] | None:
    columns = "revision, time, actor, origin, detail, undoes, brought"
    found: tuple[Any, ...] | None = db.execute(
        f"SELECT {columns} FROM batch WHERE report = ? AND revision = ?", (report_id, ROOT)
    ).fetchone()
    return found


def _opened(
    db: sqlite3.Connection, report_id: int, batch: tuple[Any, ...], wanted: set[str] | None = None
) -> Iterator[tuple[Any, ...]]:
    for part, name, value, place in read_opening(db, report_id):
        if wanted is None or name in wanted:
            yield (*batch, part, name, None, None, value, None, place)


def _edit(row: tuple[Any, ...]) -> tuple[Edit, int | None]:
    """An edit out of a row of the journal's queries, and where in its text it is (None for a cell)."""
    revision, time, actor, origin, detail, undoes, brought, part, name, at, old, new, own_origin, own_detail = row
    if part is None:
        return Edit(revision << 12, revision, time, actor, origin, "", None, None, detail, undoes, brought), None
    behind_a_file = detail or not own_detail.startswith(":")  # what takes an import back has its lines, not its file
    place, how = detail + (own_detail if behind_a_file else ""), own_origin or origin
    old, new = value_of(old, at), value_of(new, at)
    return Edit(revision << 12 | part, revision, time, actor, how, name, old, new, place, undoes, brought), at


def sources(db: sqlite3.Connection, report_id: int, cells: Iterable[str]) -> dict[str, Edit]:
    """As `effective`, for some cells, without reading the whole journal."""
    found: dict[str, Edit] = {}
    for edit in _latest(db, report_id, cells):
        source: Edit | None = edit
        while source is not None and source.undoes is not None:
            source = next(_latest(db, report_id, [edit.cell], source.undoes), None)
        if source is not None:
            found[edit.cell] = source
    return found


def _latest(db: sqlite3.Connection, report_id: int, cells: Iterable[str], before: int = 1 << 60) -> Iterator[Edit]:
    wanted = set(cells)
    for row in db.execute(query("latest_edits"), (report_id, json.dumps(list(wanted)), before)).fetchall():
        edit = _edit(row)[0]
        wanted.discard(edit.cell)
        yield edit
    if wanted and before > ROOT and (first := _first_batch(db, report_id)) is not None:
        for row in _opened(db, report_id, first, wanted):
            yield _edit(row)[0]


def effective(edits: Iterable[Edit]) -> dict[str, Edit]:
    """For each cell and text the edit that its value comes from: after an undo, the one before what was undone."""
    latest: dict[str, Edit] = {}
    before: dict[tuple[int, str], Edit | None] = {}
    for edit in edits:
        if not edit.cell:
            continue
        before[edit.batch, edit.cell] = latest.get(edit.cell)
        source = edit if edit.undoes is None else before.get((edit.undoes, edit.cell))
        if source is None:
            latest.pop(edit.cell, None)
        else:
            latest[edit.cell] = source
    return latest
