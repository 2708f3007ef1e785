"""What the shell offers behind Tab."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from giktui.checks import rules
from giktui.form import newest_form
from giktui.writers import FORMATS

AGENCY = "澄湖县人民政府"


def offered(words: str, **environment: str) -> list[str]:
    """The words that bash would offer for the last of these (empty behind a blank)."""
    split = words.split(" ")
    done = subprocess.run(
        [sys.executable, "-m", "giktui"],
        env={
            **os.environ,
            "_GIKTUI_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(split) - 1),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("giktui show ", ["2025", "2024"]),
        ("giktui show 2", ["2025", "2024"]),
        ("giktui show 2024 --agency ", [AGENCY]),
        ("giktui show 2024 -a 澄湖", [AGENCY]),
        ("giktui agency rename 澄", [AGENCY]),
        ("giktui diff 2024 ", ["2025", "2024"]),
        ("giktui waive 2024 XY-F", ["XY-FORCE"]),
        ("giktui check --explain T3-B", ["T3-BAL"]),
        ("giktui export 2024 --format d", ["docx"]),
        ("giktui history 2024 --cell overv", ["overview"]),
    ],
)
def test_words_of_the_database_and_of_giktui(database: Path, words: str, wanted: list[str]) -> None:
    assert offered(words) == wanted


def test_cells_measures_rules_and_formats_are_all_there(database: Path) -> None:
    assert set(offered("giktui history 2024 --cell applications.")) < set(newest_form().cells)
    assert "received" in offered("giktui trend ")
    assert set(offered("giktui export 2024 -f ")) == set(FORMATS)
    assert {rule.id for rule in rules()} <= set(offered("giktui check --explain "))


def test_the_database_that_is_named_is_asked(database: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(database, tmp_path / "other.db"))
    assert offered(f"giktui show --db {other} ", GIKTUI_DB=str(tmp_path / "none.db")) == ["2025", "2024"]


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to be looked at"])
def test_without_a_database_nothing_is_offered_and_nothing_is_made(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "some.db"
    if content is not None:
        path.write_bytes(content)
    assert offered("giktui show ", GIKTUI_DB=str(path)) == []
    assert (path.read_bytes() if path.exists() else None) == content
