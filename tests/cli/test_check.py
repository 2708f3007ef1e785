"""check and waive: findings in words and in three machine formats, exit codes, decisions."""

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from giktui.store import connect, set_cells, the_entry

EXAMPLES = Path(__file__).parents[2] / "examples"
RULE = "XY-FORCE-documents"


@pytest.fixture
def broken(database: Path) -> Path:
    """The database, with a total of 2025 that is wrong."""
    db = connect(database)
    set_cells(db, the_entry(db, None, 2025).id, {"applications.results_total.total": 66}, actor="a", origin="typed")
    db.close()
    return database


def test_the_example_has_one_thing_to_explain(run: Any, database: Path) -> None:
    done = run("check", "2025")
    assert done.exit_code == 1
    assert RULE in done.stdout
    assert "错误" not in done.stdout.splitlines()[0]
    assert run("check", "2024").exit_code == 0


def test_fail_on_decides_the_exit_code(run: Any, database: Path, broken: Path) -> None:
    assert run("check", "2025", "--fail-on", "error").exit_code == 1
    assert run("check", "2024", "--fail-on", "error").exit_code == 0
    assert run("check", "2025", "--fail-on", "worst").exit_code == 2


def test_without_a_year_all_years_are_checked(run: Any, database: Path) -> None:
    found = json.loads(run("check", "--json").stdout)
    assert [report["year"] for report in found["reports"]] == [2024, 2025]


def test_json_has_the_findings(run: Any, broken: Path) -> None:
    (report,) = json.loads(run("check", "2025", "--json").stdout)["reports"]
    assert report["counts"]["error"] > 0
    finding = next(one for one in report["findings"] if one["rule"] == "T3-BAL-total")
    assert (finding["severity"], finding["status"], abs(finding["delta"])) == ("error", "open", 1)
    assert "applications.results_total.total" in finding["cells"]


def test_json_is_the_same_each_time(run: Any, broken: Path) -> None:
    assert run("check", "--json").stdout == run("check", "--json").stdout


def test_files_need_no_database(run: Any, examples: Path, own_environment: Path) -> None:
    files = [examples / f"chenghu-{year}.txt" for year in (2024, 2025)]
    done = run("check", *files)
    assert done.exit_code == 1
    assert RULE in done.stdout
    assert run("check", files[1]).exit_code == 0, "without the year before, the rule is not evaluated"
    assert not (own_environment / "giktui.db").exists()


