"""package, and the import of packages and of other databases."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from giktui.readers import reports_in

AGENCY = "澄湖县人民政府"


def test_a_package_is_made_and_taken_in(run: Any, database: Path, tmp_path: Path) -> None:
    done = run("package", "2025", "-o", tmp_path / "县.zip")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"已将 1 份报告、0 个原文件写入 {tmp_path / '县.zip'}", f"其中 1 份没有提交：{AGENCY}",
    ]  # fmt: skip
    taken = run("--db", tmp_path / "city.db", "import", tmp_path / "县.zip")
    assert taken.exit_code == 0
    one, other = (
        json.loads(run("--db", db, "show", "2025", "--json").stdout)["report"]
        for db in (database, tmp_path / "city.db")
    )
    assert one == other
    assert run("check", tmp_path / "县.zip").exit_code in (0, 1)
    (tmp_path / "县.zip").write_bytes((tmp_path / "县.zip").read_bytes()[:-40])
    assert run("--db", tmp_path / "city.db", "import", tmp_path / "县.zip").exit_code == 2


def test_what_a_package_holds_as_json(run: Any, database: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    said = json.loads(run("package", "2025", "--agency", AGENCY, "--json").stdout)
    assert said["file"] == f"{AGENCY}-2025.giktui.zip"
    assert [(one["agency"], one["status"]) for one in said["reports"]] == [(AGENCY, "draft")]
    assert Path(said["file"]).is_file()


def test_a_package_goes_through_a_pipe(database: Path) -> None:
    command = [sys.executable, "-m", "giktui", "package", "2025", "-o", "/dev/stdout"]
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    assert [one.report.agency for one in reports_in(piped, "-")] == [AGENCY]


def test_nothing_is_left_where_there_is_nothing_to_pack(run: Any, database: Path, tmp_path: Path) -> None:
    assert run("package", "1999", "-o", tmp_path / "无.zip").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_another_database_is_taken_in(run: Any, database: Path, tmp_path: Path) -> None:
    done = run("--db", tmp_path / "city.db", "import", database)
    assert (done.exit_code, "2 份" in done.stdout) == (0, True)
    assert run("--db", tmp_path / "city.db", "list").stdout.count(AGENCY) == 2
    again = run("--db", tmp_path / "city.db", "import", database, "--json")
    assert json.loads(again.stdout)["files"][0]["status"] == "present"
    assert run("--db", tmp_path / "city.db", "import", database, "--year", "2024").exit_code == 2
