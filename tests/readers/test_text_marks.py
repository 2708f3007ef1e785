"""Marks of other programs in text: bars alone in a line, rules of wikis and of Markdown, marks of emphasis."""

from collections.abc import Sequence

import pytest
from published.layout import filled, laid_out
from published.pages import HEADS, NEW, OLD, read
from published.plain import AGENCY, figures, report

from giktui.form import Column, load_form

TITLE = f"{AGENCY}2023年政府信息公开工作年度报告"
DISCLOSED = [
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "信息内容",
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
]


@pytest.mark.parametrize("after", ["| -", "| 0", "|", "| 5"])
def test_a_bar_alone_in_front_of_numbers_is_a_blank_that_leaves_their_columns_open(after: str) -> None:
    """`规章 |` and a blank, 8292, 9: what follows is not the third number."""
    found = read([TITLE, *DISCLOSED, "| 规章", "|", "| 8292", "| 9", after])
    assert not any(id.startswith("disclosure.rules") for id in found.report.cells)
    assert found.uncertain


def test_rules_between_the_rows_of_a_wiki_table_are_no_cells() -> None:
    lines = [TITLE]
    for section in load_form("2021").sections:
        lines.append(f"'''{section.title}'''")
        if section.table:
            printed = figures("2021") | {"disclosure.fees.amount": "12.5"}
            lines += ["", "{|"]
            for line in filled(laid_out(section.table, printed, lambda label, _also: label, total_apart=False)):
                lines += [f"| {box.text if box else ''}".rstrip() for box in line] + ["|-"]
            lines += ["|}", ""]
        else:
            lines.append("平稳。")
    found = read(lines)
    assert {id: str(value) for id, value in found.report.cells.items()} == printed


def test_a_head_of_table_four_with_one_mark_behind_it_is_no_blank_row() -> None:
    lines = report()
    start = next(n for n, line in enumerate(lines) if line.startswith("四、")) + 1
    groups = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉 | -"]
    numbers = next(line for line in lines[start:] if line.split("\t")[0].isdecimal()).split("\t")
    found = read([*lines[:start], *groups, *numbers, *lines[start + 4 :]])
    kept = {id for id in found.report.cells if id.startswith("proceedings.")}
    doubted = {cell for doubt in found.doubts for cell in doubt.cells}
    assert all(id in kept | doubted for id in figures("2021") if id.startswith("proceedings."))


@pytest.mark.parametrize("rule", ["---|---|---|---|---|---|---|---", "| --- | :---: |", ":-----|-----:"])
def test_the_rule_under_the_heads_of_a_table_is_none_of_its_lines(rule: str) -> None:
    rows = [[NEW, *map(str, range(1, 8))], [OLD, *map(str, range(11, 18))]]
    lines = [" | ".join(HEADS), rule, *(" | ".join(row) for row in rows)]
    found = read([TITLE, "三、收到和处理政府信息公开申请情况", *lines])
    assert [found.report.cells[f"applications.received.{column.id}"] for column in _columns()] == [*range(1, 8)]
    assert not any("--" in doubt.message for doubt in found.doubts)


def _columns() -> Sequence[Column]:
    return load_form("2021").table("applications").columns


@pytest.mark.parametrize("mark", ["**{}**", "*{}*", "'''{}'''", "== {} ==", "## {}", "__{}__"])
def test_marks_around_a_head_do_not_hide_it(mark: str) -> None:
    heads = {section.title for section in load_form("2021").sections}
    lines = [mark.format(line) if line in heads else line for line in report()]
    lines[0] = mark.format(lines[0])
    found = read(lines)
    assert found.report.agency == AGENCY
    assert found.report.narratives["problems"] == "一是人手不足。"
    assert not any(doubt.rule == "FV-SECTIONS" for doubt in found.doubts)


def test_a_clause_of_a_sentence_is_no_agency() -> None:
    lines = ["2023年政府信息公开工作年度报告", "全年通过门户网站发布信息1200余条。", *report()[1:]]
    with pytest.raises(Exception, match="--agency"):
        read(lines)
