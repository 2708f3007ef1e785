"""Comments and notices on their way between databases: as JSON has them, and kept here marked with their file.

Nothing of ours is overwritten: a comment or notice that is here already stays as it is, with what became of it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from giktui.i18n import _
from giktui.readers.formats.package_review import HandedNotice, HandedReview, read_review
from giktui.report import number_json
from giktui.store.journal.batches import append
from giktui.store.reports.cells import decode, encode

_COMMENTS = "SELECT id, part, quote, answers, text, actor, time, closed_by, closed_at FROM comment WHERE report = ?"
_ITEMS = (
    "SELECT number, rule, severity, fingerprint, cells, message, suggestion, part, quote, stands, should, outcome,"
    " answer, answered_at FROM notice_item WHERE notice = ? ORDER BY number"
)
_ITEM = (
    "number", "rule", "severity", "fingerprint", "cells", "message", "suggestion", "part", "quote", "stands", "should",
    "outcome", "answer", "answered_at",
)  # fmt: skip


def review_notes(db: sqlite3.Connection, report_id: int) -> dict[str, object]:
    """The comments and notices about a report, as `read_review` reads them; no key where there is none."""
    rows = db.execute(f"{_COMMENTS} ORDER BY coalesce(answers, id), id", (report_id,)).fetchall()
    places = {id: number for number, (id, *_rest) in enumerate(rows)}
    comments = [
        {
            "part": part, "quote": quote, "answers": None if answers is None else places.get(answers, -1), "text": text,
            "actor": actor, "time": time, "closed_by": closed_by, "closed_at": closed_at,
        }
        for _id, part, quote, answers, text, actor, time, closed_by, closed_at in rows
    ]  # fmt: skip
    sql = "SELECT id, token, time, actor, deadline FROM notice WHERE report = ? ORDER BY id"
    notices = [
        {
            "token": token, "time": time, "actor": actor, "deadline": deadline,
            "items": [_item_as_json(row) for row in db.execute(_ITEMS, (id,)).fetchall()],
        }
        for id, token, time, actor, deadline in db.execute(sql, (report_id,)).fetchall()
    ]  # fmt: skip
    return ({"comments": comments} if comments else {}) | ({"notices": notices} if notices else {})


def _item_as_json(row: Sequence[object]) -> dict[str, object]:
    item = dict(zip(_ITEM, row, strict=True))
    stands = json.loads(str(item["stands"]))
    return {
        **item,
        "cells": str(item["cells"]).split(),
        "stands": {cell: number_json(decode(value)) for cell, value in stands.items()},
    }


def review_of(other: sqlite3.Connection, report_id: int, form_id: str) -> HandedReview:
    """What was said of a report in another database, through the same gate as what a package has."""
    return read_review(review_notes(other, report_id), form_id)


def keep_review(
    db: sqlite3.Connection, report_id: int, review: HandedReview, *, source: str, file: str, actor: str
) -> int:
    """Keep what is new of it, in the caller's transaction, and say so in the journal; how much that was.

    `source` marks it as brought by that file; empty where the sender is trusted as oneself.
    """
    new = _keep_comments(db, report_id, review, source) + sum(
        _keep_notice(db, report_id, one, source) for one in review.notices
    )
    if new:
        said = _("{n} 条批注和通知，由 {file} 带入").format(n=new, file=file)
        append(db, report_id, [], actor=actor, origin="brought", detail=said)
    return new


def _keep_comments(db: sqlite3.Connection, report_id: int, review: HandedReview, source: str) -> int:
    sql = "SELECT part, quote, answers, text, actor, time, id FROM comment WHERE report = ? ORDER BY id"
    here: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for *known, id in db.execute(sql, (report_id,)).fetchall():
        here[tuple(known)].append(id)
    ids: list[int] = []
    new = 0
    for one in review.comments:
        key = (one.part, one.quote, None if one.answers is None else ids[one.answers], one.text, one.actor, one.time)
        if alike := here[key]:
            ids.append(alike.pop(0))  # each once: what was said twice was said twice
            continue
        added = db.execute(
            "INSERT INTO comment (report, part, quote, answers, text, actor, time, closed_by, closed_at, source)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (report_id, *key, one.closed_by, one.closed_at, source),
        )
        ids.append(int(added.lastrowid or 0))
        new += 1
    return new


def _keep_notice(db: sqlite3.Connection, report_id: int, notice: HandedNotice, source: str) -> int:
    if db.execute("SELECT 1 FROM notice WHERE token = ?", (notice.token,)).fetchone() is not None:
        return 0
    (revision,) = db.execute("SELECT revision FROM report WHERE id = ?", (report_id,)).fetchone()
    row = (notice.token, report_id, revision, notice.time, notice.actor, notice.deadline, source)
    id = db.execute(
        "INSERT INTO notice (token, report, revision, time, actor, deadline, source) VALUES (?, ?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    for one in notice.items:
        values: Mapping[str, object] = {
            **{name: getattr(one, name) for name in _ITEM},
            "cells": " ".join(one.cells),
            "stands": json.dumps({cell: encode(value) for cell, value in one.stands.items()}),
        }
        columns = ", ".join(("notice", *_ITEM))
        marks = ", ".join("?" * (len(_ITEM) + 1))
        db.execute(f"INSERT INTO notice_item ({columns}) VALUES ({marks})", (id, *(values[name] for name in _ITEM)))
    return 1
