"""Plain text whose fields are set apart by commas, semicolons or `、`: read as the same text with tabs, or doubted."""

from dataclasses import replace
from random import Random

import pytest
from published.figures import Figure, Published, balanced, ordinary
from published.layout import filled, laid_out
from published.pages import NEW, OLD, read
from published.plain import AGENCY, report

from giktui.form import load_form
from giktui.readers import Recognition, reports_in

MARKS = [",", ", ", ";", "；", "，", "、"]
RUNS = 3


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("form", ["2021", "2019"])
def test_a_mark_reads_as_tabs_do(mark: str, form: str) -> None:
    year = 2023 if form == "2021" else 2020
    (found,) = reports_in("\n".join(report(form, year, separator=mark)).encode(), "a.txt")
    (known,) = reports_in("\n".join(report(form, year)).encode(), "a.txt")
    assert found.certain
    assert found.report == known.report


@pytest.mark.parametrize("mark", ["，", "；"])
def test_a_csv_with_wide_marks(mark: str) -> None:
    (found,) = reports_in("\n".join(report(separator=mark)).encode("gb18030"), "a.csv")
    (known,) = reports_in("\n".join(report()).encode(), "a.txt")
    assert found.certain
    assert found.report == known.report


def _rendered(made: Published, mark: str, *, dense: bool) -> str:
    form = load_form(made.form)
    printed = {id: figure.printed for id, figure in made.figures.items()}
    lines = [f"{made.agency}{made.year}年政府信息公开工作年度报告"]
    for section in form.sections:
        lines.append(section.title)
        if section.table is None:
            lines.append("全年公开信息1,204条，其中一季度12、二季度8；较上年增加。")
            continue
        ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
        cut = (
            [[box.text for box in line if box.text] for line in ruled.lines]
            if dense
            else [[box.text if box else "" for box in line] for line in filled(ruled)]
        )
        lines += [mark.join(line) for line in cut]
    return "\n".join(lines)


def _sound(made: Published, found: Recognition) -> bool:
    left = {cell for doubt in found.doubts for cell in doubt.cells}
    read = found.report.cells
    return all(read.get(id) == figure.value or id in left for id, figure in made.figures.items())


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("dense", [False, True])
@pytest.mark.parametrize("style", ["{}", "{:,}", "blank"])
def test_nothing_is_wrong_in_silence(mark: str, dense: bool, style: str) -> None:
    for number in range(RUNS):
        random = Random(f"{mark} {dense} {style} {number}")
        made = random.choice((balanced, ordinary))(random)
        for id, figure in list(made.figures.items()):
            if figure.printed.isdecimal() and style == "blank" and figure.value == 0:
                made.figures[id] = Figure(None, "")
            elif figure.printed.isdecimal() and style != "blank":
                made.figures[id] = replace(figure, printed=style.format(figure.value))
        (found,) = reports_in(_rendered(made, mark, dense=dense).encode(), "a.txt")
        assert _sound(made, found), number
        assert "一季度12、二季度8" in found.report.narratives["overview"]
        if style == "{}" and not (dense and mark == ","):
            assert found.certain


def test_words_beside_a_row_with_a_blank_move_none_of_its_numbers() -> None:
    """As many filled fields as columns, one of them words: a blank is no longer told from a field too many."""
    lines = report()
    place = next(number for number, line in enumerate(lines) if "2.重复申请" in line)
    fields = lines[place].split("\t")
    label = fields.index("2.重复申请")
    lines[place] = "\t".join([*fields[: label + 1], "含往年", "", *fields[label + 2 :]])
    found = read(lines)
    assert not any(id.startswith("applications.unprocessed_repeat.") for id in found.report.cells)


def test_digits_grouped_by_commas_are_no_fields() -> None:
    rows = [f"{NEW},1,204,0,0,0,0,0,1,204", f"{OLD},3,0,0,0,0,0,3", "四、结转下年度继续办理,1,0,0,0,0,0,1"]
    heads = "项目,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计"
    title = f"{AGENCY}2023年政府信息公开工作年度报告"
    found = read([title, "三、收到和处理政府信息公开申请情况", heads, *rows])
    assert found.report.cells["applications.received.natural_person"] == 1204
    assert found.report.cells["applications.received.total"] == 1204
