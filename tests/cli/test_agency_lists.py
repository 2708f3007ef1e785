"""agency import and agency merge from the command line."""

import json
from pathlib import Path
from typing import Any

AGENCY = "澄湖县人民政府"


def test_a_list_is_entered_after_a_look(run: Any, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "机关.csv"
    path.write_text(f"名称,上级,层级\n澄湖县司法局,{AGENCY},\n{AGENCY},,县\n", encoding="utf-8")
    looked = run("agency", "import", path, "--dry-run")
    assert looked.stdout.splitlines() == ["新增  澄湖县司法局", "新增 1，改动 0，不变 1（没有保存）"]
    assert json.loads(run("agency", "import", path, "--json").stdout) == {
        "schema_version": 1, "added": ["澄湖县司法局"], "changed": [], "unchanged": 1, "saved": True,
    }  # fmt: skip
    assert run("agency", "import", path).stdout == "新增 0，改动 0，不变 2\n"
    path.write_text(f"名称,上级\n{AGENCY},没有的局\n", encoding="utf-8")
    refused = run("agency", "import", path)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "没有改动任何机关" in refused.stderr


def test_two_names_of_one_agency(run: Any, database: Path) -> None:
    run("agency", "add", "澄湖县政府")
    assert run("agency", "merge", "澄湖县政府", AGENCY).stdout == f"{AGENCY} → 澄湖县政府（2024、2025）\n"
    assert run("show", "2024").exit_code == 0
    assert "并入" in run("history", "2024").stdout
    assert run("agency", "merge", "澄湖县政府", "不知何局").exit_code == 2
