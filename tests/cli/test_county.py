"""status and rollup: a small county of one government and two offices."""

import json
from pathlib import Path
from typing import Any

import pytest

AGENCY = "澄湖县人民政府"
OFFICES = ("澄湖县司法局", "澄湖县财政局")


@pytest.fixture
def county(run: Any, examples: Path, own_environment: Path) -> None:
    """The example's report for the first office; none for the second, nor for the government."""
    run("import", examples / "chenghu-2025.txt", "--agency", OFFICES[0])
    run("agency", "add", AGENCY)
    for office in OFFICES:
        run("agency", "add", office, "--parent", AGENCY)


def test_status_tells_who_is_missing_and_late(run: Any, county: None) -> None:
    done = run("status", "2025", "--on", "2026-02-01", "--json")
    assert done.exit_code == 1
    assert {one["agency"]: (one["state"], one["late"]) for one in json.loads(done.stdout)["agencies"]} == {
        AGENCY: ("missing", False),
        OFFICES[0]: ("draft", True),
        OFFICES[1]: ("missing", True),
    }
    table = run("status", "2025", "--on", "2026-02-01").stdout.splitlines()
    assert table[2].startswith(AGENCY)
    assert all(line.startswith("  ") for line in table[3:])


def test_status_can_be_narrowed_written_as_csv_and_reminds(run: Any, county: None) -> None:
    done = run("status", "2025", "--only", "missing", "--agency", AGENCY, "--format", "csv")
    assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == [AGENCY, OFFICES[1]]
    reminders = run("status", "2025", "--only", "late", "--on", "2026-02-01", "--remind").stdout.splitlines()
    assert len(reminders) == 2
    assert all("请尽快报送" in line for line in reminders)
    as_json = json.loads(run("status", "2025", "--only", "late", "--on", "2026-02-01", "--remind", "--json").stdout)
    assert [f"{one['text']}" for one in as_json["reminders"]] == reminders
    assert [one["agency"] for one in as_json["reminders"]] == [*OFFICES]
    assert run("status", "2025", "--remind", "--format", "csv").exit_code == 2
    assert run("status", "2025", "--on", "明天").exit_code == 2


def test_status_by_parent(run: Any, county: None) -> None:
    done = run("status", "2025", "--on", "2026-02-01", "--by-parent", "--json")
    below = {"parent": AGENCY, "agencies": 2, "reported": 1, "submitted": 0, "missing": 1, "late": 2}
    *_above, last = json.loads(done.stdout)["parents"]
    assert {key: last[key] for key in below} == below
    table = run("status", "2025", "--by-parent").stdout.splitlines()
    assert [line.split()[0] for line in table[2:]] == ["-", AGENCY]
    assert (
        run("status", "2025", "--by-parent", "--format", "csv").stdout.splitlines()[2].startswith(f"{AGENCY},2,1,0,1")
    )


def test_status_as_csv_names_the_agency_above(run: Any, county: None) -> None:
    lines = run("status", "2025", "--format", "csv").stdout.splitlines()
    assert lines[0].split(",")[:4] == ["机关", "上级", "层级", "状态"]
    assert {tuple(line.split(",")[:3]) for line in lines[2:]} == {(office, AGENCY, "部门") for office in OFFICES}


def test_check_tells_what_the_hierarchy_shows(run: Any, county: None, examples: Path, tmp_path: Path) -> None:
    text = (examples / "chenghu-2025.txt").read_text("utf-8").replace("\t19077\t", "\t19078\t")
    (tmp_path / "县.txt").write_text(text, encoding="utf-8")
    run("import", tmp_path / "县.txt")
    done = run("check", "2025", "--agency", AGENCY)
    assert "HR-SUM" not in done.stdout  # one below has not reported: the sums cannot be right yet
    assert f"{OFFICES[1]}没有 2025 年的报告" in done.stdout
    run("import", examples / "chenghu-2025.txt", "--agency", OFFICES[1])
    assert "HR-SUM" in run("check", "2025", "--agency", AGENCY).stdout


def test_rollup_adds_up_and_fills_in(run: Any, county: None) -> None:
    done = run("rollup", "2025", "--agency", AGENCY)
    assert done.exit_code == 1
    assert OFFICES[1] in done.stdout.splitlines()[1]
    assert "19077" in done.stdout
    assert run("rollup", "2025", "--agency", AGENCY, "--fill").exit_code == 1
    filled = json.loads(run("show", "2025", "--agency", AGENCY, "--json").stdout)["report"]["cells"]
    sums = json.loads(run("rollup", "2025", "--agency", AGENCY, "--json").stdout)
    assert filled == sums["cells"]
    assert sums["differences"] == []
    assert [one["agency"] for one in sums["counted"]] == [OFFICES[0]]
    assert run("rollup", "2025", "--agency", OFFICES[0]).exit_code == 2


def test_rollup_of_a_year_nobody_reported_on_names_who_has_not(run: Any, county: None) -> None:
    done = run("rollup", "2019", "--agency", AGENCY)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{AGENCY} 2019 年：汇总 0 份报告（没有）",
        f"未报 2 个：{OFFICES[0]}、{OFFICES[1]}",
    ]


def test_rollup_names_what_differs(run: Any, county: None, examples: Path, tmp_path: Path) -> None:
    text = (examples / "chenghu-2025.txt").read_text("utf-8").replace("\t19077\t", "\t19078\t")
    (tmp_path / "县.txt").write_text(text, encoding="utf-8")
    run("import", tmp_path / "县.txt")
    (difference,) = json.loads(run("rollup", "2025", "--agency", AGENCY, "--json").stdout)["differences"]
    assert difference["cells"] == ["disclosure.licences.decisions"]
