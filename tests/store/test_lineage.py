"""Reforms: what a successor's report continues, and who is missing after one."""

import sqlite3
from datetime import date
from decimal import Decimal

import pytest

from giktui.errors import GiktuiError
from giktui.measures import find_measure
from giktui.report import Report
from giktui.store import begin, checked, ensure_agency, entry_of, find_agency, history, load, save
from giktui.store.agencies.lineage import last_report, predecessors, succeed
from giktui.store.analysis.finding_counts import counts_of
from giktui.store.analysis.rollup import rollup
from giktui.store.analysis.status import status
from giktui.store.analysis.trends import line_points

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
    assert len(status(bureaus, 2023)) == 4
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
