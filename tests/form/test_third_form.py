"""Law 1: a new version of the form is one file in versions/ and one in crosswalk/.

The tests of `third_form_cases` run on a copy of the package that got just these two.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from form.third_form import copy_with_third_form

CASES = Path(__file__).with_name("third_form_cases.py")
TESTS = CASES.parents[1]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    copy_with_third_form(folder)
    return folder


def test_a_form_that_says_only_what_is_printed_goes_through_everything(tmp_path: Path) -> None:
    copy_with_third_form(tmp_path, silent=True)
    done = run(tmp_path, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(CASES))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_third_form_goes_through_everything(copied: Path) -> None:
    done = run(copied, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(CASES))
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_was_read_before_is_read_as_before(copied: Path) -> None:
    """The readers' own tests, with their files on the forms of 2019 and 2021, hold with a third form there."""
    some = [str(TESTS / "readers" / f"test_{name}.py") for name in ("text", "html", "markdown", "csv", "json")]
    done = run(copied, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *some)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


def run(package: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=package, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
