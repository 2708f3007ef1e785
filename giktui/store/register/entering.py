"""Requests entered, answered and settled by hand: each an act that can be taken back."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_line, sound_text
from giktui.register.heads import fields
from giktui.register.reading import read_request
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.register.acts import record
from giktui.store.register.rows import Stored, find_twice, insert, requests, update

ORIGIN = "typed"


def enter(
    db: sqlite3.Connection, agency: int, texts: Mapping[str, str], *, actor: str, id: int | None = None
) -> Stored:
    """Add a request that was entered here, or enter fields of one that is there. Gives it as it is stored.

    Raises GiktuiError for a field that is none.
    """
    known = {one.id for one in fields()}
    for field in texts:
        if field not in known:
            raise GiktuiError(_("台账没有“{field}”这一项").format(field=field))
    texts = {field: (sound_line if field == "number" else sound_text)(text) for field, text in texts.items()}
    with writing(db):
        if id is None:
            _refuse_number(db, agency, texts)
            (id,) = insert(db, agency, [Stored(0, {}, {k: v for k, v in texts.items() if v}, None)])
            record(db, agency, (), [id], actor=actor, origin=ORIGIN)
            moment = now()
            rows = [(id, moment, actor, ORIGIN, field, "", text) for field, text in texts.items() if text]
            db.executemany("INSERT INTO request_change VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            find_twice(db, agency)
        else:
            (before,) = requests(db, agency, [id])
            by_hand = {**before.by_hand, **texts}
            by_hand = {field: text for field, text in by_hand.items() if text != before.said.get(field, "")}
            _replace(db, before, actor, by_hand=by_hand)
        (stored,) = requests(db, agency, [id])
        return stored


def _refuse_number(db: sqlite3.Connection, agency: int, texts: Mapping[str, str]) -> None:
    """Raises GiktuiError where a request of that number came in the same year."""
    number, received = texts.get("number", "").strip(), read_request(texts).received
    sql = "SELECT id FROM request WHERE agency = ? AND number = ? AND substr(received, 1, 4) = ?"
    year = f"{received.year}" if received else ""
    if number and db.execute(sql, (agency, number, year)).fetchone():
        raise GiktuiError(_("{year} 年已有编号为“{number}”的申请").format(year=year, number=number))


def next_number(db: sqlite3.Connection, agency: int, year: int) -> str:
    """The number that follows the greatest of the year: 2025-019 after 2025-018; `2025-001` where there is none."""
    sql = (
        "SELECT number FROM request WHERE agency = ? AND substr(received, 1, 4) = ?"
        " ORDER BY length(number) DESC, number DESC LIMIT 1"
    )
    last = db.execute(sql, (agency, str(year))).fetchone()
    match = re.search(r"\d+(?=\D*$)", last[0]) if last else None
    if match is None:
        return f"{year}-001"
    digits = str(int(match[0]) + 1).zfill(len(match[0]))
    return f"{last[0][: match.start()]}{digits}{last[0][match.end() :]}"


def leave_out(db: sqlite3.Connection, stored: Stored, reason: str | None, *, actor: str) -> None:
    """Count the request no longer, for that reason; None counts it again."""
    with writing(db):
        _replace(db, stored, actor, left_out=None if reason is None else sound_text(reason).strip())


def keep(db: sqlite3.Connection, stored: Stored, *, actor: str) -> None:
    """Keep a request that the list no longer has."""
    with writing(db):
        _replace(db, stored, actor, vanished=False)


def _replace(db: sqlite3.Connection, before: Stored, actor: str, **changed: Any) -> None:
    after = replace(before, **changed)
    if after == before:
        return
    (agency,) = db.execute("SELECT agency FROM request WHERE id = ?", (before.id,)).fetchone()
    record(db, agency, [before], actor=actor, origin=ORIGIN)
    update(db, before, after, actor=actor, origin=ORIGIN)
    find_twice(db, agency)
