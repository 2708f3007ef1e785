"""Excel files become a grid a sheet; what a number looks like is no part of it."""

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import openpyxl.styles
import pytest

from giktui.errors import GiktuiError
from giktui.readers import Document, Limits, read_bytes
from giktui.readers.document import Grid, Paragraph
from giktui.readers.recogniser.detect.numbers import printed

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: Any) -> Document:
    held = io.BytesIO()
    book.save(held)
    (document,) = read_bytes(held.getvalue(), "report.xlsx")
    return document


def sheet(rows: list[list[object]]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def raw(content: str, limits: Limits | None = None) -> Document:
    """A file whose only sheet is this XML, for what a library would not write."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_S}" xmlns:r="{office}"><sheets><sheet name="表" r:id="a"/></sheets></workbook>',
        )
        relation = f'<Relationship Id="a" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relation}</Relationships>")
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_S}">{content}</worksheet>')
    (document,) = read_bytes(held.getvalue(), "report.xlsx", limits=limits or Limits())
    return document


def grids(document: Document) -> list[list[tuple[str, ...]]]:
    return [[line.fields for line in block.lines] for block in document.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (11, "11"),
        (11.0, "11"),
        (96171.6, "96171.6"),
        (0.1 + 0.2, "0.3"),
        (1e6, "1000000"),
        (-3, "-3"),
        ("１２", "１２"),
    ],
)
def test_a_number_is_as_it_was_typed(value: object, text: str) -> None:
    assert grids(saved(sheet([["规章", value]]))) == [[("规章", text)]]


def test_merged_cells_and_blank_cells_keep_the_columns() -> None:
    book = sheet([["项目", None, "总计"], ["甲", None, 1], [None, "乙", None], ["丙", 2, 3]])
    book.active.merge_cells("A1:B1")
    assert grids(saved(book)) == [[("项目", "", "总计"), ("甲", "", "1"), ("", "乙", ""), ("丙", "2", "3")]]


def test_text_left_under_a_merged_cell_is_not_read() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    merge = '<mergeCells><mergeCell ref="A1:B1048576"/></mergeCells>'
    assert grids(raw(f"<sheetData>{cells}</sheetData>{merge}")) == [[("1", "", "3")]]


def test_each_sheet_is_a_grid_and_hidden_ones_are_not_read() -> None:
    book = sheet([["规章", 1]])
    book.active.title = "二"
    book.create_sheet("三").append(["（一）予以公开", 2])
    book.create_sheet("底稿").append(["不公开", 3])
    book["底稿"].sheet_state = "hidden"
    document = saved(book)
    assert grids(document) == [[("规章", "1")], [("（一）予以公开", "2")]]
    places = [block.lines[0].place for block in document.blocks if isinstance(block, Grid)]
    assert [(place.sheet, place.cell) for place in places] == [("二", "A1"), ("三", "A1")]


def test_a_date_is_a_date() -> None:
    assert grids(saved(sheet([["日期", datetime.date(2024, 1, 31)]]))) == [[("日期", "2024-01-31")]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("0%", "[54]"), ("0.00%", "[54]"), ("0,", "[54]"), ('0.0,"千"', "[54]"), ('0"0"', "[54]"), ("0\\1", "[54]"),
        (";;;", "[54]"), ('[>1000]0,"千";0', "[54]"), ("#,##0", "54"), ('0"件"', "54"), ('#,##0;-#,##0;"-"', "54"),
        ("[Red]0", "54"), ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "54"), ("00000", "54"), ("General", "54"),
    ],
)  # fmt: skip
def test_a_number_shown_as_another_is_doubted(code: str, text: str) -> None:
    book = sheet([["规章", 12, 54]])
    book.active["C1"].number_format = code
    assert grids(saved(book)) == [[("规章", "12", text)]]
    assert printed(text).kind == ("wrong" if "[" in text else "number")


def test_a_formula_saved_without_its_result_is_in_doubt_and_not_blank() -> None:
    document = saved(sheet([["总计", 1, 2, "=SUM(B1:C1)"]]))
    assert grids(document) == [[("总计", "1", "2", "=SUM(B1:C1)")]]
    assert document.troubles[0].place.cell == "D1"


def test_a_formula_saved_with_its_result_is_its_result() -> None:
    row = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A2</f><v></v></c><c r="C1"><v>3</v></c></row>'
    )
    document = raw(f"<sheetData>{row}</sheetData>")
    assert grids(document) == [[("2", "", "3")]]
    assert document.troubles == ()


def test_a_long_text_alone_in_its_line_is_running_text() -> None:
    long = "一年来，我单位认真落实条例，" * 6
    document = saved(sheet([["一、总体情况"], [f"{long}\n第二段"], ["二、主动公开政府信息情况"]]))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [long, "第二段"]


def test_formatted_runs_are_joined_and_their_pronunciation_left_out() -> None:
    runs = "<is><r><t>行政</t></r><r><t>许可</t></r><rPh><t>ㄒ</t></rPh></is>"
    assert grids(raw(f'<sheetData><row><c t="inlineStr">{runs}</c><c><v>7</v></c></row></sheetData>')) == [
        [("行政许可", "7")]
    ]


def test_a_sheet_that_claims_every_line_and_column_costs_what_is_in_it() -> None:
    cell = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="B1048576"><v>5</v></c></row></sheetData>'
    assert grids(raw(cell)) == [[("", "5")]]


def test_more_columns_than_any_table_has_are_refused() -> None:
    with pytest.raises(GiktuiError, match="列"):
        raw('<sheetData><row r="1"><c r="XFD1"><v>5</v></c></row></sheetData>')


def test_a_number_too_large_to_be_one_stays_as_it_stands() -> None:
    assert grids(raw('<sheetData><row r="1"><c r="A1"><v>1E999999999</v></c></row></sheetData>')) == [
        [("1E999999999",)]
    ]


def rich(*runs: tuple[str, str]) -> tuple[str, ...]:
    """The fields of a row with a cell of these runs, each with its properties, beside plain ones."""
    text = "".join(f"<r><rPr>{look}</rPr><t>{text}</t></r>" for look, text in runs)
    cell = f'<c r="B1" t="inlineStr"><is>{text}</is></c>'
    label = '<c r="A1" t="inlineStr"><is><t>规章</t></is></c>'
    document = raw(f'<sheetData><row r="1">{label}{cell}<c r="C1"><v>3</v></c></row></sheetData>')
    ((fields,),) = grids(document)
    return fields


@pytest.mark.parametrize(
    "runs",
    [
        [("", "54"), ('<strike val="1"/>', "7")],
        [("<strike/>", "7")],
        [('<vertAlign val="superscript"/>', "1"), ("", "54")],
    ],
)
def test_a_figure_struck_out_or_raised_in_part_is_doubted(runs: list[tuple[str, str]]) -> None:
    fields = rich(*runs)
    assert (fields[0], fields[2]) == ("规章", "3")
    assert printed(fields[1]).kind == "wrong", fields[1]


def test_what_a_correction_or_a_note_leaves_is_the_number() -> None:
    assert printed(rich(("<strike/>", "7"), ("", "54"))[1]).value == 54
    assert printed(rich(("", "54"), ('<vertAlign val="superscript"/>', "1"))[1]).value == 54


def test_formatting_that_deletes_nothing_is_no_part_of_a_figure() -> None:
    assert rich(('<strike val="0"/>', "5"), ("<b/>", "4"))[1] == "54"
    assert rich(('<vertAlign val="superscript"/>', "54"))[1] == "54"


def test_a_cell_whose_font_strikes_it_out_is_doubted() -> None:
    book = sheet([["规章", 7, 8], ["原有的行政规范性文件", 9, 10]])
    for cell in (book.active["B1"], book.active["A2"]):
        cell.font = openpyxl.styles.Font(strike=True)
    ((first, second),) = grids(saved(book))
    assert printed(first[1]).kind == "wrong"
    assert (first[0], first[2], second) == ("规章", "8", ("", "9", "10"))


@pytest.mark.parametrize(("value", "text"), [(True, "TRUE"), (False, "FALSE")])
def test_a_truth_value_is_no_number(value: bool, text: str) -> None:
    assert grids(saved(sheet([["规章", value]]))) == [[("规章", text)]]
    assert printed(text).kind == "text"


def test_a_hidden_line_is_dropped_only_beside_the_one_that_replaces_it() -> None:
    book = sheet([["规章", 7], ["规章", 8], ["行政许可", 9], ["信息内容", None], ["信息内容", None]])
    for number in (1, 3, 4):
        book.active.row_dimensions[number].hidden = True
    assert grids(saved(book)) == [[("规章", "8"), ("行政许可", "9"), ("信息内容", ""), ("信息内容", "")]]


def test_what_was_merged_and_written_into_every_cell_stands_once() -> None:
    book = sheet(
        [["某县年报"] * 4, ["项目", "申请人情况", "申请人情况", "总计"], ["甲", 5, 5, 10], ["乙", "暂无", "暂无", 0]]
    )
    assert grids(saved(book)) == [
        [
            ("某县年报", "", "", ""),
            ("项目", "申请人情况", "", "总计"),
            ("甲", "5", "5", "10"),
            ("乙", "暂无", "暂无", "0"),
        ]
    ]


def test_a_sheet_named_as_a_section_has_its_head_if_it_has_none_of_its_own() -> None:
    book = sheet([["规章", 1]])
    book.active.title = "二、主动公开政府信息情况"
    other = book.create_sheet("三、收到和处理申请")
    for row in (["说明", 1], ["说明", 2], ["说明", 3], ["三、收到和处理政府信息公开申请情况", None], ["规章", 2]):
        other.append(row)
    first = book.create_sheet("一、总体情况", 0)
    first.append(["某县2024年政府信息公开工作年度报告"])
    document = saved(book)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["二、主动公开政府信息情况"]
    assert isinstance(document.blocks[1], Paragraph)


def test_below_a_figure_that_claims_two_lines_is_no_blank() -> None:
    book = sheet([["项目", "数量"], ["处罚", 7], ["强制", None], ["合计", 7]])
    book.active.merge_cells("B2:B3")
    assert grids(saved(book)) == [[("项目", "数量"), ("处罚", "7"), ("强制", "[7]"), ("合计", "7")]]
