"""The way to an agency and back: notices, reply sheets, comments, returning."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from sqlite3 import Connection

import openpyxl
import pytest

from giktui.errors import GiktuiError
from giktui.readers import Limits, read_reports
from giktui.report import Report
from giktui.resources import folder
from giktui.review import is_reply, notice_page, read_reply, reply_sheet
from giktui.store import Entry, checked, connect, history, load, redo, save, submit, undo
from giktui.store.reports.edits import set_cells
from giktui.store.review.comments import add_comment, answer_comment, close_comment, comments
from giktui.store.review.notices import StoredNotice, notice_state, write_notice
from giktui.store.review.proposed_waivers import accept_proposed, proposed_waivers
from giktui.store.review.replies import take_reply
from giktui.store.review.returning import changed_since_return, remarks, return_report

DUE = date(2026, 2, 20)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """An empty database."""
    connection = connect(tmp_path / "a.db")
    yield connection
    connection.close()


def example(year: int) -> Report:
    """The shipped example of that year."""
    return read_reports(folder("examples") / f"chenghu-{year}.txt")[0].report


def broken() -> Report:
    """The example of 2025 with a total that its parts do not add up to."""
    return example(2025).with_cells({"applications.granted.total": 27})


def noticed(db: Connection, report: Report | None = None) -> tuple[Entry, StoredNotice]:
    """The report stored, and a notice about it."""
    save(db, example(2024), actor="a")
    entry = save(db, report or broken(), actor="a")
    stored = write_notice(db, entry, deadline=DUE, actor="reviewer")
    assert stored is not None
    return entry, stored


def filled(notice: StoredNotice, answers: dict[str, tuple[str, object, str]]) -> bytes:
    """The reply sheet with answers by rule: (cell's label or "" for what stands there, value, reason)."""
    book = openpyxl.load_workbook(BytesIO(reply_sheet(notice.notice)))
    sheet = book.active
    assert sheet is not None
    for line in range(5, sheet.max_row + 1):
        rule = str(sheet.cell(line, 3).value)
        if rule in answers:
            cell, value, reason = answers[rule]
            if cell:
                sheet.cell(line, 9).value = cell
            sheet.cell(line, 10).value, sheet.cell(line, 11).value = value, reason or None
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_notice_names_place_value_and_repair(db: Connection) -> None:
    _entry, stored = noticed(db)
    row = next(item for item in stored.notice.items if item.rule == "T3-ROW-granted")
    assert (row.part, dict(row.stands)[row.part], row.should) == ("applications.granted.total", 27, "26")
    text = next(item for item in stored.notice.items if item.rule == "TX-CARRIED-OUT")
    assert "结转下年度" in text.quote
    assert notice_page(stored.notice) == notice_page(stored.notice)
    assert notice_page(stored.notice)[:2] == b"PK"


def test_values_become_edits_and_reasons_proposed_waivers(db: Connection) -> None:
    entry, stored = noticed(db)
    sheet = filled(stored, {"T3-ROW-granted": ("", 26, ""), "XY-FORCE-documents": ("", "", "清理时合并计数")})
    assert is_reply(sheet, "r.xlsx", Limits())
    taken = take_reply(db, sheet, "r.xlsx", actor="reviewer")
    assert (taken.edited, taken.explained, taken.named) == (1, 1, ())
    assert load(db, entry.id).cells["applications.granted.total"] == 26
    latest = history(db, entry.id, "applications.granted.total")[0]
    assert (latest.origin, latest.old, latest.new) == ("reply", 27, 26)
    (proposed,) = proposed_waivers(db, entry.id)
    assert next(f for f in checked(db, entry) if f.rule == "XY-FORCE-documents").status == "open"
    accept_proposed(db, proposed, actor="reviewer")
    assert next(f for f in checked(db, entry) if f.rule == "XY-FORCE-documents").status == "waived"
    assert proposed_waivers(db) == []


def test_nothing_is_applied_twice(db: Connection) -> None:
    entry, stored = noticed(db)
    sheet = filled(stored, {"T3-ROW-granted": ("", 26, "")})
    take_reply(db, sheet, "r.xlsx", actor="reviewer")
    revision = history(db, entry.id)[0].batch
    again = take_reply(db, sheet, "r.xlsx", actor="reviewer")
    assert (again.edited, again.known, again.named) == (0, 1, ())
    assert history(db, entry.id)[0].batch == revision


def test_a_reply_to_what_was_changed_since_is_stale(db: Connection) -> None:
    entry, stored = noticed(db)
    set_cells(db, entry.id, {"applications.granted.total": 30}, actor="clerk", origin="typed")
    taken = take_reply(db, filled(stored, {"T3-ROW-granted": ("", 26, "")}), "r.xlsx", actor="reviewer")
    assert taken.edited == 0
    assert "27" in taken.named[0] and "30" in taken.named[0]
    assert load(db, entry.id).cells["applications.granted.total"] == 30


@pytest.mark.parametrize(
    ("value", "reason", "said"),
    [("二十六七", "", "不是数"), (-3, "", "负数"), (2.5, "", "整数"), ("约26", "", "不是数"), ("", "就是这样", "更正")],
)
def test_what_does_not_fit_is_named_and_changes_nothing(db: Connection, value: object, reason: str, said: str) -> None:
    entry, stored = noticed(db)
    before = load(db, entry.id)
    taken = take_reply(db, filled(stored, {"T3-ROW-granted": ("", value, reason)}), "r.xlsx", actor="r")
    assert said in taken.named[0]
    assert load(db, entry.id) == before


def test_another_cell_of_the_finding_can_be_corrected_and_no_other(db: Connection) -> None:
    entry, stored = noticed(db)
    taken = take_reply(db, filled(stored, {"T3-ROW-granted": ("（一）予以公开·商业企业", 5, "")}), "r", actor="r")
    assert load(db, entry.id).cells["applications.granted.business"] == 5, taken.named
    other = filled(stored, {"T3-ROW-granted": ("（七）总计·商业企业", 5, "")})
    assert "更正哪一格" in take_reply(db, other, "r", actor="r").named[0]


def test_a_text_is_worded_anew(db: Connection) -> None:
    entry, stored = noticed(db)
    quote = next(item.quote for item in stored.notice.items if item.rule == "TX-CARRIED-OUT")
    taken = take_reply(db, filled(stored, {"TX-CARRIED-OUT": ("", "结转下年度4件", "")}), "r", actor="r")
    assert taken.named == ()
    text = load(db, entry.id).narratives["overview"]
    assert "结转下年度4件" in text and quote not in text


def test_one_undo_takes_the_cells_of_a_reply_back(db: Connection) -> None:
    entry, stored = noticed(db)
    take_reply(db, filled(stored, {"T3-ROW-granted": ("", 26, "")}), "r", actor="r")
    assert undo(db, entry.id, actor="r") is not None
    assert load(db, entry.id).cells["applications.granted.total"] == 27
    assert redo(db, entry.id, actor="r") is not None


def test_a_notice_goes_from_noticed_to_closed(db: Connection) -> None:
    entry, stored = noticed(db)
    assert notice_state(db, entry) == "noticed"
    reasons = {item.rule: ("", "", "已核实") for item in stored.notice.items if item.severity != "error"}
    take_reply(db, filled(stored, {**reasons, "T3-ROW-granted": ("", 26, "")}), "r", actor="r")
    state = notice_state(db, entry)
    assert state in ("answered", "noticed")
    for proposed in proposed_waivers(db, entry.id):
        try:
            accept_proposed(db, proposed, actor="r")
        except GiktuiError:
            continue
    left = [f.rule for f in checked(db, entry) if f.status == "open" and f.severity in ("error", "soft")]
    assert left == []


def test_a_sheet_of_another_database_and_a_damaged_one_are_refused(db: Connection) -> None:
    _entry, stored = noticed(db)
    foreign = reply_sheet(stored.notice).replace(stored.notice.token.encode(), b"0" * 16)
    book = openpyxl.load_workbook(BytesIO(foreign))
    sheet = book.active
    assert sheet is not None
    sheet["A2"].value = "编号 GIKTUI-" + "0" * 16
    held = BytesIO()
    book.save(held)
    with pytest.raises(GiktuiError, match="本库没有"):
        take_reply(db, held.getvalue(), "r", actor="r")
    sheet["J4"].value = "别的"
    held = BytesIO()
    book.save(held)
    with pytest.raises(GiktuiError, match="表头"):
        read_reply(held.getvalue(), "r", Limits())


def test_a_formula_in_a_name_acts_nowhere(db: Connection) -> None:
    report = broken()
    odd = Report("=cmd|' /C calc'!A0", 2025, report.form, "", "", report.cells, report.narratives)
    _entry, stored = noticed(db, odd)
    book = openpyxl.load_workbook(BytesIO(reply_sheet(stored.notice)))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_a_returned_report_can_be_changed_and_says_what_was(db: Connection) -> None:
    entry = save(db, example(2024), actor="a")
    submitted = submit(db, entry.id, actor="a")
    assert submitted.locked
    returned = return_report(db, entry.id, "请核对", actor="reviewer")
    assert (returned.status, returned.locked, remarks(db, entry.id)) == ("returned", False, "请核对")
    assert changed_since_return(db, entry.id) == []
    set_cells(db, entry.id, {"disclosure.licences.decisions": 1}, actor="a", origin="typed")
    set_cells(db, entry.id, {"disclosure.penalties.decisions": 2}, actor="a", origin="typed")
    undo(db, entry.id, actor="a")
    assert [edit.cell for edit in changed_since_return(db, entry.id)] == ["disclosure.licences.decisions"]
    assert submit(db, entry.id, actor="a").status == "submitted"
    assert [edit.origin for edit in history(db, entry.id) if edit.origin in ("return", "submit")] == [
        "submit", "return", "submit",
    ]  # fmt: skip
    with pytest.raises(GiktuiError):
        return_report(db, entry.id, "  ", actor="reviewer")


def test_comments_are_answered_and_closed(db: Connection) -> None:
    entry = save(db, example(2025), actor="a")
    one = add_comment(db, entry.id, "请核对", actor="r", part="applications.received.total")
    add_comment(db, entry.id, "与上年相同", actor="r", part="problems", paragraph=1)
    answer_comment(db, one.id, "已核对", actor="a")
    assert [(c.text, c.answers) for c in comments(db, entry.id)] == [
        ("请核对", None), ("已核对", one.id), ("与上年相同", None),
    ]  # fmt: skip
    close_comment(db, one.id, actor="r")
    assert [c.text for c in comments(db, entry.id)] == ["与上年相同"]
    assert len(comments(db, entry.id, closed=True)) == 3
    for bad in (("", {}), ("x", {"part": "nowhere"}), ("x", {"part": "problems", "paragraph": 99})):
        with pytest.raises(GiktuiError):
            add_comment(db, entry.id, bad[0], actor="r", **bad[1])
    with pytest.raises(GiktuiError, match="办结"):
        answer_comment(db, one.id, "x", actor="a")
