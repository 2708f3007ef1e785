"""Figures made out in a picture: those that two sums hold are read, the others left blank and offered."""

from itertools import chain
from random import Random

import pytest
from published.figures import Published, balanced
from published.layout import filled, laid_out

from giktui.form import load_form
from giktui.readers import Document, Recognition, recognise
from giktui.readers.document import Grid, Line, Paragraph
from giktui.readers.guesses import guess, in_picture
from giktui.readers.spelling import spelled
from giktui.wording.cells import section_title

CELL = "applications.granted.natural_person"
LONE = "disclosure.licences.decisions"


def seen(report: Published, **printed: str) -> Recognition:
    """What is made of a picture of the report, in which some cells read otherwise."""
    form = load_form(report.form)
    texts = {id: figure.printed for id, figure in report.figures.items()}
    texts |= {id.replace("__", "."): text for id, text in printed.items()}
    blocks: list[Paragraph | Grid] = [Paragraph(f"{report.agency}{report.year}年政府信息公开工作年度报告")]
    for section in form.sections:
        blocks.append(Paragraph(section_title(section)))
        if section.table is None:
            blocks.append(Paragraph("无。"))
            continue
        ruled = laid_out(section.table, texts, lambda label, _also: label, total_apart=False)
        lines = [tuple(box.text if box else "" for box in line) for line in filled(ruled)]
        places = [in_picture("a.png", 1, f"A{number}") for number in range(1, len(lines) + 1)]
        blocks.append(Grid(tuple(map(Line, lines, places)), aligned=True))
    (found,) = recognise(Document(tuple(blocks), "a.png", "picture", guessed=True))
    return found


@pytest.fixture
def report() -> Published:
    return balanced(Random(5))


def test_what_is_sure_is_read_and_its_place_told(report: Published) -> None:
    found = seen(report)
    assert dict(found.report.cells) == {id: figure.value for id, figure in report.figures.items()}
    assert found.doubts == ()
    reading = found.readings[CELL]
    assert (reading.how, reading.place.inside) == ("ocr", " p1 图!A6")


def test_a_guess_that_row_and_column_hold_is_read(report: Published) -> None:
    found = seen(report, applications__granted__natural_person=guess(report.figures[CELL].printed))
    assert found.report.cells[CELL] == report.figures[CELL].value
    assert found.readings[CELL].how == "ocr, sums"
    assert found.doubts == ()


def test_a_guess_that_they_do_not_hold_is_left_blank_and_offered(report: Published) -> None:
    wrong = str(int(report.figures[CELL].printed) + 1)
    found = seen(report, applications__granted__natural_person=guess(wrong))
    assert CELL not in found.report.cells
    (doubt,) = found.doubts
    assert (doubt.cells, doubt.suggested) == ((CELL,), (wrong,))
    assert f"图上像是“{wrong}”" in doubt.message


def test_a_guess_beside_a_printed_mistake_is_left_blank(report: Published) -> None:
    """The row's total is wrong in print: what it says of its parts proves nothing."""
    total = str(int(report.figures["applications.granted.total"].printed) + 1)
    held = guess(report.figures[CELL].printed)
    found = seen(report, applications__granted__natural_person=held, applications__granted__total=total)
    assert CELL not in found.report.cells
    assert str(found.report.cells["applications.granted.total"]) == total


def test_a_figure_that_no_two_sums_hold_is_offered_and_nothing_made_out_is_only_blank(report: Published) -> None:
    found = seen(report, disclosure__licences__decisions=guess("482"), disclosure__rules__issued=guess(""))
    assert LONE not in found.report.cells
    assert {doubt.cells: doubt.suggested for doubt in found.doubts} == {
        (LONE,): ("482",),
        ("disclosure.rules.issued",): (),
    }


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("社会么益组织", "社会公益组织"),
        ("1.信访举报投诉类审请", "1.信访举报投诉类申请"),
        ("结果维特", "结果维持"),
        ("6246", "6246"),
        ("自燃人", "自燃人"),
        ("法律服务", "法律服务"),
        ("本年度共收到申请十二件，均已答复。", "本年度共收到申请十二件，均已答复。"),
    ],
)
def test_a_label_is_spelled_as_the_form_has_it(text: str, label: str) -> None:
    assert spelled(text) == label


def test_every_label_of_the_forms_is_itself() -> None:
    for id in ("2019", "2021"):
        for table in load_form(id).tables:
            labels = [(one.label, *one.also) for one in table.rows] + [(one.label, *one.also) for one in table.columns]
            for label in chain.from_iterable(labels):
                assert spelled(label) == label
