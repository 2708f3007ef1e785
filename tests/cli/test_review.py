"""Notices, replies, proposals, comments and returning, on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import Result

Run = Callable[..., Result]


def test_a_notice_goes_out_and_its_reply_comes_back(run: Run, database: Path, tmp_path: Path) -> None:
    out = tmp_path / "整改"
    looked = run("notice", 2025, "-o", out, "--dry-run", "--json")
    assert json.loads(looked.stdout)["notices"][0]["items"] == 2
    assert not out.exists()
    done = run("notice", 2025, "-o", out, "--deadline", "2026-02-20", "--json")
    assert done.exit_code == 0
    page, sheet = (Path(file) for file in json.loads(done.stdout)["notices"][0]["files"])
    assert (page.suffix, sheet.suffix) == (".docx", ".xlsx")
    assert "没有要发的" in run("notice", 2025, "-o", out).stderr
    book = openpyxl.load_workbook(sheet)
    rows = book.worksheets[0]
    for line in range(5, rows.max_row + 1):
        rows.cell(line, 11).value = "已核实，属实"
    book.save(sheet)
    taken = run("import", sheet)
    assert taken.exit_code == 0
    assert "说明 2" in taken.stdout
    assert [one["rule"] for one in json.loads(run("proposals", "list", "--json").stdout)["proposals"]] == [
        "TX-CARRIED-OUT", "XY-FORCE-documents",
    ]  # fmt: skip
    assert run("proposals", "accept", 2025, "XY-FORCE-documents").exit_code == 0
    assert run("check", 2025).exit_code == 0
    assert run("proposals", "refuse", 2025).exit_code == 0
    assert run("proposals", "accept", 2025).exit_code == 2


def test_returning_and_what_changed_since(run: Run, database: Path) -> None:
    assert run("return", 2024, "--reason", "请核对表三").exit_code == 0
    assert json.loads(run("list", "--json").stdout)["reports"][0]["status"] == "returned"
    assert "已退回" in run("status", 2024).stdout
    shown = run("return", 2024, "--changed")
    assert "请核对表三" in shown.stdout
    assert run("return", 2024).exit_code == 2
    assert "没有退回过" in run("return", 2025, "--changed").stdout


def test_comments(run: Run, database: Path) -> None:
    assert run("comment", "add", 2025, "请核对台账", "--cell", "applications.received.total").exit_code == 0
    assert run("comment", "answer", 1, "已核对").exit_code == 0
    listed = run("comment", "list", 2025).stdout
    assert "请核对台账" in listed and "已核对" in listed
    assert run("comment", "close", 1).exit_code == 0
    assert json.loads(run("comment", "list", 2025, "--json").stdout)["comments"] == []
    assert run("comment", "close", 1).exit_code == 2
    assert run("comment", "add", 2025, "x", "--cell", "nowhere").exit_code == 2


@pytest.mark.parametrize("arguments", [["--all", "--parent", "x"], ["--all", "-a", "x"]])
def test_a_notice_goes_to_one_choice_of_agencies(
    run: Run, database: Path, tmp_path: Path, arguments: list[str]
) -> None:
    assert run("notice", 2025, "-o", tmp_path / "o", *arguments).exit_code == 2


def test_twins_are_listed(run: Run, database: Path) -> None:
    assert run("twins", 2025).exit_code == 0
    exported = json.loads(run("export", 2025, "--format", "json").stdout)
    copy = database.parent / "copy.json"
    copy.write_text(json.dumps({**exported, "agency": "别县人民政府"}), encoding="utf-8")
    assert run("import", copy).exit_code == 0
    listed = run("twins", 2025, "--json")
    assert listed.exit_code == 1
    found = json.loads(listed.stdout)["twins"]
    assert {one["section"] for one in found} >= {"overview", "applications"}
    assert "别县人民政府" in run("twins", 2025).stdout


def test_what_to_look_at_first(run: Run, database: Path) -> None:
    listed = json.loads(run("triage", 2025, "--json").stdout)["reports"]
    assert [(one["agency"], one["soft"]) for one in listed] == [("澄湖县人民政府", 1)]
    assert "澄湖县人民政府" in run("triage", 2025).stdout


def test_status_says_how_far_a_notice_has_come_and_reminds_of_what_is_open(
    run: Run, database: Path, tmp_path: Path
) -> None:
    assert json.loads(run("status", 2025, "--json").stdout)["agencies"][0]["notice"] is None
    run("notice", 2025, "-o", tmp_path, "--deadline", "2026-02-20")
    assert json.loads(run("status", 2025, "--json").stdout)["agencies"][0]["notice"] == "noticed"
    assert "已通知" in run("status", 2025).stdout
    reminder = run("status", 2025, "--remind").stdout
    head, *items = reminder.splitlines()
    assert "2026-02-20" in head
    assert [item.split(".")[0] for item in items] == ["  1", "  2"]
    assert "行政规范性文件" in reminder
    assert run("waive", 2025, "XY-FORCE-documents", "--reason", "清理时合并计数").exit_code == 0
    assert json.loads(run("status", 2025, "--json").stdout)["agencies"][0]["asked"] == 1


def test_all_drafts_without_findings_are_submitted_and_the_others_named(run: Run, database: Path) -> None:
    done = run("submit", 2025, "--all")
    assert done.exit_code == 1
    assert "澄湖县人民政府" in done.stdout
    assert run("submit", 2024, "--all").exit_code == 0
    assert json.loads(run("status", 2024, "--json").stdout)["agencies"][0]["state"] == "submitted"
    assert "没有未提交" in run("submit", 2024, "--all").stderr
