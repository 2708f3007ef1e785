"""Whole reports: stored and loaded exactly, replaced without loss, begun from last year's."""

import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import reports

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import (
    Exists,
    StoredDoubt,
    begin,
    connect,
    entries,
    find_entry,
    history,
    last_report,
    load,
    open_doubts,
    origins,
    redo,
    save,
    set_cells,
    undo,
)
from giktui.store.reports.documents import suggested
from giktui.tui.stored_report import StoredReport


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports(odd=True))
def test_what_is_stored_is_loaded_exactly(db: sqlite3.Connection, report: Report) -> None:
    report = replace(report, agency=f"第{len(entries(db))}局")
    loaded = load(db, save(db, report, actor="a").id)
    assert loaded == report
    assert {c: str(v) for c, v in loaded.cells.items()} == {c: str(v) for c, v in report.cells.items()}
    assert {c: type(v) for c, v in loaded.cells.items()} == {c: type(v) for c, v in report.cells.items()}


def test_amounts_are_text_and_counts_integers_in_the_forms_own_tables(db: sqlite3.Connection, full: Report) -> None:
    save(db, full, actor="a")
    stored = db.execute("SELECT amount, typeof(amount) FROM disclosure WHERE row = 'fees'").fetchone()
    assert stored == ("72701.2570", "text")
    stored = db.execute("SELECT typeof(total) FROM applications WHERE row = 'carried_out'").fetchone()
    assert stored == ("integer",)


def test_a_blank_is_not_a_zero(db: sqlite3.Connection) -> None:
    cells = {"proceedings.review.upheld": 0}
    loaded = load(db, save(db, Report("甲局", 2023, "2021", cells=cells), actor="a").id)
    assert loaded.cells == cells
    assert "proceedings.review.corrected" not in loaded.cells


def test_no_float_and_no_infinity_gets_in(db: sqlite3.Connection, full: Report) -> None:
    with pytest.raises(GiktuiError, match="不是可用的数"):
        save(db, full.with_cells({"disclosure.fees.amount": 1.5}), actor="a")  # type: ignore[dict-item]
    with pytest.raises(GiktuiError, match="不是可用的数"):
        save(db, full.with_cells({"disclosure.fees.amount": Decimal("NaN")}), actor="a")
    assert entries(db) == []
    assert db.execute("SELECT count(*) FROM agency").fetchone() == (0,)


def test_a_stored_report_is_not_overwritten_unasked(db: sqlite3.Connection, full: Report) -> None:
    entry = save(db, full, actor="a")
    with pytest.raises(Exists, match="--replace"):
        save(db, full.with_cells({"disclosure.rules.issued": 5}), actor="b")
    assert load(db, entry.id) == full


def test_what_is_replaced_stays_in_the_journal_and_can_be_had_back(db: sqlite3.Connection, full: Report) -> None:
    entry = save(db, full, actor="a", provenance={"proceedings.review.total": ":12"}, detail="报告.txt")
    older = Report(full.agency, full.year, "2019", cells={"disclosure.rules.made": 3}, narratives={"overview": "短"})
    assert save(db, older, actor="b", replace=True).id == entry.id
    assert load(db, entry.id) == older
    gone = history(db, entry.id, "proceedings.review.total")
    assert [(edit.actor, edit.old, edit.new) for edit in gone] == [("b", 189, None), ("a", None, 189)]
    assert gone[1].detail == "报告.txt:12"
    undo(db, entry.id, actor="c")
    assert load(db, entry.id) == full


def test_last_year_fills_what_it_determines(db: sqlite3.Connection, full: Report) -> None:
    save(db, full, actor="a")
    entry = begin(db, full.agency, 2024, actor="b")
    report = load(db, entry.id)
    for column in ("natural_person", "business", "total"):
        assert report.cells[f"applications.carried_in.{column}"] == full.cells[f"applications.carried_out.{column}"]
    assert report.cells["disclosure.rules.in_force"] == full.cells["disclosure.rules.in_force"]
    assert len(report.cells) == 9
    assert report.title == "青禾县人民政府2024年政府信息公开工作年度报告"
    how = {cell: (edit.origin, edit.detail) for cell, edit in origins(db, entry.id).items()}
    assert how["applications.carried_in.total"] == ("carried", "2023")
    assert how["disclosure.rules.in_force"] == ("proposed", "2023")
    assert undo(db, entry.id, actor="b") is None


def test_a_first_report_is_blank_and_a_second_one_refused(db: sqlite3.Connection) -> None:
    entry = begin(db, "柳河镇人民政府", 2020, actor="a")
    assert (entry.form, load(db, entry.id).cells) == ("2019", {})
    with pytest.raises(Exists):
        begin(db, "柳河镇人民政府", 2020, actor="a")


