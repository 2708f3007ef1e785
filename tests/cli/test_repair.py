"""repair, rules and waive over a selection: what they list, change and leave."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checks.reports import following, sound

from giktui.interchange import as_dict
from giktui.report import Report

A = "applications."
AGENCY = "甲县教育局"


@pytest.fixture
def keep(run: Any, own_environment: Path, tmp_path: Path) -> Callable[..., None]:
    """Imports reports."""

    def imported(*reports: Report) -> None:
        for n, report in enumerate(reports):
            file = tmp_path / f"{n}.json"
            file.write_text(json.dumps(as_dict(report), ensure_ascii=False, default=str), encoding="utf-8")
            assert run("import", file, "--replace").exit_code == 0

    return imported


def findings(run: Any, year: int = 2023) -> list[dict[str, Any]]:
    (report,) = json.loads(run("check", str(year), "--agency", AGENCY, "--json").stdout)["reports"]
    return [one for one in report["findings"] if one["status"] == "open"]


def test_one_wrong_cell_is_one_finding_and_its_repair_settles_all(run: Any, keep: Callable[..., None]) -> None:
    keep(sound().with_cells({A + "results_total.natural_person": 10}))
    found = [one for one in findings(run) if one["rule"].startswith("T3-")]
    assert len(found) == 3
    assert len({one["cause"] for one in found}) == 1
    (repair,) = {json.dumps(one["repairs"][0], sort_keys=True): one["repairs"][0] for one in found}.values()
    assert repair["cells"] == [{"cell": A + "results_total.natural_person", "from": 10, "to": 11}]
    assert set(repair["settles"]) == {one["fingerprint"] for one in found}
    printed = run("check", "2023").stdout
    assert printed.splitlines()[0].endswith("错误 1")
    assert printed.count("  错误 ") == 1
    assert printed.count("同因") == 2
    assert run("check", "2023", "--verbose").stdout.count("  错误 ") == 3


def test_a_repair_is_applied_once_and_undone(run: Any, keep: Callable[..., None]) -> None:
    keep(sound().with_cells({A + "results_total.natural_person": 10}))
    listed = run("repair", "2023")
    assert listed.exit_code == 1
    assert "10 → 11" in listed.stdout
    assert run("repair", "2023", "--apply", "9").exit_code == 2
    assert run("repair", "2023", "--apply", "1").exit_code == 0
    assert "修复" in run("history", "2023", "--limit", "1").stdout
    assert not [one for one in findings(run) if one["severity"] == "error"]
    assert run("repair", "2023").exit_code == 0
    run("undo", "2023")
    assert len([one for one in findings(run) if one["severity"] == "error"]) == 3


def test_last_years_wrong_cell_is_repaired_in_last_years_report(run: Any, keep: Callable[..., None]) -> None:
    report = sound()
    keep(following(report).with_cells({A + "carried_out.natural_person": 2}), report)
    (repair,) = json.loads(run("repair", "2023", "--json").stdout)["repairs"]
    assert repair["cells"] == [{"cell": A + "carried_out.natural_person", "from": 2, "to": 3, "year": 2022}]
    assert run("repair", "2023", "--apply", "1").exit_code == 0
    assert not findings(run)
    assert not [one for one in findings(run, 2022) if one["severity"] == "error"]


def test_the_repair_that_mends_next_years_report_too_is_the_one(run: Any, keep: Callable[..., None]) -> None:
    report = sound()
    wrong = {f"{A}carried_out.{column}": 5 for column in ("natural_person", "total")}
    keep(following(report).with_cells(wrong), report)
    (repair,) = json.loads(run("repair", "2022", "--json").stdout)["repairs"]
    assert [(one["cell"], one["from"], one["to"]) for one in repair["cells"]] == [(cell, 5, 3) for cell in wrong]


def test_a_childs_wrong_cell_is_repaired_in_its_report(run: Any, keep: Callable[..., None]) -> None:
    child = sound("甲县民政局").with_cells({A + "granted.natural_person": 8})
    county = sound("甲县人民政府")
    keep(child, county)
    run("agency", "move", "甲县民政局", "--parent", "甲县人民政府")
    repairs = json.loads(run("repair", "2023", "--agency", "甲县人民政府", "--json").stdout)["repairs"]
    assert repairs[0]["cells"] == [{"cell": A + "granted.natural_person", "from": 8, "to": 7, "agency": "甲县民政局"}]
    assert repairs[0]["rules"] == ["HR-SUM"]


def test_two_slips_are_two_causes(run: Any, keep: Callable[..., None]) -> None:
    keep(sound().with_cells({A + "granted.natural_person": 70, "proceedings.review.total": 3}))
    found = findings(run)
    causes = {one["rule"]: one["cause"] for one in found}
    assert causes["T3-ROW-granted"] == causes["T3-COL-natural_person"] != causes["T4-SUM-review"]


def test_rules_are_set_shown_and_reset(run: Any, keep: Callable[..., None]) -> None:
    keep(sound(other="无"))
    assert "TX-FEE" in {one["rule"] for one in findings(run)}
    assert run("rules", "set", "TX-FEE", "off").exit_code == 0
    assert run("rules", "set", "thin", "5").exit_code == 0
    assert "TX-FEE" not in {one["rule"] for one in findings(run)}
    for command in (("check", "2023"), ("check", "--all")):
        assert "规则设置已改：TX-FEE 不查；第五部分的最少字数 5（原 20）" in run(*command).stdout
    changed = json.loads(run("rules", "list", "--changed", "--json").stdout)["rules"]
    assert [(one["name"], one["value"], one["usual"]) for one in changed] == [
        ("TX-FEE", "off", "warning"),
        ("thin", "5", "20"),
    ]
    for wrong in (("TX-FEE", "2"), ("thin", "x"), ("thin", "-1"), ("deadline", "02-30"), ("NO-RULE", "off")):
        assert run("rules", "set", *wrong).exit_code == 2
    assert run("rules", "set", "deadline", "2月20日").exit_code == 0
    assert run("rules", "reset", "--all").exit_code == 0
    assert run("rules", "reset", "TX-FEE").exit_code == 2
    assert "TX-FEE" in {one["rule"] for one in findings(run)}


def test_a_selection_is_waived_with_one_reason(run: Any, keep: Callable[..., None]) -> None:
    keep(sound(other="无"), sound("甲县民政局", other="无"), sound(year=2024, other="无"))
    listed = run("waive", "--rule", "TX-*", "--year", "2023", "-r", "另文说明", "--dry-run")
    assert listed.exit_code == 0
    assert len(listed.stdout.splitlines()) == 2
    assert "TX-FEE" in {one["rule"] for one in findings(run)}
    assert run("waive", "--rule", "TX-*", "--year", "2023", "-r", "另文说明", "--yes").exit_code == 0
    assert "TX-FEE" not in {one["rule"] for one in findings(run)}
    assert run("waive", "--rule", "TX-*", "--year", "2023", "-r", "另文说明", "--yes").exit_code == 2
    assert run("waive", "--rule", "TX-*", "2024", "-r", "另文说明").exit_code == 2
    (one,) = [one for one in findings(run, 2024) if one["rule"] == "TX-FEE"]
    assert run("waive", "2024", "TX-FEE", "-a", AGENCY, "--finding", "0" * 16, "-r", "x").exit_code == 2
    assert run("waive", "2024", "TX-FEE", "-a", AGENCY, "--finding", one["fingerprint"], "-r", "x").exit_code == 0
