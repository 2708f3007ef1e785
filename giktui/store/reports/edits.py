"""Changing cells and texts of a report: one transaction, one batch of the journal, one undo step each."""

import sqlite3
from collections.abc import Mapping

from giktui.errors import GiktuiError
from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.incoming import sound_number, sound_text
from giktui.report import Number
from giktui.store.agencies.lineage import last_cells
from giktui.store.connection.surroundings import local_time
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import Line, append, text_line
from giktui.store.journal.edits import sources
from giktui.store.models import Conflict, Edit, Entry
from giktui.store.reports.bound_figures import following
from giktui.store.reports.cells import encode, read_cells, write_cells
from giktui.store.reports.index import entry_of, unlocked
from giktui.store.reports.texts import read_texts, write_text
from giktui.totals import changed_cells, consequences, proposed_from, reached
from giktui.wording.cells import cell_label

Cells = Mapping[str, Number]


def set_cells(
    db: sqlite3.Connection,
    report_id: int,
    values: Mapping[str, Number | None],
    *,
    actor: str,
    origin: str,
    detail: str = "",
    expected: Mapping[str, Number | None] | None = None,
    texts: Mapping[str, str] = {},
) -> Entry:
    """Give cells new values (None blanks one); totals and proposals that follow them change in the same batch.

    So do `texts`, the new wording of narratives that belong to the same act, and numbers in texts that follow cells.

    A cell that has its value already is left alone, unless that comes from elsewhere (a total typed as it was computed
    is from now on kept). `expected` are values as the caller last saw them: Conflict is raised, and nothing changed, if
    one of those cells has meanwhile another value. Raises Locked, and GiktuiError for a cell the form has not.
    """
    with writing(db):
        entry = unlocked(db, report_id)
        form = load_form(entry.form)
        for cell in values:
            if cell not in form.cells:
                raise GiktuiError(_("{form}版格式没有单元格 {cell}。").format(form=form.id, cell=cell))
        values = {cell: None if value is None else sound_number(value) for cell, value in values.items()}
        before = read_cells(db, report_id, form)
        rolled = proposed_from(form, values)
        concerned = {*values, *(expected or ()), *rolled, *reached(form, {*values, *rolled})}
        origins = sources(db, report_id, concerned)
        if expected:
            _refuse_conflict(form, before, values, expected, origins)
        changed = {
            cell: value
            for cell, value in values.items()
            if encode(value) != encode(before.get(cell))
            or (value is not None and cell in origins and origins[cell].origin != origin)
        }
        written = read_texts(db, report_id)
        texts = {part: text for part, text in texts.items() if sound_text(text) != written.get(part, "")}
        if not changed and not texts:
            return entry
        last = last_cells(db, entry, form) if rolled else {}
        follow = consequences(form, before, values, {cell: edit.origin for cell, edit in origins.items()}, last)
        after = changed_cells(before, {**changed, **{cell: value for cell, (value, _how) in follow.items()}})
        texts = {**following(db, report_id, written, before, after), **texts}
        lines = [Line(cell, before.get(cell), value) for cell, value in changed.items()]
        lines += [Line(cell, before.get(cell), value, origin=how) for cell, (value, how) in follow.items()]
        lines += [text_line(part, written.get(part, ""), text) for part, text in texts.items()]
        write_cells(db, report_id, {**changed, **{cell: value for cell, (value, _how) in follow.items()}})
        for part, text in texts.items():
            write_text(db, report_id, part, text)
        append(db, report_id, lines, actor=actor, origin=origin, detail=detail)
        return entry_of(db, report_id)


def set_text(
    db: sqlite3.Connection,
    report_id: int,
    part: str,
    text: str,
    *,
    actor: str,
    origin: str = "typed",
    detail: str = "",
    expected: str | None = None,
) -> Entry:
    """Give a text its new wording: `part` is a narrative's section id, `title` or `preamble`.

    Raises Conflict if the text is neither `expected` nor the new one already, Locked, and GiktuiError for another part.
    """
    text = sound_text(text)
    with writing(db):
        entry = unlocked(db, report_id)
        if part not in ("title", "preamble", *(section.id for section in load_form(entry.form).sections)):
            raise GiktuiError(_("报告没有“{part}”这一部分。").format(part=part))
        old = read_texts(db, report_id).get(part, "")
        if old == text:
            return entry
        if expected is not None and sound_text(old) != sound_text(expected):
            raise _conflict(part, part, sources(db, report_id, [part]).get(part))
        write_text(db, report_id, part, text)
        append(db, report_id, [text_line(part, old, text)], actor=actor, origin=origin, detail=detail)
        return entry_of(db, report_id)


def _refuse_conflict(
    form: Form,
    before: Cells,
    values: Mapping[str, Number | None],
    expected: Mapping[str, Number | None],
    origins: Mapping[str, Edit],
) -> None:
    for cell, value in expected.items():
        if before.get(cell) != value and before.get(cell) != values.get(cell, value):
            raise _conflict(cell, cell_label(form, cell, section=True), origins.get(cell))


def _conflict(part: str, what: str, edit: Edit | None) -> Conflict:
    if edit is None:  # blanked by an undo
        edit = Edit(0, 0, "", "", "undo", part, None, None)
        return Conflict(_("“{what}”刚刚被清空，没有保存您的修改。").format(what=what), edit)
    text = _("“{what}”已被 {actor} 于 {time} 修改，没有保存您的修改。")
    return Conflict(text.format(what=what, actor=edit.actor, time=local_time(edit.time)), edit)
