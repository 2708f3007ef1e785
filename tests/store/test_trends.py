"""Measures in SQL say what the same measures say of the loaded reports."""

import sqlite3
from decimal import Decimal
from pathlib import Path
from statistics import median_low
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import reports

from giktui.measures import common_measures, find_measure
from giktui.report import Report
from giktui.store import connect, find_agency, save
from giktui.store.agencies.tree import move_agency
from giktui.store.analysis.trends import Scope, points, spreads

RECEIVED = find_measure("received")
FEES = find_measure("disclosure.fees.amount")


@given(made=st.lists(reports(), min_size=1, max_size=5, unique_by=lambda report: (report.agency, report.year)))
@settings(max_examples=20, deadline=None)
def test_sql_and_python_measure_alike(made: list[Report]) -> None:
    with TemporaryDirectory() as folder:
        db = connect(Path(folder, "reports.db"))
        for report in made:
            save(db, report, actor="test")
        for measure in (*common_measures(), FEES, find_measure("proceedings.review.other")):
            found = {(point.agency, point.year): point.value for point in points(db, measure)}
            assert found == {(report.agency, report.year): measure.value(report.cells, report.form) for report in made}
        db.close()


@pytest.fixture
def towns(db: sqlite3.Connection) -> sqlite3.Connection:
    """Five towns with 1, 2, 3, 4 and 10 applications, two of them below 青禾县; one more that leaves the cell blank."""
    for name, received in (("甲镇", 1), ("乙镇", 2), ("丙镇", 3), ("丁镇", 4), ("戊镇", 10), ("己镇", None)):
        cells = {} if received is None else {"applications.received.total": received}
        amount = {"disclosure.fees.amount": Decimal("0.1")}
        save(db, Report(f"{name}人民政府", 2024, "2021", cells={**cells, **amount}), actor="test")
    save(db, Report("青禾县人民政府", 2024, "2021", cells={"applications.received.total": 20}), actor="test")
    for name in ("甲镇人民政府", "乙镇人民政府"):
        move_agency(db, name, "青禾县人民政府")
    return db


def test_the_spread_of_a_level(towns: sqlite3.Connection) -> None:
    (county, town) = sorted(spreads(towns, RECEIVED, Scope(year=2024)), key=lambda spread: spread.reports)
    assert (county.level, county.median) == ("县", 20)
    assert (town.reports, town.total) == (5, 20)
    assert (town.least, town.lower, town.median, town.upper, town.most) == (1, 2, median_low([1, 2, 3, 4, 10]), 4, 10)


def test_amounts_add_up_exactly(towns: sqlite3.Connection) -> None:
    (town,) = (spread for spread in spreads(towns, FEES) if spread.level == "乡")
    assert (town.total, town.median) == (Decimal("0.6"), Decimal("0.1"))


def test_a_scope_narrows_down(towns: sqlite3.Connection) -> None:
    county = find_agency(towns, "青禾县人民政府")
    assert county is not None
    assert [point.agency for point in points(towns, RECEIVED, Scope(children_of=county.id))] == [
        "乙镇人民政府",
        "甲镇人民政府",
    ]
    assert [point.value for point in points(towns, RECEIVED, Scope(agency=county.id, year=2024))] == [20]
    assert list(points(towns, RECEIVED, Scope(year=1999))) == []


def test_a_ranking_puts_blanks_last(towns: sqlite3.Connection) -> None:
    ranking = [point.value for point in points(towns, RECEIVED, Scope(level="乡"), highest=True)]
    assert ranking == [10, 4, 3, 2, 1, None]
