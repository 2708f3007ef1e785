"""Heads in another order than the form's, in text whose fields need not be aligned."""

import pytest
from published.plain import figures, report

from giktui.readers import Recognition, reports_in

FIVE = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
ALL, LEGAL, NATURAL, TOTAL = "申请人情况", "法人或其他组织", "自然人", "总计"


def with_heads(heads: list[list[str]], separator: str) -> Recognition:
    """A report whose table three has these heads, its fields cut by `separator` and no empty ones kept."""
    lines = report()
    first = next(n for n, line in enumerate(lines) if ALL in line)
    rest = next(n for n, line in enumerate(lines) if line.startswith("一、本年新收"))
    kept = [[field for field in line.split("\t") if field] for line in lines]
    text = "\n".join(separator.join(line) for line in [*kept[:first], *heads, *kept[rest:]])
    (found,) = reports_in(text.encode(), "a.txt")
    return found


@pytest.mark.parametrize("separator", [" | ", "\t"])
def test_a_head_that_is_not_known_is_the_forms_only_in_its_place(separator: str) -> None:
    heads = [[ALL], [NATURAL, LEGAL, TOTAL]]
    there = with_heads([*heads, ["商业企业", "科研机构", "社会公", "法律服务机构", "其他"]], separator)
    assert len(there.report.cells) == 175
    assert {id: str(value) for id, value in there.report.cells.items()}.items() <= figures("2021").items()
    moved = with_heads([*heads, ["商业企业", "科研机构", "法律服务机构", "社会公", "其他"]], separator)
    assert not any(id.startswith("applications.") for id in moved.report.cells)


@pytest.mark.parametrize("separator", [" | ", "\n"])
@pytest.mark.parametrize(
    "heads",
    [
        [["项目", TOTAL, ALL], [NATURAL, LEGAL], FIVE],
        [[ALL], [LEGAL, NATURAL, TOTAL], FIVE],
        [[ALL], [NATURAL, TOTAL, LEGAL], FIVE],
        [["项目", TOTAL, NATURAL, *FIVE]],
        [["项目", *FIVE, NATURAL, TOTAL]],
        [["项目", NATURAL, TOTAL, *FIVE]],
    ],
    ids=["total first", "organisations first", "organisations last", "one line", "one line, two last", "one line, two"],
)
def test_columns_in_another_order_are_not_taken_for_the_forms(heads: list[list[str]], separator: str) -> None:
    found = with_heads(heads, separator)
    assert not any(id.startswith("applications.") for id in found.report.cells)
    assert sum(len(doubt.cells) for doubt in found.doubts) == 175


@pytest.mark.parametrize("separator", [" | ", "\n"])
@pytest.mark.parametrize(
    "heads",
    [
        [["项目", ALL], [NATURAL, LEGAL, TOTAL], FIVE],
        [["项目", ALL, TOTAL], [NATURAL, LEGAL], FIVE],
        [["项目", ALL], [NATURAL, "各类单位", TOTAL], FIVE],
        [["项目", NATURAL, *FIVE, TOTAL]],
    ],
    ids=["form", "total beside", "unknown head over five", "one line"],
)
def test_heads_that_can_be_in_the_order_of_the_form(heads: list[list[str]], separator: str) -> None:
    found = with_heads(heads, separator)
    assert found.doubts == ()
    assert {id: str(value) for id, value in found.report.cells.items()} == figures("2021")


def test_the_total_beside_a_head_in_other_words() -> None:
    found = with_heads([["项目", "申请者的情况", TOTAL], [NATURAL, LEGAL], FIVE], " | ")
    assert found.doubts == ()


@pytest.mark.parametrize("separator", [" | ", "\n"])
def test_lawsuits_before_reviews(separator: str) -> None:
    lines = [[field for field in line.split("\t") if field] for line in report()]
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", TOTAL]
    first = lines.index(["行政复议", "行政诉讼"])
    heads = [["行政诉讼", "行政复议"], ["未经复议直接起诉", "复议后起诉", *five], [*five, *five]]
    text = "\n".join(separator.join(line) for line in [*lines[:first], *heads, *lines[first + 3 :]])
    (found,) = reports_in(text.encode(), "a.txt")
    assert not any(id.startswith("proceedings.") for id in found.report.cells)
    assert sum(len(doubt.cells) for doubt in found.doubts) == 15
