"""A new kind of file is one module and one line in the registry."""

import io
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from published.plain import AGENCY, report

from giktui.errors import GiktuiError
from giktui.readers import registry, reports_in
from giktui.readers.registry import KINDS, Kind, kind_of

READER = """
from giktui.readers.formats.text.reader import blocks_of
from giktui.readers.document import Document

def read(data, name, limits):
    text = data.removeprefix(b"NEW!").decode().replace("^", "\\t")
    return [Document(blocks_of(text, name, limits), name, "made up")]
"""


ZIPPED = """
import io
import zipfile

from giktui.readers.formats.text.reader import blocks_of
from giktui.readers.document import Document

def read(data, name, limits):
    text = zipfile.ZipFile(io.BytesIO(data)).read("made-up.txt").decode()
    return [Document(blocks_of(text, name, limits), name, "made up")]
"""


@pytest.mark.parametrize("openings", [(), (b"NEW!",)], ids=["text, by its suffix", "by its first bytes"])
def test_a_new_kind_is_one_module_and_one_line(
    openings: tuple[bytes, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_up_kind.py").write_text(READER, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    kind = Kind("made up", (".new",), "made_up_kind", openings=openings)
    monkeypatch.setattr(registry, "KINDS", (*KINDS, kind))
    monkeypatch.setattr(registry, "_BY_NAME", {**registry._BY_NAME, kind.name: kind})
    data = b"".join(openings) + "\n".join(report()).replace("\t", "^").encode()
    (found,) = reports_in(data, "a.bin" if openings else "a.new")
    assert (found.report.agency, len(found.report.cells), found.doubts) == (AGENCY, 200, ())
    sys.modules.pop("made_up_kind")


def test_a_new_kind_in_a_zip_is_one_module_and_one_line_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made_up_kind.py").write_text(ZIPPED, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    kind = Kind("made up", (".new",), "made_up_kind", parts=("made-up.txt", re.compile(r"page\d+")))
    monkeypatch.setattr(registry, "KINDS", (*KINDS, kind))
    made = zipped({"made-up.txt": "\n".join(report()), "page1": "1"})
    inside = zipped({"a.new": made, "b.zip": zipped({"c.new": made})})
    for data, files in ((made, 1), (inside, 2)):
        found = reports_in(data, "a.bin")
        assert [(one.report.agency, len(one.report.cells)) for one in found] == [(AGENCY, 200)] * files
    (other,) = reports_in(zipped({"made-up.txt": "\n".join(report())}), "a.bin")  # not all its parts: an archive
    assert other.name == "a.bin/made-up.txt"
    sys.modules.pop("made_up_kind")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("BM是部门的缩写。", "text"), ("GIF8", "text"), ("PAR1\t2", "text"), ("RIFF0000WAVE", "text"),
        ("BM\x00\x01", "picture"), ("RIFF1234WEBPVP8", "picture"), ("{\\rtf1", "old office"), ("%PDF-1.7", "pdf"),
        ("PK\x03\x04", "zip"),
    ],
)  # fmt: skip
def test_a_word_at_the_beginning_makes_no_text_something_else(data: str, name: str) -> None:
    assert kind_of(data.encode(), "a.txt").name == name


@pytest.mark.parametrize(
    "data", [zipped({"OFD.xml": "<a/>"}), b"SQLite format 3\x00" + bytes(100)], ids=["ofd", "database"]
)
def test_what_is_known_and_not_read_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(GiktuiError, match="请用"):
        reports_in(data, "a.ofd")


@pytest.mark.parametrize(
    "data",
    [b"\0\0\0\x18ftypheic\0\0\0\0", b"\0\0\0\x1cftypavif\0\0\0\0", "<svg><text>行政许可 482</text></svg>".encode(),
     b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', b"8BPS\0\1" + bytes(40)],
    ids=["heic", "avif", "svg", "svg with a declaration", "psd"],
)  # fmt: skip
def test_pictures_that_are_not_read_say_what_to_do(data: bytes) -> None:
    with pytest.raises(GiktuiError, match="另存为 PNG 或 JPEG"):
        reports_in(data, "a.bin")


def test_a_page_with_a_drawing_in_it_is_a_page() -> None:
    page = "<?xml version='1.0'?>\n<html><body><svg></svg><p>一、总体情况</p></body></html>"
    assert kind_of(page.encode(), "a").name == "html"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_told_by_its_line(kind: Kind) -> None:
    for opening in kind.openings:
        assert kind_of(opening + b"\x00", "a").name == kind.name
    if kind.parts:
        parts = (part if isinstance(part, str) else "word/document.xml" for part in kind.parts)
        assert kind_of(zipped(dict.fromkeys(parts, "")), "a").name == kind.name
    for suffix in kind.suffixes if kind.by_suffix and not kind.openings and not kind.parts else ():
        assert kind_of("甲".encode(), f"a{suffix}").name == kind.name
    assert len({suffix for one in KINDS for suffix in one.suffixes}) == sum(len(one.suffixes) for one in KINDS)
