"""Numbers that no row of a table took leave open what they may belong to, and nothing else."""

import pytest
from published.pages import HEADS, NEW, OLD, page, read, sound
from published.plain import report

from giktui.readers import Recognition


def cells(lines: list[str]) -> list[str]:
    """The lines with each field on a line of its own."""
    return [field for line in lines for field in line.split("\t") if field]


def doubted(found: Recognition) -> set[str]:
    return {".".join(cell.split(".")[:2]) for doubt in found.doubts for cell in doubt.cells if "旁边" in doubt.message}


def test_numbers_before_their_labels_are_not_the_next_rows() -> None:
    lines = report()
    start = next(n for n, line in enumerate(lines) if line.startswith("规章\t"))
    for place in (start, start + 1):
        label, *numbers = [field for field in lines[place].split("\t") if field]
        lines[place] = "\t".join([*numbers, label])
    found = read(cells(lines))
    assert sound(found)
    assert not any(id.startswith(("disclosure.rules", "disclosure.normative")) for id in found.report.cells)
    assert "disclosure.licences.decisions" in found.report.cells


def test_a_lone_number_under_the_heads_is_named_and_leaves_a_table_as_it_is() -> None:
    lines = cells(report())
    place = lines.index(NEW)
    found = read([*lines[:place], "3", *lines[place:]])
    assert sound(found)
    assert len(found.report.cells) == 200
    assert [(doubt.rule, doubt.cells, "“3”" in doubt.message) for doubt in found.doubts] == [("FV-UNREAD", (), True)]


@pytest.mark.parametrize("label", ["", "（一）"])
def test_the_numbers_beside_a_row_without_any_may_be_its_own(label: str) -> None:
    numbers = list("1234567")
    found = page([HEADS, [NEW, *numbers]], [[label, *numbers], [OLD, *[""] * 7]])
    assert "applications.carried_in" in doubted(found)
    assert not any("carried_in" in id for id in found.report.cells)


def test_digits_wrapped_into_the_next_line_leave_their_row_open() -> None:
    found = page([HEADS, [OLD, *list("7654321")], [NEW, "26", "77", *list("12345")], ["", "4", "2", *[""] * 5]])
    assert doubted(found) == {"applications.received"}
    assert str(found.report.cells["applications.carried_in.total"]) == "1"


def test_a_row_of_an_unknown_name_leaves_full_rows_as_they_are() -> None:
    found = page([HEADS, [NEW, *list("1234567")], ["城关街道受理", *list("1111111")], [OLD, *list("7654321")]])
    assert doubted(found) == set()
    assert len(found.report.cells) == 14


def test_a_row_in_two_parts_is_neither_of_them() -> None:
    lines = report()
    place = next(n for n, line in enumerate(lines) if line.startswith("行政强制"))
    found = read([*lines[:place], "行政强制措施\t11\t\t", "行政强制执行\t22\t\t", *lines[place + 1 :]])
    assert doubted(found) == {"disclosure.coercion"}
    assert "disclosure.coercion.decisions" not in found.report.cells
    assert sound(found)


def last_years(lines: list[str]) -> list[str]:
    """Table three with other numbers."""
    start = next(n for n, line in enumerate(lines) if "申请人情况" in line)
    end = next(n for n, line in enumerate(lines) if line.startswith("四、政府"))
    return [line.replace("\t1", "\t5") for line in lines[start:end]]


def test_last_years_table_does_not_fill_in_a_row_that_is_missing() -> None:
    lines = report()
    end = next(n for n, line in enumerate(lines) if line.startswith("四、政府"))
    found = read([*lines[:end], "附：去年情况", *last_years(lines), *lines[end:]])
    assert sound(found)
    row = next(n for n, line in enumerate(lines) if "2.重复申请" in line)
    found = read([*lines[:row], *lines[row + 1 : end], "附：去年情况", *last_years(lines), *lines[end:]])
    assert sound(found)
    assert not any("unprocessed_repeat" in id for id in found.report.cells)
    assert any("unprocessed_repeat" in cell for doubt in found.doubts for cell in doubt.cells)


def test_a_table_over_two_pages_with_its_heads_and_a_row_repeated() -> None:
    lines = report()
    start = next(n for n, line in enumerate(lines) if "申请人情况" in line)
    row = next(n for n, line in enumerate(lines) if "2.重复申请" in line)
    found = read([*lines[:row], *lines[start : start + 3], *lines[row - 1 :]])
    assert found.doubts == ()
    assert sound(found)


@pytest.mark.parametrize("caption", ["附2022年情况：", "无。附：上年数据", "以下各表"])
def test_another_years_table_in_the_last_section_is_not_the_reports(caption: str) -> None:
    lines = report()
    start = next(n for n, line in enumerate(lines) if "申请人情况" in line)
    end = next(n for n, line in enumerate(lines) if line.startswith("四、政府"))
    found = read([*lines[:start], *lines[end:], caption, *last_years(lines)])
    assert sound(found)
    assert sum(len(doubt.cells) for doubt in found.doubts) == 175


def test_tables_that_all_stand_at_the_end() -> None:
    lines = report()
    tables = [line for line in lines if "\t" in line]
    found = read([*[line for line in lines if "\t" not in line], "附表", *tables])
    assert found.doubts == ()
    assert sound(found)


def test_heads_a_letter_a_line_are_no_trouble() -> None:
    """As pdftotext writes narrow columns: no head is whole in its line, each is pieced together."""
    lines = [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议",
        *"纠正",
        "行政诉讼",
        *"其他结尚未审结总计",
        "未经复议直接起诉",
        "10",
    ]
    found = read(["青禾县水利局2023年政府信息公开工作年度报告", *lines])
    assert not found.report.cells
