"""Parquet and Ibis give the numbers that SQLite gives."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.measures import common_measures, find_measure
from giktui.report import Number, Report
from giktui.store import connect, ensure_agency, save
from giktui.store.analysis.rollup import rollup as sql_rollup
from giktui.store.analysis.trends import spreads as sql_spreads

pytest.importorskip("duckdb")
pytest.importorskip("ibis")

from giktui.lake import Lake, open_lake, rollup, spreads, write_lake
from giktui.lake.writing import LEVELS

CITY, COUNTY, BUREAU, SILENT, TOWN = (
    "云泽市人民政府",
    "青禾县人民政府",
    "青禾县财政局",
    "白石县人民政府",
    "白石县石桥镇人民政府",
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A city over a county that has reported (with a bureau below), and one that has not (with a town that has)."""
    connection = connect(tmp_path_factory.mktemp("db") / "reports.db")
    for name, parent in ((CITY, None), (COUNTY, CITY), (BUREAU, COUNTY), (SILENT, CITY), (TOWN, SILENT)):
        ensure_agency(connection, name, parent=parent)
    for year, form in ((2020, "2019"), (2022, "2019"), (2023, "2021"), (2024, "2021")):
        for number, name in enumerate((COUNTY, BUREAU, TOWN), 1):
            save(connection, _report(name, year, form, number), actor="test")
    yield connection
    connection.close()


def _report(name: str, year: int, form: str, number: int) -> Report:
    cells: dict[str, Number] = {
        "applications.received.total": 10 * number + year - 2019,
        "applications.granted.total": number,
        "applications.partly_granted.total": 1,
        "applications.results_total.total": 7 * number,
        "proceedings.review.total": number,
    }
    if form == "2019":
        cells["applications.other.total"] = 4
    else:
        cells |= {"applications.other_fee_unpaid.total": 2, "disclosure.fees.amount": Decimal(f"0.{number}1")}
    return Report(name, year, form, cells=cells)


@pytest.fixture(scope="module")
def folder(db: sqlite3.Connection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("lake") / "2026"
    assert write_lake(db, target) == 12
    return target


@pytest.fixture(scope="module")
def lake(folder: Path) -> Lake:
    return open_lake(folder)


def _check(db: sqlite3.Connection, lake: Lake) -> None:
    ids = dict(db.execute("SELECT name, id FROM agency").fetchall())
    for name in (CITY, COUNTY, SILENT):
        for year in (2020, 2022, 2023, 2024):
            assert rollup(lake, ids[name], year) == sql_rollup(db, name, year).cells, (name, year)
    for measure in (*common_measures(), find_measure("disclosure.fees.amount")):
        ours = {(s.year, s.level): s for s in spreads(lake, measure)}
        theirs = {(s.year, LEVELS[s.level]): s for s in sql_spreads(db, measure)}
        assert ours.keys() == theirs.keys()
        for key, spread in ours.items():
            other = theirs[key]
            fields = ("reports", "total", "least", "lower", "median", "upper", "most")
            assert [getattr(spread, f) for f in fields] == [getattr(other, f) for f in fields], (measure.id, key)


def test_duckdb_says_what_sqlite_says(db: sqlite3.Connection, lake: Lake) -> None:
    _check(db, lake)


def test_one_year_alone(lake: Lake) -> None:
    assert {spread.year for spread in spreads(lake, find_measure("received"), year=2023)} == {2023}


@pytest.mark.slow
def test_spark_says_what_sqlite_says(db: sqlite3.Connection, folder: Path) -> None:
    pytest.importorskip("pyspark")
    _check(db, open_lake(folder, "spark"))


def test_a_partition_a_year_and_level(folder: Path) -> None:
    parts = {str(path.parent.relative_to(folder)) for path in folder.rglob("cells/**/*.parquet")}
    assert "cells/year=2024/level=township" in parts
    assert len(parts) == 12


def test_a_folder_with_something_in_it_is_refused(db: sqlite3.Connection, folder: Path) -> None:
    with pytest.raises(GiktuiError, match="已有内容"):
        write_lake(db, folder)


def test_an_empty_folder_stays_the_one_it_is(
    db: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_lake(db, Path())
    assert {path.name for path in Path().iterdir()} == {"agencies", "cells", "counted"}


def test_a_value_with_too_many_digits_is_refused(tmp_path: Path) -> None:
    connection = connect(tmp_path / "reports.db")
    save(
        connection, Report("甲局", 2024, "2021", cells={"disclosure.fees.amount": Decimal("1.123456789")}), actor="test"
    )
    with pytest.raises(GiktuiError, match=r"甲局2024年的 disclosure\.fees\.amount"):
        write_lake(connection, tmp_path / "lake")
    (tmp_path / "empty").mkdir()
    with pytest.raises(GiktuiError):
        write_lake(connection, tmp_path / "empty")
    connection.close()
    assert list((tmp_path / "empty").iterdir()) == []
    assert not (tmp_path / "lake").exists()


def test_a_folder_without_a_lake_says_so(tmp_path: Path) -> None:
    with pytest.raises(GiktuiError, match="giktui lake write"):
        open_lake(tmp_path)


def test_what_a_killed_writing_left_does_not_refuse_the_next(db: sqlite3.Connection, tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    left = tmp_path / f".giktui-{process.pid}-x"
    (left / "cells").mkdir(parents=True)
    write_lake(db, tmp_path)
    assert not left.exists()
    assert (tmp_path / "cells").is_dir()
