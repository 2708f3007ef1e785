"""Comments and notices travel with their report: marked as brought, nothing of ours overwritten."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from giktui.errors import GiktuiError
from giktui.readers import read_reports
from giktui.readers.formats.package_review import read_review
from giktui.report import Report
from giktui.resources import folder
from giktui.review import reply_sheet
from giktui.store import connect, entries, history, import_files, load, save
from giktui.store.exchange.package_export import pack
from giktui.store.exchange.review import review_notes
from giktui.store.reports.import_result import Imported
from giktui.store.review.comments import add_comment, answer_comment, close_comment, comments
from giktui.store.review.notices import notice_state, notices, the_notice, write_notice
from giktui.store.review.replies import take_reply

GRANTED = "applications.granted.total"


def broken() -> Report:
    """The example of 2025 with a total that its parts do not add up to."""
    return read_reports(folder("examples") / "chenghu-2025.txt")[0].report.with_cells({GRANTED: 27})


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A report with a comment, its answer, a closed comment on a paragraph, and a notice."""
    with closing(connect(tmp_path / "sender.db")) as db:
        entry = save(db, broken(), actor="甲")
        asked = add_comment(db, entry.id, "请核对台账", actor="县审核", part=GRANTED)
        answer_comment(db, asked.id, "正在核对", actor="填报人")
        said = add_comment(db, entry.id, "与上年相同", actor="县审核", part="problems", paragraph=1)
        close_comment(db, said.id, actor="县审核")
        assert write_notice(db, entry, deadline=date(2027, 2, 20), actor="县审核") is not None
        yield db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty database."""
    with closing(connect(tmp_path / "own.db")) as connection:
        yield connection


def packed(db: sqlite3.Connection, path: Path) -> Path:
    """All its reports on 2025 as a package."""
    with path.open("wb") as file:
        pack(db, 2025, None, file)
    return path


def take(db: sqlite3.Connection, path: Path, *, trust: bool = False, replace: bool = False) -> Imported:
    """Import the one file."""
    (imported,) = import_files(db, [path], actor="市", trust=trust, replace=replace)
    return imported


def told(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Its comments without their ids."""
    (entry,) = entries(db)
    found = comments(db, entry.id, closed=True)
    place = {one.id: n for n, one in enumerate(found)}
    return [
        (c.part, c.quote, c.text, c.actor, c.time, c.closed_by, None if c.answers is None else place[c.answers])
        for c in found
    ]


WAYS = pytest.mark.parametrize("way", ["package", "database"])


def file_of(sender: sqlite3.Connection, tmp_path: Path, way: str) -> Path:
    """What the sender hands over."""
    return packed(sender, tmp_path / "县.zip") if way == "package" else tmp_path / "sender.db"


@WAYS
def test_comments_and_notices_arrive_marked_as_brought(
    sender: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path, way: str
) -> None:
    path = file_of(sender, tmp_path, way)
    imported = take(db, path)
    assert imported.status == "read"
    assert "批注和通知" in imported.message
    (entry,) = entries(db)
    assert told(db) == told(sender)
    assert {one.source for one in comments(db, entry.id, closed=True)} == {path.name}
    (brought,) = notices(db, entry.id)
    (sent,) = notices(sender, entries(sender)[0].id)
    assert (brought.notice, brought.outcomes, brought.source) == (sent.notice, sent.outcomes, path.name)
    assert notice_state(db, entry) is None  # we have sent none
    assert write_notice(db, entry, deadline=date(2027, 2, 20), actor="市") is not None
    assert any("批注和通知" in edit.detail for edit in history(db, entry.id) if edit.origin == "brought")


@WAYS
def test_the_same_again_brings_nothing_and_more_is_added(
    sender: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path, way: str
) -> None:
    take(db, file_of(sender, tmp_path, way))
    (entry,) = entries(db)
    own = add_comment(db, entry.id, "市里的意见", actor="市", part="overview")
    close_comment(db, comments(db, entry.id)[0].id, actor="市")
    before = comments(db, entry.id, closed=True)
    take(db, file_of(sender, tmp_path, way))
    assert comments(db, entry.id, closed=True) == before  # what was closed here stays closed
    add_comment(sender, entries(sender)[0].id, "再看一下", actor="县审核")
    take(db, file_of(sender, tmp_path, way))
    after = comments(db, entry.id, closed=True)
    assert {one.text for one in after} - {one.text for one in before} == {"再看一下"}
    assert own in after


