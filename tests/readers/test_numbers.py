"""Numbers as agencies print them, and what is none."""

from decimal import Decimal

import pytest

from giktui.readers.recogniser.detect.numbers import cell_value, printed, unit_in
from giktui.report import Number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("3119", 3119), ("1,234", 1234), ("1，234，567", 1234567), ("１２３", 123), ("3 119", 3119),
        ("3\u00a0119", 3119), ("约1200", 1200), ("+1036", 1036), ("-5", -5), ("−5", -5), ("－5", -5), ("–5", -5),
        ("12 件", 12), ("12（件）", 12), ("12件", 12),
        (" 7 ", 7), ("007", 7), ("12.0", 12), ("12.5", Decimal("12.5")), ("999999999999999", 999999999999999),
    ],
)  # fmt: skip
def test_counts(text: str, value: Number) -> None:
    assert cell_value(printed(text), "count", "") == value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("96171.6", "万元", "96171.6"), ("72701.2578", "万元", "72701.2578"), ("251000元", "万元", "25.1"),
        ("251000元", "", "25.1"), ("25.1万元", "", "25.1"), ("1亿元", "", "10000"), ("251000", "元", "25.1"),
        ("1元", "万元", "0.0001"), ("0", "", "0"), ("3 119万元", "", "3119"),
        ("25.1 万元", "", "25.1"), ("25.1（万元）", "元", "25.1"), ("25.1万", "元", "25.1"), ("251千元", "", "25.1"),
        ("0.251百万元", "", "25.1"), ("251", "千元", "25.1"), ("2510", "百元", "25.1"), ("0.30", "万元", "0.30"),
    ],
)  # fmt: skip
def test_amounts_are_exact(text: str, unit: str, value: str) -> None:
    found = cell_value(printed(text), "amount", unit)
    assert isinstance(found, Decimal)
    assert found == Decimal(value)


@pytest.mark.parametrize("text", ["/", "-", "—", "——", "－", "无", "／", "--", "…"])
def test_a_mark_is_a_blank_and_no_zero(text: str) -> None:
    assert printed(text).kind == "mark"
    assert cell_value(printed(text), "count", "") is None


@pytest.mark.parametrize(
    "text",
    ["12a", "1,23", "3 19", "1.2.3", "5%", "十一", "12/3", "1-2", "O1", "1e5", "1234567890123456", "２３年", "1\n234",
     "912  912", "3  119", "3\xa0 119", "3　　119", "\ufffd21",
     "1²2", "①", "①12", "7~~7~~54", "54~~7~~", "^1^54", "12^345", "10^4", "12（34）", "3（三）", "10（占12%）",
     "22（更正为21）", "22(应为 21 件)", "22（有误，实为21）", "22（已作废）"],
)  # fmt: skip
def test_what_is_nearly_a_number_is_wrong(text: str) -> None:
    assert printed(text).kind == "wrong"


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        ("22（其中修订16件）", 22, "（其中修订16件）"), ("31\n(含 2 件合并)", 31, "(含 2 件合并)"),
        ("1,234件（含上年）", 1234, "（含上年）"),
        ("12①", 12, ""), ("12*", 12, ""), ("12^①", 12, ""), ("12［1］", 12, ""), ("12[注1]", 12, ""),
        ("~~586~~ 585", 585, ""), ("~~586~~585", 585, ""), ("~~5~~ 7", 7, ""), ("~~7~~54", 54, ""),
        ("12^1", 12, ""), ("12²", 12, ""), ("12^[1]", 12, ""), ("12（注2）", 12, ""), ("10^注", 10, ""),
        ("22（原为21）", 22, "（原为21）"),
    ],
)  # fmt: skip
def test_one_number_with_a_remark_a_sign_or_what_it_corrects(text: str, value: int | None, remark: str) -> None:
    assert (printed(text).value, printed(text).remark) == (value, remark)


def test_an_amount_without_any_unit_and_a_count_of_money_are_uncertain() -> None:
    assert cell_value(printed("251000"), "amount", "") is None
    assert cell_value(printed("12元"), "count", "") is None


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("采购总金额（元）", "元"),
        ("金额（单位：万 元）", "万元"),
        ("采购总金额", ""),
    ],
)
def test_the_unit_in_a_head(label: str, unit: str) -> None:
    assert unit_in(label) == unit


@pytest.mark.parametrize("text", ["规章", "1.属于国家秘密", "第二十条第（一）项", "行政许可"])
def test_labels_are_no_numbers(text: str) -> None:
    assert printed(text).kind == "text"
