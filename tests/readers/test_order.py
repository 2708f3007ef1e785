"""Heads in another order than the form's, in text whose fields need not be aligned."""

from random import Random

import pytest
from published.figures import balanced, ordinary
from published.plain import figures, report

from giktui.form import load_form
from giktui.readers import Recognition, reports_in
from giktui.report import Number

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


LAYOUTS = {
    "organisations first": ([[ALL], [LEGAL, NATURAL, TOTAL]], "5nt"),
    "organisations last": ([[ALL], [NATURAL, TOTAL, LEGAL]], "nt5"),
    "total first": ([[ALL], [TOTAL, NATURAL, LEGAL]], "tn5"),
    "total first, apart": ([["项目", TOTAL, ALL], [NATURAL, LEGAL]], "tn5"),
    "as in the form": ([[ALL], [NATURAL, LEGAL, TOTAL]], "n5t"),
    "total apart": ([[ALL, TOTAL], [NATURAL, LEGAL]], "n5t"),
}


def rendered(layout: str, separator: str, random: Random, *, right: bool = True) -> tuple[bytes, dict[str, Number]]:
    """A report whose columns of table three stand in another order, and its figures; the sums are right or not."""
    made = balanced(random) if right else ordinary(random)
    table = load_form("2021").table("applications")
    labels = {column.id: column.label for column in table.columns}
    five = random.sample([column.id for column in table.columns if len(column.under) > 1], 5)
    heads, shown = LAYOUTS[layout]
    places = {"n": ["natural_person"], "t": ["total"], "5": five}
    order = [column for place in shown for column in places[place]]
    rows = [[row.label, *[made.figures[f"{table.id}.{row.id}.{one}"].printed for one in order]] for row in table.rows]
    lines = report()
    first = next(n for n, line in enumerate(lines) if ALL in line)
    rest = next(n for n, line in enumerate(lines) if line.startswith("四、政府信息公开行政复议"))
    shown_rows = [separator.join(line) for line in [*heads, [labels[column] for column in five], *rows]]
    data = "\n".join([*lines[:first], *shown_rows, *lines[rest:]]).encode()
    return data, {id: figure.value or 0 for id, figure in made.figures.items() if id.startswith("applications.")}


@pytest.mark.parametrize("separator", ["\t", " | ", " ", "   ", "\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_columns_in_another_order_are_read_where_the_sums_agree(layout: str, separator: str) -> None:
    for seed in range(6):
        data, wanted = rendered(layout, separator, Random(f"{layout} {seed}"))
        (found,) = reports_in(data, "a.txt")
        assert {id: value for id, value in found.report.cells.items() if id in wanted} == wanted, seed


@pytest.mark.parametrize("separator", ["\t", " | ", " ", "\n"])
@pytest.mark.parametrize("layout", ["organisations first", "organisations last", "total first"])
def test_columns_in_another_order_are_left_open_where_the_sums_do_not_agree(layout: str, separator: str) -> None:
    for seed in range(6):
        if layout == "total first" and separator == "\n":
            continue  # heads one a line are those of the form with its total apart
        data, _wanted = rendered(layout, separator, Random(f"{layout} {seed}"), right=False)
        (found,) = reports_in(data, "a.txt")
        assert not any(id.startswith("applications.") for id in found.report.cells)