@WAYS
def test_what_was_said_twice_in_one_second_arrives_twice(
    sender: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giktui.store.review.comments.now", lambda: "2026-02-01T09:00:00Z")
    report = entries(sender)[0].id
    first, second = (add_comment(sender, report, "请核对", actor="县审核", part=GRANTED) for _ in range(2))
    for asked in (first, second):
        answer_comment(sender, asked.id, "已核对", actor="填报人")
    for _ in range(2):
        take(db, file_of(sender, tmp_path, way))
        assert told(db) == told(sender)


def test_a_trusted_senders_are_ours(sender: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path) -> None:
    take(db, packed(sender, tmp_path / "县.zip"), trust=True)
    (entry,) = entries(db)
    assert {one.source for one in comments(db, entry.id, closed=True)} == {""}
    assert notice_state(db, entry) == "noticed"


def test_a_reply_to_a_notice_that_was_brought_is_taken(
    sender: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    take(db, packed(sender, tmp_path / "县.zip"))
    (entry,) = entries(db)
    (brought,) = notices(db, entry.id)
    book = openpyxl.load_workbook(BytesIO(reply_sheet(brought.notice)))
    sheet = book.worksheets[0]
    line = next(n for n in range(5, sheet.max_row + 1) if sheet.cell(n, 3).value == "T3-ROW-granted")
    sheet.cell(line, 10).value = 26
    held = BytesIO()
    book.save(held)
    assert take_reply(db, held.getvalue(), "r.xlsx", actor="市").edited == 1
    assert load(db, entry.id).cells[GRANTED] == 26
    take(db, packed(sender, tmp_path / "县.zip"))  # other content than ours by now: refused
    outcomes = the_notice(db, brought.notice.token).outcomes
    assert [one.outcome for one in outcomes if one.item.rule == "T3-ROW-granted"] == ["edited"]


def change(path: tuple[object, ...], value: object) -> Callable[[dict[str, Any]], None]:
    """Puts a value at a place in what is handed over."""

    def changed(notes: dict[str, Any]) -> None:
        place: Any = notes
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return changed


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("comments",), {}),
        (("comments", 0), "x"),
        (("comments", 0, "part"), "nowhere"),
        (("comments", 0, "part"), None),
        (("comments", 0, "text"), " "),
        (("comments", 0, "text"), 5),
        (("comments", 0, "time"), "yesterday"),
        (("comments", 0, "closed_by"), "x"),
        (("comments", 0, "answers"), 0),
        (("comments", 1, "answers"), 7),
        (("comments", 1, "answers"), -1),
        (("comments", 2, "answers"), 1),
        (("comments", 1, "answers"), True),
        (("notices", 0, "token"), "x"),
        (("notices", 0, "deadline"), "0001-01-01"),
        (("notices", 0, "deadline"), "31.12.2026"),
        (("notices", 0, "items", 0, "number"), 0),
        (("notices", 0, "items", 1, "number"), 1),
        (("notices", 0, "items", 0, "severity"), "fatal"),
        (("notices", 0, "items", 0, "fingerprint"), "../x"),
        (("notices", 0, "items", 0, "cells"), ["no.such.cell"]),
        (("notices", 0, "items", 0, "stands"), {GRANTED: 1.5}),
        (("notices", 0, "items", 0, "stands"), {GRANTED: "9" * 40}),
        (("notices", 0, "items", 0, "outcome"), "done"),
        (("notices", 0, "items"), None),
    ],
)
def test_nothing_wrong_passes_the_gate(sender: sqlite3.Connection, path: tuple[object, ...], value: object) -> None:
    notes = json.loads(json.dumps(review_notes(sender, entries(sender)[0].id)))
    read_review(notes, "2021")
    change(path, value)(notes)
    with pytest.raises((GiktuiError, ValueError)):
        read_review(notes, "2021")


def test_what_nobody_sees_is_cleaned_away(sender: sqlite3.Connection) -> None:
    notes = json.loads(json.dumps(review_notes(sender, entries(sender)[0].id)))
    notes["comments"][0]["text"] = "请\x1b[31m核对\u202e"
    assert read_review(notes, "2021").comments[0].text == "请核对"


def test_a_database_whose_comments_are_no_giktuis_is_refused(
    sender: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    sender.execute("UPDATE comment SET part = 'nowhere'")
    imported = take(db, tmp_path / "sender.db")
    assert imported.status == "refused"
    assert entries(db) == []
