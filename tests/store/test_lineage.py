"""Reforms: what a successor's report continues, and who is missing after one."""

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.measures import find_measure
from giktui.report import Report
from giktui.store import begin, checked, connect, ensure_agency, entry_of, find_agency, history, load, save, set_cells
from giktui.store.agencies.lineage import last_report, predecessors, succeed, succeed_in_parts
from giktui.store.agencies.merging import looks_like_reform
from giktui.store.analysis.checking import check_all
from giktui.store.analysis.finding_counts import counts_of
from giktui.store.analysis.rollup import rollup
from giktui.store.analysis.status import status
from giktui.store.analysis.trends import line_points
from giktui.store.connection.transaction import writing

MAY = date(2024, 5, 1)
CARRIED_OUT = "applications.carried_out.total"
CARRIED_IN = "applications.carried_in.total"


def report(agency: str, year: int, **rows: int) -> Report:
    """A report in which only these totals of table 三 are stated."""
    return Report(agency, year, "2021", cells={f"applications.{row}.total": n for row, n in rows.items()})


@pytest.fixture
def bureaus(db: sqlite3.Connection) -> sqlite3.Connection:
    """A county with two bureaus that have reported on 2022 and 2023, and were made one in May 2024."""
    ensure_agency(db, "甲县人民政府")
    for name in ("甲县科技局", "甲县工信局"):
        ensure_agency(db, name, parent="甲县人民政府")
    for year in (2022, 2023):
        save(db, report("甲县科技局", year, received=year - 2000, carried_out=1), actor="a")
        save(db, report("甲县工信局", year, received=10, carried_out=2), actor="a")
    succeed(db, "甲县科工局", ["甲县科技局", "甲县工信局"], day=MAY, actor="a")
    return db


def test_a_new_report_continues_the_sum_of_its_predecessors(bureaus: sqlite3.Connection) -> None:
    entry = begin(bureaus, "甲县科工局", 2024, actor="a")
    assert load(bureaus, entry.id).cells[CARRIED_IN] == 3
    last = last_report(bureaus, entry.agency_id, 2024)
    assert last is not None
    assert last.cells["applications.received.total"] == 33
    assert last_report(bureaus, entry.agency_id, 2023) is None


def test_the_rules_hold_the_report_against_the_sum(bureaus: sqlite3.Connection) -> None:
    def accused(carried_in: int) -> bool:
        new = report("甲县科工局", 2024, received=6, carried_in=carried_in)
        entry = save(bureaus, new, actor="a", replace=True)
        return any(f.rule.startswith("XY-CARRY") and f.status == "open" for f in checked(bureaus, entry))

    assert not accused(3)
    assert accused(2)


def test_counts_follow_a_reform_and_a_predecessors_change(bureaus: sqlite3.Connection) -> None:
    entry = save(bureaus, report("甲县科工局", 2024, received=6, carried_in=3), actor="a")
    before = counts_of(bureaus, entry)
    save(bureaus, report("甲县工信局", 2023, received=10, carried_out=5), actor="a", replace=True)
    assert counts_of(bureaus, entry_of(bureaus, entry.id)) != before


def test_predecessors_are_not_missing_after_the_reform(bureaus: sqlite3.Connection) -> None:
    save(bureaus, report("甲县科工局", 2024, received=6), actor="a")
    assert [one.agency.name for one in status(bureaus, 2024)] == ["甲县人民政府", "甲县科工局"]
    assert len(status(bureaus, 2023)) == 3
    assert [one.name for one in rollup(bureaus, "甲县人民政府", 2024).missing] == []
    assert [entry.agency for entry in rollup(bureaus, "甲县人民政府", 2024).counted] == ["甲县科工局"]


def test_a_trend_goes_back_to_the_predecessors(bureaus: sqlite3.Connection) -> None:
    save(bureaus, report("甲县科工局", 2024, received=40), actor="a")
    agency = find_agency(bureaus, "甲县科工局")
    assert agency is not None
    found = line_points(bureaus, find_measure("received"), agency.id)
    assert [(point.year, point.value) for point in found] == [(2022, 32), (2023, 33), (2024, 40)]


