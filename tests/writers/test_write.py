"""What each writer writes: golden files, and data that stays data."""

import csv
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import html5lib
import pytest
from goldens import check
from hypothesis import given, settings
from samples import sample
from strategies import reports
from wcwidth import wcswidth

from giktui.errors import GiktuiError
from giktui.interchange import from_dict
from giktui.report import TABLE_MARK, Report, around_table, paragraphs
from giktui.writers import FORMATS, write, write_bytes
from giktui.writers.csv import stream, stream_wide

GOLDEN = Path(__file__).parent / "golden"
QUICK = settings(deadline=None, max_examples=20)


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("format", [name for name, format in FORMATS.items() if not format.binary])
def test_golden(format: str, year: int) -> None:
    written = write(sample(year), format)
    assert isinstance(written, str)
    name = f"{year}{'-wide' if format == 'csv-wide' else ''}{FORMATS[format].suffix}"
    check(GOLDEN / name, written)


@pytest.mark.parametrize("format", [name for name, format in FORMATS.items() if format.binary])
def test_the_same_report_gives_the_same_file_at_any_time(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    written = write_bytes(sample(2024), format)
    later = time.time() + 40_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert write_bytes(sample(2024), format) == written


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(GiktuiError, match=r"yaml.*text、tsv、markdown"):
        write(sample(2024), "yaml")


def test_csv_files_begin_with_a_mark_that_excel_needs() -> None:
    assert write_bytes(sample(2024), "csv").startswith(b"\xef\xbb\xbfagency,")
    assert write_bytes(sample(2024), "json").startswith(b"{")


def test_the_official_wording_stays_in_english(speak: Callable[[str], None]) -> None:
    chinese = {format: write(sample(2024), format) for format in FORMATS if not FORMATS[format].binary}
    speak("en")
    assert {format: write(sample(2024), format) for format in chinese} == chinese


@QUICK
@given(reports(odd=True))
def test_frames_are_straight_and_at_most_96_wide_unless_numbers_need_more(report: Report) -> None:
    text = write(report, "text")
    assert isinstance(text, str)
    for table in re.findall(r"^\+(?:.*\n)+?(?=\n|\Z)", text, re.MULTILINE):
        widths = {wcswidth(line) for line in table.splitlines()}
        assert len(widths) == 1
    small = write(replace(report, cells=dict.fromkeys(report.definition.cells, 9), preamble="", narratives={}), "text")
    assert isinstance(small, str)
    assert max(wcswidth(line) for line in small.splitlines()) <= 96


@QUICK
@given(reports())
def test_text_shows_every_paragraph_and_number(report: Report) -> None:
    text = write(report, "text")
    assert isinstance(text, str)
    lines = {line.strip() for line in text.splitlines()}
    assert {line for part in report.narratives.values() for line in paragraphs(part)} <= {*lines, TABLE_MARK}
    assert re.findall(r"^[|+]", text.split("二、")[0], re.MULTILINE) == []


@QUICK
@given(reports())
def test_html_is_strictly_parsable_and_escapes(report: Report) -> None:
    page = write(report, "html")
    assert isinstance(page, str)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    texts = ["".join(node.itertext()) for node in tree.iter("p")]
    assert texts == [line for text in (report.preamble, *_in_order(report)) for line in paragraphs(text)]
    assert [node.tag for node in tree.iter("script")] == []
    for table in tree.iter("table"):
        ids = [node.get("id") for node in table.iter("th")]
        assert len(set(ids)) == len(ids)
        for cell in table.iter("td"):
            assert set((cell.get("headers") or "").split()) <= set(ids)


def _in_order(report: Report) -> list[str]:
    texts = (around_table(report.narratives.get(section.id, "")) for section in report.definition.sections)
    return ["\n".join([*before, *behind]) for before, behind in texts]


@QUICK
@given(reports(odd=True))
def test_json_reads_back(report: Report) -> None:
    written = write(report, "json")
    assert isinstance(written, str)
    assert from_dict(json.loads(written)) == report


@QUICK
@given(reports(odd=True))
def test_csv_has_every_cell_and_no_formula(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(stream([report])), newline="")))
    cells = {row["cell"]: row["value"] for row in rows if row["part"] == "cell"}
    assert list(cells) == list(report.definition.cells)
    assert {id: Decimal(value) for id, value in cells.items() if value} == report.cells
    for row in rows:
        texts = [value for name, value in row.items() if name != "value" or row["part"] != "cell"]
        assert not any(text.startswith(("=", "+", "-", "@", "＝")) for text in texts)


def test_wide_csv_has_a_row_a_report_and_the_cells_of_both_forms() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(stream_wide([sample(2020), sample(2024)])), newline="")))
    assert [row["year"] for row in rows] == ["2020", "2024"]
    assert rows[0]["disclosure.licences.change"] == "-12"
    assert rows[1]["disclosure.licences.change"] == ""
    assert rows[1]["applications.received.total"] == "46"


def test_csv_streams() -> None:
    taken = 0

    def many() -> Iterator[Report]:
        nonlocal taken
        while True:
            taken += 1
            yield sample(2024)

    lines = stream(many())
    next(lines)
    next(lines)
    assert taken == 1


def test_writing_text_loads_no_office_library() -> None:
    heavy = ("docx", "openpyxl", "xlsxwriter", "lxml", "tabulate", "rapidfuzz", "wcwidth")
    code = f"import sys, giktui.writers, giktui.diff; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
