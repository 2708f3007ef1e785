"""Undo and redo, report by report, across sessions. The journal only grows: an undo is a batch of its own."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.i18n import _
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import ROOT, Line, append, apply_lines, lines_of
from giktui.store.journal.edits import walk
from giktui.store.models import Entry, Pending, Step
from giktui.store.reports.index import unlocked
from giktui.wording.origins import origin_name
from giktui.wording.parts import part_name

_ALWAYS = ("import", "handed")
"""A file that changed nothing still took the place of the one before: which doubts stand depends on it."""

_PAGE = 200
_LOOKED_AT = 2_000
"""Steps that are looked at for one of the user's own; behind so many of others' it is not offered."""


def undo(db: sqlite3.Connection, report_id: int, *, actor: str, step: int | None = None) -> Step | None:
    """Take back the latest step that stands, or the one `next_undo` told of; None if there is none.

    Raises Locked if the report is submitted, GiktuiError if `step` no longer stands or something was built upon it.
    """
    return _revert(db, report_id, actor, "undo", step)


def redo(db: sqlite3.Connection, report_id: int, *, actor: str, step: int | None = None) -> Step | None:
    """Do again what was undone last, or what `next_redo` told of; None after any other change. Raises as `undo`."""
    return _revert(db, report_id, actor, "redo", step)


def next_undo(db: sqlite3.Connection, report_id: int, actor: str, part: str = "") -> Pending | None:
    """What `actor` would take back: their own latest step, or, where that is built upon or missing, anyone's latest.

    With a `part`: the latest step that changed this text alone, and that nothing was built upon.
    """
    return _next(db, report_id, _done(db, report_id), actor, part)


def next_redo(db: sqlite3.Connection, report_id: int, actor: str, part: str = "") -> Pending | None:
    """What `actor` would do again: what they undid last, or, where that cannot be, what anyone did; `part` as above."""
    return _next(db, report_id, _undone(db, report_id), actor, part)


def steps(db: sqlite3.Connection, report_id: int) -> tuple[list[int], list[int]]:
    """The revisions that undo and redo would take back, the latest one last: the acts that changed something."""
    return list(_done(db, report_id))[::-1], list(_undone(db, report_id))[::-1]


def _done(db: sqlite3.Connection, report_id: int) -> Iterator[int]:
    """What undo would take back, the latest first; of a long journal only as much is read as is asked for."""
    taken_back: set[int] = set()
    for revision, origin, undoes in _acts(db, report_id):
        if origin == "undo":
            taken_back.add(undoes)
        elif revision not in taken_back:
            yield revision


def _undone(db: sqlite3.Connection, report_id: int) -> Iterator[int]:
    """What redo would do again, the latest first: what was undone since the last act that is neither."""
    done_again: set[int] = set()
    for revision, origin, undoes in _acts(db, report_id):
        if origin == "redo":
            done_again.add(undoes)
        elif origin != "undo":
            return
        elif revision not in done_again:
            yield revision


def _acts(db: sqlite3.Connection, report_id: int) -> Iterator[tuple[int, str, int]]:
    """Revision, origin and what it undoes of each act that changed something, the latest first."""
    sql = (
        "SELECT revision, origin, undoes FROM batch WHERE report = ?1 AND revision > ?2 AND revision < ?5"
        " AND (undoes IS NOT NULL OR origin IN (?3, ?4)"
        " OR EXISTS (SELECT 1 FROM change WHERE report = ?1 AND change.revision = batch.revision))"
        f" ORDER BY revision DESC LIMIT {_PAGE}"
    )
    before = 1 << 60
    while page := db.execute(sql, (report_id, ROOT, *_ALWAYS, before)).fetchall():
        yield from page
        before = page[-1][0]


def _next(db: sqlite3.Connection, report_id: int, waiting: Iterator[int], actor: str, part: str) -> Pending | None:
    later: set[str] = set()
    top: Pending | None = None
    for revision in islice(waiting, _LOOKED_AT):
        pending = _pending(db, report_id, revision)
        top = top or pending
        if part and part in later:
            return None
        if pending.actor == actor and later.isdisjoint(pending.parts) and (not part or pending.parts == (part,)):
            return pending
        later.update(pending.parts)
    return None if part else top


def _pending(db: sqlite3.Connection, report_id: int, revision: int) -> Pending:
    time, actor = db.execute(
        "SELECT time, actor FROM batch WHERE report = ? AND revision = ?", (report_id, revision)
    ).fetchone()
    parts = db.execute(
        "SELECT part.name FROM change JOIN part ON part.id = change.part WHERE report = ? AND revision = ?",
        (report_id, revision),
    )
    return Pending(revision, time, actor, tuple(part for (part,) in parts))


def import_in_effect(db: sqlite3.Connection, report_id: int) -> int:
    """The revision of the latest import that has not been undone (1 if there was none)."""
    imports = "SELECT revision FROM batch WHERE report = ? AND origin IN ('import', 'handed') ORDER BY revision DESC"
    for (revision,) in db.execute(imports, (report_id,)).fetchall():
        if revision > ROOT and _stands(db, report_id, revision):
            return int(revision)
    return ROOT


def _stands(db: sqlite3.Connection, report_id: int, revision: int) -> bool:
    """Whether an act was not undone, or done again after that, and so on."""
    undoing = "SELECT revision FROM batch WHERE report = ? AND undoes = ?"
    times = 0
    while found := db.execute(undoing, (report_id, revision)).fetchone():
        (revision,) = found
        times += 1
    return times % 2 == 0


def _revert(db: sqlite3.Connection, report_id: int, actor: str, origin: str, step: int | None) -> Step | None:
    with writing(db):
        entry = unlocked(db, report_id)
        waiting = _done(db, report_id) if origin == "undo" else _undone(db, report_id)
        if step is None:
            step = next(waiting, None)
            if step is None:
                return None
        elif not _free(db, report_id, waiting, step):
            raise GiktuiError(_("报告这期间又有改动，没有撤销或恢复。请看过后再试一次。"))
        back = [
            Line(line.part, line.new, line.old, line.at, None, line.detail) for line in lines_of(db, report_id, step)
        ]
        apply_lines(db, report_id, back)
        revision = append(db, report_id, back, actor=actor, origin=origin, undoes=step)
        edits = tuple(walk(db, report_id, after=revision - 1))
        return Step(step_label(entry, (edit.cell for edit in edits if edit.cell)), edits)


def _free(db: sqlite3.Connection, report_id: int, waiting: Iterator[int], step: int) -> bool:
    """Whether the step stands, and nothing that stands was done to the same cells and texts since."""
    parts = set(_pending(db, report_id, step).parts)
    for revision in waiting:
        if revision <= step:
            return revision == step
        if not parts.isdisjoint(_pending(db, report_id, revision).parts):
            return False
    return False


def step_label(entry: Entry, touched: Iterable[str]) -> str:
    """What a step changes, in words: the first cell or section, and how many more."""
    form = load_form(entry.form)
    parts = sorted(touched, key=lambda part: part not in form.cells)
    if not parts:
        return origin_name("import")
    first = part_name(form, parts[0])
    return first if len(parts) == 1 else _("{first}等 {n} 项").format(first=first, n=len(parts))
