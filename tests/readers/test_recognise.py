"""What the recogniser makes of reports with something unusual or wrong in them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from published.plain import AGENCY, TEXTS, figures, report

from giktui.errors import GiktuiError
from giktui.readers import Document, Recognition, recognise, reports_in
from giktui.readers.document import Paragraph, Trouble
from giktui.report import Report

HEADS = [line for line in report() if line[:2] in ("一、", "二、", "三、", "四、", "五、", "六、") and "\t" not in line]


def read(lines: list[str], name: str = "report.txt", **given: Any) -> list[Recognition]:
    return reports_in("\n".join(lines).encode(), name, **given)


def one(lines: list[str], **given: Any) -> Recognition:
    (found,) = read(lines, **given)
    return found


def right(found: Report, *, without: tuple[str, ...] = ()) -> bool:
    """Whether every cell is as published, but for the named ones, which are left out."""
    wanted = figures(found.form)
    cells = {id: str(value) for id, value in found.cells.items()}
    return (
        cells == {id: text for id, text in wanted.items() if not id.startswith(without)} if without else cells == wanted
    )


def replaced(old: str, new: str, lines: list[str] | None = None) -> list[str]:
    changed = [line.replace(old, new) for line in lines or report()]
    assert changed != (lines or report())
    return changed


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(report(), 1) if text in line)


@pytest.mark.parametrize(("form", "year"), [("2021", 2023), ("2019", 2020), ("2019", 2022)])
def test_the_tables_tell_the_form_not_the_year(form: str, year: int) -> None:
    found = one(report(form, year))
    assert (found.report.form, found.report.year, found.report.agency) == (form, year, AGENCY)
    assert right(found.report)
    assert found.doubts == ()
    assert found.report.narratives == {id: "\n".join(lines) for id, lines in TEXTS.items()}


def test_two_reports_in_one_file() -> None:
    second = report("2019", 2020, title="云栖市水利局2020年政府信息公开工作年度报告")
    found = read([*report(), "主办单位：某某", *second])
    assert [(one.report.agency, one.report.year, one.report.form) for one in found] == [
        (AGENCY, 2023, "2021"),
        ("云栖市水利局", 2020, "2019"),
    ]
    assert all(right(one.report) and not one.doubts for one in found)
    assert found[0].report.narratives["other"] == "无"


def test_two_reports_are_not_taken_for_one_agency_and_year() -> None:
    second = report(year=2022)
    assert len(read([*report(), *second], agency="甲局")) == 2
    with pytest.raises(GiktuiError, match="2 份年报"):
        read([*report(), *second], agency="甲局", year=2024)


def test_the_same_report_twice_is_one() -> None:
    found = one([report()[0], "发布日期：2024-01-20", *report()[1:], *report()])
    assert right(found.report)
    assert found.doubts == ()
    other = [line.replace("\t1010\t", "\t1011\t") for line in report()]
    assert len(read([*report(), *other])) == 2


def test_a_second_report_without_title_is_in_doubt_and_not_read() -> None:
    found = one([*report(), *report()[1:]])
    assert right(found.report)
    assert [doubt.rule for doubt in found.doubts] == ["FV-SECTIONS"]


@pytest.mark.parametrize("head", HEADS[1:4])
def test_a_table_without_its_head_is_known_by_its_labels(head: str) -> None:
    found = one([line for line in report() if line != head])
    assert right(found.report)
    assert [doubt.rule for doubt in found.doubts] == ["FV-SECTIONS"]
    assert head in found.doubts[0].message
    assert found.report.narratives["overview"] == "\n".join(TEXTS["overview"])


def test_tables_under_each_others_heads() -> None:
    lines = report()
    first, second = lines.index(HEADS[1]), lines.index(HEADS[2])
    lines[first], lines[second] = lines[second], lines[first]
    found = one(lines)
    assert right(found.report)
    assert [doubt.rule for doubt in found.doubts] == ["FV-SECTIONS"]


def test_tables_without_any_head() -> None:
    found = one([line for line in report() if line not in HEADS])
    assert right(found.report)
    assert [doubt.rule for doubt in found.doubts] == ["FV-SECTIONS"] * 6


def test_a_missing_table_is_one_doubt_that_names_all_its_cells() -> None:
    lines = report()
    found = one(lines[: lines.index(HEADS[2]) + 1] + lines[lines.index(HEADS[3]) :])
    assert right(found.report, without=("applications",))
    (doubt,) = found.doubts
    assert (doubt.rule, doubt.section, len(doubt.cells)) == ("FV-CELLS", "applications", 175)


def test_a_picture_where_a_table_should_be_is_said() -> None:
    blocks = tuple(Paragraph(line) for line in report() if "\t" not in line)
    (found,) = recognise(Document(blocks, "a.html", "html", (Trouble("第二部分是图片"),)))
    assert [doubt.section for doubt in found.doubts] == ["disclosure", "applications", "proceedings"]
    assert all("第二部分是图片" in doubt.message for doubt in found.doubts)
    assert found.report.cells == {}


def test_a_number_that_is_none_leaves_only_its_own_cell_open() -> None:
    found = one(replaced("\t1010\t", "\t12a\t"))
    (cell,) = (id for id, text in figures("2021").items() if text == "1010")
    assert right(found.report, without=(cell,))
    (doubt,) = found.doubts
    assert (doubt.rule, doubt.cells, doubt.place.line) == ("FV-NUMBER", (cell,), line_of("\t1010\t"))
    assert "12a" in doubt.message
    assert "一、本年新收政府信息公开申请数量·自然人" in doubt.message


def test_a_row_that_is_missing_or_unknown_is_named() -> None:
    row = "applications.refused_third_party."
    for lines in (
        [line for line in report() if "第三方" not in line],
        replaced("4.保护第三方合法权益", "保护商业秘密"),
    ):
        found = one(lines)
        assert right(found.report, without=(row,))
        doubt, *others = found.doubts
        assert doubt.rule == "FV-CELLS"
        assert [(other.rule, other.cells, "保护商业秘密" in other.message) for other in others] in (
            [],
            [("FV-UNREAD", (), True)],
        )
        assert all(cell.startswith(row) for cell in doubt.cells)
        assert len(doubt.cells) == 7
        assert "4.保护第三方合法权益" in doubt.message


def test_two_different_numbers_for_a_cell_are_no_number() -> None:
    lines = report()
    place = next(n for n, line in enumerate(lines) if line.startswith("行政许可"))
    found = one([*lines[: place + 1], "行政许可\t77\t\t", *lines[place + 1 :]])
    assert right(found.report, without=("disclosure.licences.decisions",))
    (doubt,) = found.doubts
    assert doubt.cells == ("disclosure.licences.decisions",)
    assert "77" in doubt.message
    same = one([*lines[: place + 1], lines[place], *lines[place + 1 :]])
    assert right(same.report)
    assert same.doubts == ()


def test_another_wording_is_known_by_likeness_and_says_so() -> None:
    found = one(replaced("7.属于行政执法案卷", "7.属于行政执法的案卷"))
    assert right(found.report)
    assert found.readings["applications.refused_enforcement_file.total"].how.startswith("fuzzy 0.9")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("规章", "政府规章"),
        ("其他", "其它"),
        ("1.属于国家秘密", "1.国家秘密"),
        ("7.属于行政执法案卷", "7.行政执法案卷信息"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
        ("本年处理决定数量", "处理决定数"),
        ("本年收费金额（单位：万元）", "收费金额（万元）"),
        ("一、本年新收政府信息公开申请数量", "一、本年新收申请数量"),
        ("二、上年结转政府信息公开申请数量", "二、上年结转申请数量"),
    ],
)
def test_labels_in_other_words(old: str, new: str) -> None:
    found = one(replaced(old, new))
    assert right(found.report)
    assert found.doubts == ()


def test_a_wording_of_both_forms_does_not_tell_which_it_is() -> None:
    found = one(replaced("处理决定数量", "处理决定数", report("2019", 2020)))
    assert found.report.form == "2019"
    assert right(found.report)


def test_a_wording_between_two_rows_is_neither() -> None:
    found = one(replaced("6.属于四类过程性信息", "6.属于三类过程事务信息"))
    assert right(found.report, without=("applications.refused_deliberative",))


def test_unnumbered_rows_that_share_their_words_with_columns() -> None:
    lines = replaced("（七）总计", "总计", replaced("3.其他", "其他"))
    found = one(lines)
    assert right(found.report)
    assert found.doubts == ()


def test_a_contents_list_and_the_page_around_the_report() -> None:
    lines = report()
    around = ["首页", "青禾县水利局2022年政府信息公开工作年度报告", "当前位置：首页 > 公开 > 年报", "信息来源：政府办"]
    foot = ["上一篇：没有了", "版权所有：青禾县人民政府"]
    found = one([*around, lines[0], "目录", *HEADS, "根据条例编制本报告。", "发布日期：2024-01-20", *lines[1:], *foot])
    assert right(found.report)
    assert found.doubts == ()
    assert found.report.agency == AGENCY
    assert found.report.preamble == "根据条例编制本报告。"
    assert found.report.narratives["other"] == "无"


@pytest.mark.parametrize(
    "entry",
    [
        "{}",
        "{} {}",
        "{}\n{}",
        "{}……{}",
        "{}\t{}",
        "{}    {}",
        "{}\n（一）主动公开\n（二）依申请公开",
        "{}\n（一）主动公开……{}",
    ],
)
def test_a_contents_list_before_the_report(entry: str) -> None:
    whole(one([report()[0], "目 录", *contents(entry), "根据条例编制本报告。", *report()[1:]]))


@pytest.mark.parametrize("entry", ["{}", "{} {}", "{}\n{}"])
def test_a_contents_list_behind_the_report(entry: str) -> None:
    whole(one([report()[0], "根据条例编制本报告。", *report()[1:], *contents(entry)]))


def contents(entry: str) -> list[str]:
    return "\n".join(entry.format(head, page) for page, head in enumerate(HEADS, 1)).split("\n")


def whole(found: Recognition) -> None:
    assert right(found.report)
    assert found.doubts == ()
    assert found.report.preamble == "根据条例编制本报告。"
    assert found.report.narratives == {id: "\n".join(text) for id, text in TEXTS.items()}


def test_a_report_of_few_words_is_no_contents_list() -> None:
    second = report("2019", 2020, title="云栖市水利局2020年政府信息公开工作年度报告")
    short = [line for line in report() if line not in ("本年度工作平稳。", "一是人手不足。")]
    found = read([*short, *second])
    assert [right(one.report) for one in found] == [True, True]


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        (["青禾县人民政府办公室", "2023年政府信息公开", "工作年度报告"], "青禾县人民政府办公室", 2023),
        (["首页", "柳河镇人民政府", "二〇二三年政府信息公开工作年度报告"], "柳河镇人民政府", 2023),
        (["青禾县水利局2023年度政府信息公开工作报告"], "青禾县水利局", 2023),
        (["青禾县水利局政府信息公开工作年度报告（2023年度）"], "青禾县水利局", 2023),
        (["当前位置：首页>年报>青禾县水利局２０２３年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["青禾县水利局关于2023年政府信息公开工作情况的报告"], "青禾县水利局", 2023),
        (["《青禾县水利局2023年政府信息公开工作年度报告》"], "青禾县水利局", 2023),
        (["2023年度青禾县人民政府信息公开工作年度报告"], "青禾县人民政府", 2023),
        (["青禾县人民政府信息公开工作年度报告（2023年）"], "青禾县人民政府", 2023),
        (["关于青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["关于公布青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["现公布青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["青禾县水利局关于公布2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["12.青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["附件2.青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["首页 - 信息公开 - 县直部门 - 青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["［年报］青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["（年报）青禾县水利局2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["青禾县水利局——2023年政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["青禾县水利局〔2023〕年度政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["青禾县水利局（2023）年度政府信息公开工作报告"], "青禾县水利局", 2023),
        (["青禾县水利局2023年1—12月政府信息公开工作年度报告"], "青禾县水利局", 2023),
        (["青禾县水利局2023年度政务公开工作报告"], "青禾县水利局", 2023),
        (["青禾县水利局政府信息公开工作2023年度报告"], "青禾县水利局", 2023),
        (["青禾县人民政府信息公开2023年年报"], "青禾县人民政府", 2023),
        (["青禾县水利局", "政府信息公开工作", "2023年度报告"], "青禾县水利局", 2023),
        (["青禾县水利局2023年政务信息公开工作年度报告"], "青禾县水利局", 2023),
        (["青 禾 县 水 利 局", "2 0 2 3 年 政 府 信 息 公 开 工 作 年 度 报 告"], "青禾县水利局", 2023),
        (["青禾县水利局2023年政府信息公开工作年度报告 2024-01-20"], "青禾县水利局", 2023),
        (["青禾县水利局2023年政府信息公开工作年度报告 发布时间：2024年1月20日"], "青禾县水利局", 2023),
        (["青禾县水利局2023年政府信息公开工作年度报告 [浏览次数：12]"], "青禾县水利局", 2023),
        (["2023年政府信息公开工作年度报告", "青禾县水利局", "2024年1月20日"], "青禾县水利局", 2023),
        (["2023年政府信息公开工作年度报告", "青禾县水利局"], "青禾县水利局", 2023),
        (["政府信息公开工作年度报告", "（2023年度）", "青禾县水利局", "二〇二四年一月"], "青禾县水利局", 2023),
        (["青禾县（高新区）管委会2023年政府信息公开工作年度报告"], "青禾县（高新区）管委会", 2023),
    ],
)
def test_titles(title: list[str], agency: str, year: int) -> None:
    found = one([*title, *report()[1:]])
    assert (found.report.agency, found.report.year) == (agency, year)


@pytest.mark.parametrize(
    "title",
    [
        ["2023年政府信息公开工作年度报告", "青禾县人民政府办公室", "2024-01-20 10:20"],
        ["2023年政府信息公开工作年度报告", "信息公开专区", "2024年1月20日"],
        ["2023年政府信息公开工作年度报告", "办公室", "2024年1月20日"],
        ["2023年政府信息公开工作年度报告_青禾县人民政府"],
        ["青禾县水利局2023年1-6月政府信息公开工作报告"],
    ],
)
def test_who_put_it_on_the_page_need_not_be_who_reports(title: list[str]) -> None:
    with pytest.raises(GiktuiError, match="--agency"):
        read([*title, *report()[1:]])


def test_a_report_on_other_work_is_not_the_title_beside_one_that_is() -> None:
    found = one([report()[0], "青禾县水利局2022年政务公开工作报告", *report()[1:]])
    assert (found.report.agency, found.report.year) == (AGENCY, 2023)


@pytest.mark.parametrize("year", [2099, 2007, 1998])
def test_a_year_that_no_report_can_be_on_is_asked(year: int) -> None:
    lines = report(title=f"{AGENCY}{year}年政府信息公开工作年度报告")
    with pytest.raises(GiktuiError, match=f"{year}.*--year"):
        read(lines)
    assert one(lines, year=2023).report.year == 2023


@pytest.mark.parametrize("year", [2008, date.today().year])
def test_the_first_and_the_last_year_that_a_report_can_be_on(year: int) -> None:
    assert one(report(title=f"{AGENCY}{year}年政府信息公开工作年度报告")).report.year == year


def test_whose_report_it_is_when_one_agency_writes_about_another_is_asked() -> None:
    with pytest.raises(GiktuiError, match="--agency"):
        read(["青禾县人民政府办公室关于柳河镇2023年政府信息公开工作年度报告", *report()[1:]])


def test_without_a_title_the_files_name_or_the_user_says_whose_it_is() -> None:
    lines = report()[1:]
    with pytest.raises(GiktuiError, match="--agency"):
        read(lines)
    (named,) = read(lines, "青禾县水利局2022年政府信息公开工作年度报告.txt")
    assert (named.report.agency, named.report.year, named.report.title) == ("青禾县水利局", 2022, "")
    told = one(lines, agency="甲局", year=2021)
    assert (told.report.agency, told.report.year) == ("甲局", 2021)


def test_a_form_that_the_tables_contradict_is_in_doubt() -> None:
    found = one(report(), form="2019")
    assert found.report.form == "2019"
    assert "FV-FORM" in {doubt.rule for doubt in found.doubts}
    with pytest.raises(GiktuiError, match="1999"):
        read(report(), form="1999")


@pytest.mark.parametrize("lines", [["你好"], [report()[0]], HEADS])
def test_nothing_usable_says_what_was_looked_for(lines: list[str]) -> None:
    with pytest.raises(GiktuiError, match="六个部分的标题"):
        read(lines)


def test_blanks_in_rows_of_unknown_alignment_never_shift() -> None:
    lines = report(separator=" | ")
    place = line_of("2.重复申请") - 1
    label, *rest = [field for field in lines[place].split(" | ") if field]
    lines = [" | ".join(field for field in line.split(" | ") if field) for line in lines]
    for blank in range(7):
        lost = rest[:blank] + rest[blank + 1 :]
        lines[place] = " | ".join([label, *lost])
        assert right(one(lines).report, without=("applications.unprocessed_repeat",))
        lines[place] = " | ".join([label, *rest[:blank], "", *rest[blank + 1 :]]) + " |"
        found = one(lines).report
        left = {id for id in figures("2021") if id not in found.cells}
        assert right(found, without=tuple(left))
        assert len(left) in (1, 7)


def test_a_label_broken_over_lines_among_cells_of_a_line_each() -> None:
    cells = [field for line in report() for field in line.split("\t") if field]
    place = next(n for n, field in enumerate(cells) if field.startswith("1.申请人无正当理由"))
    label = cells[place]
    found = one([*cells[:place], label[:17], label[17:], *cells[place + 1 :]])
    assert right(found.report)
    assert found.doubts == ()


def test_a_missing_cell_among_cells_of_a_line_each_leaves_its_row_open() -> None:
    cells = [field for line in report() for field in line.split("\t") if field]
    place = cells.index("1100")
    found = one([*cells[:place], *cells[place + 1 :]])
    ((table, row, _column),) = {tuple(id.split(".")) for id, text in figures("2021").items() if text == "1100"}
    assert right(found.report, without=(f"{table}.{row}.",))
    (doubt,) = found.doubts
    assert doubt.place.line is not None


def test_the_name_of_the_file_is_kept() -> None:
    found = one(report())
    assert (found.name, found.kind) == ("report.txt", "text")
    assert found.readings["disclosure.rules.issued"].place.file == "report.txt"
    assert Path(found.name).suffix == ".txt"


@pytest.mark.parametrize(
    ("number", "head"),
    [
        (0, "一、工作基本情况"),
        (1, "二、政府信息主动公开情况"),
        (1, "二、主动公开政府信启情况"),
        (1, "二、主动公开信息情况"),
        (2, "三、依申请公开政府信息情况"),
        (2, "三、收到和处理政府信息公开申请"),
        (3, "四、行政复议、行政诉讼情况"),
        (4, "五、存在的主要问题和改进措施"),
        (4, "五、政府信息公开存在的主要问题和下一步改进措施"),
        (4, "五、存在的问题及下一步打算"),
        (4, "五、存在的主要问题和下一步工作计划"),
        (4, "五、存在的不足和改进措施"),
        (5, "六、其他事项"),
    ],
)
def test_heads_in_other_words_behind_their_own_number(number: int, head: str) -> None:
    found = one(replaced(HEADS[number], head))
    assert right(found.report)
    assert {doubt.rule for doubt in found.doubts} == {"FV-TITLES"}
    assert found.report.narratives == {id: "\n".join(text) for id, text in TEXTS.items()}


def test_lines_within_a_section_that_share_words_with_heads() -> None:
    inside = [
        "1.政府信息主动公开情况",
        "2.依申请公开政府信息情况",
        "行政复议、行政诉讼情况",
        "其他事项",
        "六、主动公开情况",
    ]
    found = one([*report()[:2], *inside, *report()[2:]])
    assert right(found.report)
    assert found.doubts == ()
    assert found.report.narratives["overview"] == "\n".join([*inside, *TEXTS["overview"]])


@pytest.mark.parametrize(("number", "place"), [(1, 4), (3, 10), (4, 8), (5, 6)])
def test_a_head_over_two_lines(number: int, place: int) -> None:
    lines = report()
    at = lines.index(HEADS[number])
    found = one([*lines[:at], HEADS[number][:place], HEADS[number][place:], *lines[at + 1 :]])
    assert right(found.report)
    assert found.doubts == ()
    assert found.report.narratives == {id: "\n".join(text) for id, text in TEXTS.items()}


def test_a_title_in_other_words_is_noted_and_leaves_nothing_open() -> None:
    found = one(replaced("一、总体情况", "一、概述"))
    assert right(found.report)
    assert [(doubt.rule, doubt.section) for doubt in found.doubts] == [("FV-TITLES", "overview")]
    assert found.certain
