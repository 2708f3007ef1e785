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
from giktui.store.register.acts import do_again, last_act, last_undone, request_history, take_back
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


def again(db: sqlite3.Connection, agency: int) -> tuple[int, int]:
    undone = last_undone(db, agency)
    assert undone is not None
    done = do_again(db, agency, undone, actor="tester")
    return done.added, done.restored


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


def test_a_new_request_has_nothing_of_one_that_is_gone(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    assert back(db, agency) == (2, 0)
    take(book("b.xlsx", {"2025": (HEADS, THREE)}))
    (third,) = requests(db, agency)
    assert [change.new for change in request_history(db, third.id)] == ["b.xlsx"]


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


def test_what_was_taken_back_is_done_again_act_by_act(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    states = [state(db, agency)]
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    states.append(state(db, agency))
    enter(db, agency, {"result": "公开", "answered": "2025-3-1"}, actor="甲", id=the_request(db, agency, "2025-2").id)
    states.append(state(db, agency))
    take(book("b.xlsx", {"2025": (HEADS, TWO_LATER, THREE)}))
    states.append(state(db, agency))
    assert last_undone(db, agency) is None
    for _round in range(2):
        for before in reversed(states[1:-1]):
            back(db, agency)
            assert state(db, agency) == before
        for after in states[2:]:
            again(db, agency)
            assert state(db, agency) == after
        assert last_undone(db, agency) is None
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    for _act in states[1:]:
        back(db, agency)
    for _act in states[1:]:
        again(db, agency)
    assert state(db, agency) == states[-1]


def test_requests_that_are_gone_come_back_whole(db: sqlite3.Connection, agency: int, book: Book, take: Take) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    before = state(db, agency)
    assert back(db, agency) == (2, 0)
    assert requests(db, agency) == []
    assert again(db, agency) == (2, 0)
    assert state(db, agency) == before
    one = the_request(db, agency, "2025-1")
    assert [change.origin for change in request_history(db, one.id)] == ["redo", "import"]


def test_what_was_done_since_forbids_doing_it_again(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    take(book("a.xlsx", {"2025": (HEADS, ONE, TWO)}))
    back(db, agency)
    undone = last_undone(db, agency)
    assert undone is not None
    take(book("b.xlsx", {"2025": (HEADS, ONE, TWO_LATER)}))
    before = state(db, agency)
    assert last_undone(db, agency) is None
    with pytest.raises(GiktuiError, match="又有别的改动"):
        do_again(db, agency, undone, actor="tester")
    assert state(db, agency) == before
    back(db, agency)
    assert again(db, agency) == (2, 0), "the later one, which was taken back last"
    assert state(db, agency) == before
    assert last_undone(db, agency) is None


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
