"""The Word document: the official blank, filled."""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from samples import sample
from strategies import reports

from giktui.report import Report, around_table, paragraphs
from giktui.writers import write_bytes

TEMPLATE = Path(__file__).parents[2] / "../shared/corpus/official-template-2021.docx"


def shape(table: Table) -> list[list[tuple[str, int, str]]]:
    """Each row's cells as (text, columns spanned, merged downwards), without white space."""
    rows = []
    for row in table._tbl.iter(qn("w:tr")):
        cells = []
        for cell in row.iter(qn("w:tc")):
            span, merge = cell.tcPr.find(qn("w:gridSpan")), cell.tcPr.find(qn("w:vMerge"))
            text = "".join("".join(node.text or "" for node in cell.iter(qn("w:t"))).split())
            merged = "" if merge is None else merge.get(qn("w:val")) or "continue"
            cells.append(
                (text if not text.isdigit() else "", 1 if span is None else int(span.get(qn("w:val"))), merged)
            )
        rows.append(cells)
    return rows


def widths(table: Table) -> list[int]:
    return [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the official template is not in the repository")
def test_tables_are_those_of_the_official_blank() -> None:
    official = Document(str(TEMPLATE))
    ours = Document(io.BytesIO(write_bytes(sample(2024), "docx")))
    blank = Document(io.BytesIO(write_bytes(Report("青禾县", 2024, "2021"), "docx")))
    for theirs, filled, empty in zip(official.tables, ours.tables, blank.tables, strict=True):
        assert shape(empty) == shape(theirs)
        assert len(widths(filled)) == len(widths(theirs))
        assert all(abs(mine - other) <= 8 for mine, other in zip(widths(filled), widths(theirs), strict=True))


def test_fonts_are_named_as_officials_name_them() -> None:
    document = Document(io.BytesIO(write_bytes(sample(2024), "docx")))
    fonts = {
        style: document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in ("Normal", "Title", "Heading 1")
    }
    assert fonts == {"Normal": "仿宋_GB2312", "Title": "方正小标宋简体", "Heading 1": "黑体"}
    assert document.core_properties.title == "青禾县人民政府2024年政府信息公开工作年度报告"
    assert document.core_properties.author == "青禾县人民政府"


@settings(deadline=None, max_examples=6)
@given(reports())
def test_every_paragraph_is_in_it(report: Report) -> None:
    document = Document(io.BytesIO(write_bytes(report, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    form = report.definition
    expected = [report.title, *paragraphs(report.preamble)]
    for section in form.sections:
        before, behind = around_table(report.narratives.get(section.id, ""))
        expected += [section.title, *before, *behind]
    assert texts == expected


def test_control_characters_do_not_break_it() -> None:
    report = sample(2024).with_narrative("other", "甲\x00\x0b\x1b[31m乙\ufffe")
    document = Document(io.BytesIO(write_bytes(report, "docx")))
    assert document.paragraphs[-1].text == "甲[31m乙"


def test_a_long_number_is_set_smaller_and_stays_in_one_line() -> None:
    report = sample(2024).with_cells({"applications.received.total": 1234567, "disclosure.licences.decisions": 1234567})
    document = Document(io.BytesIO(write_bytes(report, "docx")))

    def sizes(table: Table, number: str) -> list[float]:
        runs = (run for node in table._tbl.iter(qn("w:p")) for run in Paragraph(node, table).runs)
        return [run.font.size.pt for run in runs if run.text == number and run.font.size is not None]

    assert sizes(document.tables[0], "1234567") == [10]
    assert sizes(document.tables[1], "1234567") == [7.5]
    assert sizes(document.tables[1], "41") == [10]
