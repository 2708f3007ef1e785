"""Typing: what follows, what stays, who was first, and what undo gives back."""

import sqlite3

import pytest

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import (
    Conflict,
    Entry,
    begin,
    changed_since,
    entry_of,
    history,
    load,
    origins,
    redo,
    save,
    set_cells,
    set_text,
    undo,
)

PART, OTHER = "applications.granted.natural_person", "applications.granted.business"
TOTAL = "applications.granted.total"
CORNER = "applications.results_total.total"


@pytest.fixture
def entry(db: sqlite3.Connection) -> Entry:
    return begin(db, "甲县人民政府", 2023, actor="a")


def test_a_total_follows_until_it_is_typed_and_again_once_it_is_blanked(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {PART: 3}, actor="a", origin="typed")
    assert load(db, entry.id).cells[TOTAL] == 3
    assert origins(db, entry.id)[TOTAL].origin == "total"
    set_cells(db, entry.id, {TOTAL: 3}, actor="a", origin="typed")  # the same number, but now a person's
    set_cells(db, entry.id, {OTHER: 4}, actor="a", origin="typed")
    assert load(db, entry.id).cells[TOTAL] == 3
    assert load(db, entry.id).cells[CORNER] == 7
    set_cells(db, entry.id, {TOTAL: None}, actor="a", origin="typed")
    set_cells(db, entry.id, {OTHER: 5}, actor="a", origin="typed")
    assert load(db, entry.id).cells[TOTAL] == 8


def test_a_total_follows_on_after_undo(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {PART: 3}, actor="a", origin="typed")
    set_cells(db, entry.id, {TOTAL: 9}, actor="a", origin="typed")
    undo(db, entry.id, actor="a")
    assert origins(db, entry.id)[TOTAL].origin == "total"
    set_cells(db, entry.id, {OTHER: 4}, actor="a", origin="typed")
    assert load(db, entry.id).cells[TOTAL] == 7


def test_an_imported_total_is_kept(db: sqlite3.Connection) -> None:
    entry = save(db, Report("甲县人民政府", 2023, "2021", cells={PART: 3, TOTAL: 10}), actor="a")
    set_cells(db, entry.id, {PART: 4}, actor="a", origin="typed")
    assert load(db, entry.id).cells[TOTAL] == 10


def test_a_carried_total_follows_only_where_it_was_the_sum(db: sqlite3.Connection) -> None:
    out = "applications.carried_out"
    last = Report("甲县人民政府", 2022, "2021", cells={f"{out}.natural_person": 2, f"{out}.total": 2})
    save(db, last, actor="a")
    entry = begin(db, "甲县人民政府", 2023, actor="a")
    set_cells(db, entry.id, {"applications.carried_in.business": 1}, actor="a", origin="typed")
    assert load(db, entry.id).cells["applications.carried_in.total"] == 3

    save(db, Report("乙县人民政府", 2022, "2021", cells={f"{out}.total": 5}), actor="a")
    entry = begin(db, "乙县人民政府", 2023, actor="a")
    set_cells(db, entry.id, {"applications.carried_in.business": 1}, actor="a", origin="typed")
    assert load(db, entry.id).cells["applications.carried_in.total"] == 5


def test_what_is_in_force_rolls_forward_until_it_is_typed(db: sqlite3.Connection) -> None:
    force, issued, repealed = (f"disclosure.rules.{column}" for column in ("in_force", "issued", "repealed"))
    save(db, Report("甲市人民政府", 2022, "2021", cells={force: 11}), actor="a")
    entry = begin(db, "甲市人民政府", 2023, actor="a")
    set_cells(db, entry.id, {issued: 2}, actor="a", origin="typed")
    set_cells(db, entry.id, {repealed: 1}, actor="a", origin="typed")
    assert load(db, entry.id).cells[force] == 12
    set_cells(db, entry.id, {force: 20}, actor="a", origin="typed")
    set_cells(db, entry.id, {issued: 3}, actor="a", origin="typed")
    assert load(db, entry.id).cells[force] == 20


def test_one_act_is_one_step_back_and_forth(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {PART: 1, OTHER: 2}, actor="a", origin="pasted")
    set_text(db, entry.id, "overview", "一是主动公开。", actor="a")
    step = undo(db, entry.id, actor="b")
    assert step is not None
    assert (step.label, step.edits[0].old, step.edits[0].new) == ("一、总体情况", "一是主动公开。", "")
    step = undo(db, entry.id, actor="b")
    assert step is not None
    assert step.label == "（一）予以公开·自然人等 6 项"
    assert load(db, entry.id).cells == {}
    assert undo(db, entry.id, actor="b") is None
    redo(db, entry.id, actor="b")
    assert load(db, entry.id).cells[CORNER] == 3
    set_cells(db, entry.id, {PART: 5}, actor="a", origin="typed")
    assert redo(db, entry.id, actor="b") is None


