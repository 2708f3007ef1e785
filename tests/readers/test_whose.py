"""Whose report it is, and on which year, where other reports are named beside it."""

from typing import Any

import pytest
from published.plain import AGENCY, report

from giktui.errors import GiktuiError
from giktui.readers import reports_in
from giktui.report import Report

TITLE = report()[0]
SPOKEN = "2023年，我单位主动公开信息12条，比2022年多3条。2023年没有其他情况。"
BODY = [report()[1], SPOKEN, *report()[2:]]
LAST_YEAR = f"{AGENCY}2022年政府信息公开工作年度报告"
BEFORE_THAT = f"{AGENCY}2021年政府信息公开工作年度报告"
OTHERS = "青禾县水利局2023年政府信息公开工作年度报告"


def one(lines: list[str], name: str = "a.txt", **given: Any) -> Report:
    (found,) = reports_in("\n".join(lines).encode(), name, **given)
    assert found.certain
    return found.report


def page(lines: list[str], head: str) -> list[str]:
    paragraphs = [f"<p>{line}</p>" for line in lines if "\t" not in line]
    table = "<table>" + "".join(
        "<tr>" + "".join(f"<td>{field}</td>" for field in line.split("\t")) + "</tr>"
        for line in report()
        if line.startswith(("信息内容\t本年制", "规章", "行政规范"))
    )
    return [f"<html><head>{head}</head><body>", *paragraphs, table, "</table></body></html>"]


def whose(lines: list[str], name: str = "a.txt") -> tuple[str, int]:
    (found,) = reports_in("\n".join(lines).encode(), name)
    return found.report.agency, found.report.year


@pytest.mark.parametrize(
    "between",
    [
        ["发布日期：2024-01-20", f"上一篇：{LAST_YEAR}", f"下一篇：{OTHERS}"],
        [f"上一篇 {LAST_YEAR}"],
        ["下一条：", OTHERS],
        ["【历年年报】", LAST_YEAR, BEFORE_THAT],
        [LAST_YEAR],
        ["（与下列年报可比）", LAST_YEAR],
    ],
)
def test_links_to_other_reports_are_not_the_title(between: list[str]) -> None:
    found = one([TITLE, *between, *BODY])
    assert (found.agency, found.year, found.title) == (AGENCY, 2023, TITLE)
    assert LAST_YEAR not in found.preamble


@pytest.mark.parametrize("before", [[LAST_YEAR, BEFORE_THAT], [LAST_YEAR, "当前位置：首页>年报"], [BEFORE_THAT]])
def test_links_before_the_title(before: list[str]) -> None:
    assert one([*before, TITLE, *BODY]).year == 2023


def test_the_pages_path_and_the_opening_words_tell_where_the_text_names_no_year() -> None:
    rest = report()[1:]
    assert one([OTHERS, "您的位置：首页>年报", TITLE, *rest]).agency == AGENCY
    assert one([TITLE, "根据条例，编制本报告。", LAST_YEAR, *rest]).year == 2023


def test_a_heading_that_names_only_the_place_is_not_another_agency() -> None:
    heading = "青禾县2023年政府信息公开工作年度报告"
    assert one([TITLE, heading, *BODY]).agency == AGENCY
    assert one([heading, *BODY]).agency == "青禾县"


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        ([TITLE, LAST_YEAR, *report()[1:]], {"year": 2022}),
        ([TITLE, OTHERS, *BODY], {"agency": "青禾县水利局"}),
        ([LAST_YEAR, BEFORE_THAT, *BODY], {"year": 2023}),
    ],
)
def test_where_nothing_tells_the_user_is_asked(lines: list[str], given: dict[str, Any]) -> None:
    with pytest.raises(GiktuiError, match=r"--agency.*--year"):
        one(lines)
    found = one(lines, **given)
    assert {"agency": found.agency, "year": found.year}.items() >= given.items()
    assert found.title in ("", *lines)


