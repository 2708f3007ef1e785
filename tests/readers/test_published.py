"""No wrong cell in reports of any shape: a value that differs from what was published is in doubt, or it is a bug."""

import os
from random import Random

import pytest
from published.figures import NOT_NUMBERS, ordinary, published
from published.shapes import NAMELESS, SHAPES, UNKNOWN, Sample, sample

from giktui.readers import Recognition, reports_in
from giktui.report import TABLE_MARK

RUNS = int(os.environ.get("GIKTUI_PUBLISHED", "100"))
"""Reports a shape; the ordinary suite reads a hundred of each."""
STRAYS = {NAMELESS, UNKNOWN, *NOT_NUMBERS}
"""Words that may stand in tables beside the form's own."""


def made(shape: str, number: int) -> Sample:
    random = Random(f"{shape} {number}")
    return sample(shape, random, published(random))


def wrong_cells(sample: Sample, found: Recognition) -> list[str]:
    """What was read otherwise than published, or left out without a doubt."""
    doubted = {cell for doubt in found.doubts for cell in doubt.cells}
    wrong: list[str] = []
    for id, figure in sample.figures.items():
        read = found.report.cells.get(id)
        if read is not None and (read != figure.value or not figure.readable):
            wrong.append(f"{id}: {figure.printed!r} read as {read}")
        elif read is None and id not in doubted and (figure.value is not None or not figure.readable):
            wrong.append(f"{id}: {figure.printed!r} lost without a doubt")
    return wrong


@pytest.mark.parametrize("shape", SHAPES)
def test_no_wrong_cell(shape: str) -> None:
    for number in range(RUNS):
        given = made(shape, number)
        (found,) = reports_in(given.data, given.name)
        assert wrong_cells(given, found) == [], number
        assert (found.report.agency, found.report.year, found.report.form) == (given.agency, given.year, given.form)
        texts = dict(found.report.narratives)
        assert {id: texts.pop(id) for id in given.narratives} == given.narratives, number
        for line in "\n".join(texts.values()).split("\n"):
            assert not line or line == TABLE_MARK or any(stray in line for stray in STRAYS), (number, line)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_ordinary_report_is_read_whole_and_without_a_doubt(shape: str) -> None:
    for number in range(RUNS // 2):
        random = Random(f"ordinary {shape} {number}")
        given = sample(shape, random, ordinary(random), noise=False)
        (found,) = reports_in(given.data, given.name)
        assert found.uncertain == (), number
        assert found.report.cells == {id: figure.value for id, figure in given.figures.items()}, number
        assert (found.report.agency, found.report.year, found.report.form) == (given.agency, given.year, given.form)
        assert found.report.narratives == given.narratives, number
