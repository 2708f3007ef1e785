"""import: what each file became, exit codes, reading twice, doubts, and what the database holds afterwards."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from bench.terminal import signals_as_usual

from giktui.readers import read_reports
from giktui.store import connect, entries, load

AGENCY = "澄湖县人民政府"


@pytest.fixture
def collection(examples: Path, tmp_path: Path) -> Path:
    """A folder with three good files, one with a doubt, and one that holds no report."""
    folder = tmp_path / "年报"
    (folder / "内").mkdir(parents=True)
    for year in (2020, 2024):
        shutil.copy(examples / f"chenghu-{year}.txt", folder)
    text = (examples / "chenghu-2025.txt").read_text("utf-8")
    (folder / "内" / "疑.txt").write_text(text.replace("\t19077\t", "\t一万九\t"), encoding="utf-8")
    (folder / "内" / "通知.txt").write_text("请于周三到会。\n", encoding="utf-8")
    return folder


def test_a_folder_is_imported_whatever_is_in_it(run: Any, collection: Path, own_environment: Path) -> None:
    done = run("import", collection)
    assert done.exit_code == 1
    assert "读入 2，存疑 1，拒绝 1" in done.stdout.splitlines()[-1]
    assert "通知.txt" in done.stdout
    assert "FV-NUMBER" in done.stdout
    assert "giktui open" in done.stderr, "where to fill in what is left blank"
    db = connect(own_environment / "giktui.db", write=False)
    assert [entry.year for entry in entries(db)] == [2020, 2024, 2025]
    db.close()


def test_what_is_doubtful_is_left_blank(run: Any, collection: Path, own_environment: Path) -> None:
    run("import", collection)
    assert "disclosure.licences.decisions" not in json.loads(run("show", "2025", "--json").stdout)["report"]["cells"]
    assert run("check", "2025").exit_code == 1
    assert "FV-NUMBER" in run("check", "2025").stdout


def test_strict_keeps_nothing_doubtful(run: Any, collection: Path) -> None:
    assert run("import", collection / "内" / "疑.txt", "--strict").exit_code == 2
    assert run("list").exit_code == 2


def test_a_second_time_skips_what_is_there(run: Any, collection: Path) -> None:
    run("import", collection / "chenghu-2024.txt")
    done = run("import", collection / "chenghu-2024.txt")
    assert done.exit_code == 0
    assert "已有 1" in done.stdout


def test_another_report_on_the_same_year_needs_replace(run: Any, examples: Path, tmp_path: Path) -> None:
    run("import", examples / "chenghu-2025.txt")
    text = (examples / "chenghu-2025.txt").read_text("utf-8").replace("\t19077\t", "\t19078\t")
    (tmp_path / "改.txt").write_text(text, encoding="utf-8")
    done = run("import", tmp_path / "改.txt")
    assert done.exit_code == 2
    assert "--replace" in done.stdout
    assert run("import", tmp_path / "改.txt", "--replace").exit_code == 0
    assert "19077" in run("history", "2025").stdout, "what was replaced stays in the journal"


def test_dry_run_stores_nothing(run: Any, collection: Path, own_environment: Path) -> None:
    done = run("import", collection, "--dry-run")
    assert f"{AGENCY} 2024" in done.stdout
    assert "giktui open" not in done.stderr
    assert not (own_environment / "giktui.db").exists()


def test_agency_year_and_form_override(run: Any, examples: Path) -> None:
    run("import", examples / "chenghu-2025.txt", "--agency", "某县人民政府", "--year", "2022")
    (report,) = json.loads(run("list", "--json").stdout)["reports"]
    assert (report["agency"], report["year"]) == ("某县人民政府", 2022)


def test_json_tells_how_each_cell_was_read(run: Any, collection: Path) -> None:
    done = run("import", collection, "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["schema_version"] == 1
    by_name = {Path(one["path"]).name: one for one in found["files"]}
    assert {name: one["status"] for name, one in by_name.items()} == {
        "chenghu-2020.txt": "read", "chenghu-2024.txt": "read", "疑.txt": "doubts", "通知.txt": "refused",
    }  # fmt: skip
    cell = by_name["chenghu-2024.txt"]["reports"][0]["cells"]["disclosure.fees.amount"]
    assert (cell["value"], cell["printed"]) == ("1386.4520", "1386.4520")
    assert cell["place"].startswith("chenghu-2024.txt:")
    assert by_name["疑.txt"]["reports"][0]["doubts"][0]["cells"] == ["disclosure.licences.decisions"]


def test_several_processes_read_the_same(run: Any, collection: Path, own_environment: Path) -> None:
    assert run("import", collection, "--jobs", "2").exit_code == 1
    db = connect(own_environment / "giktui.db", write=False)
    (expected,) = read_reports(collection / "chenghu-2024.txt")
    assert load(db, entries(db, year=2024)[0].id).cells == expected.report.cells
    db.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_leaves_what_was_done_and_says_so(examples: Path, own_environment: Path, tmp_path: Path) -> None:
    text = (examples / "chenghu-2025.txt").read_text("utf-8")
    for n in range(400):
        (tmp_path / f"{n:03}.txt").write_text(text.replace(AGENCY, f"第{n}县人民政府"), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "giktui", "import", tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=signals_as_usual,  # noqa: PLW1509  # no other thread is in the way: it only sets signals
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _out, told = process.communicate(timeout=60)
    assert process.returncode == 130, told.decode()
    assert "再次运行" in told.decode()
    db = connect(own_environment / "giktui.db", write=False)
    stored = len(entries(db))
    assert 0 < stored < 400
    counted = re.search(r"读入 (\d+)，", told.decode())
    assert counted and stored - int(counted[1]) in (0, 1), "also those of which no line was written"
    db.close()


def test_a_folder_without_files_is_said(run: Any, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = run("import", tmp_path / "空")
    assert done.exit_code == 2
    assert "没有文件" in done.stderr


def test_a_name_in_another_encoding_is_kept_in_characters(run: Any, examples: Path, tmp_path: Path) -> None:
    """As an archive from Windows unpacked on a system of UTF-8 leaves it."""
    name = os.fsencode(tmp_path) + b"/" + "年报.txt".encode("gbk")
    try:
        shutil.copy(examples / "chenghu-2024.txt", os.fsdecode(name))
    except OSError:
        pytest.skip("this file system takes no such name")
    done = run("import", tmp_path)
    assert done.exit_code == 0
    assert "年报.txt" in done.stdout
    assert "年报.txt" in run("history", "2024").stdout