def test_the_pages_own_head_tells_which_title_it_is() -> None:
    rest = report()[1:]
    head = f"<title>{TITLE}_青禾县人民政府网</title>"
    assert whose(page([TITLE, LAST_YEAR, *rest], head), "a.html") == (AGENCY, 2023)
    assert whose(page([LAST_YEAR, BEFORE_THAT, *BODY], head), "a.html") == (AGENCY, 2023)
    assert whose(page(BODY, head), "a.html") == (AGENCY, 2023)
    article = f'<title>青禾县</title><meta name="ArticleTitle" content="{TITLE}">'
    assert whose(page(BODY, article), "a.html") == (AGENCY, 2023)
    with pytest.raises(GiktuiError, match="--agency"):
        whose(page([OTHERS, *BODY], head), "a.html")
    place = "<title>青禾县2023年政府信息公开工作年度报告</title>"
    assert whose(page([OTHERS, *BODY], place), "a.html") == ("青禾县水利局", 2023)


@pytest.mark.parametrize(
    "head",
    [
        "青禾县政府2023年政府信息公开工作年度报告",
        "政府网站-青禾县人民政府2023年政府信息公开工作年度报告",
        "青禾县人民政府网 青禾县人民政府2023年政府信息公开工作年度报告",
        "青禾县2023年政府信息公开工作年度报告",
        "青禾县人民政府—2023年政府信息公开工作年度报告",
        "年报",
    ],
)
def test_a_head_that_words_the_same_otherwise(head: str) -> None:
    assert whose(page([TITLE, *report()[1:]], f"<title>{head}</title>"), "a.html") == (AGENCY, 2023)


def test_a_list_of_pages_with_dates_is_not_the_title() -> None:
    assert one([TITLE, f"{OTHERS} 2024-01-20", *BODY]).agency == AGENCY
    assert one([f"历年年报 > {TITLE}", *BODY]).agency == AGENCY


def test_a_head_of_another_year_than_the_title_is_decided_by_the_text_or_asked() -> None:
    stale = f"<title>{LAST_YEAR}</title>"
    assert whose(page([TITLE, *BODY], stale), "a.html") == (AGENCY, 2023)
    with pytest.raises(GiktuiError, match="--year"):
        whose(page([TITLE, *report()[1:]], stale), "a.html")


def test_a_title_without_agency_takes_it_from_the_pages_head_or_the_files_name() -> None:
    bare = ["2023年政府信息公开工作年度报告", *BODY]
    assert whose(page(bare, f"<title>{TITLE}</title>"), "a.html") == (AGENCY, 2023)
    assert whose(bare, f"{TITLE}.txt") == (AGENCY, 2023)
    with pytest.raises(GiktuiError, match="机关名称"):
        whose(bare, f"{LAST_YEAR}.txt")


@pytest.mark.parametrize("column", ["政府信息公开年报", "政府信息公开", "年报专栏"])
def test_the_pages_column_in_front_of_its_title_is_no_agency(column: str) -> None:
    head = f"<title>青禾县人民政府 {column} 2023年政府信息公开工作年度报告</title>"
    assert whose(page([TITLE, *BODY], head), "a.html") == (AGENCY, 2023)


def test_a_report_on_other_work_that_the_page_links_to_is_not_taken_for_one_in_looser_words() -> None:
    own = f"{AGENCY}2023年政务公开工作年度报告"
    spoken = "2023年，我单位主动公开信息12条，比2022年多3条，2022年为9条。"
    news = "热点：青禾县水利局2024年政府信息公开工作年度报告"
    lines = [news, "当前位置：首页>青禾县人民政府>年度报告", own, report()[1], spoken, *report()[2:]]
    assert whose(lines) == (AGENCY, 2023)


@pytest.mark.parametrize("date", ["", "2024-01-20", " 2024-01-20", "发布时间：2024-01-20"])
def test_links_to_other_reports_behind_the_last_section_are_none_of_it(date: str) -> None:
    found = one([*report(), LAST_YEAR + date, BEFORE_THAT + date])
    assert found.narratives["other"] == "无"


