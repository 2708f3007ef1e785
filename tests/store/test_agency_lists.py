"""The tree from a table, and two agencies made one: all or nothing, and no report loses its history."""

import sqlite3
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import (
    all_agencies,
    begin,
    ensure_agency,
    entries,
    find_agency,
    history,
    load,
    other_names,
    save,
    set_cells,
    steps,
    undo,
)
from giktui.store.agencies.merging import merge_agencies
from giktui.store.agencies.table import import_agencies

LIST = """\
规章,别名,上级,名称,层级
,柳河镇政府,青禾县政府,柳河镇人民政府,乡
否,青禾县政府、青禾县府,云栖市人民政府,青禾县人民政府,县
是,,,云栖市人民政府,市
,,青禾县人民政府,青禾县水利局,
"""


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "机关.csv"
    path.write_text(text, encoding=encoding)
    return path


def tree(db: sqlite3.Connection) -> dict[str, str | None]:
    names = {agency.id: agency.name for agency in all_agencies(db)}
    return {agency.name: names.get(agency.parent) if agency.parent else None for agency in all_agencies(db)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_becomes_the_tree_whatever_its_order(db: sqlite3.Connection, tmp_path: Path, encoding: str) -> None:
    changes = import_agencies(db, write(tmp_path, LIST, encoding))
    assert all(change.before is None for change in changes)
    assert tree(db) == {
        "云栖市人民政府": None, "青禾县人民政府": "云栖市人民政府", "柳河镇人民政府": "青禾县人民政府",
        "青禾县水利局": "青禾县人民政府",
    }  # fmt: skip
    county = find_agency(db, "青禾县府")
    assert county is not None
    assert (county.name, county.level, county.makes_rules) == ("青禾县人民政府", "县", False)
    assert find_agency(db, "青禾县水利局").level == "部门"  # type: ignore[union-attr]
    assert all(change.empty for change in import_agencies(db, write(tmp_path, LIST, encoding)))


def test_english_headings_and_an_excel_file(db: sqlite3.Connection, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("name", "parent"), ("乙局", "甲县人民政府"), ("甲县人民政府", None)):
        book.active.append(row)
    book.save(tmp_path / "机关.xlsx")
    import_agencies(db, tmp_path / "机关.xlsx")
    assert tree(db) == {"甲县人民政府": None, "乙局": "甲县人民政府"}


def test_what_the_list_leaves_out_stays(db: sqlite3.Connection, tmp_path: Path) -> None:
    ensure_agency(db, "乙局", parent=ensure_agency(db, "甲县人民政府").id, makes_rules=True, other_names=["旧局"])
    before = find_agency(db, "乙局")
    (change,) = import_agencies(db, write(tmp_path, "名称,层级\n旧局,\n"))
    assert change.empty
    assert find_agency(db, "乙局") == before


def test_the_tree_can_be_turned_over(db: sqlite3.Connection, tmp_path: Path) -> None:
    ensure_agency(db, "乙局", parent=ensure_agency(db, "甲局").id)
    ensure_agency(db, "丙局")
    import_agencies(db, write(tmp_path, "名称,上级\n甲局,乙局\n乙局,丙局\n"))
    assert tree(db) == {"丙局": None, "乙局": "丙局", "甲局": "乙局"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("名称,上级\n甲局,乙局\n乙局,丙局\n丙局,甲局\n", "绕成了一圈：.*甲局.*没有改动"),
        ("名称,上级\n甲局,甲局\n", "绕成了一圈"),
        ("名称,上级\n" + "".join(f"{n}局,{(n + 1) % 50}局\n" for n in range(50)), "^.{,120}…….{,40}$"),
        ("名称,上级\n甲局,\n乙局,不知何局\n", "csv:3：上级“不知何局”不在表里"),
        ("名称,层级\n甲局,国\n", "csv:2：没有“国”这一层级"),
        ("名称,规章\n甲局,也许\n", "不是“是”或“否”"),
        ("名称\n甲局\n乙局\n甲局\n", "csv:4：.*csv:2 是同一个机关"),
        ("名称,别名\n甲局,老局\n乙局,老局\n", "csv:3：“老局”已经是“甲局”的名称"),
        ("名称,上级\n,甲局\n", "csv:2：没有机关名称"),
        ("标题,内容\n甲,乙\n", "没有机关表"),
    ],
)
def test_one_mistake_and_nothing_is_changed(db: sqlite3.Connection, tmp_path: Path, text: str, said: str) -> None:
    ensure_agency(db, "已有局")
    with pytest.raises(GiktuiError, match=said):
        import_agencies(db, write(tmp_path, text))
    assert tree(db) == {"已有局": None}


def test_a_dry_run_says_and_keeps_nothing(db: sqlite3.Connection, tmp_path: Path) -> None:
    assert len(import_agencies(db, write(tmp_path, LIST), dry_run=True)) == 4
    assert all_agencies(db) == []


def test_two_agencies_become_one(db: sqlite3.Connection) -> None:
    above = ensure_agency(db, "云栖市人民政府")
    own = ensure_agency(db, "青禾县人民政府", parent=above.id)
    other = ensure_agency(db, "青禾县政府", parent=above.id, other_names=["青禾县府"])
    ensure_agency(db, "柳河镇人民政府", parent=other.id)
    save(db, Report("青禾县人民政府", 2023, "2021"), actor="a")
    entry = begin(db, "青禾县政府", 2024, actor="a")
    set_cells(db, entry.id, {"disclosure.rules.issued": 3}, actor="b", origin="typed")
    before = history(db, entry.id)
    merged = merge_agencies(db, "青禾县人民政府", "青禾县府", actor="c")
    assert (merged.agency, merged.years) == (own, (2024,))
    assert tree(db) == {
        "云栖市人民政府": None, "青禾县人民政府": "云栖市人民政府", "柳河镇人民政府": "青禾县人民政府",
    }  # fmt: skip
    assert other_names(db, own.id) == ["青禾县府", "青禾县政府"]
    assert [e.year for e in entries(db, "青禾县政府")] == [2023, 2024]
    first, *rest = history(db, entry.id)
    assert rest == before
    assert (first.origin, first.detail, first.actor) == ("merge", "青禾县政府 → 青禾县人民政府", "c")
    assert len(steps(db, entry.id)[0]) == 1
    undo(db, entry.id, actor="b")
    assert load(db, entry.id).cells == {}


def test_an_agency_takes_the_place_of_the_one_above(db: sqlite3.Connection) -> None:
    for name, parent in (("甲", None), ("乙", "甲"), ("丙", "乙"), ("丁", "丙"), ("戊", "乙")):
        ensure_agency(db, f"{name}局", parent=f"{parent}局" if parent else None)
    merge_agencies(db, "丁局", "乙局", actor="a")
    assert tree(db) == {"甲局": None, "丁局": "甲局", "丙局": "丁局", "戊局": "丁局"}


def test_agencies_with_reports_on_one_year_are_not_merged(db: sqlite3.Connection) -> None:
    for name in ("甲局", "乙局"):
        save(db, Report(name, 2023, "2021"), actor="a")
    with pytest.raises(GiktuiError, match="都有 2023 年的报告"):
        merge_agencies(db, "甲局", "乙局", actor="a")
    assert tree(db) == {"甲局": None, "乙局": None}
    with pytest.raises(GiktuiError, match="同一个"):
        merge_agencies(db, "甲局", "甲局", actor="a")
