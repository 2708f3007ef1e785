"""The journal line by line: what is written comes back as it was, in order, each edit with a number of its own."""

import json
import sqlite3
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import Edit, changed_since, entry_of, history, load, origins, redo, save, set_cells, set_text, undo
from giktui.store.journal.batches import ROOT, Line, append, spliced, text_line
from giktui.store.journal.edits import Batch, batches, effective, sources, walk
from giktui.store.journal.snapshot import parts, read_opening, write_opening

CELL, OTHER = "proceedings.review.upheld", "disclosure.rules.issued"


@pytest.fixture
def id(db: sqlite3.Connection) -> int:
    cells = {CELL: 3, OTHER: 0, "disclosure.rules.in_force": 7}
    entry = save(db, Report("甲局", 2024, "2021", title="题", cells=cells), actor="甲", detail="甲.txt")
    set_cells(db, entry.id, {CELL: 4, OTHER: None}, actor="乙", origin="pasted", detail="表")
    set_text(db, entry.id, "other", "一是公开。", actor="丙")
    set_text(db, entry.id, "other", "一是不公开。", actor="丙")
    undo(db, entry.id, actor="丁")
    return entry.id


def test_batches_are_what_was_done_in_order(db: sqlite3.Connection, id: int) -> None:
    found = list(batches(db, id))
    assert [batch.revision for batch, _lines in found] == [1, 2, 3, 4, 5]
    first, lines = found[0]
    assert isinstance(first, Batch) and (first.actor, first.origin, first.detail, first.undoes) == (
        "甲", "import", "甲.txt", None
    )  # fmt: skip
    stored = {line.part: line.new for line in lines if line.at is None}
    assert stored == {CELL: 3, OTHER: 0, "disclosure.rules.in_force": 7}
    assert {(line.part, line.at, line.old, line.new) for line in lines if line.at is not None} == {
        ("form", 0, "", "2021"), ("title", 0, "", "题")
    }  # fmt: skip
    second, pasted = found[1]
    assert (second.actor, second.origin, second.detail) == ("乙", "pasted", "表")
    assert {(line.part, line.old, line.new, line.at) for line in pasted if line.origin is None} == {
        (CELL, 3, 4, None), (OTHER, 0, None, None)
    }  # fmt: skip
    assert [(line.part, line.at, line.old, line.new) for line in found[3][1]] == [("other", 2, "", "不")]
    assert [(line.part, line.at, line.old, line.new) for line in found[4][1]] == [("other", 2, "不", "")]
    assert found[4][0].undoes == 4
    assert len({batch.time for batch, _lines in found}) >= 1 and all(batch.time for batch, _lines in found)


def test_every_edit_has_a_number_of_its_own_that_grows(db: sqlite3.Connection, id: int) -> None:
    edits = list(walk(db, id))
    numbers = [edit.id for edit in edits]
    assert len(set(numbers)) == len(numbers)
    batch_of = {edit.id: edit.batch for edit in edits}
    assert [batch_of[number] for number in sorted(numbers)] == [edit.batch for edit in edits]
    assert {edit.id >> 12 for edit in edits} == {1, 2, 3, 4, 5}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_numbers_stored_whole_come_back_each_with_its_place(db: sqlite3.Connection, data: st.DataObject) -> None:
    cells = data.draw(st.lists(st.sampled_from(sorted(parts(db))), unique=True, max_size=12))
    places = {cell: data.draw(st.sampled_from(["", ":1", ":2", " p3"])) for cell in cells if data.draw(st.booleans())}
    values = {cell: data.draw(st.integers(0, 9) | st.sampled_from(["1.50", "0"])) for cell in cells}
    db.execute("BEGIN")
    db.execute("INSERT OR IGNORE INTO agency (id, name) VALUES (1, '甲局')")
    report = "INSERT INTO report (id, agency, year, form, created, updated) VALUES (7, 1, 2024, '2021', 't', 't')"
    db.execute(report)
    write_opening(db, 7, values, places)
    found = list(read_opening(db, 7))
    db.execute("ROLLBACK")
    assert {name: (value, place) for _part, name, value, place in found} == {
        cell: (value, places.get(cell, "")) for cell, value in values.items()
    }
    assert [(part, name) for part, name, _value, _place in found] == [(parts(db)[cell], cell) for cell in values]


def test_numbers_in_the_forms_order_are_one_run_a_place(db: sqlite3.Connection, full: Report) -> None:
    ids = parts(db)
    cells = sorted(full.cells, key=ids.__getitem__)
    save(db, replace(full, cells={cell: full.cells[cell] for cell in cells}), actor="甲")
    (stored,) = db.execute("SELECT cells FROM opening").fetchone()
    gaps = sum(ids[after] != ids[before] + 1 for before, after in pairwise(cells))
    assert len(json.loads(stored)) == gaps + 1


def test_of_a_report_that_is_gone_nothing_was_saved_since(db: sqlite3.Connection, id: int) -> None:
    assert changed_since(db, 999, 0) == []
    assert changed_since(db, id, entry_of(db, id).revision) == []
    assert list(read_opening(db, 999)) == []


def test_an_act_that_changed_nothing_stands_in_the_journal_too(db: sqlite3.Connection, id: int) -> None:
    append(db, id, [], actor="甲", origin="comment", detail="看过")
    set_cells(db, id, {CELL: 9}, actor="甲", origin="typed")
    edits = list(walk(db, id))
    (act,) = [edit for edit in edits if not edit.cell]
    assert (act.batch, act.origin, act.detail, act.id, act.old, act.new) == (6, "comment", "看过", 6 << 12, None, None)
    assert len({edit.id for edit in edits}) == len(edits)
    assert [edit.id >> 12 for edit in edits] == [edit.batch for edit in edits]
    assert effective(edits)[CELL].new == 9
    assert list(batches(db, id))[5] == (batch_of_act(act), [])


