"""Opening: what is made, what is refused, and that nothing is left behind."""

import os
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.store import connect, default_path, entries, load
from giktui.store.connection.backup import backup
from giktui.store.connection.connect import APPLICATION_ID, SCHEMA_VERSION, made_with
from giktui.store.connection.migrate import migrate, migration_files
from giktui.store.connection.transaction import writing


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_database_has_its_schema_and_says_whose_it_is(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert entries(db) == []


def test_the_program_knows_every_migration() -> None:
    assert [path.name[:4] for path in migration_files()] == [f"{n:04}" for n in range(1, SCHEMA_VERSION + 1)]


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    connect(path).close()
    connect(path, write=False).close()


def test_migrating_again_changes_nothing(db: sqlite3.Connection) -> None:
    before = db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
    parts = db.execute("SELECT * FROM part").fetchall()
    with writing(db):
        migrate(db, application=APPLICATION_ID, version=SCHEMA_VERSION, forms=made_with())
    assert db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall() == before
    assert db.execute("SELECT * FROM part").fetchall() == parts


OLDEST = """
INSERT INTO agency (id, name, level) VALUES (1, '青禾县人民政府', '县');
INSERT INTO report (id, agency, year, form, title, created, updated, revision)
VALUES (1, 1, 2024, '2021', '标题', '2026-01-20T08:00:00Z', '2026-01-20T08:00:00Z', 1);
INSERT INTO applications (report, row, natural_person) VALUES (1, 'received', 12);
INSERT INTO disclosure (report, row, amount) VALUES (1, 'fees', '72701.2578');
INSERT INTO narrative VALUES (1, 'overview', '总体情况');
INSERT INTO batch VALUES (1, 1, '2026-01-20T08:00:00Z', 'a', 'import', '', NULL);
INSERT INTO opening VALUES (1, '[]');
"""


def test_an_older_schema_is_brought_up_to_date_with_all_it_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        first = migration_files()[:1]
        older.setattr("giktui.store.connection.migrate.migration_files", lambda: first)
        older.setattr("giktui.store.connection.connect.SCHEMA_VERSION", 1)
        db = connect(path)
        db.executescript(OLDEST)
        db.close()
    db = connect(path, write=False)
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    report = load(db, 1)
    assert report.cells == {
        "applications.received.natural_person": 12, "disclosure.fees.amount": Decimal("72701.2578"),
    }  # fmt: skip
    assert (report.agency, report.title, report.narratives) == ("青禾县人民政府", "标题", {"overview": "总体情况"})
    assert db.execute("SELECT count(*) FROM check_count").fetchone() == (0,)


def test_a_form_the_database_has_not_seen_is_entered(path: Path, db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM form WHERE id = '2019'")
    connect(path).close()
    assert db.execute("SELECT count(*) FROM form").fetchone() == (2,)


def test_a_later_schema_is_refused_and_left_alone(path: Path) -> None:
    connect(path).close()
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    other.close()
    with pytest.raises(GiktuiError, match="升级"):
        connect(path)


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(GiktuiError, match="别的程序"):
        connect(path)
    assert path.read_bytes() == before
    assert names(path.parent) == [path.name]


def test_what_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("四、结转下年度继续办理\n" * 200, "utf-8")
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(GiktuiError, match="不是数据库"):
            connect(path, write=write)
    assert path.read_bytes() == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(GiktuiError, match="文件夹"):
        connect(tmp_path)


def test_reading_makes_no_database(path: Path) -> None:
    with pytest.raises(GiktuiError, match="没有数据库"):
        connect(path, write=False)
    assert not path.exists()


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GiktuiError, match="不能在"):
        connect(tmp_path / "file" / "a.db")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    connect(folder / "a.db").close()
    folder.chmod(0o500)
    (folder / "a.db").chmod(0o400)
    try:
        with pytest.raises(GiktuiError):
            connect(folder / "b.db")
        with pytest.raises(GiktuiError, match=r"只读|权限"):
            connect(folder / "a.db")
        assert entries(connect(folder / "a.db", write=False)) == []
        assert names(folder) == ["a.db"]
    finally:
        folder.chmod(0o700)


def test_a_disk_that_is_full_while_the_database_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        connection = opened(*args, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 5")
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(GiktuiError, match="磁盘已满"):
        connect(path)
    assert names(path.parent) == []


def test_many_processes_make_the_same_database_at_once(path: Path) -> None:
    code = "import sys; from pathlib import Path; from giktui.store import connect; connect(Path(sys.argv[1])).close()"
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(3)]
    for process in started:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    assert entries(connect(path)) == []


def test_reading_stored_reports_loads_no_sqlite_utils(path: Path) -> None:
    connect(path).close()
    code = (
        "import sys; from pathlib import Path; from giktui.store import connect, entries\n"
        "entries(connect(Path(sys.argv[1]), write=False)); connect(Path(sys.argv[1]))\n"
        "assert not {'sqlite_utils', 'textual', 'giktui.readers', 'giktui.checks'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def test_default_path_is_the_named_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIKTUI_DB", str(tmp_path / "x.db"))
    assert default_path() == tmp_path / "x.db"
    monkeypatch.delenv("GIKTUI_DB")
    assert default_path().name == "giktui.db"


def test_a_pipe_is_no_place_for_a_database_and_stays(db: sqlite3.Connection, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for write in (True, False):
        with pytest.raises(GiktuiError, match="设备或管道"):
            connect(pipe, write=write)
    with pytest.raises(GiktuiError, match="设备或管道"):
        backup(db, pipe, force=True)
    assert pipe.is_fifo()


def test_a_new_database_does_not_wait_for_what_it_does_not_need(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from giktui.store import connect\n"
        f"connect(Path({str(path)!r})).close()\n"
        "assert 'sqlite_utils' in sys.modules\n"
        "assert not {'pandas', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
