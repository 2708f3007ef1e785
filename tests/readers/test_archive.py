"""A zip gives the documents in it, under their names, and no more than the bounds allow."""

import io
import zipfile
import zlib
from typing import Any

import docx
import pytest
from published.plain import report

from giktui import readers
from giktui.errors import GiktuiError
from giktui.readers import Document, Kind, Limits, Recognition, read_bytes, reports_in
from giktui.readers.registry import kind_of

PAGE = "<html><p>一、总体情况</p></html>".encode()


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


def word() -> bytes:
    held = io.BytesIO()
    docx.Document().save(held)
    return held.getvalue()


def names(data: bytes, limits: Limits | None = None) -> list[str]:
    return [document.name for document in read_bytes(data, "年报.zip", limits=limits or Limits())]


def test_each_file_is_read_by_its_kind() -> None:
    documents = read_bytes(packed(("甲/a.html", PAGE), ("b.docx", word()), ("c.txt", PAGE[9:12])), "年报.zip")
    assert [(document.name, document.kind) for document in documents] == [
        ("年报.zip/甲/a.html", "html"),
        ("年报.zip/b.docx", "docx"),
        ("年报.zip/c.txt", "text"),
    ]


def test_archives_in_archives_are_opened_and_say_the_way() -> None:
    inner = packed(("a.html", PAGE))
    assert names(packed(("乙.zip", packed(("丙.zip", inner))))) == ["年报.zip/乙.zip/丙.zip/a.html"]


def test_archives_nested_too_deep_are_refused() -> None:
    data = packed(("a.html", PAGE))
    for _level in range(5):
        data = packed(("a.zip", data))
    with pytest.raises(GiktuiError, match="套"):
        names(data)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_gbk_or_utf8(encoding: str) -> None:
    plain = "abcdefghijkl"[: len("年报".encode(encoding))]
    data = packed((f"{plain}.html", PAGE)).replace(plain.encode(), "年报".encode(encoding))
    assert names(data) == ["年报.zip/年报.html"]


def test_names_are_never_paths() -> None:
    found = names(packed(("../../etc/a.html", PAGE), ("/b.html", PAGE), ("..\\c.html", PAGE)))
    assert found == ["年报.zip/etc/a.html", "年报.zip/b.html", "年报.zip/c.html"]


def test_litter_is_not_read() -> None:
    data = packed(("__MACOSX/._a.html", b"\0\0"), (".DS_Store", b"\0"), ("Thumbs.db", b"\0"), ("a.html", PAGE))
    assert names(data) == ["年报.zip/a.html"]


def test_one_bad_file_does_not_stop_the_others() -> None:
    refused: list[str] = []
    data = packed(("a.jpg", b"\xff\xd8\xff\xe0\0\0"), ("b.html", PAGE))
    documents = read_bytes(data, "年报.zip", refuse=lambda name, error: refused.append(f"{name}: {error}"))
    assert [document.name for document in documents] == ["年报.zip/b.html"]
    assert len(refused) == 1
    assert "图片" in refused[0]


def test_one_bad_archive_does_not_stop_the_others() -> None:
    deep = packed(("a.html", PAGE))
    for _level in range(4):
        deep = packed(("in.zip", deep), ("beside.html", PAGE))
    stored = packed(("x.html", PAGE * 50), method=zipfile.ZIP_STORED).replace(PAGE * 50, PAGE * 49 + bytes(len(PAGE)))
    members = ("cut.zip", packed(("c.html", PAGE))[:-30]), ("cut.docx", word()[:-30]), ("deep.zip", deep)
    refused: dict[str, str] = {}
    documents = read_bytes(
        packed(*members, ("wrong.zip", stored), ("good.html", PAGE)),
        "年报.zip",
        refuse=lambda name, error: refused.update({name: str(error)}),
    )
    assert [document.name for document in documents] == [
        "年报.zip/deep.zip/in.zip/beside.html", "年报.zip/deep.zip/beside.html", "年报.zip/good.html",
    ]  # fmt: skip
    assert {name: next(word for word in ("损坏", "套") if word in why) for name, why in refused.items()} == {
        "年报.zip/cut.zip": "损坏",
        "年报.zip/cut.docx": "损坏",
        "年报.zip/deep.zip/in.zip/in.zip": "套",
        "年报.zip/wrong.zip/x.html": "损坏",
    }


