"""Old Office files go through LibreOffice: here a script of that name, so that the tests need none."""

import io
import os
import shutil
import subprocess
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest
from samples import sample

from giktui.errors import GiktuiError
from giktui.readers import Limits, read_bytes, reports_in
from giktui.writers import write_bytes

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
    made.save(str(folder / "answer"))
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


def test_the_profile_keeps_macros_and_the_network_off(soffice: Path) -> None:
    """What the stand-in finds in the profile it is told to use."""
    keep = f'cp "$(echo "$1" | sed s,-env:UserInstallation=file://,,)/user/registrymodifications.xcu" {soffice}/used'
    stand_in(soffice, f"{keep}\n{converting(soffice, 'docx')}")
    read_bytes(WORD, "年报.doc")
    used = (soffice / "used").read_text("utf-8")
    for setting in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "ooInetHTTPProxyName"):
        assert setting in used


def linking(port: int) -> bytes:
    """An OpenDocument text with a picture, an object and a section that lie on a web server."""
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    }
    declared = " ".join(f'xmlns:{short}="{long}"' for short, long in spaces.items())
    server = f"http://127.0.0.1:{port}"
    frame = '<draw:frame svg:width="2cm" svg:height="2cm"><draw:{} xlink:type="simple"/></draw:frame>'
    frames = frame.format(f'image xlink:href="{server}/a.png"') + frame.format(f'object xlink:href="{server}/a.ods"')
    section = f'<text:section text:name="s"><text:section-source xlink:href="{server}/a.odt"/></text:section>'
    mimetype = "application/vnd.oasis.opendocument.text"
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", mimetype), ("content.xml", "text/xml"))
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{space}" manifest:version="1.2">{listed}'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "content.xml",
            f'<office:document-content {declared} office:version="1.2"><office:body><office:text>'
            f"<text:p>一、总体情况{frames}</text:p>{section}</office:text></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", f"{manifest}</manifest:manifest>")
    return held.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice itself is asked")
def test_libreoffice_asks_nothing_of_the_network() -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (document,) = read_bytes(linking(server.server_port), "a.odt")
        server.shutdown()
    assert any("总体情况" in getattr(block, "text", "") for block in document.blocks)
    assert asked == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice itself is asked")
@pytest.mark.parametrize(("written", "old"), [("docx", "odt"), ("xlsx", "xls")])
def test_a_report_that_libreoffice_turned_into_an_old_kind_is_read(tmp_path: Path, written: str, old: str) -> None:
    meant = sample(2024)
    source = tmp_path / f"report.{written}"
    source.write_bytes(write_bytes(meant, written))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    options = [profile, "--headless", "--convert-to", old, "--outdir", str(tmp_path), str(source)]
    subprocess.run(["soffice", *options], check=True, capture_output=True, timeout=120)
    (found,) = reports_in(source.with_suffix(f".{old}").read_bytes(), f"report.{old}")
    assert found.report.cells == meant.cells
    assert (found.report.agency, found.report.year) == (meant.agency, meant.year)
