"""`giktui requests …`: a list taken in, settled, filled in, explained; and nothing of a person in what leaves."""

import csv
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.conftest import Run

HEADS = ("编号", "收到日期", "申请人类型", "申请人", "申请内容", "联系电话", "答复日期", "办理结果", "备注")
NAME, WANTED, PHONE, NOTE = "欧阳秘密", "第三棵树的砍伐批文", "13912345678", "此人常来"
ROWS = (
    ("2025-1", "2025-1-7", "自然人", NAME, WANTED, PHONE, "2025-1-20", "公开", NOTE),
    ("2025-2", "2025.2.7", "企业", NAME, WANTED, PHONE, "2025.3.1", "不予公开", NOTE),
    ("2025-3", "2025.12.7", "企业", NAME, WANTED, PHONE, "", "", NOTE),
)
AGENCY = "青禾县自然资源局"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("2025年台账",), HEADS, *ROWS])
    return path


def test_a_list_is_shown_then_stored_and_its_doubts_block(run: Run, listed: Path) -> None:
    done = run("requests", "import", listed, "-a", AGENCY)
    assert done.exit_code == 1
    assert "收到日期 → 收到日期" in done.stdout
    assert "第 4 行" in done.stdout
    assert "不予公开" in done.stdout
    assert NAME not in done.stdout + done.stderr
    blocked = run("requests", "fill", 2025)
    assert blocked.exit_code == 1
    assert "没有填入" in blocked.stderr
    assert run("show", 2025).exit_code == 2
    assert run("requests", "settle", "2025-2", "--set", "办理结果=商业秘密").exit_code == 0
    assert run("requests", "fill", 2025).exit_code == 0
    shown = json.loads(run("show", 2025, "--json").stdout)
    assert shown["report"]["cells"]["applications.refused_third_party.business"] == 1
    behind = run("requests", "list", 2025, "--cell", "applications.refused_third_party.total", "--json")
    assert [one["number"] for one in json.loads(behind.stdout)["requests"]] == ["2025-2"]
    assert "没有要改的" in run("requests", "fill", 2025).stdout
    assert run("undo", 2025).exit_code == 0
    assert json.loads(run("show", 2025, "--json").stdout)["report"]["cells"] == {}


def test_a_list_taken_in_by_mistake_is_taken_back(run: Run, listed: Path) -> None:
    run("requests", "import", listed, "-a", AGENCY)
    run("requests", "settle", "2025-2", "--set", "办理结果=商业秘密", GIKTUI_ACTOR="乙")
    told = run("requests", "history", "2025-2")
    assert "乙" in told.stdout and "商业秘密" in told.stdout and "台账.csv" in told.stdout
    refused = run("requests", "undo")
    assert refused.exit_code == 2 and "乙 又改过" in refused.stderr
    assert run("requests", "undo", GIKTUI_ACTOR="丙").exit_code == 2
    assert "恢复 1 件" in run("requests", "undo", GIKTUI_ACTOR="乙").stdout
    assert "移去 2 件" in run("requests", "undo", "--anyone", GIKTUI_ACTOR="丙").stdout
    assert "没有可撤销的改动" in run("requests", "undo", "--anyone").stderr
    refused = run("requests", "redo", GIKTUI_ACTOR="乙")
    assert refused.exit_code == 2
    assert "最近一次撤销是 丙" in refused.stderr
    assert "添回 2 件" in run("requests", "redo", GIKTUI_ACTOR="丙").stdout
    assert "改回 1 件" in run("requests", "redo", "--anyone").stdout
    assert "没有可恢复的改动" in run("requests", "redo", "--anyone").stderr
    run("requests", "import", listed)
    assert len(json.loads(run("requests", "list", "--json").stdout)["requests"]) == 3


def test_a_requests_history_says_no_name_unless_it_is_asked_to(run: Run, listed: Path, tmp_path: Path) -> None:
    run("requests", "import", listed, "-a", AGENCY)
    changed = tmp_path / "新台账.csv"
    changed.write_text(listed.read_text("utf-8").replace(NAME, "欧阳更名").replace("2025.3.1", "2025.3.2"), "utf-8")
    run("requests", "import", changed)
    for more in ((), ("--json",)):
        told = run("requests", "history", "2025-2", *more).stdout
        assert NAME not in told and "欧阳更名" not in told
        assert "2025.3.2" in told
        assert NAME in run("requests", "history", "2025-2", "--names", *more).stdout


@pytest.mark.parametrize("more", [("--dry-run",), ("--sheet", "没有这张")])
def test_what_stores_nothing_makes_no_database_and_no_agency(
    run: Run, listed: Path, own_environment: Path, more: tuple[str, ...]
) -> None:
    assert run("requests", "import", listed, "-a", AGENCY, *more).exit_code in (1, 2)
    assert not (own_environment / "giktui.db").exists()
    run("agency", "add", "乙局")
    assert run("requests", "import", listed, "-a", AGENCY, *more).exit_code in (1, 2)
    assert AGENCY not in run("agency", "list").stdout
    assert run("requests", "import", listed, "-a", "甲\n局", *more).exit_code == 2


