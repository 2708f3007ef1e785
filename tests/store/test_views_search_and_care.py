"""What other tools see of the database, searching it, copying it, and telling whether it is sound."""

import sqlite3
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, load_form
from giktui.report import Report
from giktui.store import backup, connect, diagnose, ensure_agency, load, save, search, set_text


def columns(db: sqlite3.Connection, view: str) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (view,))]


VIEWS = {
    ("disclosure", "2021"): "主动公开",
    ("disclosure", "2019"): "主动公开（2019版）",
    ("applications", "2021"): "申请",
    ("applications", "2019"): "申请",
    ("proceedings", "2021"): "复议诉讼",
    ("proceedings", "2019"): "复议诉讼",
}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_the_views_carry_the_labels_of_the_form(db: sqlite3.Connection, form_id: str) -> None:
    for table in load_form(form_id).tables:
        labels = [column.label for column in table.columns]
        assert [name for name in columns(db, VIEWS[table.id, form_id]) if name in labels] == labels


def test_every_cell_is_where_its_labels_say(db: sqlite3.Connection, full: Report) -> None:
    save(db, full, actor="a")
    for table in full.definition.tables:
        view = VIEWS[table.id, "2021"]
        lines = db.execute(f'SELECT * FROM "{view}"').fetchall()
        names = columns(db, view)
        assert len(lines) == len(table.rows)
        for row, line in zip(table.rows, lines, strict=True):
            shown = dict(zip(names, line, strict=True))
            assert row.label in line
            for column in table.columns:
                value = full.cells.get(f"{table.id}.{row.id}.{column.id}")
                assert str(shown[column.label]) == str(value)


def test_every_view_can_be_read(db: sqlite3.Connection, full: Report) -> None:
    save(db, full, actor="a")
    views = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    assert len(views) == 9
    for view in views:
        db.execute(f'SELECT * FROM "{view}"').fetchall()
    assert db.execute('SELECT "机关", "年度", "状态" FROM "报告一览"').fetchall() == [(full.agency, 2023, "草稿")]


def test_a_word_is_found_wherever_it_stands(db: sqlite3.Connection, full: Report) -> None:
    entry = save(db, full, actor="a")
    set_text(db, entry.id, "other", "政务公开App上线，公开页面改版。", actor="a")
    hits = [(hit.part, hit.start, hit.excerpt) for hit in search(db, "公开")]
    assert hits == [
        ("title", full.title.index("公开"), full.title),
        ("overview", 4, "一是主动公开。\n二是依申请公开。"),
        ("overview", 13, "一是主动公开。\n二是依申请公开。"),
        ("other", 2, "政务公开App上线，公开页面改版。"),
        ("other", 10, "政务公开App上线，公开页面改版。"),
    ]
    assert [hit.part for hit in search(db, "aPP")] == ["other"]
    assert [hit.part for hit in search(db, "100%")] == []
    assert list(search(db, "公开", year=2022)) == []
    with pytest.raises(GiktuiError):
        list(search(db, " "))


def test_a_backup_is_a_database_made_while_others_write(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    entry = save(db, full, actor="a")
    seen: list[tuple[int, int]] = []
    backup(db, tmp_path / "copy.db", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    assert load(connect(tmp_path / "copy.db", write=False), entry.id) == full
    assert load(connect(tmp_path / "copy.db"), entry.id) == full
    with pytest.raises(GiktuiError, match="已经存在"):
        backup(db, tmp_path / "copy.db")
    with pytest.raises(GiktuiError, match="没有文件夹"):
        backup(db, tmp_path / "none" / "copy.db")


def bad(path: Path) -> list[str]:
    return [check.message for check in diagnose(path) if not check.ok]


def test_a_sound_database_and_none_at_all_are_in_order(db: sqlite3.Connection, path: Path, full: Report) -> None:
    save(db, full, actor="a")
    assert bad(path) == []
    assert bad(path.with_name("none.db")) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE applications SET total = total + 1 WHERE row = 'received'",
        "UPDATE disclosure SET amount = '72701.257' WHERE row = 'fees'",
        "DELETE FROM proceedings",
        "UPDATE narrative SET text = '改过' WHERE section = 'other'",
        "UPDATE report SET title = ''",
    ],
)
def test_a_change_past_the_journal_is_noticed(db: sqlite3.Connection, path: Path, full: Report, sql: str) -> None:
    save(db, full, actor="a")
    db.execute(sql)
    (message,) = bad(path)
    assert "青禾县人民政府 2023" in message


def test_rows_that_belong_to_nothing_are_noticed(db: sqlite3.Connection, path: Path) -> None:
    ensure_agency(db, "甲局")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("UPDATE agency SET parent = 99")
    assert any("agency" in message for message in bad(path))


def test_a_damaged_file_is_told_of(db: sqlite3.Connection, path: Path, full: Report) -> None:
    save(db, full, actor="a")
    db.close()
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert bad(path)
    path.write_bytes(b"nothing" * 1000)
    assert any("不是数据库" in message for message in bad(path))
