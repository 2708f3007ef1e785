"""What went wrong or stopped in ordinary use."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from giktui.ingest.discover import files_of
from giktui.readers import reports_in
from giktui.report import Report
from giktui.resources import folder
from giktui.store import connect, entries, find_entry, save, set_text
from giktui.store.connection.connect import APPLICATION_ID, SCHEMA_VERSION
from giktui.store.connection.surroundings import local_time
from giktui.writers import FORMATS, write_bytes

EXAMPLE = folder("examples") / "chenghu-2025.txt"
AGENCY = "澄湖县人民政府"


def test_a_link_to_itself_and_a_closed_folder_stop_nothing(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "f"
    (place / "closed").mkdir(parents=True)
    (place / "loop").symlink_to("loop")
    (place / "z.txt").write_bytes(EXAMPLE.read_bytes())
    scandir = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("giktui.ingest.discover.os.scandir", closed)
    assert {path.name for path in files_of([place])} == {"loop", "z.txt", "closed"}
    done = run("import", place)
    assert done.exit_code == 1
    assert "读入 1" in done.stdout and "拒绝 2" in done.stdout


@pytest.mark.parametrize("format", list(FORMATS))
def test_a_long_title_and_long_texts_are_written_whole(format: str) -> None:
    """Word has 255 characters for what it tells of a document, Excel 32,767 for a cell."""
    (found,) = reports_in(EXAMPLE.read_bytes(), "a.txt")
    text = "存在不足。" * 9_000
    long = replace(found.report, title="标题" * 130).with_narrative("problems", text)
    data = write_bytes(long, format)
    (back,) = reports_in(data, f"a{FORMATS[format].suffix}", agency=AGENCY, year=2025)
    assert back.report.narratives["problems"].replace("\n", "") == text


def test_one_report_that_cannot_be_written_does_not_stop_the_others(
    run: Any, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect(database)) as db:
        save(db, Report("甲局", 2025, "2021"), actor="a")

    def spoilt(report: Report, format: str) -> bytes:
        if report.agency == "甲局":
            raise ValueError("too odd")
        return write_bytes(report, format)

    monkeypatch.setattr("giktui.cli.commands.export.write_bytes", spoilt)
    done = run("export", "2025", "--all", "-o", tmp_path / "out", "--format", "json")
    assert done.exit_code == 2
    assert "甲局" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{AGENCY}-2025.json"]


def test_undo_without_a_year_goes_by_the_order_of_changes(run: Any, database: Path) -> None:
    with closing(connect(database)) as db:
        last, first = (find_entry(db, AGENCY, year) for year in (2024, 2025))
        assert last is not None and first is not None
        set_text(db, first.id, "other", "早改的", actor="root")
        set_text(db, last.id, "other", "晚改的", actor="root")
        db.execute("UPDATE report SET updated = '2099-01-01T00:00:00Z' WHERE id = ?", (first.id,))
    assert "2024" in run("undo", "--anyone").stdout


@pytest.mark.parametrize("number", ["100000000000000000000000", "-1"])
def test_numbers_beyond_all_bounds_are_a_usage_error(number: str, run: Any, database: Path) -> None:
    for command in (
        ("history", "2025", "--limit", number),
        ("import", EXAMPLE, "--jobs", number),
        ("comment", "close", number),
    ):
        done = run(*command)
        assert done.exit_code == 2 and "Traceback" not in done.stderr, command


@pytest.mark.parametrize("zone", ["foo", ":/nonexistent", "UTC+99", "", "A" * 500])
def test_odd_time_zones(zone: str, run: Any, database: Path) -> None:
    assert run("history", "2025", TZ=zone).exit_code == 0
    assert run("list", TZ=zone).exit_code == 0


def test_a_time_that_is_none_is_shown_as_it_stands() -> None:
    assert local_time("0000-01-01T00:00:00Z") == "0000-01-01T00:00:00Z"
    assert local_time("x\x1b[2J\n") == "x"


@pytest.mark.parametrize("version", [SCHEMA_VERSION, 3, 0])
def test_a_database_that_only_calls_itself_ours(version: int, run: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE agency (x)")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    for command in (("list",), ("check", "--all"), ("status", "2025"), ("import", EXAMPLE), ("backup", tmp_path / "b")):
        done = run(*command, "--db", path)
        assert done.exit_code == 2 and "Traceback" not in done.stderr and "Error" not in done.stdout, command
    assert run("doctor", "--db", path).exit_code == 1


def spoil(database: Path, sql: str) -> None:
    with sqlite3.connect(database) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(sql)
    db.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE applications SET total = 'viele' WHERE row = 'received'",
        "UPDATE applications SET total = x'00ff' WHERE row = 'received'",
        "UPDATE report SET updated = 'gestern', year = id || 'abc'",
        "UPDATE opening SET cells = '[[' ",
        "UPDATE batch SET time = 17",
        "UPDATE narrative SET text = x'ff'",
        "DELETE FROM part",
    ],
)
def test_a_spoilt_row_ends_no_command_in_a_traceback(sql: str, run: Any, database: Path, tmp_path: Path) -> None:
    spoil(database, sql)
    commands = (
        ("list",), ("show", "2025"), ("check", "2025"), ("check", "--all"), ("history", "2025"), ("status", "2025"),
        ("export", "2025"), ("undo", "2025"), ("submit", "2025"), ("package", "2025", "-o", tmp_path / "p.zip"),
        ("doctor",), ("search", "公开"), ("trend",), ("diff", "2024", "2025"),
    )  # fmt: skip
    for command in commands:
        done = run(*command)
        assert done.exit_code in (0, 1, 2), command
        assert "Traceback" not in done.stderr, command
        assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)


def test_a_flipped_bit_is_not_handed_on(run: Any, database: Path, tmp_path: Path) -> None:
    spoil(database, "UPDATE applications SET total = total + 1 WHERE row = 'received' AND total IS NOT NULL")
    assert f"{AGENCY} 2025" in run("doctor").stdout
    for command in (("submit", "2025"), ("package", "2025", "-o", tmp_path / "p.zip")):
        done = run(*command)
        assert done.exit_code == 2 and "与修改记录不一致" in done.stderr, command
    done = run("backup", tmp_path / "copy.db")
    assert done.exit_code == 1 and AGENCY in done.stderr
    with closing(connect(tmp_path / "copy.db", write=False)) as db:
        assert len(entries(db)) == 2, "the backup is made all the same"


def test_doctor_misses_the_triggers_that_keep_the_journal(run: Any, database: Path) -> None:
    spoil(database, "SELECT 1")
    done = run("doctor", "--json")
    assert done.exit_code == 1
    assert any("batch_kept" in check["message"] for check in json.loads(done.stdout)["checks"])


def test_the_journal_takes_no_row_in_place_of_another(database: Path) -> None:
    with sqlite3.connect(database) as db:
        for sql in (
            "INSERT OR REPLACE INTO batch (report, revision, time, actor, origin)"
            " SELECT report, revision, time, 'x', origin FROM batch",
            "INSERT OR REPLACE INTO opening SELECT * FROM opening",
            "REPLACE INTO change SELECT * FROM change",
        ):
            if db.execute(f"SELECT count(*) FROM {sql.split()[-1]}").fetchone()[0]:
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    db.execute(sql)
    db.close()


def test_no_name_out_of_an_older_database_forges_a_line_or_reaches_the_terminal(run: Any, database: Path) -> None:
    with sqlite3.connect(database) as db:
        db.execute("UPDATE agency SET name = ?", ("甲\n正常  修改记录\u202e\u200b",))
    db.close()
    for command in (("list",), ("agency", "list"), ("check", "--all"), ("status", "2025"), ("show", "2025")):
        said = run(*command).stdout
        assert "\u202e" not in said and "\u200b" not in said, command
        assert not any(line.startswith("正常") for line in said.splitlines()), command
