"""CSV files: giktui's own come back as the reports they were, any other becomes a grid."""

import csv as stdlib
import io
from dataclasses import replace

import pytest
from samples import sample

from giktui.errors import GiktuiError
from giktui.readers import Document, Limits, read_bytes, reports_in
from giktui.readers.document import Grid
from giktui.writers import csv


def grid(data: bytes) -> list[tuple[str, ...]]:
    (document,) = read_bytes(data, "report.csv")
    (block,) = document.blocks
    assert isinstance(block, Grid)
    return [line.fields for line in block.lines]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = f"规章{delimiter}1{delimiter}0\r\n\r\n文件{delimiter}{delimiter}8\r\n"
    assert grid(text.encode(encoding)) == [("规章", "1", "0"), ("文件", "", "8")]


def test_quoted_fields_keep_delimiters_quotes_and_lines() -> None:
    assert grid('"甲,""乙""\n丙", 1 \n'.encode()) == [('甲,"乙"\n丙', "1")]


def test_a_line_says_where_it_begins() -> None:
    (document,) = read_bytes('甲,"1\n2"\n\n乙,3\n'.encode(), "report.csv")
    (block,) = document.blocks
    assert isinstance(block, Grid)
    assert [line.place.line for line in block.lines] == [1, 4]


@pytest.mark.parametrize("year", [2020, 2023, 2024])
@pytest.mark.parametrize("write", [csv.write, csv.write_wide])
def test_what_giktui_writes_comes_back(write: object, year: int) -> None:
    report = sample(year)
    assert callable(write)
    (found,) = reports_in(write(report).encode(), "report.csv")
    assert found.report == report
    assert found.certain
    assert found.kind == "csv"


def test_text_guarded_against_formulas_comes_back_as_it_was() -> None:
    report = replace(sample(2024), narratives={"overview": "=1+1", "problems": "'引", "other": "-"})
    (found,) = reports_in(csv.write(report).encode(), "report.csv")
    assert found.report.narratives == report.narratives


@pytest.mark.parametrize("stream", [csv.stream, csv.stream_wide])
def test_several_reports_in_one_file(stream: object) -> None:
    assert callable(stream)
    reports = [sample(year) for year in (2020, 2023, 2024)]
    found = reports_in("".join(stream(reports)).encode(), "all.csv")
    assert [recognition.report for recognition in found] == reports


def test_a_value_names_its_line() -> None:
    text = csv.write(sample(2024))
    records = list(stdlib.reader(io.StringIO(text)))
    number = next(n for n, record in enumerate(records) if record[4] == "disclosure.normative_documents.issued")
    lines = sum(field.count("\n") for record in records[:number] for field in record)
    (found,) = reports_in(text.encode(), "report.csv")
    assert found.readings["disclosure.normative_documents.issued"].place.line == number + lines + 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("甲县,2024,2021,cell,disclosure.nothing.here,,,,3", "没有这个单元格"),
        ("甲县,2024,2021,cell,disclosure.rules.issued,,,,约3", "应为整数"),
        ("甲县,二〇二四,2021,cell,disclosure.rules.issued,,,,3", "年份"),
        ("甲县,2024,2015,cell,disclosure.rules.issued,,,,3", "2019"),
        (",2024,2021,cell,disclosure.rules.issued,,,,3", "机关"),
    ],
)
def test_a_report_that_is_not_as_the_form_has_it_is_refused(row: str, message: str) -> None:
    with pytest.raises(GiktuiError, match=message):
        reports_in(f"{','.join(csv.TIDY)}\n{row}\n".encode(), "report.csv")


def test_a_cell_stated_twice_is_refused() -> None:
    row = "甲县,2024,2021,cell,disclosure.rules.issued,,,,3\n"
    with pytest.raises(GiktuiError, match=r"第 3 行.*出现了两次"):
        reports_in(f"{','.join(csv.TIDY)}\n{row}{row}".encode(), "report.csv")


@pytest.mark.parametrize("data", [b'"' + b"a" * 200_000, b"a," * 1001])
def test_broken_quoting_and_absurd_width_are_refused(data: bytes) -> None:
    with pytest.raises(GiktuiError):
        read_bytes(data, "report.csv", limits=Limits(columns=1000))


def test_an_ordinary_file_is_a_document() -> None:
    (document,) = read_bytes("规章,1".encode(), "report.csv")
    assert isinstance(document, Document)
