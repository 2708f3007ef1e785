"""An empty database, and a report to put into it."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from giktui.form import load_form
from giktui.report import Report
from giktui.store import connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reports.db"


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(path)
    yield connection
    connection.close()


@pytest.fixture
def full() -> Report:
    """A report with every cell of the 2021 form filled, each with a number of its own."""
    cells = {cell: n for n, cell in enumerate(load_form("2021").cells)}
    return Report(
        agency="青禾县人民政府",
        year=2023,
        form="2021",
        title="青禾县人民政府2023年政府信息公开工作年度报告",
        preamble="根据《条例》编制。",
        cells={**cells, "disclosure.fees.amount": Decimal("72701.2570")},
        narratives={"overview": "一是主动公开。\n二是依申请公开。", "problems": "存在不足。", "other": "无。"},
    )


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`disk.c`, which records what a process writes, or lets it fail."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("needs a C compiler and LD_PRELOAD")
    made = tmp_path_factory.mktemp("disk") / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made
