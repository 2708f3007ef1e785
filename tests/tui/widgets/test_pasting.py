"""What a pasted field comes to, and where the fields of a pasted block go."""

from decimal import Decimal

import pytest

from giktui.form import Kind, load_form
from giktui.report import Number
from giktui.tui.widgets.entry_grid.arranging import arrange
from giktui.tui.widgets.entry_grid.layout import Room
from giktui.tui.widgets.entry_grid.paste_plan import Plan, plan_paste
from giktui.tui.widgets.entry_grid.typing import shown, understood

FEES = "disclosure.fees.amount"
GRANTED = "applications.granted.natural_person"


def plan(cursor: str, text: str) -> Plan:
    form = load_form("2021")
    return plan_paste(form, arrange(form.table(cursor.split(".", maxsplit=1)[0]), Room(80)), cursor, text)


@pytest.mark.parametrize(
    ("field", "kind", "value"),
    [
        ("251000元", "amount", Decimal("25.1")), ("25.1万元", "amount", Decimal("25.1")), ("1亿元", "amount", 10000),
        ("25.1", "amount", Decimal("25.1")), ("１,234", "count", 1234), ("3 119", "count", 3119), ("12件", "count", 12),
        ("+5", "change", 5), ("－5", "change", -5), ("/", "count", None), ("", "amount", None), ("无", "count", None),
    ],
)  # fmt: skip
def test_a_field_is_taken_as_the_readers_take_it(field: str, kind: Kind, value: Number | None) -> None:
    assert understood(field, kind) == value


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("12元", "count"), ("-5", "count"), ("1.5", "count"), ("1.5件", "count"), ("-3", "amount"),
        ("0.1元", "amount"), ("1.23456", "amount"), ("12.3.4", "count"), ("十二", "count"), ("水务局", "count"),
        ("1234567890123", "count"), ("1234567890123亿元", "amount"),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_hold_is_refused_with_words(field: str, kind: Kind) -> None:
    refused = understood(field, kind)
    assert isinstance(refused, str)
    assert refused


def test_yuan_in_a_block_become_ten_thousands_of_yuan() -> None:
    assert plan(FEES, "第八项\t行政事业性收费\t251000元").values == {FEES: Decimal("25.1")}


def test_a_refused_field_leaves_its_cell_alone_and_the_others_in_their_columns() -> None:
    found = plan(GRANTED, "4\t5.5\t/\t7")
    assert found.values == {
        GRANTED: 4, "applications.granted.research": None, "applications.granted.public_interest": 7,
    }  # fmt: skip
    assert len(found.notes) == 1
    assert "5.5" in found.notes[0]


def test_a_blank_first_column_stays_one_and_a_wide_label_is_none() -> None:
    business = "applications.granted.business"
    assert plan(GRANTED, "（一）予以公开\t\t5").values == {GRANTED: None, business: 5}
    wide = "三、本年度办理结果\t（一）予以公开\t\t" + "\t".join("1234567")
    assert plan("applications.received.total", wide).values[GRANTED] == 1


def test_numbers_without_a_place_are_told() -> None:
    notes = plan("applications.carried_out.total", "1\t2\n3").notes
    assert ["2" in notes[0], "3" in notes[1]] == [True, True]


def test_a_change_is_shown_with_its_sign() -> None:
    assert [shown(5, "change"), shown(-5, "change"), shown(0, "change"), shown(5)] == ["+5", "-5", "+0", "5"]


def test_a_rough_number_is_taken_and_said_to_be_one() -> None:
    found = plan(GRANTED, "约5\t6")
    assert found.values == {GRANTED: 5, "applications.granted.business": 6}
    assert len(found.notes) == 1
    assert "约5" in found.notes[0]


def test_a_quoted_field_with_a_line_end_is_one_field() -> None:
    text = '"（一）\n予以公开"\t4\t"5\n"\n"（二）部分公开（区分处理的，\n只计这一情形，不计其他情形）"\t6'
    partly = "applications.partly_granted.natural_person"
    assert plan(GRANTED, text).values == {GRANTED: 4, "applications.granted.business": 5, partly: 6}
    assert plan(GRANTED, '"（一）予以公开\t4').values == {GRANTED: 4}


@pytest.mark.parametrize("label", ["小计", "规章", "（一）予以公幵", "某某局", "合计数"])
def test_a_line_whose_words_name_no_row_is_told_and_not_placed(label: str) -> None:
    found = plan(GRANTED, f"{label}\t1\t2\n（二）部分公开\t3")
    assert found.values == {"applications.partly_granted.natural_person": 3}
    assert len(found.notes) == 1
    assert label in found.notes[0]
    alone = plan(GRANTED, f"小计\t1\t2\n{label}甲\t3")
    assert alone.values == {}
    assert len(alone.notes) == 2


def test_in_a_block_with_labels_a_line_without_one_goes_nowhere() -> None:
    found = plan(GRANTED, "1\t2\t3\n（一）予以公开\t4\n5\t6")
    assert found.values == {GRANTED: 4}
    assert len(found.notes) == 2


def test_no_cell_is_written_twice() -> None:
    found = plan(GRANTED, "（一）予以公开\t4\t5\n（一）予以公开\t4\t6")
    assert found.values == {GRANTED: 4, "applications.granted.business": 5}
    assert len(found.notes) == 1
    assert "6" in found.notes[0]


def test_another_tables_rows_go_to_that_table() -> None:
    found = plan(
        GRANTED,
        "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6",
    )
    assert found.table == "disclosure"
    assert found.values["disclosure.rules.in_force"] == 3
    assert plan("proceedings.review.upheld", "行政许可\t7").values == {"disclosure.licences.decisions": 7}
    assert plan(GRANTED, "1\t2").table == "applications"


def test_heads_in_another_order_take_the_numbers_with_them() -> None:
    found = plan(GRANTED, "\t总计\t自然人\t商业企业\n（一）予以公开\t9\t4\t5\n（二）部分公开\t3\t1\t2")
    assert found.values == {
        "applications.granted.total": 9, GRANTED: 4, "applications.granted.business": 5,
        "applications.partly_granted.total": 3, "applications.partly_granted.natural_person": 1,
        "applications.partly_granted.business": 2,
    }  # fmt: skip
    assert found.notes == ()


def test_the_same_label_twice_means_the_rows_of_that_name_in_turn() -> None:
    form = load_form("2021")
    rows = [row for row in form.table("applications").rows if row.label.lstrip("0123456789.") == "其他"]
    if len(rows) > 1:
        found = plan(GRANTED, "\n".join(f"{row.label}\t{n}" for n, row in enumerate(rows)))
        assert list(found.values.values()) == list(range(len(rows)))
