"""Which cells of a report were filled from the register, and what it counts for them now."""

import sqlite3

from giktui.store.journal.undo import steps
from giktui.store.models import Entry

_FILLED = "SELECT revision FROM batch WHERE report = ? AND origin = 'register'"
_CELLS = (
    "SELECT DISTINCT part.name FROM change JOIN part ON part.id = change.part"
    " WHERE report = ? AND revision IN (SELECT value FROM json_each(?)) AND at IS NULL"
)


def filled_cells(db: sqlite3.Connection, entry: Entry) -> dict[str, int]:
    """The cells that were filled from the register, in a step that was not undone, with what it counts for them now."""
    filled = {revision for (revision,) in db.execute(_FILLED, (entry.id,))}
    if not filled:
        return {}
    import json

    from giktui.form import load_form
    from giktui.store.register.counting import count

    undoes = dict(db.execute("SELECT revision, undoes FROM batch WHERE report = ?", (entry.id,)).fetchall())
    standing = set()
    for step in steps(db, entry.id)[0]:
        act = step
        while undoes[act] is not None:  # a redo stands for what it did again
            act = undoes[act]
        standing.add(act)
    cells = {cell for (cell,) in db.execute(_CELLS, (entry.id, json.dumps(sorted(filled & standing))))}
    counted = count(db, entry.agency_id, entry.year, load_form(entry.form)).cells if cells else {}
    return {cell: value for cell, value in counted.items() if cell in cells}
