"""What a person reads without hesitating is read: cells parted by one blank, wide heads, slips, remarks."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from published.plain import AGENCY, figures, report

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.interchange import as_dict
from giktui.readers import Recognition, reports_in
from giktui.writers import write_bytes

CASES = Path(__file__).parents[2] / "../shared/cases/reading"


def read(lines: list[str], name: str = "a.txt") -> Recognition:
    (found,) = reports_in("\n".join(lines).encode(), name)
    return found


def whole(found: Recognition, form: str = "2021") -> bool:
    return {id: str(value) for id, value in found.report.cells.items()} == figures(form) and found.uncertain == ()


def spaced(form: str = "2021", year: int = 2023) -> list[str]:
    """A report as it is copied out of a PDF viewer."""
    return [" ".join(field for field in line.split("\t") if field) for line in report(form, year)]


@pytest.mark.parametrize(("form", "year"), [("2021", 2023), ("2019", 2020)])
def test_cells_parted_by_one_blank(form: str, year: int) -> None:
    assert whole(read(spaced(form, year)), form)


@pytest.mark.parametrize("blank", [" ", "\u3000", "\xa0"])
@pytest.mark.parametrize("figure", ["{}", "{}件", "{:,}", "{}*", "{}（含上年2件）", "{}①"])
def test_cells_parted_by_one_blank_however_the_figures_are_written(blank: str, figure: str) -> None:
    lines: list[str] = []
    for line in spaced():
        label, *fields = line.split(" ")
        some = 1 if figure in ("{}件", "{:,}") else 20
        numbers = [figure.format(int(text)) if text.isdecimal() and int(text) % some == 0 else text for text in fields]
        lines.append(blank.join([label, *numbers]))
    assert whole(read(lines))


@pytest.mark.parametrize("odd", ["1→0", "十一", "O", "12、", "1,2,3", "壹拾壹件"])
@pytest.mark.parametrize("column", range(7))
def test_what_is_no_number_between_cells_parted_by_one_blank_leaves_its_cell_open(odd: str, column: int) -> None:
    number = str(1024 + column)
    found = read([line.replace(f" {number}", f" {odd}") for line in spaced()])
    open_cells = {cell for doubt in found.doubts for cell in doubt.cells}
    assert {id for id, text in figures("2021").items() if text == number} <= open_cells
    assert open_cells <= {id for id, text in figures("2021").items() if "1024" <= text <= "1030"}
    assert {id: str(value) for id, value in found.report.cells.items()}.items() <= figures("2021").items()


def test_full_width_digits_and_marks_between_cells_parted_by_one_blank() -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    lines = [line.translate(wide) if line.startswith(("1.", "二、上年")) else line for line in spaced()]
    lines = [line.replace("规章 1000 1001 1002", "规章 / —— 1002").replace("许可 1006", "许可 -") for line in lines]
    found = read(lines)
    assert found.uncertain == ()
    blank = {"disclosure.rules.issued", "disclosure.rules.repealed", "disclosure.licences.decisions"}
    assert figures("2021").keys() - found.report.cells.keys() == blank


@pytest.mark.parametrize(
    "word",
    [
        lambda number, words: f"（{number}）{words}",
        lambda number, words: f"({number}) {words}",
        lambda number, words: f"第{number}部分　{words}",
        lambda number, words: f"{number}、{words[:-1]}贸",
        lambda number, words: f"{number}、{words[:2]}贸{words[3:]}",
    ],
)
def test_heads_of_sections_in_brackets_or_with_one_wrong_character(word: Callable[[str, str], str]) -> None:
    lines = report()
    titles = {section.title for section in load_form("2021").sections}
    changed = [word(*line.split("、", 1)) if line in titles else line for line in lines]
    found = read(changed)
    assert whole(found)
    assert found.report.narratives == read(lines).report.narratives


def test_parts_of_a_section_that_are_called_like_sections_stay_text() -> None:
    lines = report()
    place = lines.index("（一）主动公开。")
    more = ["（二）主动公开政府信息情况", "均已公开。", "（三）收到和处理政府信息公开申请情况", "均已答复。"]
    found = read([*lines[:place], *more, *lines[place:]])
    assert whole(found)
    assert all(line in found.report.narratives["overview"] for line in more)


def test_labels_that_are_wrapped_between_cells_parted_by_one_blank() -> None:
    lines: list[str] = []
    for line in spaced():
        cut = next((line.index(word) for word in ("行政机关不再处理", "缴纳费用", "法提供") if word in line), 0)
        lines += [line[:cut], line[cut:]] if cut else [line]
    assert whole(read(lines))


def test_a_blank_that_is_lost_between_cells_parted_by_one_leaves_its_row_open() -> None:
    lines = [line.replace(" 1001 ", " ").replace(" 1090 ", " ") for line in spaced()]
    found = read(lines)
    assert {id: str(value) for id, value in found.report.cells.items()}.items() <= figures("2021").items()
    assert len({cell.rsplit(".", 1)[0] for doubt in found.doubts for cell in doubt.cells}) == 2


def test_digits_parted_by_one_blank_are_doubted_where_a_row_has_too_many() -> None:
    lines = [line.replace(" 1010 ", " 1 010 ") for line in spaced()]
    found = read(lines)
    assert {id: str(value) for id, value in found.report.cells.items()}.items() <= figures("2021").items()
    assert len(found.report.cells) == 193


def test_running_text_with_blanks_stays_text() -> None:
    texts = ["2023 年 共受理 12 件 3 个", "概况 5", "甲 乙 丙 1 2 3"]
    lines = spaced()
    place = lines.index("（一）主动公开。")
    found = read([*lines[:place], *texts, *lines[place:]])
    assert whole(found)
    assert all(text in found.report.narratives["overview"].split("\n") for text in texts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("本年废止件数", "本年废纸件数"), ("科研机构", "科研机沟"), ("法律服务机构", "法津服务机构"),
        ("结果维持", "结果维特"), ("未经复议直接起诉", "未经复义直接起诉"), ("2.重复申请", "2.重复伸请"),
        ("行政规范性文件", "行政规范性文仵"), ("本年处理决定数量", "本年处理决定数谷"),
    ],
)  # fmt: skip
def test_one_wrong_character_in_a_heading(old: str, new: str) -> None:
    lines = [line.replace(old, new, 1) for line in report()]
    assert lines != report()
    assert whole(read(lines))


def test_a_heading_between_two_others_is_neither() -> None:
    found = read([line.replace("本年废止件数", "本年制止件数") for line in report()])
    assert not any("repealed" in cell for cell in found.report.cells)


def test_figures_under_heads_with_other_spans() -> None:
    rows = [
        ["信息内容", "上一年项目数量", "*本年增/减", "处理决定数量"],
        ["行政许可", "*11", "2", "333"],
        ["行政处罚", "4", "*-1", "55"],
    ]
    html = "".join(
        "<tr>" + "".join(f"<td colspan={1 + text.startswith('*')}>{text.strip('*')}</td>" for text in row) + "</tr>"
        for row in rows
    )
    title = f"<h1>{AGENCY}2019年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>"
    found = read([title, f"<table>{html}</table>"], "a.html")
    licences, penalties = "disclosure.licences", "disclosure.penalties"
    assert {id: str(value) for id, value in found.report.cells.items()} == {
        f"{licences}.last_year": "11", f"{licences}.change": "2", f"{licences}.decisions": "333",
        f"{penalties}.last_year": "4", f"{penalties}.change": "-1", f"{penalties}.decisions": "55",
    }  # fmt: skip


def test_a_remark_behind_a_figure_is_kept() -> None:
    lines = [line.replace("\t1003\t", "\t1003（其中修订16件）\t") for line in report()]
    found = read(lines)
    assert whole(found)
    assert found.report.narratives["disclosure"].endswith("1003（其中修订16件）")


def test_a_figure_in_a_table_in_a_cell_of_word() -> None:
    (plain,) = reports_in("\n".join(report()).encode(), "a.txt")
    made = docx.Document(io.BytesIO(write_bytes(plain.report, "docx")))
    cell = next(cell for row in made.tables[1].rows for cell in row.cells if cell.text == "1010")
    cell.paragraphs[0].clear()
    cell.add_table(1, 1).cell(0, 0).text = "1010"
    held = io.BytesIO()
    made.save(held)
    (found,) = reports_in(held.getvalue(), "a.docx")
    assert found.report.cells == plain.report.cells


def test_three_rows_that_are_one_are_told_with_what_stands_there() -> None:
    lines = report()
    start = next(n for n, line in enumerate(lines) if "1.申请人无正当理由" in line)
    numbers = "\t".join(map(str, range(7)))
    found = read([*lines[:start], f"（六）其他处理\t\t\t{numbers}", *lines[start + 3 :]])
    assert len(found.report.cells) == 179
    assert [doubt.rule for doubt in found.doubts] == ["FV-CELLS"] * 3
    assert all("0 1 2 3 4 5 6" in doubt.message for doubt in found.doubts)


OLD = [
    "一、概述", "积极推进。", "二、主动公开政府信息情况", "全年公开2069条。", "三、政府信息依申请公开工作情况",
    "未收到申请。",
    "四、因政府信息公开申请行政复议、提起行政诉讼的情况", "没有。", "五、主要问题和改进措施", "意识不强。",
    "六、附表", "指标名称\t计量单位\t合计", "主动公开文件数\t条\t2069", "对申请的答复总数\t条\t0",
]  # fmt: skip


@pytest.mark.parametrize("year", [2010, 2018, 2019])
def test_a_report_on_the_outline_before_the_first_form_is_refused_by_name(year: int) -> None:
    with pytest.raises(GiktuiError, match="2019 年版格式以前"):
        read([f"{AGENCY}{year}年政府信息公开工作年度报告", *OLD])


@pytest.mark.skipif(not CASES.exists(), reason="the cases lie beside the checkout")
@pytest.mark.parametrize("expected", sorted(CASES.glob("*.expected.json")), ids=lambda path: path.name)
def test_the_cases_that_were_handed_over(expected: Path) -> None:
    wanted = json.loads(expected.read_text("utf-8"))
    (path,) = [path for path in CASES.glob(expected.name.replace("expected.json", "*")) if path.suffix != ".json"]
    (found,) = reports_in(path.read_bytes(), path.name)
    read_as = as_dict(found.report)
    doubted = {cell for doubt in found.doubts for cell in doubt.cells}
    assert {id: value for id, value in wanted["cells"].items() if id not in doubted} == read_as["cells"]
    assert {key: read_as[key] for key in ("agency", "year", "form", "preamble")} == {
        key: wanted[key] for key in ("agency", "year", "form", "preamble")
    }
