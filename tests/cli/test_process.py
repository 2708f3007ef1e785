"""The command line as a real process: exit codes, encodings, pipes, a full disk, an interrupt."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GIKTUI = [sys.executable, "-m", "giktui"]


def giktui(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*GIKTUI, *map(str, arguments)], env={**os.environ, **environment}, capture_output=True, check=False
    )


def test_exit_codes_reach_the_shell(database: Path) -> None:
    assert giktui("check", "2024").returncode == 0
    assert giktui("check", "2025").returncode == 1
    assert giktui("check", "2023").returncode == 2


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONIOENCODING": "utf-8"},
    ],
)
def test_where_the_locale_has_no_chinese_it_is_utf_8(environment: dict[str, str], database: Path) -> None:
    done = giktui("list", **environment)
    assert done.returncode == 0
    assert "澄湖县人民政府" in done.stdout.decode("utf-8")
    assert "没有命令" in giktui("nope", **environment).stderr.decode("utf-8")


def test_a_gbk_terminal_gets_gbk(database: Path) -> None:
    assert "澄湖县人民政府" in giktui("list", PYTHONIOENCODING="gb18030").stdout.decode("gb18030")


def test_a_character_the_terminal_cannot_write_is_an_error_not_a_question_mark(database: Path) -> None:
    done = giktui("diff", "2024", "2025", "--format", "html", PYTHONIOENCODING="gb2312")
    if done.returncode == 2:
        assert "PYTHONIOENCODING" in done.stderr.decode("gb2312")
    else:
        done.stdout.decode("gb2312")


def test_a_reader_that_goes_away_is_no_trouble(database: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -m giktui show 2025 | head -n 1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout.decode().splitlines()[-1] in ("0", "141")


def test_a_closed_pipe_is_quiet(database: Path) -> None:
    process = subprocess.Popen([*GIKTUI, "show", "2025"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    message = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), message) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_an_error(database: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*GIKTUI, "list"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert "磁盘已满" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_closed_stdout_or_stderr_is_no_trouble(database: Path) -> None:
    for command in ("list", "export 2025 -f docx", "--help", "import --json --dry-run ."):
        done = subprocess.run(
            f"{sys.executable} -m giktui {command} >&-", shell=True, stderr=subprocess.PIPE, check=False
        )
        assert b"Traceback" not in done.stderr, command
    assert subprocess.run(f"{sys.executable} -m giktui show 1999 2>&-", shell=True, check=False).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_message_that_cannot_be_written_leaves_the_exit_code(database: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        assert subprocess.run([*GIKTUI, "show", "1999"], stderr=full, check=False).returncode == 2


@pytest.mark.parametrize("command", [("--help",), ("check", "--help"), ("import", "--json", "--dry-run")])
def test_whatever_is_printed_a_reader_may_go_away(command: tuple[str, ...], examples: Path, database: Path) -> None:
    files = [str(examples)] * ("import" in command)
    process = subprocess.Popen([*GIKTUI, *command, *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    message = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), message) == (141, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="needs arguments of any bytes")
def test_an_argument_that_is_not_utf_8_is_said(database: Path, tmp_path: Path) -> None:
    word = "词语".encode("gb18030")
    commands: list[list[str | bytes]] = [["search", word], ["show", "2024", "--agency", word], ["agency", "add", word]]
    for arguments in commands:
        done = subprocess.run([*GIKTUI, *arguments], capture_output=True, check=False)
        assert (done.returncode, done.stdout) == (2, b"")
        assert "不是 UTF-8 编码" in done.stderr.decode()
        assert b"Traceback" not in done.stderr
    named = bytes(tmp_path) + b"/" + word + b".txt"
    assert subprocess.run([*GIKTUI, "export", "2024", "-o", named], check=False).returncode == 0
    assert subprocess.run([*GIKTUI, "diff", "2024", named], stdout=subprocess.PIPE, check=False).returncode == 0


def test_no_colour_unless_on_a_terminal(database: Path) -> None:
    assert b"\x1b" not in giktui("check", "2025").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
@pytest.mark.parametrize("words", [["check", "2025"], ["diff", "2024", "2025"]])
@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal_unless_unwanted(
    environment: dict[str, str], coloured: bool, words: list[str], database: Path
) -> None:
    pexpect: Any = pytest.importorskip("pexpect")
    settings = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "giktui", *words],
        env={**settings, "TERM": "xterm-256color", **environment},
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    assert ("\x1b[" in child.before) == coloured


def test_english_help(database: Path) -> None:
    assert giktui("--help", GIKTUI_LANG="en").returncode == 0
    assert giktui("check", "2025", GIKTUI_LANG="en").returncode == 1
