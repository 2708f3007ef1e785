"""A county's January and March: who is missing, what the reports below come to, and how many findings there are."""

import random
import sqlite3
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import (
    Locked,
    begin,
    checked,
    connect,
    counts_of,
    ensure_agency,
    entry_of,
    find_agency,
    history,
    load,
    origins,
    save,
    set_cells,
    undo,
    waive,
)
from giktui.store.analysis.overview import outline
from giktui.store.analysis.rollup import fill_from_below, rollup
from giktui.store.analysis.status import due_date, reminder, status, with_counts

FORM = load_form("2021")
CITY, COUNTY, TOWN, OFFICE = "云栖市人民政府", "青禾县人民政府", "柳河镇人民政府", "青禾县人民政府办公室"
BUREAU, WATER = "青禾县水利局", "云栖市水利局"


@pytest.fixture
def tree(db: sqlite3.Connection) -> sqlite3.Connection:
    for name, parent in (
        (CITY, None), (WATER, CITY), (COUNTY, CITY), (OFFICE, COUNTY), (BUREAU, COUNTY), (TOWN, COUNTY),
    ):  # fmt: skip
        ensure_agency(db, name, parent=parent)
    return db


def report(agency: str, number: int, **cells: Number) -> Report:
    every = dict.fromkeys(FORM.cells, number)
    return Report(agency, 2023, "2021", cells={**every, **{c.replace("__", "."): v for c, v in cells.items()}})


def store(db: sqlite3.Connection, agency: str, number: int, **cells: Number) -> int:
    return save(db, report(agency, number, **cells), actor="a").id


def test_every_cell_is_the_sum_of_the_reports_below(tree: sqlite3.Connection) -> None:
    chance = random.Random(7)
    sums: Counter[str] = Counter()
    for agency in (OFFICE, BUREAU, TOWN):
        cells: dict[str, Number] = {cell: chance.randrange(10**6) for cell in FORM.cells if chance.random() < 0.8}
        sums.update({cell: int(value) for cell, value in cells.items()})
        save(tree, Report(agency, 2023, "2021", cells=cells), actor="a")
    assert rollup(tree, COUNTY, 2023).cells == dict(sums)


def test_amounts_are_added_exactly_and_blanks_are_no_zeros(tree: sqlite3.Connection) -> None:
    fee = "disclosure.fees.amount"
    for agency, amount in ((OFFICE, Decimal("0.1")), (BUREAU, Decimal("0.2")), (TOWN, 3)):
        save(tree, Report(agency, 2023, "2021", cells={fee: amount}), actor="a")
    assert {cell: str(value) for cell, value in rollup(tree, COUNTY, 2023).cells.items()} == {fee: "3.3"}
    big = 10**15 - 1
    for agency in (OFFICE, BUREAU, TOWN):
        save(tree, Report(agency, 2023, "2021", cells={"proceedings.review.total": big}), actor="a", replace=True)
    assert rollup(tree, COUNTY, 2023).cells == {"proceedings.review.total": 3 * big}


def test_a_nested_parent_counts_once(tree: sqlite3.Connection) -> None:
    store(tree, WATER, 1)
    for agency in (OFFICE, BUREAU, TOWN):
        store(tree, agency, 10)
    cell = "applications.received.total"
    assert rollup(tree, CITY, 2023).cells[cell] == 31  # the county has not reported: its own children count
    store(tree, COUNTY, 30)
    found = rollup(tree, CITY, 2023)
    assert found.cells[cell] == 31
    assert [entry.agency for entry in found.counted] == [WATER, COUNTY]
    assert rollup(tree, COUNTY, 2023).cells[cell] == 30  # its own report is what is being added up, and not counted


def test_who_has_nothing_to_add_is_named(tree: sqlite3.Connection) -> None:
    store(tree, BUREAU, 1)
    found = rollup(tree, CITY, 2023)
    assert {agency.name for agency in found.missing} == {WATER, OFFICE, TOWN}
    with pytest.raises(GiktuiError, match="没有下级"):
        rollup(tree, TOWN, 2023)


def test_a_child_on_the_wrong_form_counts_as_far_as_it_can(tree: sqlite3.Connection) -> None:
    cells = {"applications.received.total": 4, "disclosure.rules.made": 9}
    save(tree, Report(BUREAU, 2023, "2019", cells=cells), actor="a")
    store(tree, TOWN, 1)
    assert rollup(tree, COUNTY, 2023).cells["applications.received.total"] == 5


def test_the_draft_is_filled_in_one_step_that_names_its_sources(tree: sqlite3.Connection) -> None:
    begin(tree, COUNTY, 2023, actor="a")
    store(tree, BUREAU, 2)
    id = store(tree, TOWN, 3)
    set_cells(tree, id, {"applications.received.business": 4}, actor="a", origin="typed")
    entry = fill_from_below(tree, COUNTY, 2023, actor="b")
    assert load(tree, entry.id).cells == rollup(tree, COUNTY, 2023).cells
    edit = origins(tree, entry.id)["applications.received.business"]
    assert (edit.origin, edit.new, edit.detail) == ("rollup", 6, f"{TOWN}@2 {BUREAU}@1")
    undo(tree, entry.id, actor="b")
    assert load(tree, entry.id).cells == {}
    tree.execute("UPDATE report SET status = 'submitted', submitted_by = '甲', submitted_at = updated")
    with pytest.raises(Locked):
        fill_from_below(tree, COUNTY, 2023, actor="b")


