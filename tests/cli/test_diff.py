"""diff: years and files, exit codes, what is left out on request."""

import json
from pathlib import Path
from typing import Any

import pytest


def test_two_years_of_the_database(run: Any, database: Path) -> None:
    done = run("diff", "2024", "2025")
    assert done.exit_code == 1
    assert "+16.3315" in done.stdout


def test_the_same_is_0_and_silent_about_cells(run: Any, database: Path) -> None:
    found = run("diff", "2024", "2024", "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["cells"] == []


def test_files_need_no_database(run: Any, examples: Path, own_environment: Path) -> None:
    done = run("diff", examples / "chenghu-2024.txt", examples / "chenghu-2025.txt")
    assert done.exit_code == 1
    assert not (own_environment / "giktui.db").exists()


def test_a_year_against_a_file(run: Any, database: Path, examples: Path) -> None:
    assert run("diff", "2024", examples / "chenghu-2024.txt").exit_code == 0
    assert run("diff", examples / "chenghu-2024.txt", "2025").exit_code == 1


def test_across_forms_it_says_what_cannot_be_compared(run: Any, database: Path, examples: Path) -> None:
    found = json.loads(run("diff", examples / "chenghu-2020.txt", "2025", "--json").stdout)
    assert found["incomparable"]
    assert found["cells"]


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "json", "html"])
def test_every_format(format: str, run: Any, database: Path) -> None:
    done = run("diff", "2024", "2025", "--format", format)
    assert done.exit_code == 1
    assert "19077" in done.stdout


def test_threshold_and_section_leave_things_out(run: Any, database: Path) -> None:
    def cells(*options: str) -> set[str]:
        return {
            cell["new_cells"][0] for cell in json.loads(run("diff", "2024", "2025", "--json", *options).stdout)["cells"]
        }

    assert {cell.split(".")[0] for cell in cells("--section", "四")} == {"proceedings"}
    assert cells("--threshold", "50%") < cells() < cells("--all")
    assert cells("--section", "disclosure", "--threshold", "90") == set()
    assert run("diff", "2024", "2025", "--section", "disclosure", "--threshold", "90").exit_code == 0
    assert run("diff", "2024", "2025", "--section", "七").exit_code == 2
    assert run("diff", "2024", "2025", "--threshold", "x").exit_code == 2


def test_all_agencies_has_a_line_for_each_and_says_who_lacks_a_year(run: Any, database: Path, examples: Path) -> None:
    run("import", examples / "chenghu-2024.txt", "--agency", "某县人民政府")
    done = run("diff", "--all-agencies", "2024", "2025")
    assert done.exit_code == 1
    assert [line.split()[0] for line in done.stdout.splitlines()[-2:]] == ["澄湖县人民政府", "某县人民政府"]
    found = json.loads(run("diff", "--all-agencies", "2024", "2025", "--json").stdout)
    (agency,) = found["agencies"]
    assert agency["cells"] == len(
        json.loads(run("diff", "2024", "2025", "--json", "-a", "澄湖县人民政府").stdout)["cells"]
    )
    assert found["lacking"] == [{"agency": "某县人民政府", "year": 2025}]
    assert run("diff", "--all-agencies", "2024", "x").exit_code == 2
