"""Undo among several people: one's own step first, and never through what somebody else built upon it."""

import sqlite3

import pytest

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import Entry, begin, load, next_redo, next_undo, redo, save, set_cells, set_text, steps, undo
from giktui.store.journal.batches import append
from giktui.store.journal.undo import import_in_effect

MINE = "applications.granted.natural_person"


@pytest.fixture
def entry(db: sqlite3.Connection) -> Entry:
    return begin(db, "甲县人民政府", 2023, actor="a")


def test_ones_own_step_goes_first_and_a_colleagues_stays(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {MINE: 1}, actor="a", origin="typed")
    set_text(db, entry.id, "overview", "一是主动公开。", actor="b")
    pending = next_undo(db, entry.id, "a")
    assert pending is not None
    assert (pending.actor, pending.parts[0]) == ("a", MINE)
    undo(db, entry.id, actor="a", step=pending.revision)
    assert MINE not in load(db, entry.id).cells
    assert load(db, entry.id).narratives["overview"] == "一是主动公开。"
    again = next_redo(db, entry.id, "a")
    assert again is not None
    redo(db, entry.id, actor="a", step=again.revision)
    assert load(db, entry.id).cells[MINE] == 1
    assert len(steps(db, entry.id)[0]) == 2


def test_what_somebody_built_upon_is_told_as_theirs(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {MINE: 1}, actor="a", origin="typed")
    first = next_undo(db, entry.id, "a")
    assert first is not None
    set_cells(db, entry.id, {MINE: 2}, actor="b", origin="typed")
    pending = next_undo(db, entry.id, "a")
    assert pending is not None
    assert pending.actor == "b"
    with pytest.raises(GiktuiError, match="又有改动"):
        undo(db, entry.id, actor="a", step=first.revision)
    assert load(db, entry.id).cells[MINE] == 2
    undo(db, entry.id, actor="a", step=pending.revision)
    assert load(db, entry.id).cells[MINE] == 1
    assert next_undo(db, entry.id, "a") == first


def test_without_a_step_of_ones_own_the_latest_is_told(db: sqlite3.Connection, entry: Entry) -> None:
    assert next_undo(db, entry.id, "a") is None
    set_cells(db, entry.id, {MINE: 1}, actor="b", origin="typed")
    set_text(db, entry.id, "other", "无。", actor="c")
    pending = next_undo(db, entry.id, "a")
    assert pending is not None
    assert pending.actor == "c"


def test_a_step_taken_back_twice_is_refused(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {MINE: 1}, actor="a", origin="typed")
    pending = next_undo(db, entry.id, "a")
    assert pending is not None
    undo(db, entry.id, actor="a", step=pending.revision)
    with pytest.raises(GiktuiError):
        undo(db, entry.id, actor="a", step=pending.revision)


def test_redo_after_redo_goes_on_until_all_is_done_again(db: sqlite3.Connection, entry: Entry) -> None:
    for value in (1, 2, 3):
        set_cells(db, entry.id, {MINE: value}, actor="a", origin="typed")
    for left in (2, 1, None):
        assert undo(db, entry.id, actor="a") is not None
        assert load(db, entry.id).cells.get(MINE) == left
    for value in (1, 2, 3):
        step = redo(db, entry.id, actor="a")
        assert step is not None and [edit.new for edit in step.edits if edit.cell == MINE] == [value]
        assert load(db, entry.id).cells[MINE] == value
    assert redo(db, entry.id, actor="a") is None
    assert undo(db, entry.id, actor="a") is not None
    assert load(db, entry.id).cells[MINE] == 2
    set_cells(db, entry.id, {MINE: 9}, actor="a", origin="typed")
    assert redo(db, entry.id, actor="a") is None, "something else was done since"


@pytest.mark.parametrize("origin", ["comment", "rename", "submit", "whatever comes"])
def test_an_act_that_changed_nothing_is_no_step(db: sqlite3.Connection, entry: Entry, origin: str) -> None:
    set_cells(db, entry.id, {MINE: 1}, actor="a", origin="typed")
    before = steps(db, entry.id)
    append(db, entry.id, [], actor="a", origin=origin)
    assert steps(db, entry.id) == before
    assert undo(db, entry.id, actor="a") is not None
    append(db, entry.id, [], actor="a", origin=origin)
    assert redo(db, entry.id, actor="a") is not None
    assert load(db, entry.id).cells[MINE] == 1


