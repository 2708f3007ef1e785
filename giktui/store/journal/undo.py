"""Undo and redo, report by report, across sessions. The journal only grows: an undo is a batch of its own."""

import sqlite3
from collections.abc import Iterable

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.i18n import _
from giktui.store.connection.connect import writing
from giktui.store.journal.batches import ROOT, Line, append, apply_lines, lines_of, walk
from giktui.store.models import Entry, Pending, Step
from giktui.store.reports.index import unlocked
from giktui.wording.origins import origin_name
from giktui.wording.parts import part_name

_ALWAYS = ("import", "handed")
"""A file that changed nothing still took the place of the one before: which doubts stand depends on it."""


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
    return _next(db, report_id, steps(db, report_id)[0], actor, part)


def next_redo(db: sqlite3.Connection, report_id: int, actor: str, part: str = "") -> Pending | None:
    """What `actor` would do again: what they undid last, or, where that cannot be, what anyone did; `part` as above."""
    return _next(db, report_id, steps(db, report_id)[1], actor, part)


def steps(db: sqlite3.Connection, report_id: int) -> tuple[list[int], list[int]]:
    """The revisions that undo and redo would take back, the latest one last: the acts that changed something."""
    done: list[int] = []
    undone: list[int] = []
    sql = (
        "SELECT revision, origin, undoes FROM batch WHERE report = ?1 AND revision > ?2"
        " AND (undoes IS NOT NULL OR origin IN (?3, ?4)"
        " OR EXISTS (SELECT 1 FROM change WHERE report = ?1 AND change.revision = batch.revision))"
        " ORDER BY revision"
    )
    for revision, origin, undoes in db.execute(sql, (report_id, ROOT, *_ALWAYS)):
        if origin == "undo":
            done.remove(undoes)
            undone.append(revision)
            continue
        if origin == "redo":
            undone.remove(undoes)
        else:
            undone.clear()
        done.append(revision)
    return done, undone


def _next(db: sqlite3.Connection, report_id: int, waiting: list[int], actor: str, part: str) -> Pending | None:
    if not waiting:
        return None
    later: set[str] = set()
    for revision in reversed(waiting):
        pending = _pending(db, report_id, revision)
        if part and part in later:
            return None
        if pending.actor == actor and later.isdisjoint(pending.parts) and (not part or pending.parts == (part,)):
            return pending
        later.update(pending.parts)
    return None if part else _pending(db, report_id, waiting[-1])


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
    rows = db.execute("SELECT revision, origin, undoes FROM batch WHERE report = ?", (report_id,)).fetchall()
    batches = {revision: (origin, undoes) for revision, origin, undoes in rows}
    done, _undone = steps(db, report_id)
    latest = ROOT
    for step in done:
        act = step
        while batches[act][1] is not None:  # a redo stands for what it did again
            act = batches[act][1]
        if batches[act][0] in ("import", "handed"):
            latest = max(latest, act)
    return latest


def _revert(db: sqlite3.Connection, report_id: int, actor: str, origin: str, step: int | None) -> Step | None:
    with writing(db):
        entry = unlocked(db, report_id)
        done, undone = steps(db, report_id)
        waiting = done if origin == "undo" else undone
        if step is None:
            if not waiting:
                return None
            step = waiting[-1]
        elif not _free(db, report_id, waiting, step):
            raise GiktuiError(_("报告这期间又有改动，没有撤销或恢复。请看过后再试一次。"))
        back = [
            Line(line.part, line.new, line.old, line.at, None, line.detail) for line in lines_of(db, report_id, step)
        ]
        apply_lines(db, report_id, back)
        revision = append(db, report_id, back, actor=actor, origin=origin, undoes=step)
        edits = tuple(edit for edit in walk(db, report_id) if edit.batch == revision)
        return Step(step_label(entry, (edit.cell for edit in edits)), edits)


def _free(db: sqlite3.Connection, report_id: int, waiting: list[int], step: int) -> bool:
    """Whether the step stands, and nothing that stands was done to the same cells and texts since."""
    if step not in waiting:
        return False
    parts = set(_pending(db, report_id, step).parts)
    later = waiting[waiting.index(step) + 1 :]
    return all(parts.isdisjoint(_pending(db, report_id, revision).parts) for revision in later)


def step_label(entry: Entry, touched: Iterable[str]) -> str:
    """What a step changes, in words: the first cell or section, and how many more."""
    form = load_form(entry.form)
    parts = sorted(touched, key=lambda part: part not in form.cells)
    if not parts:
        return origin_name("import")
    first = part_name(form, parts[0])
    return first if len(parts) == 1 else _("{first}等 {n} 项").format(first=first, n=len(parts))
