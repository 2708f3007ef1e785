"""Reading the journal: who changed what when, where each value comes from, and what others saved meanwhile."""

import sqlite3
from itertools import islice

from giktui.store.journal.edits import sources, walk, walk_back
from giktui.store.journal.snapshot import parts
from giktui.store.models import Edit
from giktui.store.reports.texts import read_texts


def history(db: sqlite3.Connection, report_id: int, cell: str | None = None, limit: int | None = None) -> list[Edit]:
    """The report's edits, the latest first; of one cell or text, and so many, if given."""
    return list(islice(walk_back(db, report_id, cell, limit), limit))


def origins(db: sqlite3.Connection, report_id: int) -> dict[str, Edit]:
    """For each cell and text the edit its value comes from; after an undo, the one that gave the restored value.

    Of a text, `new` is the whole wording, and `old` is left out.
    """
    texts = read_texts(db, report_id)
    found = sources(db, report_id, parts(db))
    return {part: edit._replace(old="", new=texts[part]) if part in texts else edit for part, edit in found.items()}


def changed_since(db: sqlite3.Connection, report_id: int, revision: int) -> list[Edit]:
    """What was saved after that revision, oldest first: quick where nothing was, so that it can be asked often."""
    found = db.execute("SELECT revision FROM report WHERE id = ?", (report_id,)).fetchone()
    if found is None or found[0] <= revision:
        return []
    return list(walk(db, report_id, after=revision))