def test_of_one_text_only_its_own_latest_step_is_offered(db: sqlite3.Connection, entry: Entry) -> None:
    set_text(db, entry.id, "other", "无。", actor="a")
    set_cells(db, entry.id, {MINE: 1}, actor="a", origin="typed")
    pending = next_undo(db, entry.id, "a", "other")
    assert pending is not None and pending.parts == ("other",)
    assert next_undo(db, entry.id, "a", "overview") is None
    set_text(db, entry.id, "other", "有。", actor="b")
    assert next_undo(db, entry.id, "a", "other") is None, "somebody wrote on"


def test_which_import_stands_after_each_undo_and_redo(db: sqlite3.Connection) -> None:
    id = save(db, Report("乙局", 2024, "2021", cells={MINE: 1}), actor="a").id
    assert import_in_effect(db, id) == 1
    save(db, Report("乙局", 2024, "2021", cells={MINE: 2}), actor="a", replace=True)
    save(db, Report("乙局", 2024, "2021", cells={MINE: 3}), actor="a", replace=True)
    for act, stands in (
        (None, 3), (undo, 2), (redo, 3), (undo, 2), (redo, 3), (undo, 2), (undo, 1), (redo, 2), (redo, 3), (undo, 2),
    ):  # fmt: skip
        if act is not None:
            act(db, id, actor="a")
        assert import_in_effect(db, id) == stands


def test_steps_are_told_in_the_order_in_which_they_were_done(db: sqlite3.Connection, entry: Entry) -> None:
    for value in (1, 2, 3, 4):
        set_cells(db, entry.id, {MINE: value}, actor="a", origin="typed")
    assert steps(db, entry.id) == ([2, 3, 4, 5], [])
    for _again in range(3):
        undo(db, entry.id, actor="a")
    assert steps(db, entry.id) == ([2], [6, 7, 8])
    redo(db, entry.id, actor="a")
    assert steps(db, entry.id) == ([2, 9], [6, 7])


@pytest.mark.parametrize("origin", ["carried", "pasted", "redone?", "typed", "zero"])
def test_whatever_is_done_after_an_undo_leaves_nothing_to_redo(
    db: sqlite3.Connection, entry: Entry, origin: str
) -> None:
    for value in (1, 2):
        set_cells(db, entry.id, {MINE: value}, actor="a", origin="typed")
    undo(db, entry.id, actor="a")
    set_cells(db, entry.id, {MINE: 7}, actor="a", origin=origin)
    assert next_redo(db, entry.id, "a") is None
    assert redo(db, entry.id, actor="a") is None
    assert load(db, entry.id).cells[MINE] == 7


def test_a_long_history_is_taken_back_to_its_beginning(db: sqlite3.Connection, entry: Entry) -> None:
    """More steps than are read at a time."""
    db.execute("PRAGMA synchronous = OFF")
    for value in range(1, 232):
        set_cells(db, entry.id, {MINE: value}, actor="a", origin="typed")
    assert steps(db, entry.id) == (list(range(2, 233)), [])
    for value in range(230, 150, -1):
        undo(db, entry.id, actor="a")
        assert load(db, entry.id).cells[MINE] == value
    assert len(steps(db, entry.id)[1]) == 80
    first = next_undo(db, entry.id, "b")
    assert first is not None and first.revision == 152


def test_a_step_that_no_longer_stands_is_refused_though_one_below_it_does(db: sqlite3.Connection, entry: Entry) -> None:
    for value in (1, 2):
        set_cells(db, entry.id, {MINE: value}, actor="a", origin="typed")
    last = next_undo(db, entry.id, "a")
    assert last is not None
    undo(db, entry.id, actor="a", step=last.revision)
    with pytest.raises(GiktuiError, match="又有改动"):
        undo(db, entry.id, actor="a", step=last.revision)
    assert load(db, entry.id).cells[MINE] == 1
