"""Whether a report is what its journal says: replayed from the start it gives the stored cells and texts, or somebody,
or a failing disk, has changed one of the two."""

import sqlite3
from collections.abc import Iterator

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.i18n import _
from giktui.store.journal.batches import Line, spliced
from giktui.store.journal.snapshot import read_opening
from giktui.store.models import Entry
from giktui.store.reports.cells import encode, read_cells
from giktui.store.reports.index import each_entry
from giktui.store.reports.texts import read_texts

_CHANGES = (
    "SELECT part.name, at, old, new FROM change JOIN part ON part.id = change.part"
    " WHERE report = ? ORDER BY revision, change.part"
)
_UNREADABLE = (GiktuiError, sqlite3.DatabaseError, ValueError, TypeError, ArithmeticError, LookupError)
"""What reading a spoilt report may end in, a text that is not where the journal says among them."""


def agrees(db: sqlite3.Connection, entry: Entry) -> bool:
    """Whether the journal, replayed from the start, gives the stored cells and texts exactly."""
    try:
        return _replayed(db, entry.id) == _stored(db, entry)
    except _UNREADABLE:
        return False


def disagreeing(db: sqlite3.Connection) -> Iterator[Entry]:
    """The reports that are not what their journals say."""
    return (entry for entry in each_entry(db) if not agrees(db, entry))


def refuse_disagreeing(db: sqlite3.Connection, entry: Entry) -> None:
    """Raises GiktuiError for such a report: what is in it is not to be vouched for, nor handed on."""
    if not agrees(db, entry):
        text = _(
            "{agency}{year}年的报告与修改记录不一致：数据库已损坏，或有人绕过 giktui 改过。请用 giktui doctor 核对。"
        )
        raise GiktuiError(text.format(agency=entry.agency, year=entry.year))


def _replayed(db: sqlite3.Connection, report_id: int) -> dict[str, int | str | None]:
    values: dict[str, int | str | None] = {cell: value for _part, cell, value, _place in read_opening(db, report_id)}
    for part, at, old, new in db.execute(_CHANGES, (report_id,)):
        values[part] = new if at is None else spliced(str(values.get(part, "")), Line(part, old, new, at))
    return {part: value for part, value in values.items() if value not in (None, "")}


def _stored(db: sqlite3.Connection, entry: Entry) -> dict[str, int | str | None]:
    cells = read_cells(db, entry.id, load_form(entry.form))
    values: dict[str, int | str | None] = {cell: encode(value) for cell, value in cells.items()}
    return values | dict(read_texts(db, entry.id))
