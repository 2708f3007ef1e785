"""Undo and redo, report by report, across sessions. The journal only grows: an undo is a batch of its own."""

import sqlite3

from giktui.form import cell_label, load_form
from giktui.i18n import _
from giktui.store.connect import writing
from giktui.store.entries import unlocked
from giktui.store.journal import ROOT, Line, append, apply_lines, lines_of, walk
from giktui.store.values import Edit, Entry, Step

_NO_STEPS = ("submit", "reopen", "waive", "unwaive", "merge")


def undo(db: sqlite3.Connection, report_id: int, *, actor: str) -> Step | None:
    """Take back the latest step that stands; None if there is none. Raises Locked if the report is submitted."""
    return _revert(db, report_id, actor, "undo")


def redo(db: sqlite3.Connection, report_id: int, *, actor: str) -> Step | None:
    """Do again what was undone last; None after any other change. Raises Locked if the report is submitted."""
    return _revert(db, report_id, actor, "redo")


def steps(db: sqlite3.Connection, report_id: int) -> tuple[list[int], list[int]]:
    """The revisions that undo and redo would take back, the next one last."""
    done: list[int] = []
    undone: list[int] = []
    batches = db.execute("SELECT revision, origin FROM batch WHERE report = ? ORDER BY revision", (report_id,))
    for revision, origin in batches:
        if revision == ROOT or origin in _NO_STEPS:
            continue
        if origin == "undo":
            done.pop()
            undone.append(revision)
            continue
        if origin == "redo":
            undone.pop()
        else:
            undone.clear()
        done.append(revision)
    return done, undone


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
        if batches[act][0] == "import":
            latest = max(latest, act)
    return latest


def _revert(db: sqlite3.Connection, report_id: int, actor: str, origin: str) -> Step | None:
    with writing(db):
        entry = unlocked(db, report_id)
        done, undone = steps(db, report_id)
        waiting = done if origin == "undo" else undone
        if not waiting:
            return None
        back = [
            Line(line.part, line.new, line.old, line.at, None, line.detail)
            for line in lines_of(db, report_id, waiting[-1])
        ]
        apply_lines(db, report_id, back)
        revision = append(db, report_id, back, actor=actor, origin=origin, undoes=waiting[-1])
        edits = tuple(edit for edit in walk(db, report_id) if edit.batch == revision)
        return Step(_label(entry, edits), edits)


def _label(entry: Entry, edits: tuple[Edit, ...]) -> str:
    """What a step changed, in words: the first cell or section, and how many more."""
    form = load_form(entry.form)
    parts = sorted((edit.cell for edit in edits), key=lambda part: part not in form.cells)
    names = {"title": _("标题"), "preamble": _("导语"), "form": _("格式版本")}
    names.update({section.id: section.title for section in form.narratives})
    first = cell_label(form, parts[0]) if parts[0] in form.cells else names.get(parts[0], parts[0])
    return first if len(parts) == 1 else _("{first}等 {n} 项").format(first=first, n=len(parts))
