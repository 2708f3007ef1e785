"""list, show, search, history, export: what is in the database comes out, for people and for scripts."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from giktui.interchange import from_dict
from giktui.readers import read_reports
from giktui.store import connect, entries, load, set_cells, set_text, the_entry
from giktui.text.width import width_of
from giktui.writers import FORMATS

AGENCY = "澄湖县人民政府"


def in_database(path: Path, year: int) -> Any:
    db = connect(path, write=False)
    try:
        return load(db, the_entry(db, None, year).id)
    finally:
        db.close()


def test_list_has_a_line_for_each_report(run: Any, database: Path) -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split()[:4] for line in lines[2:]] == [
        [AGENCY, "2024", "2021", "草稿"],
        [AGENCY, "2025", "2021", "草稿"],
    ]


def test_list_aligns_chinese(run: Any, database: Path) -> None:
    head, rule, *rows = run("list").stdout.splitlines()
    ends = [index for index, char in enumerate(rule) if char == "-" and rule[index - 1 : index] in ("", " ")]
    from wcwidth import wcswidth

    for text in (head, *rows):
        for end in ends:
            before = [text[:n] for n in range(len(text) + 1) if wcswidth(text[:n]) == end]
            assert before, f"no character begins at column {end} of {text}"


def test_list_json(run: Any, database: Path) -> None:
    found = json.loads(run("list", "--json").stdout)
    assert found["schema_version"] == 1
    assert [(one["agency"], one["year"]) for one in found["reports"]] == [(AGENCY, 2024), (AGENCY, 2025)]


def test_an_agency_that_is_not_there_is_an_error(run: Any, database: Path) -> None:
    done = run("list", "--agency", "没有县")
    assert done.exit_code == 2
    assert "没有县" in done.stderr
    assert run("list", GIKTUI_AGENCY="没有县").exit_code == 2


def test_show_prints_the_report_under_its_state(run: Any, database: Path) -> None:
    done = run("show", "2025")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{AGENCY} 2025 年")
    assert "六、其他需要报告的事项" in done.stdout
    assert "1402.7835" in done.stdout


def test_show_json_is_the_interchange_form(run: Any, database: Path) -> None:
    found = json.loads(run("show", "2025", "--json").stdout)
    assert from_dict(found["report"]) == in_database(database, 2025)
    assert found["entry"]["status"] == "draft"


def test_a_year_that_is_not_there_says_which_are(run: Any, database: Path) -> None:
    done = run("show", "2023")
    assert done.exit_code == 2
    assert "2024、2025" in done.stderr


def test_search_finds_words_and_says_when_there_are_none(run: Any, database: Path) -> None:
    assert "自助终端" in run("search", "自助终端").stdout
    assert run("search", "自助终端").exit_code == 0
    assert run("search", "查无此词").exit_code == 1
    hits = json.loads(run("search", "图解", "--json").stdout)["hits"]
    assert [(hit["year"], hit["part"]) for hit in hits] == [(2024, "overview")]


def test_history_of_a_cell_that_is_none_is_refused(run: Any, database: Path) -> None:
    done = run("history", "2025", "--cell", "applications.recieved.total")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "applications.recieved.total" in done.stderr
    assert run("history", "2025", "--cell", "overview").exit_code == 0


def test_history_tells_who_changed_what(run: Any, database: Path) -> None:
    db = connect(database)
    set_cells(db, the_entry(db, None, 2025).id, {"disclosure.licences.decisions": 7}, actor="王五", origin="typed")
    db.close()
    line = run("history", "2025", "--cell", "disclosure.licences.decisions").stdout.splitlines()[2]
    assert line.split()[:5] == ["行政许可·本年处理决定数量", "19077", "7", "录入", "王五"]
    edit = json.loads(run("history", "2025", "--limit", "1", "--json").stdout)["edits"][0]
    assert (edit["actor"], edit["origin"], edit["old"], edit["new"]) == ("王五", "typed", 19077, 7)


def test_history_says_in_words_how_a_cell_was_recognised_in_a_file(run: Any, database: Path) -> None:
    cell, detail = "disclosure.licences.decisions", "年报.txt:24 position"
    db = connect(database)
    set_cells(db, the_entry(db, None, 2025).id, {cell: 7}, actor="王五", origin="import", detail=detail)
    db.close()
    line = run("history", "2025", "--cell", cell).stdout.splitlines()[2]
    assert line.split()[-1] == "年报.txt:24（按位置认出）"
    (edit, *_earlier) = json.loads(run("history", "2025", "--cell", cell, "--json").stdout)["edits"]
    assert edit["detail"] == detail


def test_undo_without_a_year_takes_the_report_stored_last(run: Any, database: Path, examples: Path) -> None:
    run("import", examples / "chenghu-2020.txt", "--agency", "丙县人民政府")
    run("import", examples / "chenghu-2020.txt", "--agency", "乙县人民政府")
    assert "乙县人民政府" in run("undo").stderr, "both in the same second, as a script does"


def test_undo_and_redo_print_what_they_changed(run: Any, database: Path) -> None:
    db = connect(database)
    set_cells(db, the_entry(db, None, 2025).id, {"disclosure.licences.decisions": 7}, actor="王五", origin="typed")
    db.close()
    refused = run("undo", "2025")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "王五" in refused.stderr
    assert in_database(database, 2025).cells["disclosure.licences.decisions"] == 7
    assert run("undo", "2025", "--anyone").stdout.splitlines()[3].split() == ["行政许可·本年处理决定数量", "7", "19077"]
    assert in_database(database, 2025).cells["disclosure.licences.decisions"] == 19077
    assert run("redo").exit_code == 0, "without a year: what was changed last"
    assert in_database(database, 2025).cells["disclosure.licences.decisions"] == 7
    done = run("redo", "2025")
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_exported_and_read_again(format: str, run: Any, database: Path, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMATS[format].suffix}"
    done = run("export", "2025", "--format", format, "-o", path)
    assert (done.exit_code, done.stdout) == (0, "")
    report = in_database(database, 2025)
    assert [one.report.cells for one in read_reports(path)] == [report.cells]
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_export_goes_to_stdout_as_text(run: Any, database: Path) -> None:
    assert run("export", "2024").stdout.startswith(f"{AGENCY}2024年政府信息公开工作年度报告\n")


def test_export_takes_the_format_from_the_suffix(run: Any, database: Path, tmp_path: Path) -> None:
    run("export", "2024", "-o", tmp_path / "a.json")
    assert from_dict(json.loads((tmp_path / "a.json").read_text("utf-8"))) == in_database(database, 2024)
    done = run("export", "2024", "-o", tmp_path / "a.xyz")
    assert done.exit_code == 2
    assert ".docx" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_export_writes_into_what_is_no_file_and_through_links(run: Any, database: Path, tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert run("export", "2024", "-f", "json", "-o", pipe).exit_code == 0
        assert reader.stdout is not None
        assert json.loads(reader.stdout.read())["year"] == 2024
    assert pipe.is_fifo()
    link.symlink_to(tmp_path / "file")
    run("export", "2024", "-f", "json", "-o", link)
    assert link.is_symlink()
    assert json.loads((tmp_path / "file").read_text("utf-8"))["year"] == 2024


def test_export_all_writes_a_file_for_each_agency(run: Any, database: Path, tmp_path: Path) -> None:
    assert run("export", "--all", "2024", "-o", tmp_path / "out", "--format", "markdown").exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{AGENCY}-2024.md"]
    assert run("export", "--all", "2023", "-o", tmp_path / "none").exit_code == 2
    assert not (tmp_path / "none").exists()


def test_export_all_writes_two_agencies_of_nearly_the_same_name(
    run: Any, database: Path, examples: Path, tmp_path: Path
) -> None:
    for agency in ("某/局", "某:局", "某A局", "某a局"):
        run("import", examples / "chenghu-2025.txt", "--agency", agency)
    assert run("export", "--all", "2025", "-o", tmp_path, "--format", "json").exit_code == 0
    written = {json.loads(path.read_text("utf-8"))["agency"] for path in tmp_path.iterdir()}
    assert written == {AGENCY, "某/局", "某:局", "某A局", "某a局"}


def test_backup_is_a_database(run: Any, database: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "copy.db").exit_code == 0
    assert run("list", "--db", tmp_path / "copy.db").stdout == run("list").stdout
    assert run("backup", tmp_path / "copy.db").exit_code == 2


def test_the_database_may_be_named_before_the_command(run: Any, database: Path, tmp_path: Path) -> None:
    database.rename(tmp_path / "moved.db")
    assert run("list").exit_code == 2
    assert run("--db", tmp_path / "moved.db", "list").exit_code == 0
    assert run("--agency", "没有县", "--db", tmp_path / "moved.db", "show", "2024").exit_code == 2


def test_history_puts_the_cell_first_and_wraps_what_is_long(run: Any, database: Path) -> None:
    db = connect(database)
    (entry,) = entries(db, year=2025)
    text = "第一句，本年主动公开政府信息三百二十条。" * 3
    set_text(db, entry.id, "problems", text, actor="王五", detail="")
    set_text(db, entry.id, "problems", text.replace("三百二十条", "三百二十一条", 1) + "完", actor="王五")
    set_cells(db, entry.id, {"applications.received.total": 7}, actor="王五", origin="typed")
    db.close()
    lines = run("history", "2025", "--limit", "3").stdout.splitlines()
    assert lines[0].split()[:3] == ["位置", "原为", "改为"]
    first = next(line for line in lines if "王五" in line)
    assert first.index("7") < first.index("王五")
    joined = "".join(line.replace(" ", "") for line in lines)
    assert "三百二十一条" in joined
    assert all(width_of(line) < 170 for line in lines)
