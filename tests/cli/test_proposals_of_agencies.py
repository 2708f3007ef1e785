"""What a package says of agencies waits until it is accepted at the command line."""

import json
from pathlib import Path
from typing import Any

AGENCY = "澄湖县人民政府"


def test_claims_are_listed_accepted_and_refused(run: Any, database: Path, tmp_path: Path) -> None:
    run("agency", "add", "云栖市人民政府")
    run("agency", "add", AGENCY, "--parent", "云栖市人民政府", "--also", "澄湖县政府")
    run("package", "2025", "-o", tmp_path / "县.zip")
    city = ("--db", tmp_path / "city.db")
    taken = run(*city, "import", tmp_path / "县.zip")
    assert "2 条说法待采用" in taken.stdout
    said = json.loads(run(*city, "proposals", "list", "--json").stdout)["agencies"]
    assert [(one["agency"], one["kind"], one["value"]) for one in said] == [
        (AGENCY, "name", "澄湖县政府"),
        (AGENCY, "parent", "云栖市人民政府"),
    ]
    listed = json.loads(run(*city, "agency", "list", "--json").stdout)["agencies"]
    assert [(one["name"], one["parent"], one["other_names"]) for one in listed] == [(AGENCY, None, [])]
    assert run(*city, "proposals", "agencies").exit_code == 0
    listed = json.loads(run(*city, "agency", "list", "--json").stdout)["agencies"]
    assert (AGENCY, "云栖市人民政府", ["澄湖县政府"]) in [
        (one["name"], one["parent"], one["other_names"]) for one in listed
    ]
    assert "县.zip" in run(*city, "history", "2025", "-a", AGENCY).stdout
    assert run(*city, "proposals", "agencies").exit_code == 2


def test_what_is_refused_is_gone_and_with_trust_nothing_waits(run: Any, database: Path, tmp_path: Path) -> None:
    run("agency", "add", AGENCY, "--also", "澄湖县政府")
    run("package", "2025", "-o", tmp_path / "县.zip")
    one, other = ("--db", tmp_path / "a.db"), ("--db", tmp_path / "b.db")
    run(*one, "import", tmp_path / "县.zip")
    assert run(*one, "proposals", "agencies", AGENCY, "--refuse").exit_code == 0
    assert json.loads(run(*one, "proposals", "list", "--json").stdout)["agencies"] == []
    assert "待采用" not in run(*other, "import", "--trust", tmp_path / "县.zip").stdout
    listed = json.loads(run(*other, "agency", "list", "--json").stdout)["agencies"]
    assert [one["other_names"] for one in listed] == [["澄湖县政府"]]


def test_renames_and_moves_stand_in_the_history_of_a_submitted_report_too(run: Any, database: Path) -> None:
    run("agency", "add", "云栖市人民政府")
    run("agency", "move", AGENCY, "--parent", "云栖市人民政府")
    run("agency", "rename", AGENCY, "澄湖市人民政府")
    said = [
        edit["detail"] for edit in json.loads(run("history", "2025", "-a", "澄湖市人民政府", "--json").stdout)["edits"]
    ]
    assert any("最上层 → 云栖市人民政府" in detail for detail in said)
    assert any(f"{AGENCY} → 澄湖市人民政府" in detail for detail in said)
