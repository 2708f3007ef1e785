"""Datasette opens the database as it is: every view is a page a person can read, its numbers those of the report."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from giktui.report import Report
from giktui.store import save, waive
from giktui.store.analysis.checking import checked

datasette = pytest.importorskip("datasette.app")


def address(view: str) -> str:
    """Of its page."""
    from datasette.utils import tilde_encode

    return f"/reports/{tilde_encode(view)}"


@pytest.fixture
def served(db: sqlite3.Connection, path: Path, full: Report) -> Any:
    """Datasette on a database with one report in it, still open in giktui."""
    entry = save(db, full, actor="甲")
    soft = next(f for f in checked(db, entry) if (f.severity, f.status) == ("soft", "open"))
    waive(db, entry.id, soft, "已核实", "甲")
    return datasette.Datasette([str(path)])


def views(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")]


async def test_every_view_is_a_page(served: Any, db: sqlite3.Connection) -> None:
    front = await served.client.get("/reports")
    assert front.status_code == 200
    for view in views(db):
        assert view in front.text
        page = await served.client.get(address(view))
        assert page.status_code == 200
        rows = (await served.client.get(f"{address(view)}.json?_shape=objects")).json()
        assert rows["columns"] == [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (view,))]
        if view != "主动公开（2019版）":
            assert rows["rows"], view


async def test_numbers_are_found_by_their_labels(served: Any, full: Report) -> None:
    question = f"{address('申请')}.json?_shape=array&{quote('机关')}={quote(full.agency)}&{quote('年度')}=2023"
    found = (await served.client.get(question)).json()
    table = full.definition.table("applications")
    assert [row["总计"] for row in found] == [full.cells[f"applications.{row.id}.total"] for row in table.rows]
    assert [row["事项"] for row in found] == [row.label for row in table.rows]


async def test_a_query_by_the_label_of_a_column(served: Any, full: Report) -> None:
    sql = "select sum(自然人) as n from 申请 where 年度 = :year"
    found = (await served.client.get(f"/reports.json?sql={quote(sql)}&year=2023&_shape=array")).json()
    cells = [value for id, value in full.cells.items() if id.endswith(".natural_person")]
    assert found == [{"n": sum(cells)}]
