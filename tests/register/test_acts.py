"""What was done to a register: told of each request, and taken back act by act."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from register.conftest import Take

from giktui.errors import GiktuiError
from giktui.form import form_for_year
from giktui.store import ensure_agency
from giktui.store.agencies.merging import merge_agencies
from giktui.store.register.acts import last_act, request_history, take_back
from giktui.store.register.counting import count
from giktui.store.register.entering import enter, leave_out
from giktui.store.register.rows import Stored, requests, the_request

Book = Callable[..., Path]
HEADS = ("编号", "收到日期", "申请人类型", "申请人", "申请内容", "答复日期", "办理结果")
ONE = ("2025-1", "2025-1-7", "自然人", "甲", "规划", "2025-1-20", "公开")
TWO = ("2025-2", "2025-2-7", "企业", "乙", "征地", "", "")
TWO_LATER = ("2025-2", "2025-2-7", "企业", "乙", "征地", "2025-3-1", "公开")
THREE = ("2025-3", "2025-3-7", "自然人", "丙", "预算", "", "")


def back(db: sqlite3.Connection, agency: int, actor: str | None = None) -> tuple[int, int]:
    act = last_act(db, agency, actor)
    assert act is not None
    done = take_back(db, agency, act, actor="tester")
    return done.removed, done.restored


def state(db: sqlite3.Connection, agency: int) -> tuple[list[Stored], object]:
    """All that is known of the requests, and what they count."""
    doubts = db.execute("SELECT * FROM request_doubt ORDER BY 1, 2, 3").fetchall()
    return requests(db, agency), (doubts, count(db, agency, 2025, form_for_year(2025)).cells)


def test_lists_taken_in_are_taken_back_one_by_one(db: sqlite3.Connection, agency: int, book: Book, take: Take) -> None:
    empty = state(db, agency)
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    first = state(db, agency)
    take(book("b.xlsx", {"2025": (HEADS, TWO_LATER, THREE)}))
    assert state(db, agency) != first
    assert back(db, agency) == (1, 2), "the third is gone, the first is back in the list, the second unanswered"
    assert state(db, agency) == first
    take(book("b.xlsx", {"2025": (HEADS, TWO_LATER, THREE)}))
    assert [one.shown for one in requests(db, agency)] == ["2025-1", "2025-2", "2025-3"]
    assert back(db, agency) == (1, 2)
    assert state(db, agency) == first
    removed, restored = back(db, agency)
    assert removed + restored == 2
    assert state(db, agency)[1] == empty[1]
    assert all(one.left_out for one in requests(db, agency)), "the second has a history by now: it is kept, not counted"
    assert last_act(db, agency) is None
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_was_entered_by_hand_is_taken_back(db: sqlite3.Connection, agency: int, book: Book, take: Take) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    before = state(db, agency)
    two = the_request(db, agency, "2025-2")
    enter(db, agency, {"result": "公开", "answered": "2025-3-1"}, actor="甲", id=two.id)
    assert back(db, agency) == (0, 1)
    assert state(db, agency) == before
    leave_out(db, two, "不是申请", actor="甲")
    assert back(db, agency) == (0, 1)
    assert state(db, agency) == before
    added = enter(db, agency, {"number": "2025-9", "received": "2025-5-5", "kind": "自然人"}, actor="甲")
    assert back(db, agency) == (0, 1)
    assert the_request(db, agency, f"#{added.id}").left_out, "typed: kept, and not counted"
    assert state(db, agency)[1] == before[1]


def test_ones_own_act_goes_first_but_never_from_under_somebody_elses(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    act = last_act(db, agency, "tester")
    assert act is not None
    enter(db, agency, {"result": "公开"}, actor="乙", id=the_request(db, agency, "2025-2").id)
    assert last_act(db, agency, "tester") == act
    assert last_act(db, agency, "丙") is None
    before = state(db, agency)
    with pytest.raises(GiktuiError, match="乙 又改过"):
        take_back(db, agency, act, actor="tester")
    assert state(db, agency) == before
    back(db, agency)
    take_back(db, agency, act, actor="tester")
    with pytest.raises(GiktuiError, match="已经撤销"):
        take_back(db, agency, act, actor="tester")


def test_a_requests_own_history(db: sqlite3.Connection, agency: int, book: Book, take: Take) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    two = the_request(db, agency, "2025-2")
    enter(db, agency, {"result": "公开"}, actor="乙", id=two.id)
    back(db, agency)
    said = [(one.actor, one.origin, one.field, one.old, one.new) for one in request_history(db, two.id)]
    assert said == [
        ("tester", "undo", "result", "公开", ""), ("乙", "typed", "result", "", "公开"),
        ("tester", "import", "", "", "a.xlsx"),
    ]  # fmt: skip


def test_a_register_that_moves_with_its_agency_can_still_be_taken_back(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    other = ensure_agency(db, "青禾县规划局")
    merge_agencies(db, other.id, agency, actor="甲")
    assert back(db, other.id) == (2, 0)
    assert requests(db, other.id) == []


def test_the_acts_cannot_be_rewritten(db: sqlite3.Connection, agency: int, book: Book, take: Take) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE)}))
    for sql in (
        "DELETE FROM register_act", "DELETE FROM register_before", "UPDATE register_before SET stood = NULL",
        "INSERT OR REPLACE INTO register_before SELECT * FROM register_before",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(sql)
