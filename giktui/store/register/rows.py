"""The requests of an agency: reading and writing them; every change of one stays in `request_change`."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import LONGEST_NAME
from giktui.register.fingerprint import register_fingerprint
from giktui.register.reading import read_request
from giktui.register.request import LAST, Doubt, Request
from giktui.store.connection.surroundings import now

_SELECT = "SELECT id, said, by_hand, year, source, sheet, line, left_out, vanished FROM request WHERE agency = :agency"
_COLUMNS = (
    "number", "received", "kind", "channel", "answered", "result", "fee", "review", "review_begun", "review_ended",
    "suit", "suit_begun", "suit_ended", "after_review", "said", "by_hand", "year", "source", "sheet", "line",
    "left_out", "vanished", "updated",
)  # fmt: skip
_UPDATE = f"UPDATE request SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"
_FIRST = "INSERT OR REPLACE INTO made_with SELECT 'register', ? WHERE NOT EXISTS (SELECT 1 FROM request)"
"""With the first request: what it was read with (see `rereading`)."""
# Never the id of one that is gone: its acts stay in the journal and would be told of the new one.
_NEXT_ID = (
    "SELECT 1 + max(ifnull((SELECT max(id) FROM request), 0), ifnull((SELECT max(request) FROM register_before), 0))"
)
_INSERT = f"INSERT INTO request (id, agency, {', '.join(_COLUMNS)}) VALUES (?, ?{', ?' * len(_COLUMNS)})"


@dataclass(frozen=True)
class Stored:
    """A stored request: what its list says, what was entered by hand instead, its place, why it is left out."""

    id: int
    said: Mapping[str, str]
    by_hand: Mapping[str, str]
    year: int | None
    source: str = ""
    sheet: str = ""
    line: int | None = None
    left_out: str | None = None
    vanished: bool = False

    @property
    def texts(self) -> dict[str, str]:
        """What counts of each field: what was entered by hand, else what the list says."""
        return {**self.said, **self.by_hand}

    @cached_property
    def request(self) -> Request:
        """The request as it is read."""
        return read_request(self.texts, self.year)

    @property
    def shown(self) -> str:
        """How a person calls it: its number, else its running number, else its id."""
        texts = self.texts
        return _line(texts.get("number", "")) or _line(texts.get("place", "")) or f"#{self.id}"

    @property
    def place(self) -> str:
        """Where in its list it stands."""
        if not self.source:
            return ""
        file = " ".join(filter(None, (self.source, self.sheet)))
        return _("{file} 第 {line} 行").format(file=file, line=self.line)


def _line(text: str) -> str:
    """As much of a field as a name has room for, on one line."""
    return " ".join(text.split())[:LONGEST_NAME]


def requests(
    db: sqlite3.Connection, agency: int, ids: Iterable[int] | None = None, *, unanswered: bool = False
) -> list[Stored]:
    """The agency's requests, or those of these ids, or without an answer, by the day they came."""
    sql = f"{_SELECT} {'AND id IN (SELECT value FROM json_each(:ids))' if ids is not None else ''}"
    sql += " AND answered IS NULL AND left_out IS NULL" if unanswered else ""
    places = {"agency": agency, "ids": json.dumps(list(ids or ()))}
    return list(_read(db.execute(f"{sql} ORDER BY received IS NULL, received, id", places)))


def the_request(db: sqlite3.Connection, agency: int, name: str, year: int | None = None) -> Stored:
    """The request of that number (`#12`: of that id), received in `year` if given. GiktuiError: none, several."""
    if name.startswith("#") and name[1:].isdecimal():
        found = requests(db, agency, [int(name[1:])])
    else:
        sql = f"{_SELECT} AND number = :number AND (:year IS NULL OR substr(received, 1, 4) = :year)"
        places = {"agency": agency, "number": name.strip(), "year": None if year is None else str(year)}
        found = list(_read(db.execute(sql, places)))
    if not found:
        raise GiktuiError(_("台账里没有编号为“{name}”的申请。用 giktui requests list 查看。").format(name=name))
    if len(found) > 1:
        named = _("、").join(f"#{one.id}" for one in found[:5])
        text = _("编号“{name}”有 {n} 件申请（{ids}）。请写明是哪一件。")
        raise GiktuiError(text.format(name=name, n=len(found), ids=named))
    return found[0]


def _read(rows: Iterable[tuple[Any, ...]]) -> Iterator[Stored]:
    for id, said, by_hand, year, source, sheet, line, left_out, vanished in rows:
        yield Stored(id, json.loads(said), json.loads(by_hand), year, source, sheet, line, left_out, bool(vanished))


def insert(db: sqlite3.Connection, agency: int, rows: Iterable[Stored]) -> list[int]:
    """Write new requests and give their ids. To be followed by `find_twice`, as `update` is."""
    moment = now()
    db.execute(_FIRST, (register_fingerprint(),))
    (first,) = db.execute(_NEXT_ID).fetchone()
    ids: list[int] = []
    doubts: list[tuple[Any, ...]] = []
    told: set[str] = set()
    for id, row in enumerate(rows, first):
        told |= row.texts.keys()
        request = row.request
        db.execute(_INSERT, (id, agency, *_values(row, request, moment)))
        ids.append(id)
        doubts += _doubt_rows(id, row, request.doubts)
    _insert_doubts(db, doubts)
    _note_columns(db, agency, told)
    return ids