def test_an_encrypted_file_is_told() -> None:
    data = bytearray(packed(("a.html", PAGE)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(GiktuiError, match="密码"):
        names(bytes(data))


@pytest.mark.parametrize("content", [b"", b"__MACOSX/"])
def test_an_archive_without_files_is_told(content: bytes) -> None:
    with pytest.raises(GiktuiError, match="没有文件"):
        names(packed(("__MACOSX/x", content)))


def test_what_unfolds_is_counted_over_all_archives_in_it() -> None:
    blank = packed(*((f"{number}.txt", b" " * 900_000 + b"x") for number in range(3)))
    outer = packed(*((f"{number}.zip", blank) for number in range(4)))
    with pytest.raises(GiktuiError, match="展开后过大"):
        names(outer, Limits(expanded=8_000_000))


@pytest.mark.parametrize("limits", [Limits(ratio=100), Limits(expanded=5_000_000)])
def test_a_bomb_is_refused(limits: Limits) -> None:
    with pytest.raises(GiktuiError, match="展开后过大"):
        names(packed(("a.html", b"\0" * 20_000_000)), limits)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = b"\0" * 20_000_000
    data = packed(("a.html", content)).replace(len(content).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(GiktuiError):
        names(data, Limits(ratio=100))


def test_too_many_files_are_refused() -> None:
    with pytest.raises(GiktuiError, match="超过 3 个文件"):
        names(packed(*((f"{number}.txt", b"x") for number in range(4))), Limits(members=3))


def test_a_damaged_file_is_told() -> None:
    data = packed(("a.html", PAGE * 50), method=zipfile.ZIP_STORED)
    wrong = data.replace(PAGE * 50, PAGE * 49 + bytes(len(PAGE)))
    assert zlib.crc32(PAGE * 50) != zlib.crc32(PAGE * 49 + bytes(len(PAGE)))
    with pytest.raises(GiktuiError, match="损坏"):
        names(wrong)


def test_a_file_whose_name_is_lost_is_left_out() -> None:
    """A name that begins with a NUL is none to zipfile."""
    data = packed(("a.html", PAGE), ("b.html", PAGE), method=zipfile.ZIP_STORED)
    assert names(data.replace(b"a.html", b"\x00.html")) == ["年报.zip/b.html"]


def test_each_file_is_recognised_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of thousands of reports is never held as documents all at once."""
    seen: list[str] = []
    recognise = readers.recognise

    def reading(data: bytes, name: str) -> Kind:
        seen.append(f"read {name[-6:]}")
        return kind_of(data, name)

    def recognising(document: Document, **given: Any) -> list[Recognition]:
        seen.append(f"recognise {document.name[-6:]}")
        return recognise(document, **given)

    monkeypatch.setattr(readers, "kind_of", reading)
    monkeypatch.setattr(readers, "recognise", recognising)
    inner = packed(("b.txt", "\n".join(report()).encode()))
    data = packed(("a.txt", "\n".join(report()).encode()), ("i.zip", inner), ("c.txt", b"x"), ("d.txt", b" "))
    refused: list[str] = []
    found = reports_in(data, "z.zip", refuse=lambda name, _error: refused.append(name))
    assert len(found) == 2
    assert refused == ["z.zip/c.txt", "z.zip/d.txt"]
    assert [one for one in seen if one.endswith(".txt")] == [
        f"{deed} /{name}.txt" for name in "abc" for deed in ("read", "recognise")
    ]
