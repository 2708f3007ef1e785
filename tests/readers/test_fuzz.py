"""Whatever the file, reading ends in reports or in this project's own error."""

import sys
import time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from published.figures import published
from published.plain import report
from published.shapes import SHAPES, sample
from strategies import lines

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, load_form
from giktui.readers import reports_in

_PIECES = [
    *(field for line in report() for field in line.split("\t")),
    "\t",
    "|",
    "\n",
    " ",
    "　",
    "+---+",
    "<td>",
    "\x1b[",
]

_SECONDS, _KILOBYTES = 5, 200_000


def _held() -> int:
    """The most memory this process has had, where the system counts it in kB."""
    if sys.platform != "linux":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def read(data: bytes, name: str) -> None:
    """As it says above, and in time and memory that a file so small may take."""
    start, held = time.process_time(), _held()
    try:
        found = reports_in(data, name)
    except GiktuiError as error:
        assert str(error)
        return
    finally:
        assert time.process_time() - start < _SECONDS
        assert _held() - held < _KILOBYTES
    for one in found:
        doubted = {cell for doubt in one.doubts for cell in doubt.cells}
        assert not doubted & set(one.report.cells)
        assert doubted | set(one.readings) == set(one.report.definition.cells)
        one.report.title.encode(), str(one.report.narratives).encode()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(("a.txt", "a.md", "a.json", "a.html", "a.csv")))
def test_any_bytes(data: bytes, name: str) -> None:
    read(data, name)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(_PIECES) | lines() | st.text(max_size=5), max_size=120), st.sampled_from(("a.txt", "a.md"))
)
def test_any_words_of_a_report(pieces: list[str], name: str) -> None:
    title = report()[0]
    read(f"{title}\n{''.join(pieces)}".encode("utf-8", "surrogatepass"), name)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SHAPES), st.integers(0, 10**9), st.data())
def test_damaged_reports(shape: str, number: int, data: st.DataObject) -> None:
    random = Random(number)
    given_file = sample(shape, random, published(random))
    damaged = bytearray(given_file.data)
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(damaged)))
        end = data.draw(st.integers(start, min(len(damaged), start + 200)))
        kind = data.draw(st.sampled_from(("cut", "double", "overwrite", "insert")))
        piece = bytes(damaged[start:end])
        new = data.draw(st.binary(max_size=6)) if kind in ("overwrite", "insert") else b""
        damaged[start:end] = {"cut": b"", "double": piece * 2, "overwrite": new, "insert": piece + new}[kind]
    read(bytes(damaged), given_file.name)


_LABELS = [
    text
    for form in FORM_IDS
    for table in load_form(form).tables
    for text in (*(row.label for row in table.rows), *(column.label for column in table.columns))
]
_TAGS = ["<table>", "</table>", "<tr>", "<td>", "<th>", "<td rowspan=2>", "<td colspan=3>", "<p>", "<br>", "<div>"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(_LABELS) | st.sampled_from(_TAGS) | st.sampled_from(("0", "1", "12", "/", "一、", "", "2024")),
        max_size=80,
    )
)
def test_any_markup_of_a_report(pieces: list[str]) -> None:
    read(f"<title>{report()[0]}</title>{''.join(pieces)}".encode(), "a.html")


def test_lines_of_numbers_in_a_second_table_are_harmless() -> None:
    """The rows of a table of another year are dropped; what stood beside them had been counted with them."""
    page = (
        "<a><table>行政许可</><d>本年处理决定数量<th>行政许可<td>><tr><th>第二十条第八项<tr><th>行政事业性收费<tr><td>0"
    )
    (found,) = reports_in(page.encode(), "a.html", agency="澄湖县人民政府", year=2025)
    assert not found.report.cells