@pytest.mark.parametrize("agency", ["青禾县档案馆", "青禾县政务办公室（青禾县大数据局）"])
def test_a_title_over_two_lines_under_the_same_title_in_one(agency: str) -> None:
    lines = [f"{agency}2023年政府信息公开年报", agency, "2023年政府信息公开工作年度报告", *report()[1:]]
    assert whose(lines) == (agency, 2023)


@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE} - 青禾县人民政府门户网站",
        f"{TITLE}_政务公开_青禾县人民政府网",
        f"{TITLE} | 中国青禾",
        f"{TITLE}  2024-01-20",
        f"{TITLE} 2024年1月20日 10:20",
        f"2023{TITLE}",
        f"2023年度{TITLE}",
        f"20240120 {TITLE}",
        f"{AGENCY}2023年2023年政府信息公开工作年度报告",
        f"{AGENCY}（2023年）2023年政府信息公开工作年度报告",
        f"{AGENCY}二〇二三年2023年政府信息公开工作年度报告",
        f"{AGENCY}2023年政府信息公开2023年年度报告",
        f"{AGENCY}2O23年政府信息公开工作年度报告",
        f"{TITLE}【全文】",
        f"{TITLE}（2024-01-20 09:30:11）",
        f"{TITLE} 青禾县人民政府网",
        f"{TITLE}，青禾县人民政府门户网站",
        f"{TITLE}·青禾网",
        f"{TITLE}>>正文",
        f"{TITLE}.docx",
    ],
)
def test_what_a_page_puts_around_a_title_is_none_of_its_agency(line: str) -> None:
    assert whose([line, *report()[1:]]) == (AGENCY, 2023)


@pytest.mark.parametrize("title", [f"2023{TITLE}", f"2023年度{TITLE}"])
def test_a_year_in_front_of_the_agency_stays_in_the_title(title: str) -> None:
    found = one([title, *report()[1:]])
    assert (found.title, found.agency) == (title, AGENCY)


@pytest.mark.parametrize(
    "lines",
    [
        ["          青禾县人民政府", "     2023   年政府信息公开工作年度报告"],
        ["     青禾县人民政府   2023   年", "   政府信息公开工作年度报告"],
        ["   青禾县   人民政府", "   2023 年   政府信息公开   工作年度报告"],
    ],
)
def test_a_title_laid_out_with_blanks(lines: list[str]) -> None:
    assert whose([*lines, *report()[1:]]) == (AGENCY, 2023)


@pytest.mark.parametrize("other", ["2022", "2024"])
def test_a_title_of_two_years_is_none(other: str) -> None:
    lines = [f"{AGENCY}{other}年政府信息公开2023年年度报告", *report()[1:]]
    with pytest.raises(GiktuiError, match="--year"):
        whose(lines)


PERIOD = "所列数据的统计期限为2023年1月1日至2023年12月31日。"


