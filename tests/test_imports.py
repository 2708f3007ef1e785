"""Which modules a command loads: start-up is quick because it is few of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from giktui.resources import folder
from giktui.store import connect, default_path

EXAMPLE = folder("examples") / "chenghu-2025.txt"
HEAVY = {
    "cn2an", "docx", "duckdb", "ibis", "lxml", "openpyxl", "pdfplumber", "plotext", "pyarrow", "pydantic", "rich",
    "selectolax", "sqlite_utils", "textual",
}  # fmt: skip


def loaded_by(*arguments: object, code: int = 0) -> set[str]:
    """The modules in memory after `giktui …` has run in a process of its own."""
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from giktui.__main__ import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, check=False, env=os.environ
    )
    assert done.returncode == code, done.stderr.decode()
    return set(done.stderr.decode().splitlines()[-1].split())


def packages(modules: set[str]) -> set[str]:
    """Their topmost packages."""
    return {module.split(".")[0] for module in modules}


@pytest.fixture
def database() -> Path:
    """A database brought up to date before the command is timed or looked at."""
    connect(default_path()).close()
    subprocess.run([sys.executable, "-m", "giktui", "import", EXAMPLE], check=True, capture_output=True)
    return default_path()


def test_help_loads_no_command_and_nothing_below() -> None:
    modules = loaded_by("--help")
    assert not packages(modules) & HEAVY
    assert "sqlite3" not in modules
    assert not {name for name in modules if name.startswith("giktui.")} - {
        "giktui.__main__", "giktui.cli", "giktui.cli.app", "giktui.cli.app.application", "giktui.cli.app.catalogue",
        "giktui.cli.app.completion", "giktui.cli.app.fitting",
        "giktui.cli.app.full_screen", "giktui.cli.app.help", "giktui.cli.app.options", "giktui.cli.app.output",
        "giktui.cli.app.usage", "giktui.errors", "giktui.i18n", "giktui.text", "giktui.text.width",
        "giktui.text.wrapping",
    }  # fmt: skip


def test_check_file_loads_one_reader_and_no_database() -> None:
    modules = loaded_by("check", EXAMPLE)
    assert not packages(modules) & HEAVY
    assert not modules & {"sqlite3", "rapidfuzz", "fractions", "giktui.checks.repair.hints"}
    readers = {name for name in modules if name.startswith("giktui.readers.")}
    assert not readers & {
        f"giktui.readers.formats.{kind}" for kind in ("html", "docx", "xlsx", "pdf", "zip", "json", "csv")
    }
    assert not {name for name in modules if name.startswith(("giktui.store", "giktui.writers", "giktui.tui"))}


def test_import_loads_one_reader_and_no_rules(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(EXAMPLE.read_text("utf-8").replace("澄湖县", "青禾县"), encoding="utf-8")
    modules = loaded_by("import", other)
    assert not packages(modules) & HEAVY
    assert not {name for name in modules if name.startswith(("giktui.checks", "giktui.diff", "giktui.tui"))}
    readers = {f"giktui.readers.formats.{kind}" for kind in ("html", "docx", "xlsx", "pdf", "json", "csv", "package")}
    assert not readers & modules


def test_export_loads_one_writer_and_no_reader(database: Path) -> None:
    modules = loaded_by("export", "2025")
    assert not packages(modules) & HEAVY
    assert not {name for name in modules if name.startswith(("giktui.readers", "giktui.tui", "giktui.diff"))}
    writers = {f"giktui.writers.{kind}" for kind in ("html", "docx", "xlsx", "csv", "markdown", "tsv")}
    assert not writers & modules


@pytest.mark.parametrize("command", [("list",), ("show", "2025"), ("history", "2025"), ("check", "2025")])
def test_reading_the_database_loads_sqlite_alone(command: tuple[str, ...], database: Path) -> None:
    assert not packages(loaded_by(*command, code=0)) & HEAVY


def test_the_first_screen_of_the_app_loads_no_reader_and_no_rule() -> None:
    """What stands between the user and a report: rules are loaded once it is drawn, readers where a file is read."""
    script = (
        "import sys; from giktui.tui import prepare_environment; prepare_environment()\n"
        "import giktui.tui.app, giktui.tui.screens.report.screen, giktui.store.review.comments\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    modules = set(done.stdout.split())
    assert not packages(modules) & (HEAVY - {"rich", "textual"} | {"rapidfuzz", "httpx", "tabulate", "pypinyin"})
    below = ("giktui.readers", "giktui.checks", "giktui.diff", "giktui.register", "giktui.lake", "giktui.web")
    assert not {name for name in modules if name.startswith(below)}
    assert len({name for name in modules if name.startswith("giktui")}) <= 125


PATTERNS_OF_OURS = """
import atexit, re, sys
from pathlib import Path
import giktui
ours, compile, made = str(Path(giktui.__file__).parent), re.compile, []
def counting(pattern, flags=0):
    frame = sys._getframe(1)
    while "functools" in frame.f_code.co_filename or frame.f_code.co_filename.endswith("patterns.py"):
        frame = frame.f_back
    if frame.f_code.co_filename.startswith(ours):
        made.append(pattern)
    return compile(pattern, flags)
re.compile = counting
atexit.register(lambda: print(len(set(made)), file=sys.stderr))
"""
"""A program that says in the last line of stderr how many patterns of giktui's own were compiled."""


def patterns_compiled(program: str, *arguments: object) -> int:
    """How many patterns of giktui's own a program compiles."""
    done = subprocess.run(
        [sys.executable, "-c", PATTERNS_OF_OURS + program, *map(str, arguments)], capture_output=True, check=False
    )
    return int(done.stderr.decode().splitlines()[-1])


def test_check_file_makes_few_patterns_and_loads_few_modules() -> None:
    """What a start costs, in what can be counted: patterns take half a millisecond each, modules a quarter."""
    check = "from giktui.__main__ import main; main()"
    assert patterns_compiled(check, "check", EXAMPLE) <= 170
    assert len({name for name in loaded_by("check", EXAMPLE) if name.startswith("giktui")}) <= 170


def test_no_module_compiles_a_pattern_when_it_is_imported() -> None:
    every = """
import importlib, pkgutil
for module in pkgutil.walk_packages(giktui.__path__, "giktui."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
    assert patterns_compiled(every) == 0