def update(db: sqlite3.Connection, before: Stored, after: Stored, *, actor: str, origin: str) -> None:
    """Write a changed request and journal what of it changed."""
    rewrite(db, before.id, after)
    journaled(db, before, after, actor=actor, origin=origin)
    new = after.texts
    if new.keys() - before.texts.keys():
        (agency,) = db.execute("SELECT agency FROM request WHERE id = ?", (before.id,)).fetchone()
        _note_columns(db, agency, new)


def journaled(db: sqlite3.Connection, before: Stored, after: Stored, *, actor: str, origin: str) -> None:
    """Write down what of a request changed."""
    moment = now()
    old, new = before.texts, after.texts
    changes = [
        (before.id, moment, actor, origin, field, old.get(field, ""), new.get(field, ""))
        for field in dict.fromkeys([*old, *new])
        if old.get(field, "") != new.get(field, "")
    ]
    for field, one, other in (
        ("left_out", before.left_out or "", after.left_out or ""),
        ("vanished", str(int(before.vanished)), str(int(after.vanished))),
    ):
        if one != other:
            changes.append((before.id, moment, actor, origin, field, one, other))
    db.executemany("INSERT INTO request_change VALUES (?, ?, ?, ?, ?, ?, ?)", changes)


def rewrite(db: sqlite3.Connection, id: int, row: Stored) -> None:
    """Write what a request's texts come to, and what of it is not certain."""
    db.execute(_UPDATE, (*_values(row, row.request, now()), id))
    db.execute("DELETE FROM request_doubt WHERE request = ?", (id,))
    _insert_doubts(db, _doubt_rows(id, row, row.request.doubts))


def _note_columns(db: sqlite3.Connection, agency: int, told: Iterable[str]) -> None:
    rows = [(agency, field) for field in told if not field.startswith(("*", "?"))]
    db.executemany("INSERT OR IGNORE INTO register_column VALUES (?, ?)", rows)


def _values(row: Stored, request: Request, moment: str) -> tuple[Any, ...]:
    review, suit = request.review, request.suit
    return (
        request.number or row.texts.get("place", ""),
        request.received and request.received.isoformat(),
        request.kind,
        request.channel,
        request.answered and request.answered.isoformat(),
        request.result,
        request.fee,
        *((review.outcome, review.begun, review.ended) if review else (None, None, None)),
        *((suit.outcome, suit.begun, suit.ended) if suit else (None, None, None)),
        request.after_review,
        json.dumps(row.said, ensure_ascii=False),
        json.dumps(row.by_hand, ensure_ascii=False),
        row.year,
        row.source,
        row.sheet,
        row.line,
        row.left_out,
        row.vanished,
        moment,
    )


def _doubt_rows(id: int, row: Stored, doubts: Iterable[Doubt]) -> list[tuple[Any, ...]]:
    found = [*doubts, *([Doubt("number", "vanished")] if row.vanished else [])]
    return [(id, one.field, one.why, one.said, " ".join(one.choices), one.first_year, one.last_year) for one in found]


def _insert_doubts(db: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    db.executemany("INSERT INTO request_doubt VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def doubts(db: sqlite3.Connection, agency: int, year: int | None = None) -> list[tuple[Stored, list[Doubt]]]:
    """The requests of which something is not certain (for that year), each with what it is; none that is left out."""
    sql = (
        "SELECT request, field, why, said, choices, first_year, last_year FROM request_doubt"
        " WHERE request IN (SELECT id FROM request WHERE agency = :agency AND left_out IS NULL)"
        " AND (:year IS NULL OR :year BETWEEN first_year AND last_year)"
    )
    by_request: dict[int, list[Doubt]] = {}
    for id, field, why, said, choices, first, last in db.execute(sql, {"agency": agency, "year": year}):
        by_request.setdefault(id, []).append(Doubt(field, why, said, tuple(choices.split()), first, last))
    return [(one, by_request[one.id]) for one in requests(db, agency, by_request)]


def find_twice(db: sqlite3.Connection, agency: int) -> None:
    """Doubt every request whose number another one of its year has too (a running number is none); and no other."""
    own = "trim(coalesce(json_extract(by_hand, '$.number'), json_extract(said, '$.number'), ''))"
    mine = "SELECT id FROM request WHERE agency = ?"
    db.execute(f"DELETE FROM request_doubt WHERE why = 'twice' AND field = 'number' AND request IN ({mine})", (agency,))
    db.execute(
        f"WITH numbered AS (SELECT id, {own} AS number, substr(received, 1, 4) AS year FROM request"
        f" WHERE agency = ? AND left_out IS NULL AND {own} <> '' AND received IS NOT NULL)"
        " INSERT INTO request_doubt SELECT id, 'number', 'twice', number, '', CAST(year AS INTEGER), ? FROM numbered"
        " WHERE (number, year) IN (SELECT number, year FROM numbered GROUP BY number, year HAVING count(*) > 1)",
        (agency, LAST),
    )