@pytest.mark.parametrize(
    "lines",
    [
        [f"现公布{AGENCY}2023年政府信息公开工作年度报告。"],
        [f"按照要求，现将{AGENCY}二〇二三年政府信息公开工作年度报告公布如下："],
        [f"我县认真编制了《{AGENCY}2023年政府信息公开工作年度报告》。{PERIOD}"],
        [f"{AGENCY}根据条例编制本报告。{PERIOD}"],
        [f"本报告由{AGENCY}负责编制。{PERIOD}"],
        [f"{AGENCY}政府信息公开工作年度报告", PERIOD],
        ["政府信息公开工作年度报告", f"{AGENCY}依据条例编制本报告，{PERIOD}"],
        ["政府信息公开工作年度报告", AGENCY, PERIOD],
        [AGENCY, "政府信息公开工作年度报告", "本报告的统计期限：2023年1月1日—12月31日"],
        [f"{AGENCY}按要求向社会公布2023年政府信息公开年度报告。{PERIOD}"],
    ],
)
def test_a_report_without_a_title_is_known_by_its_opening_words(lines: list[str]) -> None:
    (found,) = reports_in("\n".join([*lines, *report()[1:]]).encode(), "a.txt")
    assert (found.report.agency, found.report.year) == (AGENCY, 2023)
    assert found.report.preamble == "\n".join(lines)
    assert [doubt.rule for doubt in found.doubts] == ["FV-TITLES"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["我县编制了《青禾县人民政府2022年政府信息公开工作年度报告》。", PERIOD], "2022"),
        ([f"{AGENCY}按要求编制2022年政府信息公开工作年度报告。", "2023年1月1日至12月31日"], "2022"),
        (["现公布青禾县水利局2023年政府信息公开工作年度报告、青禾县财政局2023年政府信息公开工作年度报告。"], "水利局"),
    ],
)
def test_opening_words_that_contradict_each_other_are_asked_about(lines: list[str], said: str) -> None:
    with pytest.raises(GiktuiError, match=said):
        whose([*lines, *report()[1:]])


@pytest.mark.parametrize(
    "name",
    [
        "区教育局",
        "财金局",
        "我局",
        "本单位",
        "市市场监督管理局",
        "县人民政府",
        "人民政府",
        "教体局",
        "县科协",
        "残联",
        "人民医院",
        "供电公司",
        "融媒体中心",
        "高新区",
        "各县区",
    ],
)
def test_a_name_that_is_nobodys_full_name_is_in_doubt(name: str) -> None:
    lines = [f"{name}2023年政府信息公开工作年度报告", *report()[1:]]
    (found,) = reports_in("\n".join(lines).encode(), "a.txt")
    assert [doubt.rule for doubt in found.uncertain] == ["FV-TITLE"]
    assert one(lines, agency=AGENCY).agency == AGENCY


@pytest.mark.parametrize(
    "name",
    [
        "青禾县残联",
        "青禾县人民医院",
        "苏州工业园区管委会",
        "浦东新区",
        "市中区人民政府",
        "镇江市人民政府",
        "乡宁县水利局",
        "水利部",
        "国家统计局",
        "审计署",
        "南京海关",
    ],
)
def test_a_full_name_that_looks_like_a_relative_one(name: str) -> None:
    assert one([f"{name}2023年政府信息公开工作年度报告", *report()[1:]]).agency == name


def test_a_relative_name_is_made_whole_by_the_reports_own_words_or_its_site() -> None:
    title = "区教育局2023年政府信息公开工作年度报告"
    assert whose([title, "临汀区教育局根据条例编制本报告。", *report()[1:]]) == ("临汀区教育局", 2023)
    assert whose([f"{title} - 临汀区人民政府门户网站", *report()[1:]]) == ("临汀区教育局", 2023)


@pytest.mark.parametrize(
    "noise",
    [
        "文件已失效",
        "【此件已失效】",
        "该文件已废止",
        "公文时效：有效",
        "是否有效：是",
        "废止日期：",
        "状态：失效",
        "点击次数:1382  更新时间:2024-04-07  【打印此页】  【关闭",
        "有效性：有效",
        "公开属性：主动公开",
        "公开类别：主动公开",
        "已浏览123次",
        "阅读 1,234",
        "被浏览：56次",
        "人气：345",
        "下载次数：3",
        "2024-01-20 10:20:30",
        "2024/1/20",
        "[打印本页] [关闭窗口]",
        "微信扫一扫",
        "【我要纠错】",
        "无障碍浏览",
        "返回首页",
        "视力保护色：",
        "发布人：李四",
        "T T",
    ],
)
def test_the_pages_own_lines_are_no_preamble(noise: str) -> None:
    assert one([TITLE, noise, "本报告按照条例编制。", *report()[1:]]).preamble == "本报告按照条例编制。"
