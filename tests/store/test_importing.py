"""Importing: what becomes of each file, what is kept of it, and that one bad file stops nothing."""

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from published.plain import report

from giktui.errors import GiktuiError
from giktui.interchange import as_dict
from giktui.report import Report
from giktui.store import (
    Imported,
    connect,
    ensure_agency,
    entries,
    entry_of,
    files_of,
    find_entry,
    history,
    import_files,
    load,
    reread,
    save,
    set_cells,
    stored_documents,
)
from giktui.store.analysis.checking import context_of
from giktui.store.reports.documents import documents_of, published_on
from giktui.writers import write_bytes


def written(folder: Path, name: str, *reports: Report) -> Path:
    content = [as_dict(report) for report in reports]
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content[0] if len(content) == 1 else content, ensure_ascii=False), "utf-8")
    return path


def imported(db: sqlite3.Connection, *paths: Path, **options: Any) -> list[Imported]:
    return list(import_files(db, paths, **options))


def test_a_folder_is_imported_and_not_a_second_time(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for n in range(3):
        written(folder, f"{n}.json", replace(full, agency=f"第{n}局"))
    (folder / "0bad.json").write_text("{")
    found = imported(db, folder, tmp_path / "none.txt")
    assert [(Path(one.path).name, one.status) for one in found] == [
        ("0.json", "read"), ("0bad.json", "refused"), ("1.json", "read"), ("2.json", "read"), ("none.txt", "refused"),
    ]  # fmt: skip
    assert load(db, found[0].entries[0].id) == replace(full, agency="第0局")
    assert "0bad.json" in found[1].message
    assert "none.txt" in found[4].message
    again = imported(db, folder)
    assert [one.status for one in again] == ["present", "refused", "present", "present"]
    assert again[0].entries == found[0].entries
    assert len(entries(db)) == 3
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_worker_processes_give_the_same_in_the_same_order(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    for n in range(6):
        written(tmp_path / "in", f"{n}.json", replace(full, agency=f"第{n}局"))
    (tmp_path / "in" / "3.json").write_text("]")
    found = imported(db, tmp_path / "in", jobs=2)
    assert [(Path(one.path).name, one.status) for one in found] == [
        (f"{n}.json", "refused" if n == 3 else "read") for n in range(6)
    ]


def test_an_import_that_is_stopped_tells_all_it_has_stored(
    db: sqlite3.Connection, full: Report, tmp_path: Path
) -> None:
    for year in range(2021, 2026):
        written(tmp_path / "many", f"{year}.json", replace(full, year=year))
    asked = iter([False, False, True])
    told = imported(db, tmp_path / "many", stop=lambda: next(asked))
    assert [one.status for one in told] == ["read", "read"]
    assert [entry.year for entry in entries(db)] == [entry.year for one in told for entry in one.entries]


def test_what_was_read_is_kept_when_an_import_is_interrupted(
    db: sqlite3.Connection, full: Report, tmp_path: Path
) -> None:
    files = [written(tmp_path, f"{n}.json", replace(full, agency=f"第{n}局")) for n in range(4)]
    asked = iter((False, False, False))

    def ctrl_c() -> bool:
        try:
            return next(asked)
        except StopIteration:
            raise KeyboardInterrupt from None

    untold: list[Imported] = []
    with pytest.raises(KeyboardInterrupt):
        imported(db, *files, stop=ctrl_c, untold=untold.append)
    assert [entry.agency for entry in entries(db)] == ["第0局", "第1局", "第2局"]
    assert [one.path for one in untold] == files[:3]


def test_what_nobody_asked_for_any_more_is_told_of(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    files = [written(tmp_path, f"{n}.json", replace(full, agency=f"第{n}局")) for n in range(4)]
    untold: list[Imported] = []
    told = import_files(db, files, untold=untold.append)
    assert next(told).path == files[0]
    told.close()
    assert [one.path for one in untold] == files[1 : len(entries(db))]


def test_a_file_that_cannot_be_stored_takes_none_of_those_before_with_it(
    db: sqlite3.Connection, full: Report, tmp_path: Path
) -> None:
    files = [written(tmp_path, f"{n}.json", replace(full, agency=f"第{n}局")) for n in range(4)]
    db.execute(
        "CREATE TRIGGER failing BEFORE INSERT ON agency WHEN NEW.name = '第2局' BEGIN SELECT raise(ABORT, 'x'); END"
    )
    with pytest.raises(sqlite3.IntegrityError):
        imported(db, *files)
    assert [entry.agency for entry in entries(db)] == ["第0局", "第1局"]
    assert not db.in_transaction


def test_the_file_is_kept_as_it_came(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    path = written(tmp_path, "两年.json", full, replace(full, year=2022))
    (one,) = imported(db, path)
    assert [entry.year for entry in one.entries] == [2023, 2022]
    ((document, reports),) = stored_documents(db)
    assert (document.name, document.data) == ("两年.json", path.read_bytes())
    assert reports == sorted(entry.id for entry in one.entries)
    (packed,) = db.execute("SELECT length(bytes) FROM document").fetchone()
    assert packed < len(document.data) / 2


def test_a_report_that_is_there_is_replaced_only_when_told(
    db: sqlite3.Connection, full: Report, tmp_path: Path
) -> None:
    entry = save(db, full, actor="a")
    assert imported(db, written(tmp_path, "same.json", full))[0].status == "present"
    changed = full.with_cells({"disclosure.rules.issued": 77})
    path = written(tmp_path, "changed.json", changed)
    (one,) = imported(db, path)
    assert one.status == "refused"
    assert "--replace" in one.message
    assert load(db, entry.id) == full
    assert imported(db, path, replace=True)[0].status == "read"
    assert load(db, entry.id) == changed
    (edit,) = [edit for edit in history(db, entry.id) if edit.batch == 2]
    assert (edit.cell, edit.old, edit.new, edit.detail) == ("disclosure.rules.issued", 0, 77, "changed.json")


def test_a_dry_run_stores_nothing(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    (one,) = imported(db, written(tmp_path, "a.json", full), dry_run=True)
    assert (one.status, one.entries) == ("read", ())
    assert one.recognitions[0].report == full
    assert entries(db) == []


def test_agency_and_year_can_be_given(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    (one,) = imported(db, written(tmp_path, "a.json", full), agency="乙县人民政府", year=2020)
    assert [(entry.agency, entry.year) for entry in one.entries] == [("乙县人民政府", 2020)]


def test_doubts_are_told_and_kept_or_refused(db: sqlite3.Connection, tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "chenghu-2025.txt"
    text = example.read_text("utf-8").splitlines()
    row = next(n for n, line in enumerate(text) if "属于国家秘密" in line)
    path = tmp_path / "missing.txt"
    path.write_text("\n".join(text[:row] + text[row + 1 :]), "utf-8")
    strict = imported(db, path, strict=True)
    assert [one.status for one in strict] == ["refused"]
    assert entries(db) == []
    (one,) = imported(db, path)
    assert one.status == "doubts"
    assert one.doubts
    assert not any(".refused_state_secret." in cell for cell in load(db, one.entries[0].id).cells)


def test_each_value_knows_its_line(db: sqlite3.Connection) -> None:
    example = Path(__file__).parents[2] / "examples" / "chenghu-2025.txt"
    (one,) = imported(db, example)
    (edit,) = history(db, one.entries[0].id, "applications.received.total")
    line = int(edit.detail.removeprefix(f"{example.name}:").split()[0])
    assert str(edit.new) in example.read_text("utf-8").splitlines()[line - 1]


def test_nothing_of_a_file_is_stored_when_storing_fails(
    db: sqlite3.Connection, full: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "two.json", full, replace(full, year=2022))

    def broken(*_args: object) -> None:
        raise OSError("unplugged")

    monkeypatch.setattr("giktui.store.reports.content.link_document", broken)
    with pytest.raises(OSError, match="unplugged"):
        imported(db, path)
    assert entries(db) == []


def test_rereading_shows_first_and_leaves_typed_values_alone(
    db: sqlite3.Connection, full: Report, tmp_path: Path
) -> None:
    imported(db, written(tmp_path, "a.json", full))
    entry = find_entry(db, full.agency, full.year)
    assert entry is not None
    kept, misread = "disclosure.rules.issued", "proceedings.review.total"
    set_cells(db, entry.id, {kept: 99}, actor="b", origin="typed")
    set_cells(db, entry.id, {misread: 5}, actor="b", origin="import")  # as an older reader would have read it
    (shown,) = reread(db)
    assert [(line.part, line.old, line.new) for line in shown.changes] == [(misread, 5, full.cells[misread])]
    assert load(db, entry.id).cells[misread] == 5
    list(reread(db, apply=True))
    assert load(db, entry.id) == full.with_cells({kept: 99})
    assert [one.changes for one in reread(db)] == [()]
    assert entry_of(db, entry.id).revision == 4


def test_files_of_a_folder_in_order_without_what_is_no_report(tmp_path: Path) -> None:
    for name in ("b.html", "a.docx", ".hidden", "~$a.docx", "b_files/x.html", "sub/c.txt", "style.css", "a.db"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    names = [path.relative_to(tmp_path).as_posix() for path in files_of([tmp_path])]
    assert names == ["a.docx", "b.html", "sub/c.txt"]
    assert [path.name for path in files_of([tmp_path / "*.html"])] == ["b.html"]
    assert list(files_of([tmp_path / "no*.html"])) == [tmp_path / "no*.html"]
    assert [path.name for path in files_of([tmp_path / "style.css"])] == ["style.css"]


def test_a_database_that_cannot_be_written_says_so_and_knows_what_it_has(
    db: sqlite3.Connection, path: Path, full: Report, tmp_path: Path
) -> None:
    known, new = written(tmp_path, "a.json", full), written(tmp_path, "b.json", replace(full, year=full.year + 1))
    imported(db, known)
    reader = connect(path, write=False)
    assert [one.status for one in imported(reader, known)] == ["present"]
    with pytest.raises(GiktuiError, match="只读"):
        imported(reader, new)
    reader.close()


def test_the_day_of_publication_is_kept_with_the_file_and_known_to_the_rules(
    db: sqlite3.Connection, full: Report, tmp_path: Path
) -> None:
    page = tmp_path / "a.html"
    said = "<body><p>发布时间：2024-02-01</p>"
    page.write_text(write_bytes(full, "html").decode().replace("<body>", said), "utf-8")
    (one,) = imported(db, page)
    assert published_on(db, one.entries[0].id) == date(2024, 2, 1)
    assert context_of(db, one.entries[0]).published == date(2024, 2, 1)
    (document,) = documents_of(db, one.entries[0].id)
    assert (document.published, document.address) == ("2024-02-01", "")
    (text,) = imported(db, written(tmp_path, "b.json", replace(full, year=2024)))
    assert published_on(db, text.entries[0].id) is None


def test_a_name_that_many_agencies_have_is_the_one_in_the_tree_that_is_called_so(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(report(title="区水利局2023年政府信息公开工作年度报告")), "utf-8")
    ensure_agency(db, "青禾区水利局")
    ensure_agency(db, "青禾区教育局")
    (found,) = imported(db, path)
    assert (found.status, found.entries[0].agency) == ("read", "青禾区水利局")
    ensure_agency(db, "云栖区水利局")
    (found,) = imported(db, path, replace=True)
    assert found.status == "doubts"
    assert [doubt.rule for doubt in found.doubts] == ["FV-TITLE"]
