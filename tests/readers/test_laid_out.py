"""Text that only blanks lay out (pdftotext -layout, text browsers), labels and heads wrapped: read, or doubted."""

import re
from dataclasses import replace
from random import Random

import pytest
from published.figures import Figure, Published, balanced, ordinary
from published.layout import laid_out
from published.wrapped import Measure, wrapped

from giktui.form import load_form
from giktui.readers import Recognition, reports_in
from giktui.text.width import width_of

RUNS = 3
MEASURES: dict[str, Measure] = {"letters": len, "columns": width_of}
NOTE = "注：含垦殖场数据"


def _text(made: Published, measure: Measure, *, pages: bool = False, wrap: int = 6, note: str = "") -> list[str]:
    form = load_form(made.form)
    printed = {id: figure.printed for id, figure in made.figures.items()}
    lines = [f"{made.agency}{made.year}年政府信息公开工作年度报告", ""]
    for section in form.sections:
        lines += [section.title, ""]
        if section.table is None:
            lines += ["本年度工作平稳。", ""]
        elif section.table.layout == "blocks":
            ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
            lines += ["   ".join(box.text for box in line) for line in ruled.lines]
        else:
            ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
            table = wrapped(ruled, measure, wrap=wrap)
            middle = next((place for place, line in enumerate(table[40:], 40) if not line), 0)
            table[middle:middle] = ["- 2 -", "\f"] if pages and middle else []
            lines += [*table, *([note] if note else []), ""]
    return lines


def _read(lines: list[str]) -> Recognition:
    (found,) = reports_in("\n".join(lines).encode(), "a.txt")
    return found


def _wrong(made: Published, found: Recognition) -> list[str]:
    left = {cell for doubt in found.doubts for cell in doubt.cells}
    read = found.report.cells
    return [
        f"{id}: {figure.printed!r} is {read.get(id)}"
        for id, figure in made.figures.items()
        if (id in read and read[id] != figure.value) or (id not in read and id not in left and figure.value is not None)
    ]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("wrap", [6, 7, 9])
@pytest.mark.parametrize("pages", [False, True])
def test_every_cell_is_read_where_none_is_blank(measure: str, wrap: int, pages: bool) -> None:
    for number in range(RUNS):
        made = balanced(Random(f"{measure} {number} {wrap}"))
        found = _read(_text(made, MEASURES[measure], pages=pages, wrap=wrap, note=NOTE))
        assert _wrong(made, found) == []
        assert found.certain, [doubt.message for doubt in found.doubts]
        assert NOTE in found.report.narratives["applications"]
        assert NOTE in found.report.narratives["proceedings"]


@pytest.mark.parametrize("measure", MEASURES)
def test_digits_that_go_on_behind_the_rest_of_a_label_leave_the_row_in_doubt(measure: str) -> None:
    """Fields so narrow that 17573 goes on in the next line, where the rest of the label stands in front of the 3."""
    for number in range(RUNS):
        made = balanced(Random(f"{measure} {number} 4"))
        assert any(len(figure.printed) > 4 for figure in made.figures.values())
        assert _wrong(made, _read(_text(made, MEASURES[measure], wrap=4))) == []


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_a_blank_moves_no_number(measure: str, share: float) -> None:
    for number in range(RUNS):
        random = Random(f"{measure} {number} {share}")
        made = random.choice((balanced, ordinary))(random)
        figures = {id: Figure(None, "") if random.random() < share else one for id, one in made.figures.items()}
        made = replace(made, figures=figures)
        found = _read(_text(made, MEASURES[measure]))
        assert _wrong(made, found) == []
        if measure == "columns" and share < 0.1:  # without its total, the numbers of a row may have moved up
            rows = {doubt.cells[-1] for doubt in found.uncertain if doubt.section == "applications"}
            assert all(id.endswith(".total") and made.figures[id].value is None for id in rows)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_number_lost_from_a_line_moves_no_other_in_silence(measure: str) -> None:
    """What stands behind it moves up, each number to where another column's stand."""
    for number in range(4 * RUNS):
        random = Random(f"{measure} {number} lost")
        made = random.choice((balanced, ordinary))(random)
        lines = _text(made, MEASURES[measure])
        rows = [place for place in _table_three(lines) if sum(map(str.isdecimal, lines[place].split())) == 7]
        place = random.choice(rows)
        lost = random.choice(list(re.finditer(r"(?<!\S)\d+(?!\S)\s*", lines[place])))
        lines[place] = lines[place][: lost.start()] + lines[place][lost.end() :]
        wrong = [one for one in _wrong(made, _read(lines)) if not one.endswith("is None")]
        assert wrong == [], lines[place]


@pytest.mark.parametrize("measure", MEASURES)
def test_two_numbers_that_have_come_together_leave_no_cell_blank_in_silence(measure: str) -> None:
    """0 and 21 as 021: one cell seems to be blank, and the sums hold all the same."""
    for number in range(4 * RUNS):
        random = Random(f"{measure} {number} together")
        made = balanced(random)
        lines = _text(made, MEASURES[measure])
        rows = [place for place in _table_three(lines) if sum(map(str.isdecimal, lines[place].split())) == 7]
        pairs = [(place, pair) for place in rows for pair in re.finditer(r"(?<!\S)0( +)(?=\d)", lines[place])]
        place, pair = random.choice(pairs)
        lines[place] = lines[place][: pair.start(1)] + lines[place][pair.end(1) :]
        assert _wrong(made, _read(lines)) == [], lines[place]


