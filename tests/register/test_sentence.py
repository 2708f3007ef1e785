"""The paragraph on requests and the sentence on the fee: in the office's own words where its numbers can be told."""

import pytest

from giktui.checks import check
from giktui.readers import read_reports
from giktui.register.sentence import draft, with_fee, with_paragraph
from giktui.report import Report
from giktui.resources import folder
from giktui.totals import sum_of


def example(year: int) -> Report:
    return read_reports(folder("examples") / f"chenghu-{year}.txt")[0].report


def without_text(report: Report) -> Report:
    return Report(report.agency, report.year, report.form, cells=report.cells)


def test_last_years_wording_has_this_years_figures() -> None:
    last, this = example(2024), example(2025)
    found = draft(this, without_text(this), last)
    assert found is not None
    assert found.own_words
    assert found.text == (
        "（二）依申请公开。全年新收政府信息公开申请65件，上年结转4件，办结65件，结转下年度4件。其中予以公开26件，部分公开8件。"
    )
    for number in found.numbers:
        assert str(sum_of(this.cells, number.cells)) == found.text[number.start : number.end]


def test_a_paragraph_that_is_there_keeps_its_words() -> None:
    this = example(2024)
    more = this.with_cells({"applications.received.total": 57, "applications.granted.total": 22})
    found = draft(more, this, None)
    assert found is not None
    assert found.text == (
        "（二）依申请公开。全年新收政府信息公开申请57件，上年结转2件，办结54件，结转下年度4件。其中予以公开22件，部分公开6件。"
    )
    unclear = this.with_narrative("overview", "（二）依申请公开。新收申请56件，其中个人47件、企业9件。")
    assert draft(more, unclear, None) is None


@pytest.mark.parametrize("year", [2020, 2024, 2025])
def test_a_plain_paragraph_says_what_the_tables_say(year: int) -> None:
    this = without_text(example(year))
    found = draft(this, this, None)
    assert found is not None
    assert not found.own_words
    told = this.with_narrative("overview", found.text)
    accused = [one.rule for one in check(told) if one.status == "open" and one.rule.startswith("TX-")]
    assert [rule for rule in accused if rule != "TX-FEE"] == []
    for number in found.numbers:
        assert str(sum_of(this.cells, number.cells)) == found.text[number.start : number.end]


def test_the_paragraph_stands_where_one_stood_or_behind_the_first() -> None:
    text = "总体。\n（一）主动公开。发布1条。\n（二）依申请公开。新收申请3件。\n（三）管理。"
    assert with_paragraph(text, "（二）新的。") == text.replace("（二）依申请公开。新收申请3件。", "（二）新的。")
    assert with_paragraph("总体。\n（一）主动公开。", "（二）新的。") == "总体。\n（一）主动公开。\n（二）新的。"
    assert with_paragraph("", "（二）新的。") == "（二）新的。"


@pytest.mark.parametrize(
    ("text", "fen", "becomes"),
    [
        ("", 0, "2025年，本机关未收取信息处理费。"),
        ("无其他事项。", 3050, "2025年，本机关收取信息处理费30.50元。\n无其他事项。"),
        ("2025年，未收取信息处理费。其他事项无。", 3000, "2025年，收取信息处理费30元。其他事项无。"),
        ("2025年收取信息处理费30元。", 3000, "2025年收取信息处理费30元。"),
        ("2025年共收取信息处理费1,230元。", 0, "2025年未收取信息处理费。"),
        ("信息处理费的情况见附表。", 3000, "信息处理费的情况见附表。"),
    ],
)
def test_the_fee_is_said_once(text: str, fen: int, becomes: str) -> None:
    assert with_fee(text, 2025, fen) == becomes
