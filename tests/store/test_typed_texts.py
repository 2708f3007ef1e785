"""Whatever is typed behind a command: nothing that steers a terminal, reorders text or cannot be seen is stored, or
printed again."""

import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store.every_command import COMMANDS, COUNTY, make
from typer.testing import CliRunner

from giktui.cli.app.application import application
from giktui.tui.safe_text import plain

ODD = (
    *("\u202e", "\u200b", "\u2066", "\xad", "\ufeff", "\u180e", "\U000e0041"),
    *("\x1b[31m", "\x9b", "\x07", "\x85", "\u2028"),
)
WITHOUT_AGENCY = {
    *("backup", "demo", "import", "lake write", "rules set", "rules reset", "comment answer", "comment close"),
}
TYPED = "甲" + "乙".join(ODD) + "丙"


def unseen(text: str) -> list[str]:
    """The characters of a text that nobody may store or print."""
    return [
        f"U+{ord(one):04X}"
        for one in text
        if unicodedata.category(one) in ("Cf", "Zl", "Zp") or (unicodedata.category(one) == "Cc" and one not in "\n\t")
    ]


def texts(path: Path) -> Iterator[str]:
    """Every text of a database."""
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        for (table,) in db.execute(sql).fetchall():
            yield from (cell for row in db.execute(f'SELECT * FROM "{table}"') for cell in row if isinstance(cell, str))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    make(place)
    return place


@pytest.mark.parametrize("name", [name for name, arguments in COMMANDS.items() if arguments])
def test_no_argument_brings_anything_unseen_in(
    name: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    monkeypatch.setenv("GIKTUI_DB", str(place / "a.db"))
    for number, argument in enumerate(COMMANDS[name]):
        if argument.startswith("-"):
            continue
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(made, place)
        monkeypatch.chdir(place)
        for odd in (TYPED, argument + TYPED):
            arguments = [*COMMANDS[name][:number], odd, *COMMANDS[name][number + 1 :]]
            if not ("-a" in arguments or name in WITHOUT_AGENCY or name.startswith("agency")):
                arguments += ["-a", COUNTY]
            done = CliRunner().invoke(application(lambda *_: None), [*name.split(), *arguments])
            assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exception)
            assert unseen(done.output + done.stderr) == [], (arguments, done.output)
            assert "程序出错" not in done.stderr
        assert [text for text in texts(place / "a.db") if unseen(text)] == [], argument


@pytest.mark.parametrize("odd", ODD)
def test_nor_does_the_app_show_it(odd: str) -> None:
    assert unseen(plain(f"甲{odd}乙")) == []
