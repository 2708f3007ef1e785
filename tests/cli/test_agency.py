"""agency and reread: the tree, names that imports find, files read again."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from giktui.report import Report
from giktui.store import connect, save

AGENCY = "澄湖县人民政府"


def test_the_tree_is_indented_by_parent(run: Any, database: Path) -> None:
    assert run("agency", "add", "澄湖县司法局", "--parent", AGENCY).exit_code == 0
    rows = run("agency", "list").stdout.splitlines()[2:]
    assert [row.split("  ")[0] or row[:2] for row in rows] == [AGENCY, "  "]
    listed = json.loads(run("agency", "list", "--json").stdout)["agencies"]
    assert [(one["name"], one["parent"], one["level"]) for one in listed] == [
        (AGENCY, None, "县"),
        ("澄湖县司法局", AGENCY, "部门"),
    ]
    assert listed[0]["years"] == [2024, 2025]


def test_an_import_finds_an_agency_by_its_other_name(run: Any, database: Path, examples: Path, tmp_path: Path) -> None:
    run("agency", "add", AGENCY, "--also", "澄湖县政府")
    text = (examples / "chenghu-2020.txt").read_text("utf-8").replace(AGENCY, "澄湖县政府")
    (tmp_path / "2020.txt").write_text(text, encoding="utf-8")
    assert run("import", tmp_path / "2020.txt").exit_code == 0
    assert run("show", "2020", "--agency", AGENCY).exit_code == 0


def test_rename_keeps_the_reports(run: Any, database: Path) -> None:
    assert run("agency", "rename", AGENCY, "澄湖区人民政府").exit_code == 0
    assert run("show", "2024", "--agency", "澄湖区人民政府").exit_code == 0
    assert run("show", "2024", "--agency", AGENCY).exit_code == 0, "the old name still finds it"


def test_move_and_what_cannot_be_moved(run: Any, database: Path) -> None:
    run("agency", "add", "澄湖县司法局", "--parent", AGENCY)
    assert run("agency", "move", AGENCY, "--parent", "澄湖县司法局").exit_code == 2
    assert run("agency", "move", "澄湖县司法局").exit_code == 0
    assert run("agency", "add", "某局", "--level", "国").exit_code == 2
    assert "缺少命令" in run("agency").stderr


def test_the_database_is_the_one_named_wherever_it_is_named(run: Any, database: Path, tmp_path: Path) -> None:
    moved = database.rename(tmp_path / "moved.db")
    for words in (
        ("--db", moved, "agency", "list"),
        ("agency", "--db", moved, "list"),
        ("agency", "list", "--db", moved),
    ):
        assert AGENCY in run(*words).stdout
    assert run("agency", "list").exit_code == 2


def test_a_name_is_no_other_agencys_nor_empty_and_drives_no_terminal(run: Any, database: Path) -> None:
    run("agency", "add", "丙局", "--also", "丁局")
    done = run("agency", "rename", AGENCY, "丁局")
    assert done.exit_code == 2
    assert "“丁局”已经是“丙局”的名称" in done.stderr
    assert "giktui agency merge" in done.stderr
    assert "名称不能为空" in run("agency", "rename", AGENCY, " ").stderr
    for name in ("\x1b", "戊\x1b[31m\x9b局", "戊局\n己局", "戊\u202e局", "戊\u200b局", "戊" * 101):
        done = run("agency", "add", name)
        assert done.exit_code == 2
        assert "不能作机关名称" in done.stderr and "\x1b" not in done.stderr and "\u202e" not in done.stderr
    names = [one["name"] for one in json.loads(run("agency", "list", "--json").stdout)["agencies"]]
    assert not any(name.startswith("戊") for name in names)


def test_several_agencies_must_be_told_apart(run: Any, database: Path) -> None:
    run("agency", "add", "澄湖县司法局")
    done = run("show", "2024")
    assert done.exit_code == 2
    assert "澄湖县司法局" in done.stderr
    assert run("show", "2024", GIKTUI_AGENCY=AGENCY).exit_code == 0


def test_reread_does_not_do_again_what_somebody_took_back(run: Any, examples: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text((examples / "chenghu-2025.txt").read_text("utf-8").replace("19077", "19078"), "utf-8")
    run("import", examples / "chenghu-2025.txt")
    assert run("import", other, "--replace").exit_code == 0
    assert "19077" in run("undo", "2025").stdout
    assert json.loads(run("history", "2025", "--json").stdout)["edits"][0]["detail"] == "", "a line of no file"
    before = run("show", "2025").stdout.splitlines()[1:]
    for words in ((), ("--apply",)):
        done = run("reread", *words)
        assert "other.txt）：0 处不同" in done.stdout
    assert run("show", "2025").stdout.splitlines()[1:] == before


def test_reread_says_what_would_change_before_it_does(run: Any, examples: Path) -> None:
    run("import", examples / "chenghu-2025.txt")
    done = run("reread")
    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)


def test_a_merger_that_looks_like_a_reform_is_not_done_unasked(run: Any, database: Path) -> None:
    with closing(connect(database)) as db:
        for name, year in (("丙县旅游局", 2022), ("丙县文旅局", 2023)):
            save(db, Report(name, year, "2021"), actor="a")
    done = run("agency", "merge", "丙县文旅局", "丙县旅游局")
    assert done.exit_code == 1
    assert "agency succeed 丙县文旅局 --from 丙县旅游局" in done.stderr
    assert run("agency", "merge", "丙县文旅局", "丙县旅游局", "--yes").exit_code == 0


def test_a_comparison_goes_back_to_the_predecessors(run: Any, database: Path) -> None:
    with closing(connect(database)) as db:
        for name, n in (("甲局", 10), ("乙局", 20), ("丙局", 30)):
            save(db, Report(name, 2023, "2021", cells={"applications.received.total": n}), actor="a")
        save(db, Report("丁局", 2024, "2021", cells={"applications.received.total": 66}), actor="a")
        save(db, Report("戊局", 2024, "2021", cells={"applications.received.total": 9}), actor="a")
    run("agency", "succeed", "丁局", "--from", "甲局", "--from", "乙局", "--from", "丙局", "--on", "2024-03-01")
    told = run("diff", "2023", "2024", "-a", "丁局", "--format", "csv").stdout
    assert ",60,66," in told
    run("agency", "succeed", "戊局", "--from", "丙局", "--share", "0.5", "--on", "2024-03-01")
    assert run("agency", "succeed", "戊局", "--from", "己局", "--on", "2024-03-01").exit_code == 2
