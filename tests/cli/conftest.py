"""The command line in this process, and a database with the examples in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from giktui.cli.app.application import application
from giktui.readers import read_reports
from giktui.resources import folder
from giktui.store import connect, save

EXAMPLES = folder("examples")
Run = Callable[..., Result]


def no_terminal(database: Path, agency: str | None, year: int | None) -> None:
    """Stands for the full-screen app where there is no terminal to open it on."""
    raise AssertionError(f"opened {database} {agency} {year}")


@pytest.fixture
def run() -> Run:
    """`run("list", "--json")` runs a command and gives its exit code, stdout and stderr."""

    def invoke(*arguments: object, **environment: str) -> Result:
        result = CliRunner().invoke(application(no_terminal), [str(one) for one in arguments], env=environment)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def examples() -> Path:
    """The folder of the examples that the program carries."""
    return EXAMPLES


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the reports of the examples on 2024 and 2025; nobody writes to it."""
    path = tmp_path_factory.mktemp("filled") / "giktui.db"
    db = connect(path)
    for year in (2024, 2025):
        for one in read_reports(EXAMPLES / f"chenghu-{year}.txt"):
            save(db, one.report, actor="tester")
    db.close()
    return path


@pytest.fixture
def database(own_environment: Path, filled: Path) -> Path:
    """A copy of `filled` as the user's own database."""
    return Path(shutil.copy(filled, own_environment / "giktui.db"))
