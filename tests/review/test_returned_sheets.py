"""Reply sheets as they really come back: every row closed or named, nothing applied twice, nothing lost."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from sqlite3 import Connection

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from giktui.errors import GiktuiError
from giktui.readers import Limits, read_reports
from giktui.resources import folder
from giktui.review import is_reply, reply_sheet
from giktui.store import Entry, checked, connect, history, load, save, undo
from giktui.store.reports.deletion import delete_report
from giktui.store.reports.edits import set_cells
from giktui.store.reports.importing import import_files
from giktui.store.review.notices import StoredNotice, write_notice
from giktui.store.review.proposed_waivers import proposed_waivers
from giktui.store.review.replies import Taken, take_reply
from giktui.wording.cells import cell_label

NUMBER, RULE, STANDS, SHOULD, MESSAGE, CELL, VALUE, REASON = 1, 3, 5, 6, 7, 9, 10, 11
GRANTED = "applications.granted.total"
Edit = Callable[[Worksheet, dict[str, int]], object]
"""Does something to the sheet, whose rows are known by their rules."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """An empty database."""
    connection = connect(tmp_path / "a.db")
    yield connection
    connection.close()


@pytest.fixture
def noticed(db: Connection) -> tuple[Entry, StoredNotice]:
    """The example of 2025 with a wrong total, and a notice about it."""
    for year in (2024, 2025):
        report = read_reports(folder("examples") / f"chenghu-{year}.txt")[0].report
        report = report if year == 2024 else report.with_cells({GRANTED: 27})
        entry = save(db, report, actor="a")
    stored = write_notice(db, entry, deadline=date(2026, 2, 20), actor="r")
    assert stored is not None
    return entry, stored


def sheet_with(stored: StoredNotice, edit: Edit) -> bytes:
    """The sheet that was sent, after what somebody did to it."""
    book = openpyxl.load_workbook(BytesIO(reply_sheet(stored.notice)))
    sheet = book.worksheets[0]
    edit(sheet, {str(sheet.cell(line, RULE).value): line for line in range(5, sheet.max_row + 1)})
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def take(db: Connection, data: bytes, name: str = "r.xlsx") -> Taken:
    """Take it in."""
    return take_reply(db, data, name, actor="r")


def put(rule: str, **columns: object) -> Edit:
    """Fills in the row of a rule: `value`, `reason`, `cell` or another column."""
    at = {"value": VALUE, "reason": REASON, "cell": CELL, "number": NUMBER, "rule": RULE, "should": SHOULD}

    def edit(sheet: Worksheet, rows: dict[str, int]) -> None:
        for name, content in columns.items():
            sheet.cell(rows[rule], at[name]).value = content

    return edit


def both(*edits: Edit) -> Edit:
    """One after the other."""
    return lambda sheet, rows: [edit(sheet, rows) for edit in edits]


ROW, SOFT, TEXT = "T3-ROW-granted", "XY-FORCE-documents", "TX-CARRIED-OUT"


@pytest.mark.parametrize("value", [26, 26.0, "26", "２６", "26件", " 26 ", "0026", "+26", "26（已核对）"])
def test_a_number_is_read_however_it_is_written(
    db: Connection, noticed: tuple[Entry, StoredNotice], value: object
) -> None:
    entry, stored = noticed
    taken = take(db, sheet_with(stored, put(ROW, value=value)))
    assert (taken.edited, taken.named) == (1, ())
    assert load(db, entry.id).cells[GRANTED] == 26


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 1, 26), "=13*2", "2 6", "26/27", "26-28", "二十六七", "-", "无", "见附件", 26.5, "1e2", "26万元",
        "#REF!",         "9" * 17, "~26", "26~27", "约26", True,
    ],
)  # fmt: skip
def test_what_is_no_number_is_named_with_what_it_says(
    db: Connection, noticed: tuple[Entry, StoredNotice], value: object
) -> None:
    entry, stored = noticed
    before = load(db, entry.id)
    taken = take(db, sheet_with(stored, put(ROW, value=value)))
    assert taken.edited == 0
    assert ROW in taken.named[0]
    assert load(db, entry.id) == before


def test_zero_is_an_answer_and_blank_is_none(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    entry, stored = noticed
    taken = take(db, sheet_with(stored, put(ROW, value=None)))
    assert (taken.edited, taken.named, load(db, entry.id).cells[GRANTED]) == (0, (), 27)
    number = next(one.item.number for one in stored.outcomes if one.item.rule == ROW)
    assert number in taken.unanswered
    assert take(db, sheet_with(stored, put(ROW, value=0))).edited == 1
    assert load(db, entry.id).cells[GRANTED] == 0


def test_rows_in_another_order_and_rows_left_out(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    _entry, stored = noticed

    def edit(sheet: Worksheet, rows: dict[str, int]) -> None:
        put(ROW, value=26)(sheet, rows)
        put(SOFT, reason="清理时合并计数")(sheet, rows)
        lines = [[cell.value for cell in sheet[line]] for line in (rows[SOFT], rows[ROW])]
        sheet.delete_rows(5, sheet.max_row)
        for offset, line in enumerate(lines):
            for column, content in enumerate(line, 1):
                sheet.cell(5 + offset, column).value = content

    taken = take(db, sheet_with(stored, edit))
    assert (taken.edited, taken.explained, taken.named) == (1, 1, ())
    assert len(taken.unanswered) == len(stored.outcomes) - 2


def test_a_row_twice_is_one_answer_and_two_answers_are_none(
    db: Connection, noticed: tuple[Entry, StoredNotice]
) -> None:
    entry, stored = noticed

    def again(sheet: Worksheet, rows: dict[str, int], value: int) -> None:
        put(ROW, value=26)(sheet, rows)
        last = sheet.max_row + 1
        for column in range(1, 12):
            sheet.cell(last, column).value = sheet.cell(rows[ROW], column).value
        sheet.cell(last, VALUE).value = value

    taken = take(db, sheet_with(stored, lambda sheet, rows: again(sheet, rows, 25)))
    assert taken.edited == 0
    assert "不同的数" in taken.named[0]
    assert load(db, entry.id).cells[GRANTED] == 27
    taken = take(db, sheet_with(stored, lambda sheet, rows: again(sheet, rows, 26)))
    assert (taken.edited, taken.named) == (1, ())


def test_an_answer_under_the_number_of_another_item_is_named(
    db: Connection, noticed: tuple[Entry, StoredNotice]
) -> None:
    entry, stored = noticed
    before = load(db, entry.id)
    others = [one.item for one in stored.outcomes if one.item.rule not in (SOFT, ROW)]
    taken = take(db, sheet_with(stored, put(SOFT, reason="已核实", number=others[0].number)))
    assert taken.explained == 0
    assert SOFT in taken.named[0]
    for number in (99, -1, "二", 0):
        taken = take(db, sheet_with(stored, put(ROW, value=26, number=number)))
        assert (taken.edited, len(taken.named)) == (0, 1)
        assert "26" in taken.named[0] or "99" in taken.named[0] or "0" in taken.named[0]
    assert load(db, entry.id) == before
    assert proposed_waivers(db) == []


def test_a_column_sorted_by_itself_is_noticed(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    _entry, stored = noticed

    def edit(sheet: Worksheet, rows: dict[str, int]) -> None:
        for rule in rows:
            put(rule, reason=f"{rule} 已核实")(sheet, rows)
        numbers = [sheet.cell(line, NUMBER).value for line in range(5, sheet.max_row + 1)]
        for line, number in enumerate(reversed(numbers), 5):
            sheet.cell(line, NUMBER).value = number

    taken = take(db, sheet_with(stored, edit))
    assert all(one.reason.startswith(one.rule) for one in proposed_waivers(db))
    assert len(taken.named) + taken.explained == len(stored.outcomes)


def test_value_and_reason_together_correct_and_name_the_reason(
    db: Connection, noticed: tuple[Entry, StoredNotice]
) -> None:
    entry, stored = noticed
    taken = take(db, sheet_with(stored, put(ROW, value=26, reason="笔误")))
    assert taken.edited == 1
    assert "笔误" in taken.named[0]
    assert load(db, entry.id).cells[GRANTED] == 26


def test_the_value_that_stands_with_a_reason_is_a_reason(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    entry, stored = noticed
    item = next(one.item for one in stored.outcomes if one.item.rule == SOFT)
    cell, value = item.stands[0]
    label = cell_label(load(db, entry.id).definition, cell)
    taken = take(db, sheet_with(stored, put(SOFT, cell=label, value=value, reason="清理时合并计数")))
    assert (taken.edited, taken.explained, taken.named) == (0, 1, ())
    taken = take(db, sheet_with(stored, put(ROW, value=27)))  # as it stands, and no reason
    assert (taken.edited, taken.explained) == (0, 0)
    assert "什么也没有改" in taken.named[0]


def test_what_was_written_into_another_column_is_named(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    _entry, stored = noticed
    taken = take(db, sheet_with(stored, put(ROW, should=25)))
    assert taken.edited == 0
    assert "应为" in taken.named[0] and "25" in taken.named[0]


def test_a_sheet_twice_a_sheet_after_undo_and_one_with_more_answers(
    db: Connection, noticed: tuple[Entry, StoredNotice]
) -> None:
    entry, stored = noticed
    sheet = sheet_with(stored, both(put(ROW, value=26), put(SOFT, reason="合并计数")))
    assert (take(db, sheet).edited, take(db, sheet).known) == (1, 2)
    assert undo(db, entry.id, actor="r") is not None
    assert load(db, entry.id).cells[GRANTED] == 27
    again = take(db, sheet)
    assert (again.edited, again.known) == (1, 1)  # what was taken back is no longer answered
    assert load(db, entry.id).cells[GRANTED] == 26
    more = sheet_with(stored, both(put(ROW, value=26), put(TEXT, value="结转下年度4件")))
    taken = take(db, more)
    assert (taken.edited, taken.known, taken.named) == (1, 1, ())
    assert (take(db, more).edited, take(db, more).known) == (0, 2)
    assert len(proposed_waivers(db, entry.id)) == 1


def test_cells_and_texts_of_a_reply_are_one_step(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    entry, stored = noticed
    before = load(db, entry.id)
    taken = take(db, sheet_with(stored, both(put(ROW, value=26), put(TEXT, value="结转下年度4件"))))
    assert taken.edited == 2
    assert len({edit.batch for edit in history(db, entry.id) if edit.origin == "reply"}) == 1
    undo(db, entry.id, actor="r")
    assert load(db, entry.id) == before


def test_a_sheet_after_the_report_changed_is_stale(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    entry, stored = noticed
    set_cells(db, entry.id, {GRANTED: 30}, actor="clerk", origin="typed")
    taken = take(db, sheet_with(stored, put(ROW, value=26)))
    assert "过时" in taken.named[0]
    set_cells(db, entry.id, {GRANTED: 26}, actor="clerk", origin="typed")
    taken = take(db, sheet_with(stored, put(ROW, value=26)))  # somebody did it meanwhile
    assert (taken.named, [f.rule for f in checked(db, entry) if f.rule == ROW]) == ((), [])


def test_the_sheet_of_another_agency_is_refused(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    _entry, stored = noticed

    def swap(sheet: Worksheet, rows: dict[str, int]) -> None:
        sheet["A2"].value = str(sheet["A2"].value).replace(stored.notice.agency, "别县人民政府")
        put(ROW, value=26)(sheet, rows)

    with pytest.raises(GiktuiError, match="别县人民政府"):
        take(db, sheet_with(stored, swap))

    def two(sheet: Worksheet, rows: dict[str, int]) -> None:
        sheet.insert_rows(3)
        sheet["A3"].value = "乙局2025年 编号 GIKTUI-0123456789ABCDEF"

    with pytest.raises(GiktuiError, match="两份"):
        take(db, sheet_with(stored, two))


def test_the_report_was_deleted_meanwhile(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    entry, stored = noticed
    delete_report(db, entry.id, "填错", actor="a")
    with pytest.raises(GiktuiError, match="删除"):
        take(db, sheet_with(stored, put(ROW, value=26)))


@pytest.mark.parametrize("text", ["清理时合并计数", "同上"])
def test_the_same_words_side_by_side_are_two_answers(
    db: Connection, noticed: tuple[Entry, StoredNotice], text: str
) -> None:
    _entry, stored = noticed
    taken = take(db, sheet_with(stored, put(TEXT, value=text, reason=text)))
    assert taken.edited == 1
    assert text in taken.named[0]


def test_hidden_and_filtered_rows_are_answers_too(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    _entry, stored = noticed

    def edit(sheet: Worksheet, rows: dict[str, int]) -> None:
        both(put(ROW, value=26), put(SOFT, reason="合并计数"))(sheet, rows)
        for line in rows.values():
            sheet.row_dimensions[line].hidden = True

    taken = take(db, sheet_with(stored, edit))
    assert (taken.edited, taken.explained) == (1, 1)


def test_a_row_copied_with_merged_cells_keeps_its_number(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    entry, stored = noticed

    def edit(sheet: Worksheet, rows: dict[str, int]) -> None:
        line = rows[ROW]
        sheet.insert_rows(line + 1)
        for column in range(1, 9):
            sheet.merge_cells(start_row=line, end_row=line + 1, start_column=column, end_column=column)
        for offset, (cell, value) in enumerate((("（一）予以公开·商业企业", 5), ("（一）予以公开·总计", 26))):
            sheet.cell(line + offset, CELL).value, sheet.cell(line + offset, VALUE).value = cell, value

    taken = take(db, sheet_with(stored, edit))
    assert (taken.edited, taken.named) == (1, ())
    cells = load(db, entry.id).cells
    assert (cells["applications.granted.business"], cells[GRANTED]) == (5, 26)


def in_runs(data: bytes) -> bytes:
    """The workbook with each string in short runs, as some programs write them."""
    book = zipfile.ZipFile(BytesIO(data))

    def runs(match: re.Match[str]) -> str:
        parts = re.findall(r"(?s)(?:&[^;]+;|.){1,5}", match[1])
        return "".join(f'<r><t xml:space="preserve">{part}</t></r>' for part in parts)

    held = BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in book.namelist():
            content = book.read(name).decode()
            made.writestr(name, re.sub(r"<t(?: [^>]*)?>([^<]+)</t>", runs, content) if "sheet1" in name else content)
    return held.getvalue()


def test_strings_in_the_cells_and_in_runs(db: Connection, noticed: tuple[Entry, StoredNotice]) -> None:
    _entry, stored = noticed
    data = in_runs(sheet_with(stored, both(put(ROW, value="26"), put(SOFT, reason="合并计数"))))
    assert (b"GIKTUI-" + stored.notice.token.encode()) not in zipfile.ZipFile(BytesIO(data)).read(
        "xl/worksheets/sheet1.xml"
    )
    assert is_reply(data, "r.xlsx", Limits())
    taken = take(db, data)
    assert (taken.edited, taken.explained, taken.named) == (1, 1, ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_sheet_saved_by_another_program(
    db: Connection, noticed: tuple[Entry, StoredNotice], tmp_path: Path, kind: str
) -> None:
    entry, stored = noticed
    source = tmp_path / "sent" / "回复.xlsx"
    source.parent.mkdir()
    source.write_bytes(
        sheet_with(stored, both(put(ROW, value=26), put(SOFT, reason="合并计数"), put(TEXT, value="=1+1")))
    )
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (done,) = import_files(db, [tmp_path / f"回复.{kind}"], actor="r", jobs=1)
    assert load(db, entry.id).cells[GRANTED] == 26, done
    assert [one.reason for one in proposed_waivers(db)] == ["合并计数"]
    assert done.status == "doubts"  # a number for a passage of a text


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-8", "\t")])
def test_a_sheet_saved_as_text(
    db: Connection, noticed: tuple[Entry, StoredNotice], tmp_path: Path, encoding: str, end: str
) -> None:
    entry, stored = noticed
    sheet = openpyxl.load_workbook(BytesIO(sheet_with(stored, put(ROW, value=26)))).worksheets[0]
    held = io.StringIO()
    csv.writer(held, delimiter=end).writerows(
        [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    )
    path = tmp_path / "回复.csv"
    path.write_bytes(held.getvalue().encode(encoding))
    (done,) = import_files(db, [path], actor="r", jobs=1)
    assert load(db, entry.id).cells[GRANTED] == 26, done


def test_what_has_no_answer_is_said_at_the_import(
    db: Connection, noticed: tuple[Entry, StoredNotice], tmp_path: Path
) -> None:
    _entry, stored = noticed
    path = tmp_path / "r.xlsx"
    path.write_bytes(sheet_with(stored, put(ROW, value=26)))
    (done,) = import_files(db, [path], actor="r", jobs=1)
    assert "还没有答复" in done.message