def test_the_year_before_may_be_on_the_older_form(db: sqlite3.Connection) -> None:
    cells = {"applications.carried_out.total": 3, "disclosure.rules.total_public": 8}
    save(db, Report("甲县人民政府", 2020, "2019", cells=cells), actor="a")
    entry = begin(db, "甲县人民政府", 2021, actor="a")
    assert load(db, entry.id).cells == {"applications.carried_in.total": 3}
    assert last_report(db, entry.agency_id, 2021) == load(db, 1)


def test_a_doubt_is_settled_once_its_cells_are_edited(db: sqlite3.Connection, full: Report) -> None:
    cells = ("disclosure.rules.issued", "disclosure.rules.repealed")
    blanked = full.with_cells(dict.fromkeys(cells))
    entry = save(db, blanked, actor="a", doubts=[StoredDoubt("FV-NUMBER", "disclosure", cells, "看不清", "a.txt:3")])
    set_cells(db, entry.id, {cells[0]: 1}, actor="b", origin="typed")
    assert [doubt.place for doubt in open_doubts(db, entry)] == ["a.txt:3"]
    set_cells(db, entry.id, {cells[1]: 1}, actor="b", origin="typed")
    assert open_doubts(db, entry) == []
    undo(db, entry.id, actor="b")
    assert len(open_doubts(db, entry)) == 1


def test_doubts_go_and_come_with_their_import(db: sqlite3.Connection, full: Report) -> None:
    def doubt(cell: str) -> StoredDoubt:
        return StoredDoubt("FV-NUMBER", "proceedings", (cell,), "看不清")

    older, newer = doubt("proceedings.review.total"), doubt("proceedings.review.other")
    entry = save(db, full.with_cells(dict.fromkeys(older.cells)), actor="a", doubts=[older])
    set_cells(db, entry.id, {"disclosure.rules.issued": 5}, actor="a", origin="typed")
    save(db, full.with_cells(dict.fromkeys(newer.cells)), actor="a", replace=True, doubts=[newer])
    assert open_doubts(db, entry) == [newer]
    undo(db, entry.id, actor="a")
    assert open_doubts(db, entry) == [older]
    redo(db, entry.id, actor="a")
    assert open_doubts(db, entry) == [newer]
    save(db, full, actor="a", replace=True)
    assert open_doubts(db, entry) == []


def test_of_two_doubts_about_a_cell_one_is_shown_and_accepted(db: sqlite3.Connection, full: Report) -> None:
    cells = ("disclosure.rules.issued", "disclosure.fees.amount")
    first = StoredDoubt("FV-NUMBER", "disclosure", cells, "看不清", "扫描.pdf p1 图!A3", ("7", "1.50"))
    second = StoredDoubt("FV-NUMBER", "disclosure", cells[:1], "看不清", "扫描.pdf p2 图!A3", ("1",))
    entry = save(db, full.with_cells(dict.fromkeys(cells)), actor="a", doubts=[first, second])
    assert suggested(db, entry) == {cells[0]: 1, cells[1]: Decimal("1.50")}
    shown = StoredReport(db, entry)
    assert [shown.made_out(cell) for cell in (*cells, "disclosure.rules.in_force")] == [
        ("1", "p2 图!A3"), ("1.50", "p1 图!A3"), ("", ""),
    ]  # fmt: skip
    assert shown.offered() == suggested(db, entry)


def test_reports_are_listed_by_agency_and_year(db: sqlite3.Connection, full: Report) -> None:
    for agency, year in (("乙局", 2023), ("甲局", 2024), ("甲局", 2022)):
        save(db, replace(full, agency=agency, year=year), actor="a")
    assert [(e.agency, e.year) for e in entries(db)] == [("乙局", 2023), ("甲局", 2022), ("甲局", 2024)]
    assert [e.year for e in entries(db, "甲局")] == [2022, 2024]
    assert [e.agency for e in entries(db, year=2023)] == ["乙局"]
    assert entries(db, "丙局") == []
    assert find_entry(db, "甲局", 2023) is None


def test_a_full_disk_changes_nothing_and_says_so(path: Path, full: Report) -> None:
    db = connect(path)
    entry = save(db, full, actor="a")
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(GiktuiError, match="磁盘已满"):
        for year in range(1990, 2020):
            save(db, replace(full, year=year, narratives={"overview": "长" * 5000}), actor="a")
    kept = len(entries(db))
    assert load(db, entry.id) == full
    db.execute("PRAGMA max_page_count = 1000000")
    save(db, replace(full, year=2030), actor="a")
    assert len(entries(db)) == kept + 1