def test_a_broken_file_stops_before_anything_is_printed(run: Any, examples: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("check", examples / "chenghu-2025.txt", tmp_path / "empty.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "empty.txt" in done.stderr


def test_all_puts_the_worst_first(run: Any, broken: Path) -> None:
    done = run("check", "--all")
    assert done.exit_code == 1
    assert [line.split()[1] for line in done.stdout.splitlines()[2:]] == ["2025", "2024"]
    worst = json.loads(run("check", "--all", "--json").stdout)["reports"][0]
    assert worst["counts"]["error"] > 0
    assert len(json.loads(run("check", "--all", "2024", "--json").stdout)["reports"]) == 1
    assert run("check", "--all", "2024").exit_code == 0
    assert run("check", "--all", "--agency", "没有县").exit_code == 2


def test_explain_names_source_and_example(run: Any) -> None:
    done = run("check", "--explain", "T3-BAL")
    assert done.exit_code == 0
    assert "勾稽关系" in done.stdout
    assert run("check", "--explain", "T9-NONE").exit_code == 2


def test_sarif_has_a_result_for_each_finding(run: Any, broken: Path) -> None:
    document = json.loads(run("check", "2025", "--format", "sarif").stdout)
    results = document["runs"][0]["results"]
    open_ones = [
        one
        for one in json.loads(run("check", "2025", "--json").stdout)["reports"][0]["findings"]
        if one["status"] == "open"
    ]
    assert len(results) == len(open_ones)
    known = {rule["id"] for rule in document["runs"][0]["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in results} == known


def test_sarif_says_where_the_file_is_and_why_a_finding_is_waived(
    run: Any, broken: Path, examples: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "各单位 年报").mkdir()
    file = Path("各单位 年报") / "50%.txt"
    shutil.copy(examples / "chenghu-2025.txt", file)
    for named, uri in ((file, quote(file.as_posix())), (file.absolute(), file.absolute().as_uri())):
        (result,) = json.loads(run("check", named, "--format", "sarif").stdout)["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert place == uri
        assert place.isascii() and " " not in place
    run("waive", "2025", RULE, "--reason", "清理时合并计数")
    results = json.loads(run("check", "2025", "--format", "sarif").stdout)["runs"][0]["results"]
    (why,) = [one for result in results for one in result.get("suppressions", [])]
    assert why["kind"] == "external"
    assert why["justification"].startswith("清理时合并计数")


def test_junit_fails_what_fail_on_says(run: Any, broken: Path) -> None:
    errors = ET.fromstring(run("check", "2025", "--format", "junit", "--fail-on", "error").stdout)
    softer = ET.fromstring(run("check", "2025", "--format", "junit").stdout)
    assert 0 < len(errors.findall(".//failure")) < len(softer.findall(".//failure"))
    assert errors[0].attrib["failures"] == str(len(errors.findall(".//failure")))


def test_a_waived_finding_no_longer_fails(run: Any, database: Path) -> None:
    done = run("waive", "2025", RULE, "--reason", "清理时合并计数")
    assert done.exit_code == 0
    assert run("check", "2025").exit_code == 0
    assert "清理时合并计数" in run("check", "2025", "--waived").stdout
    assert "清理时合并计数" not in run("check", "2025").stdout
    (report,) = json.loads(run("check", "2025", "--json").stdout)["reports"]
    waived = [one for one in report["findings"] if one["status"] == "waived"]
    assert [(one["rule"], one["reason"].startswith("清理时合并计数")) for one in waived] == [(RULE, True)]


def test_only_what_is_open_can_be_waived(run: Any, database: Path) -> None:
    done = run("waive", "2025", "T3-BAL-total", "--reason", "x")
    assert done.exit_code == 2
    assert RULE in done.stderr
    assert run("waive", "2025", RULE).exit_code == 2
    assert "请写明理由" in run("waive", "2025", RULE, "--reason", " ").stderr
    assert run("waive", "2025", RULE, "--reason", "清理时合并计数").exit_code == 0
    assert "已经豁免过了" in run("waive", "2025", RULE, "--reason", "再说一次").stderr
    assert run("waive", "2025", "TX-CARRIED-OUT", "--reason", "以表为准").exit_code == 0
    assert "没有需要说明理由的问题" in run("waive", "2025", "TX-HANDLED", "--reason", "x").stderr


def test_submit_needs_everything_settled_and_locks(run: Any, database: Path) -> None:
    assert run("submit", "2025").exit_code == 2
    run("waive", "2025", RULE, "--reason", "清理时合并计数")
    assert run("submit", "2025").exit_code == 0
    assert "已提交" in run("list").stdout
    assert run("undo", "2025").exit_code == 2
    assert run("reopen", "2025").exit_code == 2
    assert run("reopen", "2025", "--reason", "漏计").exit_code == 0
    assert "已提交" not in run("list").stdout


def test_many_files_are_checked_in_several_processes_as_in_one(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (EXAMPLES / "chenghu-2025.txt").read_text("utf-8")
    files = [tmp_path / f"{n:02}.txt" for n in range(40)]
    for n, file in enumerate(files):
        file.write_text(text.replace("澄湖县", f"第{n}县").replace("办结", "办结" if n % 2 else "办理完毕"), "utf-8")
    one = run("check", *files, "--json")
    for module in ("pool", "spread"):
        monkeypatch.setattr(f"giktui.ingest.{module}._WORTH", -1.0)
        monkeypatch.setattr(f"giktui.ingest.{module}.processors", lambda: 2)
    several = run("check", *files, "--json")
    assert (several.exit_code, several.stdout) == (one.exit_code, one.stdout)
    assert [report["agency"] for report in json.loads(one.stdout)["reports"]][:2] == ["第0县人民政府", "第1县人民政府"]
    files[20].write_text("不是年报", "utf-8")
    refused = run("check", *files)
    assert refused.exit_code == 2
    assert "20.txt" in refused.stderr
    assert refused.stdout == ""
