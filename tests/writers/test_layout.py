"""Tables laid out as boxes."""

import pytest

from giktui.form import FORM_IDS, Table, load_form
from giktui.writers.layout import plan, rectangle

TABLES = [pytest.param(table, id=f"{form}-{table.id}") for form in FORM_IDS for table in load_form(form).tables]


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("table", TABLES)
def test_boxes_cover_the_rectangle_once(table: Table, english: bool) -> None:
    drawn = plan(table, english=english)
    covered = [
        (row, column)
        for box in drawn.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(drawn.height) for column in range(drawn.width)]


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_has_its_box(table: Table) -> None:
    assert [box.cell for box in plan(table).boxes if box.cell] == [cell.id for cell in table.cells]


def test_the_grid_merges_as_the_official_form_does() -> None:
    drawn = plan(load_form("2021").table("applications"))
    spans = {box.text: (box.row, box.column, box.rows, box.columns) for box in drawn.boxes if box.text}
    assert (drawn.width, drawn.height, drawn.labels, drawn.heads) == (10, 28, 3, 3)
    assert spans["申请人情况"] == (0, 3, 1, 7)
    assert spans["自然人"] == (1, 3, 2, 1)
    assert spans["法人或其他组织"] == (1, 4, 1, 5)
    assert spans["三、本年度办理结果"] == (5, 0, 22, 1)
    assert spans["（三）不予公开"] == (7, 1, 8, 1)
    assert spans["（七）总计"] == (26, 1, 1, 2)
    assert spans["四、结转下年度继续办理"] == (27, 0, 1, 3)


def test_the_line_reaches_short_heads_down() -> None:
    drawn = plan(load_form("2021").table("proceedings"))
    heads = [(box.text, box.row, box.rows, box.columns) for box in drawn.boxes if box.part == "head"]
    assert heads[:4] == [("行政复议", 0, 1, 5), ("行政诉讼", 0, 1, 10), ("结果维持", 1, 2, 1), ("结果纠正", 1, 2, 1)]
    assert ("未经复议直接起诉", 1, 1, 5) in heads
    assert sum(rows == 2 for _text, _row, rows, _columns in heads) == 5


def test_changes_are_signed_and_amounts_have_a_unit() -> None:
    table = load_form("2019").table("disclosure")
    fields = rectangle(table, {"disclosure.fees.change": 3, "disclosure.procurement.amount": 12})
    assert ["行政事业性收费", "", "+3", ""] in fields
    assert ["政府集中采购", "", "12万元", ""] in fields
