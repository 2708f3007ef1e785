"""What a pasted field comes to, and where the fields of a pasted block go."""

from decimal import Decimal

import pytest

from giktui.form import Kind, load_form
from giktui.report import Number
from giktui.tui.widgets.entry_grid.clipboard import Plan, plan_paste
from giktui.tui.widgets.entry_grid.layout import arrange
from giktui.tui.widgets.entry_grid.typing import shown, understood

FEES = "disclosure.fees.amount"
GRANTED = "applications.granted.natural_person"


def plan(cursor: str, text: str) -> Plan:
    form = load_form("2021")
    return plan_paste(form, arrange(form.table(cursor.split(".", maxsplit=1)[0]), 80), cursor, text)


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
