"""Real reports in the shapes agencies publish them, where the shared samples are at hand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from giktui.readers import read_reports
from giktui.report import Number, paragraphs

SHARED = Path(__file__).parents[2] / "../shared"
SEED = SHARED / "seeds/000_2048e31d61a0010c.txt"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples are not at hand")


def as_expected(value: Number) -> int | str:
    return format(value, "f") if isinstance(value, Decimal) else value


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (SEED, "yiyang-2021"),
        (SHARED / "corpus/huaian-2024.cell_a_line.txt", "huaian-2024"),
        (SHARED / "corpus/huaian-2024.piped.txt", "huaian-2024"),
        (SHARED / "corpus/huaian-2024.tabbed_gbk.txt", "huaian-2024"),
    ],
    ids=lambda value: getattr(value, "stem", value),
)
def test_every_cell_of_a_real_report(file: Path, expected: str) -> None:
    (found,) = read_reports(file)
    wanted = json.loads((SHARED / f"corpus/{expected}.expected.json").read_text("utf-8"))
    assert {id: as_expected(value) for id, value in found.report.cells.items()} == wanted["cells"]
    assert (found.report.agency, found.report.year, found.report.form) == (
        wanted["agency"],
        wanted["year"],
        wanted["form"],
    )
    assert found.doubts == ()
    assert set(found.readings) == set(found.report.definition.cells)


def test_the_texts_of_the_seed_paragraph_by_paragraph() -> None:
    (found,) = read_reports(SEED)
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines()]
    heads = [lines.index(section.title) for section in found.report.definition.sections]

    def between(start: int, end: int | None) -> list[str]:
        return [line for line in lines[start + 1 : end] if line]

    assert paragraphs(found.report.narratives["overview"]) == between(heads[0], heads[1])
    assert paragraphs(found.report.narratives["problems"]) == between(heads[4], heads[5])
    assert paragraphs(found.report.narratives["other"]) == between(heads[5], None)
    assert found.report.preamble == ""
    assert found.report.title == "宜阳县人民政府办公室2021年政府信息公开工作年度报告"


def test_a_reading_knows_its_line_and_printed_form() -> None:
    (found,) = read_reports(SEED)
    reading = found.readings["applications.refused_prohibited_by_law.total"]
    assert (reading.value, reading.printed, reading.place.line, reading.how) == (0, "0", 42, "also")
