"""Comments: what somebody says of a cell, a paragraph or a whole report; answered, and closed when settled."""

import sqlite3
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.i18n import _
from giktui.incoming import LONGEST_COMMENT, sound_text
from giktui.report import paragraphs
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.reports.index import entry_of
from giktui.store.reports.texts import read_texts


class Comment(NamedTuple):
    """A comment on `part` (a cell, a text; empty: the report), on the paragraph `quote` of a text.

    `answers` is the id of the comment that it answers. A comment is closed with its answers. `source` is the package or
    database that brought it; empty for one that was made here.
    """

    id: int
    report: int
    part: str
    quote: str
    answers: int | None
    text: str
    actor: str
    time: str
    closed_by: str | None = None
    closed_at: str | None = None
    source: str = ""


_SELECT = "SELECT id, report, part, quote, answers, text, actor, time, closed_by, closed_at, source FROM comment"


def add_comment(
    db: sqlite3.Connection, report_id: int, text: str, *, actor: str, part: str = "", paragraph: int | None = None
) -> Comment:
    """Say something of a part of the report, or of a paragraph of a text (counted from 1).

    A submitted report takes comments too: they change nothing in it. Raises GiktuiError for an empty or too long
    comment, and for a part or paragraph that the report does not have.
    """
    with writing(db):
        entry = entry_of(db, report_id)
        form = load_form(entry.form)
        texts = ("title", "preamble", *(section.id for section in form.sections))
        if part and part not in form.cells and part not in texts:
            unknown = _("报告里没有“{part}”：单元格的编号如 applications.received.total，文字的如 overview。")
            raise GiktuiError(unknown.format(part=part))
        quote = ""
        if paragraph is not None:
            said = paragraphs(read_texts(db, report_id).get(part, ""))
            if not 1 <= paragraph <= len(said):
                raise GiktuiError(_("这一部分没有第 {n} 段，共 {count} 段。").format(n=paragraph, count=len(said)))
            quote = said[paragraph - 1]
        comment = _insert(db, report_id, _proper(text), part=part, quote=quote, answers=None, actor=actor)
        append(db, report_id, [], actor=actor, origin="comment", detail=f"{part} {comment.text}".strip())
        return comment


def answer_comment(db: sqlite3.Connection, comment_id: int, text: str, *, actor: str) -> Comment:
    """Answer a comment, which is still open. Raises GiktuiError for one that is closed or not there."""
    with writing(db):
        asked = _open(db, comment_id)
        answered = asked.id if asked.answers is None else asked.answers
        answer = _insert(
            db, asked.report, _proper(text), part=asked.part, quote=asked.quote, answers=answered, actor=actor
        )
        append(db, asked.report, [], actor=actor, origin="answer", detail=answer.text)
        return answer


def close_comment(db: sqlite3.Connection, comment_id: int, *, actor: str) -> Comment:
    """Close a comment with its answers. Raises GiktuiError for one that is closed or not there."""
    with writing(db):
        comment = _open(db, comment_id)
        first = comment.id if comment.answers is None else comment.answers
        db.execute(
            "UPDATE comment SET closed_by = ?, closed_at = ? WHERE id = ? OR answers = ?", (actor, now(), first, first)
        )
        append(db, comment.report, [], actor=actor, origin="close", detail=comment.text)
        return _of(db, comment_id)


def comments(db: sqlite3.Connection, report_id: int, *, closed: bool = False) -> list[Comment]:
    """The report's comments, each followed by its answers, oldest first; the closed ones too if asked for."""
    rows = db.execute(
        f"{_SELECT} WHERE report = ? AND (? OR closed_at IS NULL) ORDER BY coalesce(answers, id), id",
        (report_id, closed),
    )
    return [Comment(*row) for row in rows]


def _insert(
    db: sqlite3.Connection, report_id: int, text: str, *, part: str, quote: str, answers: int | None, actor: str
) -> Comment:
    id = db.execute(
        "INSERT INTO comment (report, part, quote, answers, text, actor, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (report_id, part, quote, answers, text, actor, now()),
    ).lastrowid
    return _of(db, int(id or 0))


def _of(db: sqlite3.Connection, comment_id: int) -> Comment:
    row = db.execute(f"{_SELECT} WHERE id = ?", (comment_id,)).fetchone()
    if row is None:
        raise GiktuiError(_("没有编号为 {id} 的批注。用 giktui comment list 查看。").format(id=comment_id))
    return Comment(*row)


def _open(db: sqlite3.Connection, comment_id: int) -> Comment:
    comment = _of(db, comment_id)
    if comment.closed_at is not None:
        raise GiktuiError(_("编号为 {id} 的批注已经办结。").format(id=comment_id))
    return comment


def _proper(text: str) -> str:
    proper = sound_text(text).strip()
    if not proper:
        raise GiktuiError(_("批注不能为空。"))
    if len(proper) > LONGEST_COMMENT:
        raise GiktuiError(_("批注最多 {n} 字。").format(n=LONGEST_COMMENT))
    return proper
