"""A new kind of file is one module and one line in the registry."""

import sys
from pathlib import Path

import pytest
from published.plain import AGENCY, report

from giktui.readers import registry, reports_in
from giktui.readers.registry import KINDS, Kind, kind_of

READER = """
from giktui.readers.formats.text.reader import blocks_of
from giktui.readers.document import Document

def read(data, name, limits):
    text = data.removeprefix(b"NEW!").decode().replace("^", "\\t")
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


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_told_by_its_line(kind: Kind) -> None:
    for opening in kind.openings:
        assert kind_of(opening + b"\x00", "a").name == kind.name
    for suffix in kind.suffixes if not kind.openings and not kind.packed else ():
        assert kind_of("甲".encode(), f"a{suffix}").name == kind.name
    assert len({suffix for one in KINDS for suffix in one.suffixes}) == sum(len(one.suffixes) for one in KINDS)
