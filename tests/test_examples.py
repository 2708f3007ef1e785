"""The examples do what they say: two years that balance and carry over, one on the old form, and a session."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from giktui.checks import check
from giktui.readers import read_reports
from giktui.resources import folder

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
    assert found == [("XY-FORCE-documents", "soft"), ("TX-CARRIED-OUT", "warning")]
