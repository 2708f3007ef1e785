"""The append-only journal: a batch is one act and one revision of its report, an edit is one cell or text it changed.

Everything that happened can be told from it: replayed from the start it gives the stored tables, and the stack of undo
steps, the origin of each value and what others have saved meanwhile are read from it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Number
from giktui.store.connection.connect import query
from giktui.store.connection.surroundings import now
from giktui.store.journal.snapshot import parts, read_opening
from giktui.store.models import Edit
from giktui.store.reports.cells import decode, encode, write_cells
from giktui.store.reports.texts import read_texts, write_text

ROOT = 1
"""The revision a report begins with (imported or begun); it is no step that can be undone."""


_OF_BATCH = 7
"""So many columns of a row of the journal's queries are its batch's."""


class Line(NamedTuple):
    """A change to be journaled. For a text `at` counts characters, and `old` was replaced by `new` there."""

    part: str
    old: Number | str | None
    new: Number | str | None
    at: int | None = None
    origin: str | None = None
    detail: str = ""


class Batch(NamedTuple):
    """One act, without what it changed."""

    revision: int
    time: str
    actor: str
    origin: str
    detail: str
    undoes: int | None
    brought: str


def text_line(part: str, old: str, new: str, *, origin: str | None = None, detail: str = "") -> Line:
    """The change of a text, without what its old and new wording begin and end with alike."""
    at = _alike(old, new)
    end = _alike(old[at:][::-1], new[at:][::-1])
    return Line(part, old[at : len(old) - end], new[at : len(new) - end], at, origin, detail)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def append(
    db: sqlite3.Connection,
    report_id: int,
    lines: Iterable[Line],
    *,
    actor: str,
    origin: str,
    detail: str = "",
    undoes: int | None = None,
    time: str = "",
    brought: str = "",
) -> int:
    """Write one batch and give its revision. To be called in the transaction that changes the tables.

    `time` is now, unless it was written in another database before: the one that it is `brought` from.
    """
    (revision,) = db.execute("SELECT revision + 1 FROM report WHERE id = ?", (report_id,)).fetchone()
    time = time or now()
    batch = (report_id, revision, time, actor, origin, detail, undoes, brought)
    db.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?)", batch)
    ids = parts(db)
    db.executemany(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                report_id,
                revision,
                ids[line.part],
                line.at,
                _stored(line.old),
                _stored(line.new),
                line.origin,
                line.detail,
            )
            for line in lines
        ],
    )
    db.execute(
        "UPDATE report SET revision = ?, updated = ?, touched = (SELECT max(touched) + 1 FROM report) WHERE id = ?",
        (revision, time, report_id),
    )
    return int(revision)


def _stored(value: Number | str | None) -> int | str | None:
    return value if isinstance(value, str) else encode(value)


def lines_of(db: sqlite3.Connection, report_id: int, revision: int) -> list[Line]:
    """The lines of one batch, as they were journaled."""
    found = db.execute(
        "SELECT part.name, old, new, at, origin, detail FROM change JOIN part ON part.id = change.part"
        " WHERE report = ? AND revision = ?",
        (report_id, revision),
    )
    return [
        Line(part, _value(old, at), _value(new, at), at, origin, detail) for part, old, new, at, origin, detail in found
    ]


def _value(stored: int | str | None, at: int | None) -> Number | str | None:
    return decode(stored) if at is None else stored


def spliced(text: str, line: Line) -> str:
    """The text after the change. Raises GiktuiError if it is not the text the journal speaks of."""
    at, old, new = line.at or 0, str(line.old), str(line.new)
    if text[at : at + len(old)] != old:
        raise GiktuiError(_("“{part}”与修改记录不一致。请运行 giktui doctor。").format(part=line.part))
    return text[:at] + new + text[at + len(old) :]


def apply_lines(db: sqlite3.Connection, report_id: int, lines: Iterable[Line]) -> None:
    """Make the changes in the tables. Raises GiktuiError if a text is not the one the change was made for."""
    texts: dict[str, str] | None = None
    for line in lines:
        if line.at is not None:
            texts = read_texts(db, report_id) if texts is None else texts
            write_text(db, report_id, line.part, spliced(texts.get(line.part, ""), line))
        elif not isinstance(line.new, str):
            write_cells(db, report_id, {line.part: line.new})


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
            edit = replace(edit, old=before, new=text)
        yield edit


def walk_back(
    db: sqlite3.Connection, report_id: int, cell: str | None = None, limit: int | None = None
) -> Iterator[Edit]:
    """As `walk` from the end: the latest edits first, of one cell or text if given. With a `limit`, no more of the
    journal is read than so many edits take."""
    texts = dict(read_texts(db, report_id))
    for row in _rows_back(db, report_id, cell, limit):
        edit, at = _edit(row)
        if at is not None:
            after = texts.get(edit.cell, "")
            before = texts[edit.cell] = spliced(after, Line(edit.cell, edit.new, edit.old, at))
            edit = replace(edit, old=before, new=after)
        yield edit


def _texts_before(db: sqlite3.Connection, report_id: int, rows: Sequence[tuple[Any, ...]]) -> dict[str, str]:
    """The texts as they were before these changes, the latest ones: the stored texts with the changes taken back."""
    texts = dict(read_texts(db, report_id))
    for row in reversed(rows):
        edit, at = _edit(row)
        if at is not None:
            texts[edit.cell] = spliced(texts.get(edit.cell, ""), Line(edit.cell, edit.new, edit.old, at))
    return texts


def batches(db: sqlite3.Connection, report_id: int) -> Iterator[tuple[Batch, list[Line]]]:
    """The journal as it was written: each batch with its lines, the numbers of `opening` with the first."""
    for batch, rows in groupby(_rows(db, report_id), key=lambda row: row[:_OF_BATCH]):
        yield (
            Batch(*batch),
            [
                Line(part, _value(old, at), _value(new, at), at, origin, detail)
                for *_batch, part, at, old, new, origin, detail in rows
                if part is not None
            ],
        )


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
    old, new = _value(old, at), _value(new, at)
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
