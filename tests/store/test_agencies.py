"""Agencies: found by any name, moved within the tree, never below themselves."""

import sqlite3

import pytest

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import (
    add_name,
    all_agencies,
    begin,
    ensure_agency,
    entries,
    find_agency,
    guess_level,
    may_make_rules,
    move_agency,
    other_names,
    rename_agency,
    save,
    the_agency,
)


def test_an_agency_is_found_by_its_other_names(db: sqlite3.Connection) -> None:
    agency = ensure_agency(db, "青禾县人民政府", other_names=["青禾县政府"])
    assert find_agency(db, " 青禾县政府 ") == agency
    entry = save(db, Report("青禾县政府", 2023, "2021"), actor="a")
    assert entry.agency == "青禾县人民政府"
    assert [e.id for e in entries(db, "青禾县政府")] == [entry.id]
    with pytest.raises(GiktuiError, match="已经是"):
        add_name(db, ensure_agency(db, "乙县人民政府").id, "青禾县政府")


def test_renaming_keeps_the_reports_and_the_old_name(db: sqlite3.Connection) -> None:
    entry = begin(db, "青禾县农业局", 2023, actor="a")
    renamed = rename_agency(db, "青禾县农业局", "青禾县农业农村局")
    assert other_names(db, renamed.id) == ["青禾县农业局"]
    assert [e.id for e in entries(db, "青禾县农业局")] == [entry.id]
    ensure_agency(db, "乙局")
    with pytest.raises(GiktuiError):
        rename_agency(db, "乙局", "青禾县农业局")
    assert rename_agency(db, renamed.id, "青禾县农业局").name == "青禾县农业局"
    assert other_names(db, renamed.id) == ["青禾县农业农村局"]


def test_the_tree_has_parents_first_and_no_rings(db: sqlite3.Connection) -> None:
    county = ensure_agency(db, "青禾县人民政府", parent=ensure_agency(db, "云栖市人民政府").id)
    ensure_agency(db, "柳河镇人民政府", parent="青禾县人民政府")
    ensure_agency(db, "云栖市水利局", parent="云栖市人民政府")
    assert [agency.name for agency in all_agencies(db)] == [
        "云栖市人民政府", "云栖市水利局", "青禾县人民政府", "柳河镇人民政府",
    ]  # fmt: skip
    with pytest.raises(GiktuiError, match="自己"):
        move_agency(db, "云栖市人民政府", "柳河镇人民政府")
    with pytest.raises(GiktuiError, match="自己"):
        move_agency(db, county.id, county.id)
    assert move_agency(db, "青禾县人民政府", None).parent is None


def test_without_a_name_the_only_agency_is_meant(db: sqlite3.Connection) -> None:
    with pytest.raises(GiktuiError, match="还没有机关"):
        the_agency(db, None)
    ensure_agency(db, "甲局")
    assert the_agency(db, None).name == "甲局"
    ensure_agency(db, "乙局")
    with pytest.raises(GiktuiError, match="--agency"):
        the_agency(db, None)
    with pytest.raises(GiktuiError, match="丙局"):
        the_agency(db, "丙局")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("北岭省人民政府", "省"), ("西原自治区人民政府", "省"), ("上海市人民政府", "省"), ("云栖市人民政府", "市"),
        ("青禾县人民政府", "县"), ("临川区人民政府", "县"), ("柳河镇人民政府", "乡"), ("东街道办事处", "乡"),
        ("青禾县水利局", "部门"), ("青禾县人民政府办公室", "部门"), ("某某公司", ""),
    ],
)  # fmt: skip
def test_a_name_tells_the_level(name: str, level: str) -> None:
    assert guess_level(name) == level


def test_somebodys_word_on_rules_outweighs_the_name(db: sqlite3.Connection) -> None:
    agency = ensure_agency(db, "柳河镇人民政府")
    assert may_make_rules(agency) is False
    assert may_make_rules(ensure_agency(db, "柳河镇人民政府", makes_rules=True)) is True


def test_an_unknown_level_and_an_empty_name_are_refused(db: sqlite3.Connection) -> None:
    with pytest.raises(GiktuiError, match="层级"):
        ensure_agency(db, "甲局", level="国")
    with pytest.raises(GiktuiError, match="名称"):
        ensure_agency(db, " ")
