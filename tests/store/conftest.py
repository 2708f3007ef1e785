"""An empty database, and a report to put into it."""

import sqlite3
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
