"""Whatever a disk refuses, whichever command is at it: it says so, the database is sound, nothing is done by halves and
nothing is said to be done that is not. Every command of the command line is covered, or named here with why it is not.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from store.every_command import COMMANDS, COUNTY, leaves, make

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs LD_PRELOAD")

EXEMPT = {
    "open": "the app: what it does when a write fails is tested with its screens",
    "watch": "reads pages from the web and writes through what import writes through",
    "keys": "opens no database",
    "doctor": "says what is wrong, whatever it is, and may end as it likes",
    "lake rollup": "opens no database",
    "lake stats": "opens no database",
}


def test_every_command_is_covered_or_exempt() -> None:
    assert sorted(leaves()) == sorted([*COMMANDS, *EXEMPT])


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("before") / "before"
    place.mkdir()
    make(place)
    return place


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("many", [6, pytest.param(0, marks=pytest.mark.slow)])
def test_a_disk_that_fails_is_told_of_and_spoils_nothing(
    many: int, name: str, library: Path, before: Path, tmp_path: Path
) -> None:
    arguments = COMMANDS[name]
    command = [*name.split(), *arguments]
    environment = {
        **os.environ, "LD_PRELOAD": str(library), "DISK_FOLDER": str(tmp_path / "disk"),
        "GIKTUI_DB": str(tmp_path / "disk" / "a.db"), "GIKTUI_AGENCY": COUNTY, "GIKTUI_TRACEBACK": "1",
    }  # fmt: skip
    driver = Path(__file__).with_name("disk_faults.py")
    done = subprocess.run(
        [sys.executable, driver, before, tmp_path / "disk", str(many), *command],
        env=environment, capture_output=True, text=True, timeout=3000, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
