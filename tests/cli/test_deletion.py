"""A deleted report is as if it had never been, in every list, count and sum; and it can be put back."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.report import Report, default_title
from giktui.store import (
    begin,
    connect,
    delete_report,
    deletions,
    ensure_agency,
    entries,
    find_agency,
    find_entry,
    history,
    load,
    remove_agency,
    restore_report,
    save,
    set_cells,
    submit,
)
from giktui.store.models import Exists

COUNTY, BUREAU, OTHER = "甲县人民政府", "甲县水务局", "甲县教育局"


def report(agency: str, year: int, number: int) -> Report:
    form = load_form("2021")
    cells = dict.fromkeys(form.cells, number)
    return Report(agency, year, "2021", default_title(agency, year, form), "", cells, {"other": f"无{number}奇词"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "giktui.db"
    db = connect(path)
    ensure_agency(db, COUNTY)
    for name in (BUREAU, OTHER):
        ensure_agency(db, name, parent=COUNTY)
    for agency, year, number in ((COUNTY, 2024, 5), (BUREAU, 2023, 1), (BUREAU, 2024, 2), (OTHER, 2024, 3)):
        save(db, report(agency, year, number), actor="a")
    db.close()
    return path


def without(path: Path) -> Path:
    """The same database in which the report of BUREAU on 2024 has never been."""
    other = path.with_name("never.db")
    db = connect(other)
    ensure_agency(db, COUNTY)
    for name in (BUREAU, OTHER):
        ensure_agency(db, name, parent=COUNTY)
    for agency, year, number in ((COUNTY, 2024, 5), (BUREAU, 2023, 1), (OTHER, 2024, 3)):
        save(db, report(agency, year, number), actor="a")
    db.close()
    return other


def delete(path: Path, agency: str = BUREAU, year: int = 2024) -> None:
    db = connect(path)
    entry = find_entry(db, agency, year)
    assert entry is not None
    delete_report(db, entry.id, "机关填错", actor="b")
    db.close()


COMMANDS = [
    ("list", "--json"),
    ("search", "奇词", "--json"),
    ("status", "2024", "--json"),
    ("rollup", "2024", "--agency", COUNTY, "--json"),
    ("check", "--all", "--json"),
    ("trend", "--agency", BUREAU, "--json"),
    ("trend", "--agency", COUNTY, "--children", "--json"),
    ("stats", "received", "2024", "--json"),
    ("triage", "2024", "--json"),
    ("agency", "list", "--json"),
    ("twins", "2024", "--json"),
    ("show", "2024", "--agency", BUREAU),
    ("diff", "2023", "2024", "--agency", BUREAU),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_answers_as_if_it_had_never_been(path: Path, run: Any, command: tuple[str, ...]) -> None:
    never = without(path)
    delete(path)
    wanted, given = (run(*command, "--db", one) for one in (never, path))
    if wanted.exit_code == 2 and "没有命令" in wanted.stderr:
        pytest.skip("no such command")

    def plain(text: str) -> str:
        return "\n".join(line for line in text.splitlines() if '"updated"' not in line)

    assert (given.exit_code, plain(given.stdout)) == (wanted.exit_code, plain(wanted.stdout))


@pytest.mark.parametrize("command", [("export", "2024", "--all", "--output"), ("lake", "write")], ids=" ".join)
def test_nothing_of_it_is_written(path: Path, run: Any, tmp_path: Path, command: tuple[str, ...]) -> None:
    never = without(path)
    delete(path)
    written = []
    for name, database in (("a", never), ("b", path)):
        run(*command, tmp_path / name, "--db", database)
        files = sorted(file.relative_to(tmp_path / name) for file in (tmp_path / name).rglob("*") if file.is_file())
        written.append(files)
    assert written[0] == written[1] != []


def test_no_view_shows_it(path: Path) -> None:
    never = without(path)
    delete(path)
    old, new = sqlite3.connect(never), sqlite3.connect(path)
    for (view,) in old.execute("SELECT name FROM sqlite_schema WHERE type = 'view' AND name != 'edit'").fetchall():
        assert len(new.execute(f'SELECT * FROM "{view}"').fetchall()) == len(
            old.execute(f'SELECT * FROM "{view}"').fetchall()
        ), view


def test_it_is_listed_with_who_when_and_why_and_comes_back_whole(path: Path, run: Any) -> None:
    db = connect(path)
    before = find_entry(db, BUREAU, 2024)
    assert before is not None
    content = load(db, before.id)
    assert run("delete", "2024", "-a", BUREAU, "--reason", " ", "--db", path).exit_code == 2
    assert run("delete", "2024", "-a", BUREAU, "--reason", "机关填错", "--db", path).exit_code == 0
    assert find_entry(db, BUREAU, 2024) is None
    listed = run("list", "--deleted", "--db", path).stdout
    assert all(word in listed for word in (BUREAU, "2024", "机关填错", "tester"))
    with pytest.raises(GiktuiError, match="机关填错"):
        set_cells(db, before.id, {"disclosure.rules.issued": 9}, actor="c", origin="typed")
    assert history(db, before.id)[0].origin == "delete"
    assert run("restore", "2024", "--db", path).exit_code == 0
    assert run("restore", "2024", "--db", path).exit_code == 2
    after = find_entry(db, BUREAU, 2024)
    assert after is not None and after.id == before.id
    assert load(db, after.id) == content
    assert "undelete" in [edit.origin for edit in history(db, after.id)]


def test_its_year_can_be_filled_anew_and_then_it_does_not_come_back(path: Path) -> None:
    delete(path)
    db = connect(path)
    again = begin(db, BUREAU, 2024, actor="a")
    (deletion,) = deletions(db)
    with pytest.raises(Exists, match="giktui delete"):
        restore_report(db, deletion, actor="a")
    delete_report(db, again.id, "又错了", actor="a")
    assert restore_report(db, deletion, actor="a").id == deletion.report
    assert [one.reason for one in deletions(db)] == ["又错了"]


def test_an_agency_that_was_a_mistake_is_removed_and_comes_back_with_its_report(path: Path) -> None:
    db = connect(path)
    with pytest.raises(GiktuiError, match="2023"):
        remove_agency(db, BUREAU)
    with pytest.raises(GiktuiError, match=BUREAU):
        delete(path, COUNTY)
        remove_agency(db, COUNTY)
    for year in (2023, 2024):
        delete(path, BUREAU, year)
    assert remove_agency(db, BUREAU) == BUREAU
    assert find_agency(db, BUREAU) is None
    restored = restore_report(db, deletions(db, BUREAU, 2023)[0], actor="a")
    assert (restored.agency, restored.year) == (BUREAU, 2023)
    assert [entry.year for entry in entries(db, BUREAU)] == [2023]


def test_a_database_with_deleted_reports_merges_without_them(path: Path, tmp_path: Path, run: Any) -> None:
    delete(path)
    into = tmp_path / "into.db"
    assert run("import", path, "--db", into).exit_code == 0
    db = connect(into)
    assert [(entry.agency, entry.year) for entry in entries(db, BUREAU)] == [(BUREAU, 2023)]
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    assert deletions(connect(copy))


@pytest.mark.parametrize("year", [2018, 1999, 12025, 20])
def test_a_year_without_a_form_or_far_ahead_cannot_be_begun(path: Path, year: int) -> None:
    with pytest.raises(GiktuiError, match=str(year)):
        begin(connect(path), BUREAU, year, actor="a")


def test_next_years_report_may_be_begun_and_not_submitted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.store.reports.beginning.this_year", lambda: 2024)
    monkeypatch.setattr("giktui.store.reports.lifecycle.this_year", lambda: 2024)
    db = connect(path)
    with pytest.raises(GiktuiError, match="2026"):
        begin(db, OTHER, 2026, actor="a")
    entry = begin(db, OTHER, 2025, actor="a")
    with pytest.raises(GiktuiError, match="2025年还没有开始"):
        submit(db, entry.id, actor="a")
