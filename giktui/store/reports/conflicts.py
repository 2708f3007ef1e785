"""What somebody wrote whom another forestalled: it is not lost, whichever version stands in the end."""

from typing import TYPE_CHECKING

from giktui.report import Number
from giktui.store.connection.transaction import writing
from giktui.store.journal.undo import undo
from giktui.store.reports.edits import set_cells, set_text
from giktui.store.reports.index import entry_of

if TYPE_CHECKING:
    import sqlite3


def keep_words(
    db: "sqlite3.Connection", report_id: int, part: str, mine: Number | str | None, *, actor: str, detail: str = ""
) -> int:
    """Put `mine` into the journal and take it back at once: the other's version stands, redo gives one's own.

    Gives the report's revision. Raises Locked, and GiktuiError where it cannot be saved.
    """
    with writing(db):
        before = entry_of(db, report_id).revision
        if isinstance(mine, str):
            entry = set_text(db, report_id, part, mine, actor=actor, origin="typed", detail=detail)
        else:
            entry = set_cells(db, report_id, {part: mine}, actor=actor, origin="typed", detail=detail)
        if entry.revision == before:  # it is what stands there
            return before
        undo(db, report_id, actor=actor, step=entry.revision)
        return entry.revision + 1
