"""Old Office files go through LibreOffice: here a script of that name, so that the tests need none."""

import io
import os
import time
import zipfile
from pathlib import Path

import docx
import pytest

from giktui.errors import GiktuiError
from giktui.readers import Limits, read_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORD = OLE + "WordDocument".encode("utf-16-le")
EXCEL = OLE + "Workbook".encode("utf-16-le")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder first on PATH for a stand-in; `asked` in it will hold the arguments."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def stand_in(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\necho "$@" > {folder}/asked\n{script}\n')
    program.chmod(0o755)


def converting(folder: Path, suffix: str) -> str:
    """A script that answers with a Word file, whatever it was asked, in the folder after --outdir."""
    made = docx.Document()
    made.add_paragraph("一、总体情况")
    made.save(folder / "answer")
    return f'while [ "$1" != --outdir ]; do shift; done; cp {folder}/answer "$2/report.{suffix}"'


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (WORD, "年报.doc", "docx"),
        (WORD, "年报.wps", "docx"),
        (b"{\\rtf1 x}", "年报.doc", "docx"),
        (OLE, "a.doc", "docx"),
    ],
)
def test_an_old_file_is_converted_and_read(soffice: Path, data: bytes, name: str, suffix: str) -> None:
    stand_in(soffice, converting(soffice, suffix))
    (document,) = read_bytes(data, name)
    assert [getattr(block, "text", "") for block in document.blocks] == ["一、总体情况"]
    asked = (soffice / "asked").read_text()
    assert f"--convert-to {suffix}" in asked
    assert "-env:UserInstallation=file:///" in asked


@pytest.mark.parametrize(("data", "name"), [(EXCEL, "年报.doc"), (OLE, "年报.et"), (OLE, "年报.xls")])
def test_a_sheet_is_told_by_what_is_in_it(soffice: Path, data: bytes, name: str) -> None:
    stand_in(soffice, converting(soffice, "xlsx"))
    read_bytes(data, name)
    assert "--convert-to xlsx" in (soffice / "asked").read_text()


@pytest.mark.parametrize(("kind", "suffix"), [("text", "docx"), ("spreadsheet", "xlsx")])
def test_an_opendocument_file_is_converted_by_what_it_says_it_is(soffice: Path, kind: str, suffix: str) -> None:
    stand_in(soffice, converting(soffice, suffix))
    read_bytes(opendocument(f"application/vnd.oasis.opendocument.{kind}"), "年报.odt")
    assert f"--convert-to {suffix}" in (soffice / "asked").read_text()


def test_an_opendocument_bomb_is_not_given_to_libreoffice(soffice: Path) -> None:
    stand_in(soffice, converting(soffice, "docx"))
    with pytest.raises(GiktuiError, match="展开后过大"):
        read_bytes(opendocument("x", b"\0" * 60_000_000), "年报.odt")
    assert not (soffice / "asked").exists()


def test_an_ofd_file_is_said_to_be_one() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("OFD.xml", "<ofd/>")
    with pytest.raises(GiktuiError, match="OFD"):
        read_bytes(held.getvalue(), "年报.ofd")


def opendocument(said: str, content: bytes = b"<x/>") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in (("mimetype", said.encode()), ("content.xml", content), ("META-INF/manifest.xml", b"<x/>")):
            archive.writestr(part, data)
    return held.getvalue()


def test_without_libreoffice_the_message_says_how_to_go_on(soffice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(soffice))
    with pytest.raises(GiktuiError, match=r"年报\.doc.*安装 LibreOffice.*另存为 \.docx"):
        read_bytes(WORD, "年报.doc")


def test_a_conversion_that_hangs_is_ended_with_all_it_started(soffice: Path) -> None:
    stand_in(soffice, f"sleep 60 & echo $! > {soffice}/child; wait")
    with pytest.raises(GiktuiError, match="超过 1 秒"):
        read_bytes(WORD, "年报.doc", limits=Limits(seconds=1))
    child = int((soffice / "child").read_text())
    for _attempt in range(50):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split(")")[-1]:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child still runs")


@pytest.mark.parametrize("script", ["exit 0", "exit 77", "kill -9 $$"])
def test_a_conversion_that_makes_nothing_is_an_error(soffice: Path, script: str) -> None:
    stand_in(soffice, script)
    with pytest.raises(GiktuiError, match="没能转换"):
        read_bytes(WORD, "年报.doc")


def test_a_file_with_a_password_is_told(soffice: Path) -> None:
    with pytest.raises(GiktuiError, match="密码"):
        read_bytes(OLE + "EncryptedPackage".encode("utf-16-le"), "年报.docx")


def test_nothing_is_left_behind(soffice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    stand_in(soffice, converting(soffice, "docx"))
    read_bytes(WORD, "年报.doc")
    assert list(folder.iterdir()) == []
