"""Bad input of any kind: one clear message that names the place, exit 2, and nothing changed."""

import os
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from giktui.resources import folder

EXAMPLE = (folder("examples") / "chenghu-2025.txt").read_text("utf-8")


def empty(path: Path) -> None:
    path.touch()


def blank_lines(path: Path) -> None:
    path.write_text("\n \n\t\n", encoding="utf-8")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def a_photo(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40)


def no_report(path: Path) -> None:
    path.write_text("关于召开座谈会的通知\n\n请于周三到会。\n", encoding="utf-8")


def a_folder(path: Path) -> None:
    path.mkdir()


def cut_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", EXAMPLE)
    path.write_bytes(path.read_bytes()[:-30])


def a_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()


UNUSABLE = [empty, blank_lines, binary, a_photo, no_report, cut_zip, a_database]


def one_message(result: Any, *names: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.count("giktui: ") == 1, result.stderr
    for name in names:
        assert name in result.stderr


@pytest.mark.parametrize("make", [*UNUSABLE, a_folder])
def test_check_says_what_is_wrong_with_a_file(make: Any, run: Any, tmp_path: Path) -> None:
    path = tmp_path / "坏文件.txt"
    make(path)
    one_message(run("check", path), "坏文件.txt")


@pytest.mark.parametrize("make", UNUSABLE)
def test_import_of_an_unusable_file_leaves_the_database_as_it_was(
    make: Any, run: Any, database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "坏文件.txt"
    make(path)
    before = database.read_bytes()
    done = run("import", path)
    assert done.exit_code == 2
    assert "坏文件.txt" in done.stdout + done.stderr
    assert database.read_bytes() == before


def test_import_of_an_unusable_file_makes_no_database(run: Any, own_environment: Path, tmp_path: Path) -> None:
    path = tmp_path / "坏文件.txt"
    empty(path)
    assert run("import", path).exit_code == 2
    assert not (own_environment / "giktui.db").exists()


def test_a_file_that_is_not_there(run: Any, database: Path) -> None:
    one_message(run("check", "没有.txt"), "没有.txt")
    one_message(run("diff", "没有.txt", "2025"), "没有.txt")
    assert run("import", "没有.txt").exit_code == 2


def test_a_table_missing_is_a_finding_that_names_it(run: Any, tmp_path: Path) -> None:
    start, end = EXAMPLE.index("第二十条第（一）项"), EXAMPLE.index("三、收到和处理")
    (tmp_path / "缺表.txt").write_text(EXAMPLE[:start] + EXAMPLE[end:], encoding="utf-8")
    done = run("check", tmp_path / "缺表.txt")
    assert done.exit_code == 1
    assert "FV-" in done.stdout
    assert "二、主动公开政府信息情况" in done.stdout


def test_a_number_that_is_none_is_a_finding_that_names_cell_and_line(run: Any, tmp_path: Path) -> None:
    (tmp_path / "错数.txt").write_text(EXAMPLE.replace("19077", "一万九", 1), encoding="utf-8")
    done = run("check", tmp_path / "错数.txt")
    assert done.exit_code == 1
    assert "FV-NUMBER" in done.stdout
    assert "行政许可" in done.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_file_without_permission(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(EXAMPLE, encoding="utf-8")
    path.chmod(0)
    one_message(run("check", path), "a.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_folder_without_permission_for_the_database(run: Any, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    one_message(run("import", folder("examples") / "chenghu-2025.txt", "--db", closed / "a.db"), "closed")
    assert list(closed.iterdir()) == []


def test_a_folder_where_a_file_should_stand(run: Any, database: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    one_message(run("export", "2025", "--format", "text", "-o", tmp_path / "out"), "out")
    one_message(run("list", "--db", tmp_path / "out"), "out")
    one_message(run("export", "2025", "-o", tmp_path / "none" / "a.txt"), "none")


def test_a_database_of_a_newer_version_is_left_alone(run: Any, database: Path) -> None:
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    before = database.read_bytes()
    for command in (("list",), ("import", folder("examples") / "chenghu-2020.txt"), ("undo", "2025")):
        one_message(run(*command), "giktui.db", "999")
    assert database.read_bytes() == before


@pytest.mark.parametrize("make", [binary, a_database])
def test_what_is_no_database_of_ours_is_left_alone(make: Any, run: Any, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes()
    for command in (("list",), ("import", folder("examples") / "chenghu-2020.txt"), ("submit", "2025")):
        one_message(run(*command, "--db", path))
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["other.db"]


def test_reading_makes_no_database(run: Any, own_environment: Path) -> None:
    for command in ("list", "check", "doctor"):
        run(command)
    one_message(run("list"), "giktui.db")
    assert not (own_environment / "giktui.db").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("undo",),
        ("redo", "2024"),
        ("waive", "2024", "CP-ZERO", "--reason", "无"),
        ("submit", "2024"),
        ("reopen", "2024", "--reason", "无"),
        ("rollup", "2024", "--fill"),
        ("agency", "move", "某局"),
        ("agency", "rename", "某局", "某某局"),
        ("agency", "merge", "某局", "某某局"),
        ("reread", "--apply"),
        ("status", "2024"),
        ("check", "--all"),
    ],
)
@pytest.mark.parametrize("empty", [False, True])
def test_what_needs_reports_makes_no_database(
    command: tuple[str, ...], empty: bool, run: Any, own_environment: Path
) -> None:
    path = own_environment / "giktui.db"
    if empty:
        path.touch()
    one_message(run(*command), "giktui.db")
    assert path.exists() == empty
    assert not empty or path.stat().st_size == 0


def test_a_dry_run_of_a_list_of_agencies_makes_no_database(run: Any, own_environment: Path, tmp_path: Path) -> None:
    (tmp_path / "机关.csv").write_text("名称\n某局\n", "utf-8")
    assert run("agency", "import", tmp_path / "机关.csv", "--dry-run").stdout.startswith("新增  某局")
    assert not (own_environment / "giktui.db").exists()
    assert run("agency", "import", tmp_path / "机关.csv").exit_code == 0
    assert (own_environment / "giktui.db").exists()


def test_what_cannot_be_written_to_says_what_to_do(run: Any, database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for command in (("export", "2024"), ("trend",), ("package", "2024")):
        one_message(run(*command, "-o", tmp_path), tmp_path.name, "文件夹", "请写明文件名")
        one_message(run(*command, "-o", tmp_path / "none" / "a.csv"), "none: ", "请检查路径")
        one_message(run(*command, "-o", tmp_path / "file" / "a.csv"), "file")
    one_message(run("export", "2024", "--all", "-o", tmp_path / "file"), "是文件，不是文件夹")
    one_message(run("export", "2024", "-o", tmp_path / f"{'年' * 99}.txt"), "名称太长")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_json_and_another_format_contradict_each_other(run: Any, database: Path) -> None:
    one_message(run("trend", "--json", "--format", "csv"), "--json", "csv")
    one_message(run("check", "2024", "--json", "--format", "sarif"), "--json", "sarif")
    one_message(run("status", "2024", "--json", "--format", "csv"), "--json", "csv")
    one_message(run("diff", "2024", "2025", "--json", "--format", "html"), "--json", "html")


def test_a_command_line_that_is_wrong_says_how_in_chinese(run: Any) -> None:
    one_message(run("exprot"), "export")
    result = run("show")
    one_message(result, "年份", "用法")
    assert [line.split(" ")[0].split(":")[0] for line in result.stderr.splitlines()] == ["giktui", "用法", "详见"]
    one_message(run("show", "24"), "24")
    one_message(run("show", "2024", "--jsn"), "--json")
    one_message(run("show", "2024", "2025"), "2025")
    one_message(run("waive", "2024", "R", "--reason"), "--reason")
    one_message(run("check", "--fail-on", "x"), "error、soft、warning")
    one_message(run("waive", "2024", "R"), "缺少 --reason")
    one_message(run("export", "2024", "-f"), "-f")
    one_message(run("check", "-f", "x"), "--format 的值不对")
    one_message(run("stats", "received", "--top", "0"), "--top", "至少是 1")
    one_message(run("stats", "received", "--top", "x"), "--top", "不是数字")
    one_message(run("trend", "-f", "x"), "table、plot、csv、html、json")
    one_message(run("open", "2024"))
