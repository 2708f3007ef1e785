"""The examples do what they say: two years that balance and carry over, one on the old form, and a session."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from giktui.checks import check
from giktui.readers import bytes_of, read_reports, read_rows
from giktui.register.sheets import sheets_of
from giktui.resources import folder
from giktui.store import connect, ensure_agency, save
from giktui.store.register.filling import filling
from giktui.store.register.importing import carry_out, plan

EXAMPLES = folder("examples")


def test_the_session_prints_what_is_written_down(tmp_path: Path) -> None:
    scripts = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["sh", EXAMPLES / "session.sh"],
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode("utf-8") == (EXAMPLES / "session.txt").read_text("utf-8")


@pytest.mark.parametrize(("year", "form"), [(2020, "2019"), (2024, "2021"), (2025, "2021")])
def test_every_cell_of_an_example_is_read(year: int, form: str) -> None:
    (one,) = read_reports(EXAMPLES / f"chenghu-{year}.txt")
    assert one.certain
    assert (one.report.year, one.report.form) == (year, form)
    assert set(one.report.cells) == set(one.report.definition.cells)


def test_the_examples_have_one_thing_to_explain_and_no_error() -> None:
    reports = [read_reports(EXAMPLES / f"chenghu-{year}.txt")[0].report for year in (2024, 2025)]
    assert [f.rule for f in check(reports[0]) if f.status == "open"] == []
    found = [(f.rule, f.severity) for f in check(reports[1], reports[0]) if f.status == "open"]
    assert found == [("XY-FORCE-documents", "soft"), ("TX-CARRIED-OUT", "warning"), ("PL-DIRECT", "info")]


def test_the_register_of_the_example_gives_exactly_its_published_table(tmp_path: Path) -> None:
    db = connect(tmp_path / "r.db")
    published = read_reports(EXAMPLES / "chenghu-2020.txt")[0].report
    save(db, published, actor="tester")
    agency = ensure_agency(db, published.agency).id
    path = EXAMPLES / "chenghu-2020-register.csv"
    (sheet,) = sheets_of(read_rows(bytes_of(path), path.name)).sheets
    assert len(sheet.rows) == 40
    carry_out(db, agency, plan(db, agency, [sheet]), actor="tester")
    found = filling(db, agency, 2020)
    assert not found.blocked
    assert {cell.id for cell in published.definition.table("applications").cells} <= found.counted.cells.keys()
    assert found.changes == {}
    db.close()
