"""Submitting, reopening and waiving: what blocks, what is locked, what stands in the journal."""

import sqlite3
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import (
    Entry,
    Locked,
    apply_waivers,
    check_all,
    checked,
    connect,
    entry_of,
    history,
    redo,
    reopen,
    save,
    set_cells,
    set_text,
    submit,
    undo,
    unwaive,
    waive,
    waivers,
)

LONG = "一是制度还不够健全；二是人员业务水平有待提高。下一步将完善制度，加强培训，提高公开质量。"


def nil(year: int = 2023, **cells: Number) -> Report:
    """A report in order but for its all being zero while the text counts something, which the clerk must explain."""
    form = load_form("2021")
    texts = {"overview": f"收到政府信息公开申请3件。{LONG}", "problems": LONG, "other": "2023年未收取信息处理费。"}
    changed = {cell.replace("__", "."): value for cell, value in cells.items()}
    zero = dict.fromkeys(form.cells, 0)
    return Report("柳河镇人民政府", year, "2021", f"{year}", cells={**zero, **changed}, narratives=texts)


@pytest.fixture
def entry(db: sqlite3.Connection) -> Entry:
    return save(db, nil(), actor="a")


def blocking(db: sqlite3.Connection, entry: Entry) -> list[str]:
    findings = checked(db, entry, submitting=True)
    return [f.rule for f in findings if f.status == "open" and f.severity in ("error", "soft")]


def test_a_soft_finding_blocks_until_it_is_waived(db: sqlite3.Connection, entry: Entry) -> None:
    assert blocking(db, entry) == ["CP-ZERO"]
    with pytest.raises(GiktuiError, match="CP-ZERO"):
        submit(db, entry.id, actor="b")
    (finding,) = [f for f in checked(db, entry) if f.rule == "CP-ZERO"]
    waive(db, entry.id, finding, "确无申请", "b")
    (waived,) = [f for f in checked(db, entry) if f.rule == "CP-ZERO"]
    assert waived.status == "waived"
    assert [(w.rule, w.reason, w.actor) for w in waivers(db, entry.id)] == [("CP-ZERO", "确无申请", "b")]
    assert submit(db, entry.id, actor="b").locked
    assert [(e.origin, e.detail) for e in history(db, entry.id, limit=2)] == [
        ("submit", ""), ("waive", "CP-ZERO 确无申请"),
    ]  # fmt: skip


def test_a_waiver_can_be_taken_back(db: sqlite3.Connection, entry: Entry) -> None:
    (finding,) = [f for f in checked(db, entry) if f.rule == "CP-ZERO"]
    waive(db, entry.id, finding, "确无申请", "b")
    unwaive(db, entry.id, finding.fingerprint, "b")
    assert blocking(db, entry) == ["CP-ZERO"]
    with pytest.raises(GiktuiError):
        unwaive(db, entry.id, finding.fingerprint, "b")


def test_a_waiver_lapses_with_a_value_and_returns_with_it(db: sqlite3.Connection) -> None:
    cell = "disclosure__rules__issued"
    entry = save(db, nil(**{cell: 1, "disclosure__rules__in_force": 1}), actor="a")
    (finding,) = [f for f in checked(db, entry) if f.rule == "PL-LEVEL"]
    waive(db, entry.id, finding, "有授权", "b")
    set_cells(db, entry.id, {"disclosure.rules.issued": 2}, actor="b", origin="typed")
    assert "PL-LEVEL" in blocking(db, entry)
    undo(db, entry.id, actor="b")
    assert "PL-LEVEL" not in blocking(db, entry)


def test_only_soft_findings_are_waived_and_only_with_a_reason(db: sqlite3.Connection, entry: Entry) -> None:
    set_cells(db, entry.id, {"proceedings.review.total": 5}, actor="a", origin="typed")
    error = next(f for f in checked(db, entry) if f.severity == "error")
    with pytest.raises(GiktuiError, match="错误必须改正"):
        waive(db, entry.id, error, "就这样", "b")
    with pytest.raises(GiktuiError, match="理由"):
        waive(db, entry.id, error, "  ", "b")
    assert apply_waivers([error], waivers(db, entry.id)) == [error]


def test_a_submitted_report_refuses_every_change(db: sqlite3.Connection, entry: Entry) -> None:
    (finding,) = [f for f in checked(db, entry) if f.rule == "CP-ZERO"]
    waive(db, entry.id, finding, "确无申请", "b")
    submit(db, entry.id, actor="李四")
    cell = "proceedings.review.total"
    for change in (
        lambda: set_cells(db, entry.id, {cell: 1}, actor="a", origin="typed"),
        lambda: set_text(db, entry.id, "other", "x", actor="a"),
        lambda: undo(db, entry.id, actor="a"),
        lambda: redo(db, entry.id, actor="a"),
        lambda: save(db, nil(), actor="a", replace=True),
        lambda: waive(db, entry.id, finding, "x", "a"),
        lambda: submit(db, entry.id, actor="a"),
    ):
        with pytest.raises(Locked, match="李四"):
            change()
    with pytest.raises(GiktuiError, match="理由"):
        reopen(db, entry.id, " ", actor="a")
    assert not reopen(db, entry.id, "数字有误", actor="王五").locked
    latest = history(db, entry.id, limit=1)[0]
    assert (latest.origin, latest.actor, latest.detail) == ("reopen", "王五", "数字有误")
    set_cells(db, entry.id, {cell: 1}, actor="a", origin="typed")
    assert undo(db, entry.id, actor="a") is not None
    assert undo(db, entry.id, actor="a") is None  # submitting and waiving are no steps
    with pytest.raises(GiktuiError, match="没有提交"):
        reopen(db, entry.id, "再来", actor="a")


def test_last_year_and_doubts_take_part_in_checking(path: Path) -> None:
    db = connect(path)
    carried = {"applications__carried_out__natural_person": 2, "applications__carried_out__total": 2}
    save(db, nil(2022, **carried, applications__received__natural_person=2, applications__received__total=2), actor="a")
    entry = save(db, nil(2023), actor="a")
    assert "XY-CARRY-total" in blocking(db, entry)
    everything = list(check_all(db))
    assert [e.year for e, _findings in everything] == [2022, 2023]
    assert everything[1][1] == checked(db, entry_of(db, entry.id))
