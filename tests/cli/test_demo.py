"""demo, open and doctor: the first steps of somebody new."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from giktui.cli.app import full_screen
from giktui.cli.app.application import application


def test_demo_imports_checks_and_compares_in_a_database_of_its_own(run: Any, tmp_path: Path) -> None:
    done = run("demo", "--db", tmp_path / "试.db")
    assert done.exit_code == 0
    for wanted in ("chenghu-2020.txt", "XY-FORCE-documents", "+16.3315", "试.db"):
        assert wanted in done.stdout
    assert run("list", "--db", tmp_path / "试.db").stdout.count("澄湖县人民政府") == 3


def test_demo_touches_no_database_that_is_there(run: Any, database: Path) -> None:
    before = database.read_bytes()
    done = run("demo", "--db", database)
    assert done.exit_code == 2
    assert database.read_bytes() == before
    assert run("demo").exit_code == 0
    assert database.read_bytes() == before


def test_the_app_is_opened_at_what_was_asked_for(monkeypatch: pytest.MonkeyPatch, own_environment: Path) -> None:
    opened: list[tuple[Path, str | None, int | None]] = []

    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    class System:
        stdin = stdout = Terminal

    monkeypatch.setattr(full_screen, "sys", System)
    app = application(lambda *asked: opened.append(asked))
    for words in ([], ["open", "2024"], ["-a", "某县", "open", "2024", "--db", "a.db"]):
        assert CliRunner().invoke(app, words).exit_code == 0
    default = own_environment / "giktui.db"
    assert opened == [(default, None, None), (default, None, 2024), (Path("a.db"), "某县", 2024)]


def test_doctor_looks_at_database_and_locale(run: Any, database: Path) -> None:
    good = run("doctor", "--json", LC_ALL="zh_CN.UTF-8")
    assert all(one["ok"] for one in json.loads(good.stdout)["checks"])
    assert good.exit_code == 0
    bad = run("doctor", LC_ALL="C")
    assert bad.exit_code == 1
    assert "C.UTF-8" in bad.stdout


def test_doctor_finds_a_damaged_database(run: Any, database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096:12288] = b"\x55" * 8192
    database.write_bytes(content)
    assert run("doctor", LC_ALL="C.UTF-8").exit_code == 1
