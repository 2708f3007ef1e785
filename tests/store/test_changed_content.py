"""Law 2: a corrected label, a new column, a new rule reaches an existing database when it is next opened."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from form.third_form import copy_with_third_form
from samples import sample

from giktui.form import load_form
from giktui.store import begin, connect, history, load, save, set_cells
from giktui.store.analysis.finding_counts import Own, counted, counts_of
from giktui.store.connection.foreign import lost_triggers
from giktui.store.connection.migrate import migration_files
from giktui.store.reports.importing import import_files
from giktui.store.reports.index import entry_of

LABEL = "SELECT label FROM form_row WHERE form = '2021' AND row = 'licences'"


def without_fingerprint(path: Path) -> None:
    """As a program made it that had another label, and kept no fingerprint."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE form_row SET label = '行政许可事项' WHERE row = 'licences'")
        db.execute('DROP VIEW "申请"')
        db.execute("DROP TABLE made_with")
        db.commit()


def test_a_label_that_has_changed_is_entered(path: Path) -> None:
    connect(path).close()
    without_fingerprint(path)
    with closing(connect(path, write=False)) as db:
        assert db.execute(LABEL).fetchone() == ("行政许可",)
        db.execute('SELECT * FROM "申请"').fetchall()


def test_a_database_of_the_second_schema_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        first = migration_files()[:2]
        older.setattr("giktui.store.connection.migrate.migration_files", lambda: first)
        older.setattr("giktui.store.connection.connect.SCHEMA_VERSION", 2)
        connect(path).close()
    without_fingerprint(path)
    with closing(connect(path)) as db:
        assert db.execute(LABEL).fetchone() == ("行政许可",)
        assert db.execute("SELECT count(*) FROM made_with").fetchone() == (1,)
        save(db, sample(2024), actor="a")


def test_what_an_older_giktui_brought_is_marked_as_brought(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        first = migration_files()[:15]
        older.setattr("giktui.store.connection.migrate.migration_files", lambda: first)
        older.setattr("giktui.store.connection.migrate._put_up_views", lambda _db: None)
        older.setattr("giktui.store.connection.connect.SCHEMA_VERSION", 15)
        with closing(connect(path)) as db:
            db.execute("INSERT INTO agency (name) VALUES ('甲局')")
            for report, origins in ((1, ("begin", "typed", "brought", "typed")), (2, ("begin", "typed"))):
                row = (report, 2020 + report, len(origins))
                columns = "id, year, revision, agency, form, created, updated"
                db.execute(f"INSERT INTO report ({columns}) VALUES (?, ?, ?, 1, '2021', 't', 't')", row)
                for revision, origin in enumerate(origins, 1):
                    batch = (report, revision, "2026-01-01T00:00:00Z", "甲", origin, "a.db" * (origin == "brought"))
                    db.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, NULL)", batch)
    with closing(connect(path)) as db:
        assert [edit.brought for edit in history(db, 1)] == ["", "", "a.db", "a.db"]
        assert [edit.brought for edit in history(db, 2)] == ["", ""]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute("UPDATE batch SET brought = ''")
        assert lost_triggers(db) == []


def test_opening_what_is_current_writes_nothing(path: Path) -> None:
    connect(path).close()
    before = path.stat().st_mtime_ns
    for write in (True, False):
        with closing(connect(path, write=write)) as db:
            assert db.total_changes == 0
    assert path.stat().st_mtime_ns == before


def test_a_file_that_cannot_be_written_is_read_as_it_is(path: Path) -> None:
    with closing(connect(path)) as db:
        save(db, sample(2024), actor="a")
    without_fingerprint(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(path)) as holder:  # somebody else is writing in it all the time
        holder.execute("BEGIN EXCLUSIVE")
        holder.rollback()
        holder.execute("BEGIN IMMEDIATE")
        with pytest.MonkeyPatch.context() as hasty:
            hasty.setattr("giktui.store.connection.transaction.BUSY_SECONDS", 0.1)
            with closing(connect(path, write=False)) as db:
                assert db.execute(LABEL).fetchone() == ("行政许可事项",)
                assert load(db, 1).cells == sample(2024).cells


def test_joining_a_database_with_other_words_leaves_it_alone(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(connect(other)) as db:
        save(db, sample(2024), actor="a")
    without_fingerprint(other)
    before = other.read_bytes()
    with closing(connect(path)) as db:
        assert [one.status for one in import_files(db, [other], actor="a")]
        assert db.execute("SELECT count(*) FROM report").fetchone() == (1,)
    assert other.read_bytes() == before


def test_a_changed_rule_counts_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(connect(path)) as db:
        entry = save(db, sample(2024), actor="a")
        counts = counts_of(db, entry)
        db.execute("UPDATE check_count SET warnings = 77")
        assert counts_of(db, entry_of(db, entry.id)).warnings == 77
        monkeypatch.setattr("giktui.checks.version.rules_fingerprint", lambda: "other rules")
        assert counts_of(db, entry_of(db, entry.id)) == counts


def test_another_program_with_other_forms_and_rules(path: Path, tmp_path: Path) -> None:
    """Made here; opened by a program with one label, one threshold and one form changed; and the counts follow."""
    with closing(connect(path)) as db:
        entry = save(db, sample(2024), actor="a")
        soft = counts_of(db, entry).soft
    package = tmp_path / "package"
    package.mkdir()
    copy_with_third_form(package)
    form = package / "giktui" / "form" / "versions" / "2021.toml"
    form.write_text(form.read_text("utf-8").replace('label = "行政许可"', 'label = "行政许可决定"'), "utf-8")
    limits = package / "giktui" / "checks" / "thresholds.py"
    limits.write_text(limits.read_text("utf-8").replace("thin: int = 20", "thin: int = 2000"), "utf-8")
    there = copyfile(path, tmp_path / "there.db")
    code = f"""
import sys
from pathlib import Path
from giktui.store import connect, counts_of, entries
db = connect(Path({str(there)!r}))
print(db.execute({LABEL!r}).fetchone()[0])
print(counts_of(db, entries(db)[0]).soft)
print([name for (name,) in db.execute("SELECT name FROM pragma_table_info('disclosure')") if name == "revised"])
"""
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=package, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[:3] == ["行政许可决定", str(soft + 1), "['revised']"], done.stderr
    assert load_form("2021").table("disclosure").row("licences").label == "行政许可"


def test_two_versions_of_the_rules_do_not_count_for_ever_what_the_other_has_counted(tmp_path: Path) -> None:
    """Each writes what it has counted, which the other sees as a change, and asks again: the second time it knows."""
    with closing(connect(tmp_path / "g.db")) as db:
        entry = begin(db, "甲县", 2024, actor="a")
        own: Own = {}
        ((_entry, found),) = counted(db, [entry], own=own)
        db.execute("UPDATE check_count SET stamp = 'another version', errors = 7")
        writes = db.total_changes
        assert list(counted(db, [entry], own=own)) == [(entry, found)]
        assert db.total_changes == writes
        set_cells(db, entry.id, {"applications.received.natural_person": 3}, actor="a", origin="typed")
        entry = entry_of(db, entry.id)
        list(counted(db, [entry], own=own))
        assert db.execute("SELECT stamp FROM check_count").fetchone()[0] != "another version"