@pytest.mark.parametrize("odd", ["×", "○", "½", "暂无", "O", "②", "#REF!", "1.2.3", "5 见附件"])
def test_what_is_no_number_takes_none_of_its_neighbours_with_it(odd: str) -> None:
    for number in range(2 * RUNS):
        random = Random(f"{odd} {number}")
        made = ordinary(random)
        cell = random.choice([id for id in made.figures if id.startswith("applications.")])
        spoilt = replace(made, figures=made.figures | {cell: Figure(None, odd, readable=False)})
        found = _read(_text(spoilt, width_of))
        assert _wrong(made, found) == []


@pytest.mark.parametrize("measure", MEASURES)
def test_a_blank_within_a_number_makes_no_two_of_it_where_another_is_blank(measure: str) -> None:
    for number in range(2 * RUNS):
        random = Random(f"{measure} {number} parted")
        made = balanced(random)
        row = random.choice(["received", "granted", "refused_admin_query"])
        cells = [id for id in made.figures if id.startswith(f"applications.{row}.")]
        values = dict(zip(cells, (4, 0, 17, 3, 2, None, 26), strict=True))
        figures = {id: Figure(value, "" if value is None else str(value)) for id, value in values.items()}
        made = replace(made, figures=made.figures | figures)
        lines = _text(made, MEASURES[measure])
        place = next(place for place in _table_three(lines) if " ".join(lines[place].split()[-6:]) == "4 0 17 3 2 26")
        lines[place] = lines[place].replace(" 17 ", " 1 7 ")
        assert _wrong(made, _read(lines)) == []


def _table_three(lines: list[str]) -> range:
    heads = [place for place, line in enumerate(lines) if line.startswith(("三、收到", "四、政府"))]
    return range(heads[0] + 1, heads[1])


def _swapped(lines: list[str], one: str, other: str) -> list[str]:
    three = _table_three(lines)
    text = "\n".join(lines[three.start : three.stop]).replace(one, "\0").replace(other, one).replace("\0", other)
    return [*lines[: three.start], *text.split("\n"), *lines[three.stop :]]


def test_heads_in_another_order_leave_all_in_doubt() -> None:
    found = _read(_swapped(_text(balanced(Random(7)), width_of), "商业企业", "科研机构"))
    assert not any(id.startswith("applications.") for id in found.report.cells)


@pytest.mark.parametrize(
    "pair", [("2.重复申请", "2.重申复请"), ("1.属于国家", "1.属于国有"), ("四、结转下年", "五、结转下年")]
)
def test_a_label_that_is_not_there_is_not_made_up(pair: tuple[str, str]) -> None:
    made = balanced(Random(7))
    assert _wrong(made, _read(_swapped(_text(made, width_of), *pair))) == []


@pytest.mark.parametrize("spoil", ["a line of numbers twice", "a number alone", "a line of numbers lost"])
def test_a_line_too_many_or_too_few_is_never_taken_for_another_row(spoil: str) -> None:
    for number in range(RUNS):
        random = Random(f"{spoil} {number}")
        made = ordinary(random)
        lines = _text(made, width_of)
        rows = [place for place in _table_three(lines) if sum(map(str.isdecimal, lines[place].split())) == 7]
        place = random.choice(rows)
        if spoil == "a line of numbers lost":
            del lines[place]
        else:
            numbers = lines[place].split()[-7:]
            lines.insert(place + 1, " " * 50 + ("  ".join(numbers) if "twice" in spoil else "77"))
        assert _wrong(made, _read(lines)) == [] or spoil == "a line of numbers lost"


def test_columns_one_blank_apart() -> None:
    """A text browser sets columns as far apart as their widest fields ask for: some heads and numbers by one blank."""
    made = balanced(Random(3))
    lines = _text(made, width_of)
    start = next(place for place, line in enumerate(lines) if line.startswith("二、")) + 1
    end = next(place for place, line in enumerate(lines) if line.startswith("三、"))
    table = [line.replace("   ", "  ", 1).replace("   ", " ") for line in lines[start:end]]
    table = [line.replace("行政规范性文件  ", "行政规范性文件 ") for line in table]
    found = _read([*lines[:start], *table, *lines[end:]])
    assert _wrong(made, found) == []
    assert found.certain


def test_digits_one_blank_apart_that_may_be_one_number_stay_in_doubt() -> None:
    title = "青禾县人民政府2023年政府信息公开工作年度报告"
    heads = "信息内容   本年制发件数 本年废止件数 现行有效件数"
    found = _read(
        [title, "二、主动公开政府信息情况", "第二十条第（一）项", heads, "规章   5 119  3", "行政规范性文件   3 119"]
    )
    assert not any(id.startswith("disclosure.normative_documents") for id in found.report.cells)