def batch_of_act(act: Edit) -> Batch:
    """The batch that an act without changes is."""
    return Batch(act.batch, act.time, act.actor, act.origin, act.detail, act.undoes, act.brought)


def test_from_a_revision_on_texts_are_whole_and_all_is_the_same(db: sqlite3.Connection, id: int) -> None:
    whole = list(walk(db, id))
    for after in range(6):
        assert list(walk(db, id, after)) == [edit for edit in whole if edit.batch > after]
    assert [(edit.old, edit.new) for edit in whole if edit.cell == "other"] == [
        ("", "一是公开。"), ("一是公开。", "一是不公开。"), ("一是不公开。", "一是公开。"),
    ]  # fmt: skip
    assert changed_since(db, id, 4) == whole[-1:]
    assert history(db, id) == whole[::-1]
    assert [edit.batch for edit in history(db, id, limit=3)] == [5, 4, 3]


def test_where_each_value_comes_from_without_the_whole_journal(db: sqlite3.Connection, id: int) -> None:
    slow = effective(walk(db, id))
    for step in (None, undo, undo, redo, redo, undo, undo, undo):
        if step is not None:
            step(db, id, actor="戊")
            slow = effective(walk(db, id))
        found = origins(db, id)
        report = load(db, id)
        for part, edit in slow.items():
            if part in report.cells:
                assert found[part] == edit, part
            elif report.narratives.get(part):
                assert found[part]._replace(old="", new="") == edit._replace(old="", new="")
                assert found[part].new == report.narratives[part]
        assert found.keys() >= report.cells.keys()


def edit(batch: int, cell: str, undoes: int | None = None) -> Edit:
    return Edit(batch << 12, batch, "t", "甲", "typed" if undoes is None else "undo", cell, None, batch, "", undoes)


def test_an_undo_gives_back_where_the_value_came_from_before(db: sqlite3.Connection) -> None:
    one, two, act = edit(2, "a"), edit(3, "a"), edit(4, "")
    assert effective([one, act, two, act]) == {"a": two}
    assert effective([one, two, edit(4, "a", 3)]) == {"a": one}
    assert effective([one, two, edit(4, "a", 3), edit(5, "a", 4)]) == {"a": two}
    assert effective([one, edit(3, "a", 2)]) == {}
    assert effective([one, edit(2, "b"), edit(3, "a", 2)]) == {"b": edit(2, "b")}
    assert db is not None


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("", "甲", (0, "", "甲")), ("甲", "", (0, "甲", "")), ("甲乙丙", "甲丁丙", (1, "乙", "丁")),
        ("甲甲", "甲甲甲", (2, "", "甲")), ("甲甲甲", "甲甲", (2, "甲", "")), ("一二三四五", "一五", (1, "二三四", "")),
        ("甲", "甲", (1, "", "")), ("abcabc", "abc", (3, "abc", "")),
    ],
)  # fmt: skip
def test_a_texts_line_is_what_differs_and_leads_both_ways(old: str, new: str, line: tuple[int, str, str]) -> None:
    found = text_line("other", old, new, origin="typed", detail="x")
    assert (found.at, found.old, found.new) == line
    assert (found.part, found.origin, found.detail) == ("other", "typed", "x")
    assert spliced(old, found) == new
    assert spliced(new, Line("other", found.new, found.old, found.at)) == old


@pytest.mark.parametrize(("at", "old"), [(0, "乙"), (0, "丁"), (1, "甲"), (2, "丙丙"), (5, "甲"), (0, "\x00")])
def test_a_line_for_another_text_is_refused(at: int, old: str) -> None:
    with pytest.raises(GiktuiError, match="other"):
        spliced("丙丙丙", Line("other", old, "新", at))


def test_the_place_in_a_file_goes_with_its_file(db: sqlite3.Connection) -> None:
    """`甲.txt:12`; what takes an import back has the line, not the file."""
    report = Report("乙局", 2024, "2021", cells={CELL: 3}, narratives={"other": "无。"})
    provenance = {CELL: ":12", "other": ":40"}
    id = save(db, report, actor="甲", detail="甲.txt", provenance=provenance).id
    again = Report("乙局", 2024, "2021", cells={CELL: 5}, narratives={"other": "有。"})
    save(db, again, actor="甲", detail="乙.txt", provenance=provenance, replace=True)
    undo(db, id, actor="甲")
    said = [(edit.batch, edit.cell, edit.detail) for edit in walk(db, id) if edit.cell in provenance]
    assert sorted(said) == [
        (1, "other", "甲.txt:40"), (1, CELL, "甲.txt:12"), (2, "other", "乙.txt:40"), (2, CELL, "乙.txt:12"),
        (3, "other", ""), (3, CELL, ""),
    ]  # fmt: skip
    assert origins(db, id)[CELL].detail == "甲.txt:12"
    assert entry_of(db, id).revision == 3
    assert ROOT == 1


def test_where_a_value_comes_from_is_told_however_long_the_journal_is(db: sqlite3.Connection, id: int) -> None:
    for value in range(80):
        set_cells(db, id, {CELL: 1000 + value}, actor=f"第{value}人", origin="typed")
    assert sources(db, id, [CELL])[CELL].actor == "第79人"
    assert sources(db, id, [CELL]) == {CELL: origins(db, id)[CELL]}