def test_a_dry_run_needs_a_database_only_to_read(run: Run, database: Path, examples: Path) -> None:
    before = database.read_bytes()
    assert run("import", examples / "chenghu-2025.txt", "--dry-run").exit_code == 0
    assert database.read_bytes() == before


def test_columns_that_are_not_clear_write_nothing_until_they_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("编号,哪天来的,申请人类型,答复日期,办理结果\n1,2025-1-7,公民,2025-1-9,公开\n", "utf-8")
    done = run("requests", "import", path, "-a", AGENCY, "--yes")
    assert done.exit_code == 1
    assert "没有认出“收到日期”一栏" in done.stderr
    told = run("requests", "import", path, "-a", AGENCY, "--map", "哪天来的=收到日期")
    assert told.exit_code == 0
    assert run("requests", "import", path, "-a", AGENCY).exit_code == 0  # remembered
    assert run("requests", "import", path, "-a", AGENCY, "--map", "x=y").exit_code == 2


def test_the_year_round(run: Run) -> None:
    assert run("requests", "add", "2025-1", "--kind", "公民", "--received", "2025.1.20", "-a", AGENCY).exit_code == 0
    assert run("requests", "add", "2025-2", "--kind", "单位").exit_code == 2
    due = run("requests", "due", "--on", "2025-02-24")
    assert due.exit_code == 1
    assert "逾期 1 个工作日" in due.stdout
    assert run("requests", "answer", "2025-1", "--result", "不予公开").exit_code == 2
    assert run("requests", "answer", "2025-1", "--result", "（三）6", "--on", "2025.2.24").exit_code == 0
    assert run("requests", "due", "--on", "2025-02-24").exit_code == 0
    assert run("requests", "answer", "2025-7", "--result", "公开").exit_code == 2


def test_a_cell_that_left_the_register_is_said(run: Run, listed: Path, own_environment: Path) -> None:
    run("requests", "import", listed, "-a", AGENCY)
    run("requests", "settle", "2025-2", "--leave-out", "误收")
    run("requests", "fill", 2025)
    assert "RG-CELL" not in run("check", 2025).stdout
    from giktui.store import connect, find_entry, set_cells

    db = connect(own_environment / "giktui.db")
    entry = find_entry(db, AGENCY, 2025)
    assert entry is not None
    set_cells(db, entry.id, {"applications.granted.natural_person": 3}, actor="x", origin="typed")
    db.close()
    found = run("check", 2025).stdout
    assert "RG-CELL" in found
    assert "3，台账 1，差 +2" in found


def test_the_sql_is_printed_and_runs(run: Run, listed: Path, own_environment: Path) -> None:
    run("requests", "import", listed, "-a", AGENCY)
    sql = run("requests", "fill", 2025, "--sql").stdout
    db = sqlite3.connect(own_environment / "giktui.db")
    rows = db.execute(sql, {"agency": 1, "year": 2025}).fetchall()
    assert ("applications", "granted", "natural_person", 1) in rows
    db.close()


def test_nothing_of_a_person_leaves(run: Run, listed: Path, tmp_path: Path) -> None:
    """Names, contents, telephones and remarks stand in the database, and in nothing that is made from it."""
    run("requests", "import", listed, "-a", AGENCY)
    run("requests", "settle", "2025-2", "--set", "办理结果=商业秘密")
    run("requests", "fill", 2025, "--text")
    out = tmp_path / "out"
    out.mkdir()
    for format in ("text", "tsv", "markdown", "html", "docx", "xlsx", "csv", "csv-wide", "json"):
        assert run("export", 2025, "--format", format, "-o", out / f"r.{format}").exit_code == 0
    assert run("package", 2025, "-o", out / "p.zip").exit_code == 0
    assert run("lake", "write", out / "lake").exit_code == 0
    said = [
        run(*command)
        for command in (
            ("show", 2025),
            ("history", 2025, "--json"),
            ("check", 2025, "--all", "--json"),
            ("requests", "list", "--json"),
            ("requests", "list"),
            ("requests", "due"),
            ("requests", "fill", 2025, "--json"),
            ("requests", "import", listed),
            ("doctor",),
            ("list",),
            ("search", NAME),
            ("status", 2025),
        )
    ]
    for secret in (NAME, WANTED, PHONE, NOTE):
        assert not [path.name for path, data in _files(out) if secret.encode() in data]
        assert not [one.stdout for one in said if secret in one.stdout.replace(f"“{NAME}”", "") + one.stderr]
    assert NAME in run("requests", "list", "--names").stdout
    assert "台账" in run("doctor").stdout


def _files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file, what is packed unpacked, Parquet as text."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        yield path, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield path / name, archive.read(name)
        if path.suffix == ".parquet":
            import pyarrow.parquet

            yield path, str(pyarrow.parquet.read_table(path).to_pylist()).encode()
