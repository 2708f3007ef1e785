"""Whoever may only read a database reads all of it, and tries out what would change it; not a byte of it changes.

Every command of the command line is in one of the lists; each that knows `--dry-run` is tried with it."""

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.every_command import CITY, COMMANDS, COUNTY, leaves, make, options

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")

READING: dict[str, tuple[str, ...]] = {
    "list": (),
    "show": ("2025",),
    "search": ("公开",),
    "check": ("--all", "2025"),
    "repair": ("2025",),
    "rules list": (),
    "diff": ("2024", "2025"),
    "export": ("2025", "-o", "out.html"),
    "history": ("2025",),
    "comment list": ("2025",),
    "proposals list": (),
    "trend": ("received",),
    "stats": ("received", "2025"),
    "triage": ("2025",),
    "twins": ("2025",),
    "lake write": ("lake",),
    "status": ("2025",),
    "rollup": ("2025", "-a", CITY),
    "package": ("2025", "-o", "out.zip"),
    "requests list": ("2025",),
    "requests due": (),
    "requests history": ("2025-002",),
    "agency list": (),
    "reread": (),
    "backup": ("copy.db",),
    "doctor": (),
}
CHANGING = {
    *("demo", "rules set", "rules reset", "undo", "redo", "submit", "reopen", "delete", "restore", "return"),
    *("comment add", "comment answer", "comment close"),
    *("proposals agencies", "proposals accept", "proposals refuse"),
    *("requests add", "requests answer", "requests settle", "requests undo", "requests redo"),
    *("agency add", "agency move", "agency rename", "agency succeed", "agency remove", "agency merge"),
}
ELSEWHERE = {"open": "the app, tested with its screens", "watch": "the web", "keys": "opens no database",
             "lake rollup": "opens no database", "lake stats": "opens no database"}  # fmt: skip
DRY = sorted(name for name in leaves() if "--dry-run" in options(name))


def test_every_command_is_in_one_list() -> None:
    assert sorted(leaves()) == sorted([*READING, *DRY, *CHANGING, *ELSEWHERE])


def _as_others() -> None:
    """Root, too, may write only what it has the right to: without CAP_DAC_OVERRIDE, from the next program on."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder, with what cannot be written."""
    place = tmp_path_factory.mktemp("closed") / "closed"
    place.mkdir()
    make(place)
    for path in place.iterdir():
        path.chmod(0o444)
    place.chmod(0o555)
    yield place
    place.chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux" and os.geteuid() == 0, reason="root may write everywhere")
def test_reading_and_dry_runs_need_no_rights_and_change_nothing(closed: Path, tmp_path: Path) -> None:
    trials = {**READING, **{name: (*_at(closed, COMMANDS[name]), "--dry-run") for name in DRY}}
    before = {path: path.read_bytes() for path in closed.iterdir()}
    environment = {**os.environ, "GIKTUI_DB": str(closed / "a.db"), "GIKTUI_AGENCY": COUNTY, "GIKTUI_TRACEBACK": "1"}
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("read_only_runs.py")],
        input=json.dumps([[*name.split(), *arguments] for name, arguments in trials.items()]),
        cwd=tmp_path, env=environment, preexec_fn=_as_others, capture_output=True, text=True, check=True,
    )  # fmt: skip
    ended = dict(zip(trials, json.loads(done.stdout), strict=True))
    wrong = {name: (code, said) for name, (code, said) in ended.items() if code not in (0, 1) or "Traceback" in said}
    assert wrong == {}
    assert {path: path.read_bytes() for path in closed.iterdir()} == before
    refused = subprocess.run(
        [sys.executable, "-m", "giktui", "rules", "set", "deadline", "02-20"],
        env=environment, preexec_fn=_as_others, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode == 2, "the rights hold"


def _at(folder: Path, arguments: tuple[str, ...]) -> list[str]:
    """The arguments with the files that stand beside the database where they are."""
    return [str(folder / one) if (folder / one).is_file() else one for one in arguments]
