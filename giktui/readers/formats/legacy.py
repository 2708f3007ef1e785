"""Old Office files (.doc, .wps, .xls, .et, .rtf) and OpenDocument (.odt, .ods), turned into .docx or .xlsx by
LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.formats.ooxml_container import Package
from giktui.readers.limits import Limits

_RTF = b"{\\rtf"
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SHEETS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_SHEET_XML = b"Excel.Sheet"
_HEAD = 1024
"""Bytes of a file of 2003, one of XML, in which it says which program it is for."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT = "WordDocument".encode("utf-16-le")


_UNBOUND = (
    ("/bin/sh", "-c", 'ulimit -S -v unlimited; ulimit -S -t unlimited; exec "$@"', "sh") if os.name == "posix" else ()
)
"""What bounds a process of ours that reads files does not bound the program: it has a limit of its own."""
_PROFILE = Path(__file__).with_name("libreoffice_profile.xcu")


def read(data: bytes, name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The converted file as one (name, bytes) pair.

    Raises GiktuiError: encrypted, LibreOffice not installed, the conversion failed or took longer than
    `limits.seconds`.
    """
    if _ENCRYPTED in data:
        raise GiktuiError(_("{name} 加了密码，请去掉密码后再导入。").format(name=name))
    kind, target = _kind_and_target(data, name, limits)
    program = next((found for program in _PROGRAMS if (found := shutil.which(program))), None)
    if program is None:
        raise GiktuiError(
            _(
                "{name} 是旧版 Office 或 OpenDocument 文件，要借助 LibreOffice 读取，但没有找到它。"
                "请安装 LibreOffice 后重试，或用 Word、WPS 另存为 .{target} 再导入。"
            ).format(name=name, target=target)
        )
    with TemporaryDirectory(prefix="giktui-") as folder:
        source = Path(folder) / f"report.{kind}"
        source.write_bytes(data)
        yield f"{name}.{target}", _converted(source, name, program, target, limits)


def _kind_and_target(data: bytes, name: str, limits: Limits) -> tuple[str, str]:
    """What the file is, and `docx` or `xlsx`, by its content; the name decides where that does not."""
    suffix = PurePosixPath(name.lower()).suffix
    if data.startswith(b"PK"):
        package = Package(data, name, limits)
        package.read("content.xml")
        said = package.read("mimetype") if "mimetype" in package else b""
        sheet = said.rstrip().endswith(b".spreadsheet") if said else suffix == ".ods"
        return ("ods", "xlsx") if sheet else ("odt", "docx")
    if data.startswith(_RTF):
        return "rtf", "docx"
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        return ("xml", "xlsx") if _SHEET_XML in data[:_HEAD] else ("xml", "docx")
    sheets = _TEXT not in data and (any(stream in data for stream in _SHEETS) or suffix in (".xls", ".et"))
    return ("xls", "xlsx") if sheets else ("doc", "docx")


def _converted(source: Path, name: str, program: str, target: str, limits: Limits) -> bytes:
    """What the program makes of the file, beside it; with a profile of its own it runs beside an open window."""
    settings = source.parent / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(_PROFILE.read_bytes())
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", target, "--outdir", str(source.parent)]
    command = [*_UNBOUND, program, profile, *options, str(source)]
    running = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise GiktuiError(
            _("LibreOffice 转换 {name} 超过 {n:.0f} 秒，已放弃。请用 Word、WPS 另存为 .{target} 再导入。").format(
                name=name, n=limits.seconds, target=target
            )
        ) from error
    finally:
        _end(running)
    made = source.with_suffix(f".{target}")
    if not made.is_file():
        raise GiktuiError(
            _("LibreOffice 没能转换 {name}，文件可能已损坏。请用 Word、WPS 另存为 .{target} 再导入。").format(
                name=name, target=target
            )
        )
    if made.stat().st_size > limits.size:
        raise GiktuiError(_("{name} 转换后过大，没有读取。").format(name=name))
    return made.read_bytes()


def _end(running: "subprocess.Popen[bytes]") -> None:
    """Ends the program and what it started, if it still runs: it is a script that starts the program proper."""
    if running.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
        running.wait()
