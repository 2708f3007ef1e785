"""A title that the opening words contradict, names that stand for one, titles that are broken in a name."""

import pytest
from published.plain import AGENCY, report

from giktui.errors import GiktuiError
from giktui.readers import Recognition, reports_in

TITLE = report()[0]


def _read(lines: list[str], **given: str | int) -> Recognition:
    (found,) = reports_in("\n".join([*lines, *report()[1:]]).encode(), "a.txt", **given)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("本报告所列数据的统计期限为2022年1月1日至2022年12月31日。", "2022"),
        ("现将青禾县水利局2023年政府信息公开工作年度报告公布如下。", "青禾县水利局"),
        ("现将青禾县水利局2022年政府信息公开工作年度报告公布如下。", "青禾县水利局"),
    ],
)
def test_opening_words_that_contradict_the_title_are_asked_about(text: str, said: str) -> None:
    found = _read([TITLE, text])
    assert [said in doubt.message for doubt in found.uncertain] == [True]
    assert found.report.preamble == text
    assert _read([TITLE, text], year=2023).certain


@pytest.mark.parametrize(
    "text",
    [
        "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。",
        "现将县政府2023年政府信息公开工作年度报告公布如下。",
        "现将青禾县2023年政府信息公开工作年度报告公布如下。",
        "与2022年1月1日至2022年12月31日相比，2023年1月1日至12月31日的数据有所增长。",
        f"现公布{AGENCY}办公室2023年政府信息公开工作年度报告。",
    ],
)
def test_opening_words_that_agree_with_the_title(text: str) -> None:
    assert _read([TITLE, text]).certain


@pytest.mark.parametrize("name", ["XX局", "ＸＸ县人民政府", "某某镇人民政府", "××街道办事处", "**局"])
def test_a_name_that_only_stands_for_one_is_asked_for(name: str) -> None:
    found = _read([f"{name}2023年政府信息公开工作年度报告"])
    assert [doubt.rule for doubt in found.uncertain] == ["FV-TITLE"]


def test_a_title_broken_within_the_name_is_asked_about_or_told_by_the_text() -> None:
    broken = ["青禾县教", "育局2023年政府信息公开工作年度报告"]
    assert [doubt.rule for doubt in _read(broken).uncertain] == ["FV-TITLE"]
    assert _read([*broken, "青禾县教育局按照条例编制本报告。"]).report.agency == "青禾县教育局"


@pytest.mark.parametrize("last", ["告", "报告"])
def test_a_title_broken_within_its_last_word(last: str) -> None:
    whole = TITLE.removesuffix(last)
    assert _read([whole, last]).report.agency == AGENCY


def test_a_report_on_several_years_is_asked_about() -> None:
    with pytest.raises(GiktuiError, match="--year"):
        _read([f"{AGENCY}2022-2023年政府信息公开工作年度报告"])


def test_who_published_it_names_the_agency_of_a_title_without_one() -> None:
    found = _read(["2023年政府信息公开工作年度报告", "发布机构：青禾县教育局"])
    assert (found.report.agency, found.report.year) == ("青禾县教育局", 2023)
