"""The append-only journal: a batch is one act and one revision of its report, an edit is one cell or text it changed.

Everything that happened can be told from it (`journal.edits`): replayed from the start it gives the stored tables, and
the stack of undo steps, the origin of each value and what others have saved meanwhile are read from it.
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Number
from giktui.store.connection.surroundings import now
from giktui.store.journal.snapshot import parts
from giktui.store.reports.cells import decode, encode, write_cells
from giktui.store.reports.texts import read_texts, write_text

ROOT = 1
"""The revision a report begins with (imported or begun); it is no step that can be undone."""


class Line(NamedTuple):
    """A change to be journaled. For a text `at` counts characters, and `old` was replaced by `new` there."""

    part: str
    old: Number | str | None
    new: Number | str | None
    at: int | None = None
    origin: str | None = None
    detail: str = ""


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
        Line(part, value_of(old, at), value_of(new, at), at, origin, detail)
        for part, old, new, at, origin, detail in found
    ]


def value_of(stored: int | str | None, at: int | None) -> Number | str | None:
    """What the journal holds as a value: a text where it has a place `at`, else a number."""
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