def test_the_journal_says_who_when_and_from_what(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {"proceedings.review.upheld": 1}, actor="张三", origin="typed")
    set_cells(db, entry.id, {"proceedings.review.upheld": 2}, actor="李四", origin="ditto", detail="2022")
    found = history(db, entry.id, "proceedings.review.upheld")
    assert [(e.actor, e.origin, e.old, e.new, e.detail) for e in found] == [
        ("李四", "ditto", 1, 2, "2022"),
        ("张三", "typed", None, 1, ""),
    ]
    assert len(history(db, entry.id, limit=2)) == 2


def test_texts_are_journaled_whole_and_stored_as_what_changed(db: sqlite3.Connection, entry: Entry) -> None:
    for text in ("甲乙丙", "甲丁丙", "甲丁丙戊", ""):
        set_text(db, entry.id, "other", text, actor="a")
    assert [(e.old, e.new) for e in history(db, entry.id, "other")] == [
        ("甲丁丙戊", ""), ("甲丁丙", "甲丁丙戊"), ("甲乙丙", "甲丁丙"), ("", "甲乙丙"),
    ]  # fmt: skip
    stored = db.execute(
        "SELECT at, old, new FROM edit JOIN part ON part.id = part WHERE name = 'other' ORDER BY revision"
    )
    assert stored.fetchall()[1] == (1, "乙", "丁")


def test_nothing_new_makes_no_revision(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {PART: 1}, actor="a", origin="typed")
    revision = entry_of(db, entry.id).revision
    assert set_cells(db, entry.id, {PART: 1}, actor="b", origin="typed").revision == revision
    assert set_text(db, entry.id, "overview", "", actor="b").revision == revision
    assert changed_since(db, entry.id, revision) == []


def test_what_others_saved_is_told_from_a_revision_on(db: sqlite3.Connection, entry: Entry) -> None:
    revision = set_cells(db, entry.id, {PART: 1}, actor="a", origin="typed").revision
    set_cells(db, entry.id, {PART: 2}, actor="b", origin="typed")
    assert (PART, "b", 2) in [(e.cell, e.actor, e.new) for e in changed_since(db, entry.id, revision)]


def test_the_second_to_change_a_cell_is_told_who_was_first(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {PART: 5}, actor="张三", origin="typed")
    with pytest.raises(Conflict, match="张三") as caught:
        set_cells(db, entry.id, {PART: 6}, actor="李四", origin="typed", expected={PART: None})
    assert (caught.value.edit.actor, caught.value.edit.new) == ("张三", 5)
    assert load(db, entry.id).cells[PART] == 5
    set_cells(db, entry.id, {PART: 5}, actor="李四", origin="typed", expected={PART: None})  # both say the same
    set_cells(db, entry.id, {PART: 6}, actor="李四", origin="typed", expected={PART: 5})
    with pytest.raises(Conflict):
        set_cells(db, entry.id, {PART: 7}, actor="张三", origin="typed", expected={PART: 5})


def test_texts_conflict_too(db: sqlite3.Connection, entry: Entry) -> None:
    set_text(db, entry.id, "overview", "甲", actor="张三", expected="")
    with pytest.raises(Conflict) as caught:
        set_text(db, entry.id, "overview", "乙", actor="李四", expected="")
    assert caught.value.edit.new == "甲"


def test_what_the_form_has_not_is_refused(db: sqlite3.Connection, entry: Entry) -> None:
    with pytest.raises(GiktuiError, match="没有单元格"):
        set_cells(db, entry.id, {PART: 1, "disclosure.rules.made": 1}, actor="a", origin="typed")
    with pytest.raises(GiktuiError, match="没有"):
        set_text(db, entry.id, "annex", "甲", actor="a")
    assert load(db, entry.id).cells == {}


def test_the_journal_cannot_be_rewritten(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {PART: 1}, actor="a", origin="typed")
    save(db, Report("甲县人民政府", 2020, "2021", cells={PART: 1}), actor="a")
    for sql in (
        "UPDATE change SET new = 2", "DELETE FROM change", "UPDATE batch SET actor = 'b'", "DELETE FROM batch",
        "UPDATE opening SET cells = ''", "DELETE FROM opening",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(sql)


def test_the_end_of_a_long_journal_is_read_without_its_beginning(db: sqlite3.Connection) -> None:
    """What SQLite does for the latest changes of a report is the same however many came before."""
    asked: list[int] = []
    for rounds in (50, 500):
        stored = begin(db, f"第{rounds}县人民政府", 2024, actor="a")
        for n in range(rounds):
            set_cells(db, stored.id, {"proceedings.review.upheld": n + 1}, actor="a", origin="typed")
        for cell, count in ((None, 10), ("proceedings.review.upheld", 10), ("proceedings.review.other", 0)):
            steps = 0

            def step() -> int:
                nonlocal steps
                steps += 1
                return 0

            db.set_progress_handler(step, 1)
            found = history(db, stored.id, cell, limit=10)
            db.set_progress_handler(None, 1)
            assert [edit.batch for edit in found[:1]] == [rounds + 1][:count]
            assert len(found) == count
            asked.append(steps)
    assert all(after < 1.2 * before for before, after in zip(asked[:3], asked[3:], strict=True)), asked