def test_a_split_goes_over_in_parts_as_far_as_they_are_whole(db: sqlite3.Connection) -> None:
    save(db, report("乙局", 2023, received=10, carried_out=5), actor="a")
    succeed(db, "丙局", ["乙局"], day=MAY, share=Decimal("0.6"), actor="a")
    succeed(db, "丁局", ["乙局"], day=MAY, share=Decimal("0.4"), actor="a")
    new = find_agency(db, "丙局")
    assert new is not None
    last = last_report(db, new.id, 2024)
    assert last is not None
    assert last.cells == {"applications.received.total": 6, CARRIED_OUT: 3}
    with pytest.raises(GiktuiError, match="超过"):
        succeed(db, "戊局", ["乙局"], day=MAY, share=Decimal("0.1"), actor="a")


def test_without_a_predecessors_report_there_is_no_year_before(db: sqlite3.Connection) -> None:
    save(db, report("乙局", 2023, carried_out=5), actor="a")
    ensure_agency(db, "己局")
    succeed(db, "丙局", ["乙局", "己局"], day=MAY, actor="a")
    new = find_agency(db, "丙局")
    assert new is not None
    assert last_report(db, new.id, 2024) is None


def test_what_makes_no_sense_is_refused_and_changes_nothing(bureaus: sqlite3.Connection) -> None:
    for new, old, share in (
        ("甲县科技局", ["甲县科技局"], 1), ("甲县科技局", ["甲县科工局"], 1), ("庚局", ["没有的局"], 1),
        ("庚局", ["甲县科技局"], 0), ("庚局", [], 1),
    ):  # fmt: skip
        with pytest.raises(GiktuiError):
            succeed(bureaus, new, old, day=MAY, share=Decimal(share), actor="a")
    assert find_agency(bureaus, "庚局") is None
    new_one = find_agency(bureaus, "甲县科工局")
    assert new_one is not None
    assert [one.agency for one in predecessors(bureaus, new_one.id)] == ["甲县工信局", "甲县科技局"]


def test_the_predecessors_journals_say_who_took_over(bureaus: sqlite3.Connection) -> None:
    old = find_agency(bureaus, "甲县科技局")
    assert old is not None
    from giktui.store import entries

    for entry in entries(bureaus, old.id):
        assert next((e.origin, e.detail) for e in history(bureaus, entry.id)) == (
            "succeed", "甲县科技局 → 甲县科工局 2024-05-01",
        )  # fmt: skip


THREE = ("甲县文化局", "甲县旅游局", "甲县体育局")


@pytest.fixture
def merged(db: sqlite3.Connection) -> sqlite3.Connection:
    """A county in which three bureaus were made one in 2024, and one was split in two parts that are the whole."""
    ensure_agency(db, "甲县人民政府")
    for number, name in enumerate((*THREE, "甲县建设局"), 1):
        ensure_agency(db, name, parent="甲县人民政府")
        for year in (2022, 2023):
            n = 20 * number
            save(db, report(name, year, received=n, granted=n - 10, results_total=n - 10, carried_out=10), actor="a")
    succeed(db, "甲县文旅局", THREE, day=MAY, actor="a")
    succeed_in_parts(db, "甲县建设局", {"甲县住建局": Decimal("0.7"), "甲县城管局": Decimal("0.3")}, day=MAY, actor="a")
    return db


@pytest.mark.parametrize(("name", "before"), [("甲县文旅局", 30), ("甲县住建局", 7), ("甲县城管局", 3)])
def test_rules_beginnings_and_trends_follow_a_merger_of_three_and_a_split(
    merged: sqlite3.Connection, name: str, before: int
) -> None:
    assert load(merged, begin(merged, name, 2024, actor="a").id).cells[CARRIED_IN] == before
    for carried_in, wrong in ((before, False), (before + 1, True)):
        entry = save(merged, report(name, 2024, received=9, carried_in=carried_in), actor="a", replace=True)
        found = [f for f in checked(merged, entry) if f.rule.startswith("XY-CARRY") and f.status == "open"]
        assert bool(found) == wrong
    agency = find_agency(merged, name)
    assert agency is not None
    points = line_points(merged, find_measure("received"), agency.id)
    assert [(one.year, one.value) for one in points] == [
        (2022, {30: 120, 7: 56, 3: 24}[before]), (2023, {30: 120, 7: 56, 3: 24}[before]), (2024, 9),
    ]  # fmt: skip


