"""What was done to a register, act by act: written with each change, taken back, and told of one request."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.register.rows import Stored, find_twice, journaled, requests, rewrite

_TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM register_act AS back WHERE back.undoes = act.id AND back.origin = 'undo'"
    " AND NOT EXISTS (SELECT 1 FROM register_act WHERE undoes = back.id))"
)
_OF_ITS_OWN = f"act.origin NOT IN ('undo', 'redo') AND NOT {_TAKEN_BACK}"
_STANDING = (
    "SELECT id, time, actor, origin, detail FROM register_act AS act"
    f" WHERE agency = ? AND {_OF_ITS_OWN} ORDER BY id DESC"
)
_BUILT_UPON = (
    "SELECT act.actor FROM register_before AS mine JOIN register_before AS later USING (request)"
    f" JOIN register_act AS act ON act.id = later.act WHERE mine.act = ?1 AND later.act > ?1 AND {_OF_ITS_OWN} LIMIT 1"
)
_UNDONE = (
    "SELECT undo.id, undo.time, undo.actor, first.origin, undo.detail FROM register_act AS undo"
    " JOIN register_act AS first ON first.id = undo.undoes WHERE undo.agency = ? AND undo.origin = 'undo'"
    " AND NOT EXISTS (SELECT 1 FROM register_act WHERE undoes = undo.id) ORDER BY undo.id DESC LIMIT 1"
)
_DONE_SINCE = f"SELECT actor FROM register_act AS act WHERE agency = ? AND id > ? AND {_OF_ITS_OWN} LIMIT 1"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `origin` is import or typed, `detail` names the files."""

    id: int
    time: str
    actor: str
    origin: str
    detail: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an act back, or doing it again, did: how many requests are gone, as they were, there again."""

    act: Act
    removed: int
    restored: int
    added: int = 0


@dataclass(frozen=True, slots=True)
class RequestChange:
    """One line of a request's own history; `field` is empty for its coming into the register."""

    time: str
    actor: str
    origin: str
    field: str
    old: str
    new: str


def record(
    db: sqlite3.Connection,
    agency: int,
    before: Iterable[Stored],
    added: Iterable[int] = (),
    *,
    actor: str,
    origin: str,
    detail: str = "",
    undoes: int | None = None,
) -> None:
    """Write down an act with the requests it touched, as they stood `before`. To be called in its transaction."""
    row = (agency, now(), actor, origin, detail, undoes)
    act = db.execute(
        "INSERT INTO register_act (agency, time, actor, origin, detail, undoes) VALUES (?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    touched = [(act, one.id, _written(one)) for one in before] + [(act, id, None) for id in added]
    db.executemany("INSERT INTO register_before VALUES (?, ?, ?)", touched)


def last_act(db: sqlite3.Connection, agency: int, actor: str | None = None) -> Act | None:
    """The latest act that was not taken back, of this actor if one is named."""
    return next((act for act in map(_act, db.execute(_STANDING, (agency,))) if actor in (None, act.actor)), None)


def take_back(db: sqlite3.Connection, agency: int, act: Act, *, actor: str) -> TakenBack:
    """Undo an act: what it changed is as it was, what it added is gone, or, where somebody worked on it in between,
    left out of the counts. It stands in the history of each request, and nothing is lost.

    Raises GiktuiError, with nothing changed, where one of its requests was changed since.
    """
    with writing(db):
        if (later := db.execute(_BUILT_UPON, (act.id,)).fetchone()) is not None:
            text = _("这次改动之后，{actor} 又改过其中的申请，没有撤销。请先撤销后来的改动。")
            raise GiktuiError(text.format(actor=later[0]))
        if _act_of(db, agency, act.id) is None:
            raise GiktuiError(_("这次改动已经撤销了。"))
        stood = dict(db.execute("SELECT request, stood FROM register_before WHERE act = ?", (act.id,)).fetchall())
        present = requests(db, agency, stood)
        record(db, agency, present, actor=actor, origin="undo", detail=act.detail, undoes=act.id)
        gone = [one for one in present if stood[one.id] is None and not _has_history(db, one.id)]
        db.executemany("DELETE FROM request WHERE id = ?", [(one.id,) for one in gone])
        for one in present:
            if (text := stood[one.id]) is not None:
                after = _read(one.id, text)
            elif one not in gone:
                after = replace(one, left_out=_("登记已撤销"))
            else:
                continue
            rewrite(db, one.id, after)
            journaled(db, one, after, actor=actor, origin="undo")
        find_twice(db, agency)
        return TakenBack(act, len(gone), len(present) - len(gone))


def last_undone(db: sqlite3.Connection, agency: int) -> Act | None:
    """The latest act that was taken back and not done again: who took it back when, and what it was. None, too, where
    something else was done since: it may be the same list in another version."""
    found = db.execute(_UNDONE, (agency,)).fetchone()
    if found is None or db.execute(_DONE_SINCE, (agency, found[0])).fetchone() is not None:
        return None
    return _act(found)


def do_again(db: sqlite3.Connection, agency: int, undone: Act, *, actor: str) -> TakenBack:
    """Do again what `last_undone` gave: every request is as it stood before it was taken back.

    Raises GiktuiError, with nothing changed, where something was done since.
    """
    with writing(db):
        if last_undone(db, agency) != undone:
            raise GiktuiError(_("撤销之后又有别的改动，不能再恢复了。"))
        stood = dict(db.execute("SELECT request, stood FROM register_before WHERE act = ?", (undone.id,)).fetchall())
        present = {one.id: one for one in requests(db, agency, stood)}
        gone = [id for id in stood if id not in present]
        record(db, agency, present.values(), gone, actor=actor, origin="redo", detail=undone.detail, undoes=undone.id)
        for id, text in stood.items():
            after = _read(id, text)
            if (before := present.get(id)) is None:
                row = (id, agency, now())
                db.execute("INSERT INTO request (id, agency, said, updated) VALUES (?, ?, '{}', ?)", row)
            else:
                journaled(db, before, after, actor=actor, origin="redo")
            rewrite(db, id, after)
        find_twice(db, agency)
        return TakenBack(undone, 0, len(present), len(gone))


def request_history(db: sqlite3.Connection, id: int) -> list[RequestChange]:
    """What was done to a request, the latest first; values are texts as they stood in the register."""
    sql = (
        "SELECT time, actor, origin, '', '', detail, 0, act.id"
        " FROM register_before JOIN register_act AS act ON act.id = register_before.act"
        " WHERE request = ?1 AND stood IS NULL UNION ALL"
        " SELECT time, actor, origin, field, old, new, 1, rowid FROM request_change WHERE request = ?1"
        " ORDER BY time DESC, 7 DESC, 8 DESC"
    )
    return [RequestChange(*row[:6]) for row in db.execute(sql, (id,))]


def _has_history(db: sqlite3.Connection, id: int) -> bool:
    sql = "SELECT EXISTS (SELECT 1 FROM request_change WHERE request = ?)"
    return bool(db.execute(sql, (id,)).fetchone()[0])


def _act_of(db: sqlite3.Connection, agency: int, id: int) -> Act | None:
    return next((act for act in map(_act, db.execute(_STANDING, (agency,))) if act.id == id), None)


def _act(row: tuple[int, str, str, str, str]) -> Act:
    return Act(*row)


def _written(one: Stored) -> str:
    parts = (one.said, one.by_hand, one.year, one.source, one.sheet, one.line, one.left_out, one.vanished)
    return json.dumps(parts, ensure_ascii=False)


def _read(id: int, text: str) -> Stored:
    return Stored(id, *json.loads(text))
