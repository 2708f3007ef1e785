"""Numbers that do not stand under their heads are doubted, never taken for the neighbouring column's."""

from io import BytesIO

import docx
import openpyxl
import pytest
from published.pages import read as read_text
from published.plain import figures, report

from giktui.readers import Recognition, read_bytes, reports_in
from giktui.readers.document import Grid

HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RECEIVED = "applications.received."
KEPT = [text for id, text in figures("2021").items() if id.startswith(RECEIVED)]


def line(*cells: str, label: str = "", span: int = 1) -> str:
    first = f"<td colspan={span}>{label}</td>" if label else ""
    return f"<tr>{first}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def read(tables: str) -> Recognition:
    title = "<h1>青禾县水利局2023年政府信息公开工作年度报告</h1>"
    (found,) = reports_in(f"{title}<p>三、收到和处理政府信息公开申请情况</p>{tables}".encode(), "a.html")
    return found


def received(rows: str, *, span: int = 3) -> tuple[dict[str, str], set[str]]:
    """The cells read of the row of new applications, and those doubted for another reason than a missing row."""
    found = read(f"<table>{line(*HEADS, label='项目', span=span)}{rows}</table>")
    doubted = {
        cell.removeprefix(RECEIVED)
        for doubt in found.doubts
        for cell in doubt.cells
        if cell.startswith(RECEIVED) and "无法确定" in doubt.message
    }
    cells = {id.removeprefix(RECEIVED): str(value) for id, value in found.report.cells.items()}
    return {id: value for id, value in cells.items() if "." not in id}, doubted


NEW, OLD = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


@pytest.mark.parametrize(
    ("row", "span"),
    [
        (line(*KEPT[:6], "", label=NEW, span=3), 2),
        (line("", *KEPT[1:], label=NEW, span=3), 4),
        (line(*KEPT[:6], "", label=NEW, span=4), 3),
        (line("", *KEPT[1:], label=NEW, span=2), 3),
        (line(*KEPT[:2], *KEPT[3:], label=NEW, span=3), 3),
    ],
    ids=["head too narrow", "head too wide", "label too wide", "label too narrow", "a cell missing"],
)
def test_a_row_with_a_blank_that_is_not_under_its_heads(row: str, span: int) -> None:
    cells, doubted = received(row, span=span)
    assert cells == {}
    assert len(doubted) == 7


def test_a_blank_under_its_head_stays_a_blank() -> None:
    cells, doubted = received(line(*KEPT[:2], "", *KEPT[3:], label=NEW, span=3))
    assert list(cells.values()) == [*KEPT[:2], *KEPT[3:]]
    assert doubted == set()


def test_heads_beside_the_numbers_of_one_row_say_nothing_of_another() -> None:
    """A line as long as that of the heads, with the numbers one column further on: a full row shows it."""
    full = line(*KEPT, label=OLD, span=3)
    heads = f"<table><tr><td colspan=2>项目</td>{''.join(f'<td>{head}</td>' for head in HEADS)}<td></td></tr>"
    found = read(f"{heads}{full}{line(*KEPT[:6], '', label=NEW, span=3)}</table>")
    assert [str(value) for id, value in found.report.cells.items() if "carried_in" in id] == KEPT
    assert not any(id.startswith(RECEIVED) for id in found.report.cells)


def beside(*rows: str, other: str = "单位") -> tuple[dict[str, str], set[str]]:
    """The row of new applications of a table whose last column the form does not have."""
    return received(line(*HEADS, other, label="项目", span=3) + "".join(rows))


@pytest.mark.parametrize("kept", [KEPT, ["", *KEPT[1:]], [*KEPT[:6], ""]], ids=["full", "first blank", "last blank"])
def test_words_in_a_column_of_their_own_move_no_number(kept: list[str]) -> None:
    cells, doubted = beside(line(*kept, "件", label=NEW, span=3))
    assert list(cells.values()) == [text for text in kept if text]
    assert doubted == set()


def test_a_number_in_a_column_of_its_own_stands_beside_a_full_row() -> None:
    cells, doubted = beside(line(*KEPT, "12.5%", label=NEW, span=3), other="占比")
    assert (list(cells.values()), doubted) == (KEPT, set())
    cells, doubted = beside(line(*KEPT, "1", label=NEW, span=3), other="行次")
    assert (list(cells.values()), doubted) == (KEPT, set())