def test_roll_up_and_status_follow_a_merger_of_three_and_a_split(merged: sqlite3.Connection) -> None:
    for name in ("甲县文旅局", "甲县住建局"):
        save(merged, report(name, 2024, received=50), actor="a")
    found = rollup(merged, "甲县人民政府", 2024)
    assert {entry.agency for entry in found.counted} == {"甲县文旅局", "甲县住建局"}
    assert [one.name for one in found.missing] == ["甲县城管局"]
    assert {one.agency.name for one in status(merged, 2024)} == {
        "甲县人民政府", "甲县文旅局", "甲县住建局", "甲县城管局",
    }  # fmt: skip
    assert {one.agency.name for one in status(merged, 2023)} == {"甲县人民政府", *THREE, "甲县建设局"}
    assert not rollup(merged, "甲县人民政府", 2023).missing
    assert {entry.agency for entry in rollup(merged, "甲县人民政府", 2023).counted} == {*THREE, "甲县建设局"}


def test_who_goes_on_after_giving_a_part_away_continues_the_rest(db: sqlite3.Connection) -> None:
    save(db, report("乙局", 2023, received=10, carried_out=5), actor="a")
    succeed_in_parts(db, "乙局", {"丙局": Decimal("0.4")}, day=MAY, actor="a")
    agency = find_agency(db, "乙局")
    assert agency is not None
    last = last_report(db, agency.id, 2024)
    assert last is not None
    assert last.cells == {"applications.received.total": 6, CARRIED_OUT: 3}
    for carried_in, wrong in ((3, False), (5, True)):
        entry = save(db, report("乙局", 2024, received=9, carried_in=carried_in), actor="a", replace=True)
        found = [f for f in checked(db, entry) if f.rule.startswith("XY-CARRY") and f.status == "open"]
        assert bool(found) == wrong
    assert [one.agency.name for one in status(db, 2024)] == ["乙局", "丙局"]
    later = last_report(db, agency.id, 2025)  # of the year after, all of its own
    assert later is not None
    assert later.cells[CARRIED_IN] == 5


def test_a_split_is_written_down_whole_or_not_at_all(db: sqlite3.Connection) -> None:
    save(db, report("乙局", 2023, carried_out=5), actor="a")
    with pytest.raises(GiktuiError, match="超过"):
        succeed_in_parts(db, "乙局", {"丙局": Decimal("0.7"), "丁局": Decimal("0.4")}, day=MAY, actor="a")
    assert find_agency(db, "丙局") is None


def test_a_merger_of_names_that_looks_like_a_reform_is_told_from_one(db: sqlite3.Connection) -> None:
    for name, years in (
        ("丙县旅游局", (2021, 2022)), ("丙县文旅局", (2023, 2024)), ("丙县政府", (2021, 2022)),
        ("丙县人民政府", (2023, 2024)), ("丙县教育局", (2021, 2023)), ("丙县教体局", (2022, 2024)),
    ):  # fmt: skip
        for year in years:
            save(db, report(name, year, received=1), actor="a")
    said = looks_like_reform(db, "丙县文旅局", "丙县旅游局")
    assert "giktui agency succeed 丙县文旅局 --from 丙县旅游局 --on 2023-01-01" in said
    assert looks_like_reform(db, "丙县旅游局", "丙县文旅局") == said
    assert looks_like_reform(db, "丙县人民政府", "丙县政府") == ""  # one name, written in two ways
    assert looks_like_reform(db, "丙县教育局", "丙县教体局") == ""  # their years alternate: hardly a reform


def test_last_years_report_is_the_one_that_is_stored_now(db: sqlite3.Connection, path: Path) -> None:
    """It is kept from its own check to that of the next year, and read again once anybody has changed it."""

    def breaks() -> list[tuple[int, object]]:
        every = [(entry.year, found) for entry, findings in check_all(db) for found in findings]
        return [
            (year, found.right) for year, found in every if found.rule == "XY-CARRY-total" and found.status == "open"
        ]

    before = save(db, report("甲县科技局", 2022, carried_out=1), actor="a")
    save(db, report("甲县科技局", 2023, carried_in=2), actor="a")
    assert breaks() == breaks() == [(2023, 1)]
    with closing(connect(path)) as other:
        set_cells(other, before.id, {CARRIED_OUT: 5}, actor="b", origin="typed")
    assert breaks() == [(2023, 5)]
    with pytest.raises(KeyError), writing(db):
        set_cells(db, before.id, {CARRIED_OUT: 7}, actor="a", origin="typed")
        assert breaks() == [(2023, 7)]
        raise KeyError
    assert breaks() == [(2023, 5)]
    set_cells(db, before.id, {CARRIED_OUT: 9}, actor="a", origin="typed")  # of the same revision as what was taken back
    assert breaks() == [(2023, 9)]
