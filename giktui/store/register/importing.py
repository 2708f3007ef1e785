"""An office's list taken in: what is new, changed, gone. First a plan to be shown, then the import itself."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from giktui.incoming import sound_line
from giktui.register.matching import Known, match
from giktui.register.sheets import Sheet, SheetRow, every_line
from giktui.store.connection.transaction import writing
from giktui.store.register.acts import record
from giktui.store.register.rows import Stored, find_twice, insert, requests, update

ANONYMOUS = (
    "number", "place", "received", "kind", "organisation", "channel", "correction_asked", "corrected",
    "third_party_asked", "third_party_answered", "extended", "answered", "result", "fee", "review", "review_asked",
    "review_begun", "review_ended", "suit", "suit_asked", "suit_begun", "suit_ended", "after_review", "?received",
    "?answered",
)  # fmt: skip
"""The fields that are kept of a list that is taken in anonymously: no name, no content, no remark, no reason."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking in a list would do. `repeated` are lines that say once more what another line of it says."""

    added: tuple[Stored, ...]
    changed: tuple[tuple[Stored, Stored], ...]
    moved: tuple[tuple[Stored, Stored], ...]
    same: int
    vanished: tuple[Stored, ...]
    repeated: tuple[tuple[Sheet, SheetRow], ...]

    @property
    def after(self) -> list[Stored]:
        """The requests of the list as they would be."""
        return [*self.added, *(after for _before, after in self.changed)]


def plan(db: sqlite3.Connection, agency: int | None, sheets: Sequence[Sheet], *, anonymous: bool = False) -> Plan:
    """Hold the rows of the sheets against the agency's stored requests; nothing is written."""
    rows, repeated = _rows(sheets, anonymous)
    stored = requests(db, agency) if agency is not None else []
    new = [Known(row.said, _year(row), row.source, row.sheet, row.line) for row in rows]
    known = [Known(one.said, _year(one), one.source, one.sheet, one.line) for one in stored]
    by_hand = [
        Known({**old.said, "number": one.texts.get("number", "")}, old.year, old.source, old.sheet, old.line)
        for one, old in zip(stored, known, strict=True)
    ]
    matched = match(new, by_hand, ANONYMOUS if anonymous else ())
    added: list[Stored] = []
    changed: list[tuple[Stored, Stored]] = []
    moved: list[tuple[Stored, Stored]] = []
    same = 0
    for row, index in zip(rows, matched.pairs, strict=True):
        if index is None:
            added.append(row)
            continue
        before = stored[index]
        after = _merged(before, row, anonymous=anonymous)
        if after.said != before.said or after.by_hand != before.by_hand or after.vanished != before.vanished:
            changed.append((before, after))
        else:
            same += 1
            if after != before:
                moved.append((before, after))
    vanished = tuple(stored[index] for index in matched.vanished if not stored[index].vanished)
    return Plan(tuple(added), tuple(changed), tuple(moved), same, vanished, tuple(repeated))


def carry_out(db: sqlite3.Connection, agency: int, planned: Plan, *, actor: str) -> None:
    """Write what was planned, in one transaction."""
    with writing(db):
        stood = [*(one for one, _after in (*planned.changed, *planned.moved)), *planned.vanished]
        added = insert(db, agency, planned.added)
        if stood or added:
            record(db, agency, stood, added, actor=actor, origin="import", detail=_files(planned))
        for before, after in planned.changed:
            update(db, before, after, actor=actor, origin="import")
        for before, after in planned.moved:
            place = (after.source, after.sheet, after.line, after.year, before.id)
            db.execute("UPDATE request SET source = ?, sheet = ?, line = ?, year = ? WHERE id = ?", place)
        for one in planned.vanished:
            update(db, one, replace(one, vanished=True), actor=actor, origin="import")
        find_twice(db, agency)


def _files(planned: Plan) -> str:
    """The files that a plan's requests stand in, once each."""
    there = (*planned.added, *(after for _before, after in (*planned.changed, *planned.moved)))
    return ", ".join(dict.fromkeys(one.source for one in there if one.source))


def _rows(sheets: Sequence[Sheet], anonymous: bool) -> tuple[list[Stored], list[tuple[Sheet, SheetRow]]]:
    """The rows as they would be stored. A line with number and content of one before it is not a second request.

    Their texts passed the gate with the reader; the heads of other columns become names here.
    """
    rows: list[Stored] = []
    repeated: list[tuple[Sheet, SheetRow]] = []
    seen: Counter[tuple[tuple[str, str], ...]] = Counter()
    for sheet, row in every_line(sheets):
        said = {
            sound_line(field) if field.startswith("*") else field: text
            for field, text in row.said.items()
            if not anonymous or field in ANONYMOUS
        }
        if said.get("number"):
            key = tuple(sorted((field, text) for field, text in said.items() if field != "place"))
            seen[key] += 1
            if seen[key] > 1:
                repeated.append((sheet, row))
                continue
        rows.append(Stored(0, said, {}, sheet.year, sound_line(sheet.file), sheet.name, row.line))
    return rows, repeated


def _year(row: Stored) -> int | None:
    received = row.request.received
    return received.year if received else row.year


def _merged(before: Stored, row: Stored, *, anonymous: bool) -> Stored:
    """The stored request with what the list says now. What was entered by hand stays where the list did not change."""
    said = {**before.said, **row.said} if anonymous else row.said
    by_hand = {
        field: text
        for field, text in before.by_hand.items()
        if said.get(field, "") == before.said.get(field, "") and text != said.get(field, "")
    }
    return replace(row, id=before.id, said=said, by_hand=by_hand, left_out=before.left_out)


def remembered_heads(db: sqlite3.Connection, agency: int) -> dict[str, str]:
    """What somebody said the heads of this office's list are."""
    return dict(db.execute("SELECT head, field FROM register_head WHERE agency = ?", (agency,)).fetchall())


def remember_heads(db: sqlite3.Connection, agency: int, told: Mapping[str, str]) -> None:
    """Keep what somebody said the heads are, for the next time."""
    with writing(db):
        rows = [(agency, head, field) for head, field in told.items()]
        db.executemany("INSERT OR REPLACE INTO register_head VALUES (?, ?, ?)", rows)