@pytest.mark.parametrize("kept", [["", *KEPT[1:]], [*KEPT[:6], ""]], ids=["first blank", "last blank"])
def test_a_number_in_a_column_of_its_own_fills_no_blank(kept: list[str]) -> None:
    cells, doubted = beside(line(*kept, "1", label=NEW, span=3), other="行次")
    assert cells == {}
    assert len(doubted) == 7


@pytest.mark.parametrize("first", ["2022年", "2023年"])
def test_two_years_under_each_head_are_not_one(first: str) -> None:
    years = line(*[year for _head in HEADS for year in (first, "2024年")], label="", span=3)
    heads = "<tr><td colspan=3>项目</td>" + "".join(f"<td colspan=2>{head}</td>" for head in HEADS) + "</tr>"
    row = line(*[text for kept in KEPT for text in ("77", kept)], label=NEW, span=3)
    found = read(f"<table>{heads}{years.replace('<tr>', '<tr><td colspan=3></td>', 1)}{row}</table>")
    assert not any(id.startswith(RECEIVED) for id in found.report.cells)


def test_the_numbers_of_rows_are_none_of_theirs_where_a_cell_is_a_line() -> None:
    """Each row has its number in front and has lost a blank, so that it has as many numbers as there are columns."""
    labels = [NEW, OLD, "（一）予以公开", "四、结转下年度继续办理"]
    rows = [text for number, label in enumerate(labels, 1) for text in (label, str(number), *KEPT[:6])]
    found = read_text([report()[0], "三、收到和处理政府信息公开申请情况", "项目", *HEADS, *rows])
    assert found.report.cells == {}


def test_a_number_over_several_columns_of_a_sheet_is_not_the_first_ones() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["青禾县水利局2023年政府信息公开工作年度报告"])
    sheet.append(["三、收到和处理政府信息公开申请情况"])
    sheet.append(["项目", *HEADS])
    sheet.append([OLD, *map(int, KEPT)])
    sheet.append([NEW, 0])
    sheet.merge_cells("B5:H5")
    data = BytesIO()
    book.save(data)
    (found,) = reports_in(data.getvalue(), "a.xlsx")
    assert [str(value) for id, value in found.report.cells.items() if "carried_in" in id] == KEPT
    assert not any(id.startswith(RECEIVED) for id in found.report.cells)


@pytest.mark.parametrize("stray", ["9", "- 9 -"])
@pytest.mark.parametrize("blank", [True, False])
def test_a_lone_number_does_not_fill_up_the_line_of_table_four(stray: str, *, blank: bool) -> None:
    lines = report()
    place = next(n for n, text in enumerate(lines) if text.startswith("五、")) - 1
    numbers = lines[place].split("\t")
    numbers[3:4] = [""] if blank else []
    (found,) = reports_in("\n".join([*lines[:place], "\t".join(numbers), stray, *lines[place + 1 :]]).encode(), "a.txt")
    kept = {id: str(value) for id, value in found.report.cells.items() if id.startswith("proceedings.")}
    assert kept.items() <= figures("2021").items()


def test_a_raised_figure_is_no_digit_of_a_number() -> None:
    page = "<table><tr><td>规章<td>12<sup>1</sup><td><b>3<sup>①</sup></b><td>m<sup>2</sup></table><p>10<sup>8</sup>元"
    (document,) = read_bytes(page.encode(), "a.html")
    grid, paragraph = document.blocks
    assert isinstance(grid, Grid)
    assert grid.lines[0].fields == ("规章", "12^1", "3^①", "m2")
    assert getattr(paragraph, "text", "") == "10^8元"


def test_a_raised_figure_in_word() -> None:
    made = docx.Document()
    cell = made.add_table(1, 1).cell(0, 0).paragraphs[0]
    cell.add_run("12")
    cell.add_run("1").font.superscript = True
    held = BytesIO()
    made.save(held)
    (document,) = read_bytes(held.getvalue(), "a.docx")
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert grid.lines[0].fields == ("12^1",)
