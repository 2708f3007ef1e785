"""The Excel workbook: numbers as published, sums and checks live, text never a formula."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from samples import sample
from strategies import reports

from giktui.form import load_form
from giktui.readers import read_reports
from giktui.report import Report, around_table, paragraphs
from giktui.writers import write_bytes
from giktui.writers.layout import plan
from giktui.writers.xlsx_sums import checks_of, places_of


def books(report: Report) -> tuple[Workbook, Workbook]:
    """The workbook with its formulas, and with their saved results."""
    data = write_bytes(report, "xlsx")
    return load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)


def at(book: Workbook, report: Report, cell: str) -> object:
    """What stands in a cell of the form; on a table's sheet the table begins in the line behind head and text."""
    table = load_form(report.form).table(cell.split(".", 1)[0])
    line, column = places_of(table, 1)[cell]
    before, _behind = around_table(report.narratives.get(table.id, ""))
    return book[report.definition.section(table.id).title].cell(line + 1 + len(before), column + 1).value


def test_a_total_that_agrees_is_a_formula_with_its_result() -> None:
    formulas, results = books(sample(2024))
    for cell, formula, result in (
        ("applications.received.total", "=SUM(D5:I5)", 46),
        ("applications.results_total.natural_person", "=SUM(D7:D27)", 42),
        ("proceedings.review.total", "=SUM(A5:D5)", 2),
    ):
        assert at(formulas, sample(2024), cell) == formula
        assert at(results, sample(2024), cell) == result


def test_a_total_that_disagrees_is_the_published_number_and_the_check_shows_it() -> None:
    report = sample(2024).with_cells({"applications.received.total": 40})
    formulas, results = books(report)
    assert at(formulas, report, "applications.received.total") == 40
    sheet = report.definition.section("applications").title
    assert results[sheet]["L4"].value == "核对：各项之和减总计"
    difference = "SUM(D5:I5)-J5"
    assert formulas[sheet]["L5"].value == f'=IF({difference}=0,"相符","相差"&({difference}))'
    assert [results[sheet][place].value for place in ("L5", "L6", "J31", "J32")] == ["相差6", "相符", "相符", "相差-6"]


def test_a_blank_total_stays_blank() -> None:
    report = sample(2024).with_cells({"applications.received.total": None})
    formulas, _results = books(report)
    assert at(formulas, report, "applications.received.total") is None


def test_a_number_of_more_digits_than_excel_keeps_is_not_rounded(tmp_path: Path) -> None:
    amount = Decimal("123456789012345.6789")
    (tmp_path / "a.xlsx").write_bytes(write_bytes(sample(2024).with_cells({"disclosure.fees.amount": amount}), "xlsx"))
    (found,) = read_reports(tmp_path / "a.xlsx")
    assert found.report.cells["disclosure.fees.amount"] == amount


@settings(deadline=None, max_examples=6)
@given(reports(odd=True))
def test_every_number_stands_where_the_form_has_it(report: Report) -> None:
    formulas, results = books(report)
    for cell in report.definition.cells:
        value, expected = at(results, report, cell), report.cells.get(cell)
        assert (value is None) == (expected is None)
        assert expected is None or Decimal(repr(value)) == expected
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            assert re.fullmatch(r'=[-+A-Z0-9:()]+|=IF\(([-+A-Z0-9:()]+)=0,"相符","相差"&\(\1\)\)', cell.value)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "http://www.example.gov.cn/", "{=1}", "'x"])
def test_text_stays_text(text: str) -> None:
    report = replace(sample(2024), preamble=text).with_narrative("other", text)
    formulas, results = books(report)
    assert formulas.worksheets[0]["A2"].value == results.worksheets[0]["A2"].value == text
    assert formulas.worksheets[0]["A2"].data_type == formulas.worksheets[5]["A2"].data_type == "s"
    assert formulas.worksheets[0]["A2"].hyperlink is None


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_sum_of_the_form_has_its_check_outside_the_table(form: str) -> None:
    definition = load_form(form)
    for table in definition.tables:
        sums = [r for r in definition.relations if r.table == table.id and r.operator == "=" and not r.across_years]
        report = Report("青禾县", 2024, form, cells=dict.fromkeys(definition.cells, 1))
        checks = list(checks_of(report, table, places_of(table, 1)))
        assert len({check.place for check in checks}) == len(checks) == len(sums)
        drawn = plan(table)
        assert all(line > drawn.height + 1 or column > drawn.width for line, column in (c.place for c in checks))


def test_paragraphs_have_a_line_each() -> None:
    report = sample(2024)
    _formulas, results = books(report)
    lines = [row[0] for row in results.worksheets[0].iter_rows(values_only=True)]
    assert lines == [
        report.title,
        *paragraphs(report.preamble),
        "一、总体情况",
        *paragraphs(report.narratives["overview"]),
    ]
