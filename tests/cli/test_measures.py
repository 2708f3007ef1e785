"""trend, stats and lake: measures as tables, plots, pages and SQL."""

import csv
import io
import json
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

AGENCY = "澄湖县人民政府"


def _value(database: Path, year: int) -> int:
    db = sqlite3.connect(database)
    sql = "SELECT total FROM applications JOIN report ON report.id = report WHERE row = 'received' AND year = ?"
    (value,) = db.execute(sql, (year,)).fetchone()
    db.close()
    return int(value)


def test_trend_shows_the_common_measures_by_year(run: Any, database: Path) -> None:
    lines = run("trend").stdout.splitlines()
    assert lines[0].split() == ["指标", "2024", "2025"]
    received = next(line for line in lines if line.startswith("新收申请")).split()
    assert received[1:] == [str(_value(database, 2024)), str(_value(database, 2025))]


def test_trend_as_json_and_csv_says_the_same(run: Any, database: Path) -> None:
    found = json.loads(run("trend", "received", "--json").stdout)
    assert found["schema_version"] == 1
    assert found["series"][0]["values"] == [_value(database, 2024), _value(database, 2025)]
    rows = list(csv.reader(io.StringIO(run("trend", "received", "--format", "csv").stdout)))
    assert [int(value) for value in rows[1][1:]] == found["series"][0]["values"]


def test_a_plot_has_no_colour_off_a_terminal(run: Any, database: Path) -> None:
    text = run("trend", "received", "--format", "plot").stdout
    assert "2024" in text
    assert "█" in text
    assert "\x1b" not in text


def test_trend_of_children_names_each(run: Any, database: Path) -> None:
    run("agency", "add", "云泽市人民政府")
    run("agency", "move", AGENCY, "--parent", "云泽市人民政府")
    lines = run("trend", "received", "--children", "--agency", "云泽市人民政府").stdout.splitlines()
    assert lines[2].startswith(f"{AGENCY} 新收申请")


def test_the_page_escapes_names_and_loads_nothing(run: Any, database: Path, tmp_path: Path) -> None:
    run("agency", "rename", AGENCY, "<script>alert(1)</script>县")
    page = tmp_path / "trend.html"
    assert run("trend", "--format", "html", "-o", page).exit_code == 0
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not {"src", "href"} & {name for name, _value in attrs}

    Tags().feed(page.read_text("utf-8"))
    assert "svg" in seen
    assert "script" not in seen


def test_stats_show_spread_ranking_and_sql(run: Any, database: Path) -> None:
    spread = json.loads(run("stats", "received", "2024", "--json").stdout)["spread"]
    assert [(line["reports"], line["median"]) for line in spread] == [(1, _value(database, 2024))]
    ranking = json.loads(run("stats", "received", "--rank", "--json").stdout)["ranking"]
    assert [line["value"] for line in ranking] == sorted((_value(database, 2024), _value(database, 2025)), reverse=True)
    assert len(run("stats", "received", "--rank", "--top", "1").stdout.splitlines()) == 4


def test_the_sql_that_is_shown_is_the_sql_that_runs(run: Any, database: Path) -> None:
    sql = run("stats", "received", "--rank", "--sql").stdout
    db = sqlite3.connect(database)
    nothing = dict.fromkeys(("agency", "children_of", "level", "year"))
    assert {row[4] for row in db.execute(sql, nothing)} == {_value(database, 2024), _value(database, 2025)}
    db.close()


@pytest.mark.parametrize(
    "words",
    [
        ("trend", "nothing"),
        ("stats", "nothing"),
        ("trend", "--format", "pdf"),
        ("stats", "received", "--parent", "某局"),
    ],
)
def test_what_is_not_there_is_trouble(run: Any, database: Path, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert done.stderr.startswith("giktui: ")


def test_a_level_that_is_none_is_refused(run: Any, database: Path) -> None:
    done = run("stats", "received", "--level", "国")
    assert done.exit_code == 2
    assert "省、市、县、乡、部门" in done.stderr


def test_the_lake_is_written_and_read(run: Any, database: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("ibis")
    run("agency", "add", "云泽市人民政府")
    run("agency", "move", AGENCY, "--parent", "云泽市人民政府")
    lake = tmp_path / "lake"
    assert run("lake", "write", lake).exit_code == 0
    assert run("lake", "write", lake).exit_code == 2, "a lake is not written over"
    stats = run("lake", "stats", lake, "received").stdout.splitlines()
    assert stats == run("stats", "received").stdout.splitlines()
    sums = run("lake", "rollup", lake, "2024", "--agency", "云泽市人民政府").stdout
    line = next(line for line in sums.splitlines() if "本年新收" in line and "总计" in line)
    assert line.split()[-1] == str(_value(database, 2024))
    assert run("lake", "rollup", lake, "2024", "--agency", "某局").exit_code == 2
    assert run("lake", "rollup", lake, "2024", "--agency", AGENCY).exit_code == 2, "nothing is below it"
    assert run("lake", "stats", lake, "received", "--engine", "hive").exit_code == 2


def test_a_lake_is_written_whole_or_not_at_all(run: Any, database: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    report = json.loads(run("export", "2024", "--format", "json").stdout)
    report["year"], report["cells"]["disclosure.fees.amount"] = 2026, "0.123456789"
    (tmp_path / "fine.json").write_text(json.dumps(report), "utf-8")
    assert run("import", tmp_path / "fine.json").exit_code < 2
    done = run("lake", "write", tmp_path / "lake")
    assert done.exit_code == 2
    assert "2026" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["fine.json"]
