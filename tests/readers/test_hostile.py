"""Whatever a file is, reading it ends in documents or in this project's own error, in bounded time and memory."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_pdf import Page, pdf

from giktui.errors import GiktuiError
from giktui.readers import Limits, read_bytes, reports_in
from giktui.readers.document import Paragraph
from giktui.readers.isolated.__main__ import MEMORY

SMALL = Limits(size=8_000_000, expanded=4_000_000, fields=20_000, columns=200, seconds=20)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def word_with(xml: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return held.getvalue()


def body(inner: str) -> bytes:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'.encode()


@cache
def word() -> bytes:
    made = docx.Document()
    made.add_paragraph("一、总体情况")
    made.add_table(2, 2).cell(0, 0).text = "规章"
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


@cache
def excel() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["规章", 1, 2.5, "=A1"])
    book.active.merge_cells("A2:B3")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@cache
def page() -> bytes:
    table = "<table><tr><td rowspan=2>规章<td colspan=3>1</tr><tr><td>2</table>"
    return f"<html><meta charset=gb2312><div hidden>x</div>{table}<p>正文<br>二</p></html>".encode("gb18030")


@cache
def portable() -> bytes:
    table = (
        Page().text(70, 50, "正文").table([70.0, 170.0, 270.0], [100.0, 130.0, 160.0], [["规章", "1"], ["文件", "2"]])
    )
    return pdf(table)


def sound(data: bytes, name: str) -> None:
    """Reading ends in documents of text without control characters, or in this project's error."""
    try:
        documents = read_bytes(data, name, limits=SMALL)
    except GiktuiError as error:
        assert str(error)
        return
    for document in documents:
        for block in document.blocks:
            lines = [(block.text,)] if isinstance(block, Paragraph) else [line.fields for line in block.lines]
            written = "".join(field for fields in lines for field in fields)
            assert not any(character < " " and character not in "\t\n" for character in written)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a deep page": ("a.html", lambda: b"<div>" * 300_000 + b"x"),
    "deep tables": ("a.html", lambda: b"<table><tr><td>" * 20_000 + b"x"),
    "an element of many attributes": ("a.html", lambda: b"<p %s>x" % b" ".join(b"a%d=1" % n for n in range(200_000))),
    "unclosed formatting": (
        "a.html",
        lambda: b"<p>" + b"".join(b"<font size=%d>" % n for n in range(20_000)) + b"</p>" + b"<p>x</p>" * 20_000,
    ),
    "a million columns": ("a.html", lambda: b"<table><tr>" + b"<td>1" * 1_000_000),
    "claims of a million": (
        "a.html",
        lambda: b"<table>" + b"<tr><td colspan=1000000 rowspan=1000000>1</td></tr>" * 20_000 + b"</table>",
    ),
    "an entity that repeats itself": (
        "a.docx",
        lambda: word_with(f'<!DOCTYPE w [<!ENTITY l0 "ha">{BILLION}]><w>&l9;</w>'.encode()),
    ),
    "an entity from outside": (
        "a.docx",
        lambda: word_with(b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'),
    ),
    "an entity in UTF-16": ("a.docx", lambda: word_with('<!DOCTYPE w [<!ENTITY x "y">]><w>&x;</w>'.encode("utf-16"))),
    "XML too deep": ("a.docx", lambda: word_with(body("<w:sdt>" * 100_000))),
    "a Word table of a million fields": (
        "a.docx",
        lambda: word_with(body("<w:tbl><w:tr>" + "<w:tc/>" * 100_000 + "</w:tr></w:tbl>")),
    ),
    "a Word part that unfolds": ("a.docx", lambda: word_with(b" " * 50_000_000)),
    "a zip that unfolds": ("a.zip", lambda: word_with(b" " * 50_000_000).replace(b"document", b"dokument")),
    "a PDF of nothing but its name": ("a.pdf", lambda: b"%PDF-1.7\n"),
    "a PDF that turns in a circle": ("a.pdf", lambda: portable().replace(b"/Kids[7 0 R]", b"/Kids[2 0 R]")),
    "a CSV of one endless field": ("a.csv", lambda: b'"' + b"a" * 1_000_000),
    "an archive cut short": ("a.zip", lambda: word()[:500]),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_harmless(case: str) -> None:
    name, make = HOSTILE[case]
    sound(make(), name)


@pytest.mark.parametrize("case", ["an entity that repeats itself", "an entity from outside", "an entity in UTF-16"])
def test_entities_are_refused(case: str) -> None:
    name, make = HOSTILE[case]
    with pytest.raises(GiktuiError):
        read_bytes(make(), name)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.docx", "空文件"),
        (b" \n", "a.txt", "空文件"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.docx", "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.pdf", "图片"),
        (b"\x7fELF\2\1\1\0\0\0", "a.html", "不是文本"),
        (b"MZ\x90\0\3", "a.doc", "不是文本"),
    ],
)
def test_a_file_that_is_no_report_is_told_what_it_is(data: bytes, name: str, message: str) -> None:
    with pytest.raises(GiktuiError, match=message):
        reports_in(data, name)


@pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory is the system's")
def test_a_bomb_in_a_pdf_stays_within_the_bounds_of_its_process() -> None:
    """A stream of 100 MB of blanks in 100 kB: read or refused, in a process with a bound on its memory and time."""
    import resource

    blank = zlib.compress(b" " * 100_000_000, 9)
    content = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(blank), blank)
    data = pdf(Page()).replace(b"<</Length 0>>\nstream\n\nendstream", content)
    with suppress(GiktuiError):
        read_bytes(data, "a.pdf", limits=Limits(seconds=2))
    forked_with = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= MEMORY + forked_with


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_hostile_files_take_little_memory() -> None:
    """By the peak of this process's own memory: `ru_maxrss` would have that of the process that started it in it."""
    here = Path(__file__).parent
    code = (
        f"import sys; sys.path[:0] = [{str(here)!r}, {str(here.parent)!r}]\n"
        "from test_hostile import HOSTILE, sound\n"
        "for name, make in HOSTILE.values(): sound(make(), name)\n"
        "status = open('/proc/self/status').read().split()\n"
        "print(status[status.index('VmHWM:') + 1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stdout) < 400_000, "kB"


changes_of_bytes = st.one_of(st.binary(min_size=1, max_size=8), st.integers(1, 200))
mutations = st.lists(st.tuples(st.integers(0, 10**6), changes_of_bytes), min_size=1, max_size=8)


def mutated(data: bytes, changes: list[tuple[int, bytes | int]]) -> bytes:
    """Bytes put in the place of others, or a stretch of them taken out."""
    for where, change in changes:
        place = where % max(1, len(data))
        if isinstance(change, int):
            data = data[:place] + data[place + change :]
        else:
            data = data[:place] + change + data[place + len(change) :]
    return data


@pytest.mark.parametrize(("make", "name"), [(word, "a.docx"), (excel, "a.xlsx"), (page, "a.html")])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=mutations)
def test_mutated_files(make: Callable[[], bytes], name: str, changes: list[tuple[int, bytes | int]]) -> None:
    sound(mutated(make(), changes), name)


@pytest.mark.parametrize(
    ("make", "part"), [(word, "word/document.xml"), (excel, "xl/worksheets/sheet1.xml"), (excel, "xl/workbook.xml")]
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=mutations)
def test_mutated_parts(make: Callable[[], bytes], part: str, changes: list[tuple[int, bytes | int]]) -> None:
    """As above, behind the checksum of the archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make())) as whole, zipfile.ZipFile(held, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, mutated(content, changes) if name == part else content)
    sound(held.getvalue(), part.split("/", maxsplit=1)[0])


@settings(max_examples=8, deadline=None)
@given(changes=mutations)
def test_mutated_pdfs(changes: list[tuple[int, bytes | int]]) -> None:
    sound(mutated(portable(), changes), "a.pdf")