def test_nothing_is_filled_from_nothing(tree: sqlite3.Connection) -> None:
    with pytest.raises(GiktuiError, match="还没有2023年的报告"):
        fill_from_below(tree, COUNTY, 2023, actor="b")
    assert tree.execute("SELECT count(*) FROM report").fetchone() == (0,)


def test_a_parent_that_differs_from_its_children_is_a_finding(tree: sqlite3.Connection) -> None:
    for agency in (OFFICE, BUREAU, TOWN):
        store(tree, agency, 0, disclosure__licences__decisions=5)
    id = store(tree, COUNTY, 0, disclosure__licences__decisions=10)
    found = [f for f in checked(tree, entry_of(tree, id)) if f.rule.startswith("HR-SUM")]
    assert [(f.cells[0], f.left, f.right) for f in found] in (
        [("disclosure.licences.decisions", 15, 10)], [("disclosure.licences.decisions", 10, 15)],
    )  # fmt: skip


def test_who_has_reported_and_who_is_late(tree: sqlite3.Connection) -> None:
    store(tree, BUREAU, 1)
    id = store(tree, TOWN, 1)
    tree.execute("UPDATE report SET status = 'submitted', submitted_at = '2024-01-20T00:00:00Z' WHERE id = ?", (id,))
    found = {s.agency.name: s for s in status(tree, 2023, COUNTY, today=date(2024, 2, 15))}
    assert list(found) == [COUNTY, OFFICE, BUREAU, TOWN]
    assert {name: (s.state, s.late, s.depth) for name, s in found.items()} == {
        COUNTY: ("missing", False, 0),  # a government has until 31 March
        OFFICE: ("missing", True, 1),
        BUREAU: ("draft", True, 1),
        TOWN: ("submitted", False, 1),
    }
    assert found[TOWN].entry == entry_of(tree, id)
    assert found[TOWN].parent == COUNTY
    assert due_date(COUNTY, 2023) == date(2024, 3, 31)
    assert "已过期限（1月31日）" in reminder(found[OFFICE], 2023)
    assert "3月31日前" in reminder(found[COUNTY], 2023)
    assert status(tree, 2023)[0].agency.name == CITY


def test_counts_are_remembered_until_something_changes(
    tree: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = store(tree, COUNTY, 0)
    calls: list[int] = []

    def counting(*args: object, **options: object) -> object:
        calls.append(1)
        return checked(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("giktui.store.analysis.finding_counts.checked", counting)

    def again() -> bool:
        calls.clear()
        found = counts_of(tree, entry_of(tree, id))
        assert counts_of(tree, entry_of(tree, id)) == found
        return bool(calls)

    assert again()
    assert not again()
    set_cells(tree, id, {"disclosure.rules.issued": 3}, actor="a", origin="typed")
    assert again()
    soft = next(f for f in checked(tree, entry_of(tree, id)) if (f.severity, f.status) == ("soft", "open"))
    waive(tree, id, soft, "已核实", "a")
    assert again()
    save(tree, Report(COUNTY, 2022, "2021", cells={"proceedings.review.total": 1}), actor="a")
    assert again()
    child = store(tree, TOWN, 1)
    assert again()
    set_cells(tree, child, {"proceedings.review.total": 9}, actor="a", origin="typed")
    assert again()
    ensure_agency(tree, COUNTY, level="县", makes_rules=True)
    assert again()
    assert not again()


def test_counting_in_a_database_opened_for_reading(tree: sqlite3.Connection, path: Path) -> None:
    id = store(tree, TOWN, 1)
    reader = connect(path, write=False)
    assert counts_of(reader, entry_of(reader, id)) == counts_of(tree, entry_of(tree, id))


def test_a_status_with_counts(tree: sqlite3.Connection) -> None:
    id = store(tree, TOWN, 1)
    (standing,) = with_counts(tree, status(tree, 2023, TOWN))
    assert standing.counts == counts_of(tree, entry_of(tree, id))
    assert standing.counts is not None
    assert standing.counts.blocking > 0
    assert history(tree, id, limit=1)[0].batch == 1


def test_status_keeps_the_order_of_the_tree_in_a_deep_one(db: sqlite3.Connection) -> None:
    for number in range(1, 400):
        above = f"第{(number - 2) // 3 + 1}局" if number > 1 else None
        ensure_agency(db, f"第{number}局", parent=find_agency(db, above).id if above else None)  # type: ignore[union-attr]
    assert [(one.agency.id, one.depth) for one in status(db, 2023)] == outline(db)
