"""The app in a real terminal: keys as they arrive over a line, and what is left when the line drops."""

import os
import signal
import sqlite3
import struct
import sys
import termios
from collections.abc import Callable, Iterator, Mapping
from fcntl import ioctl
from pathlib import Path

import pyte
import pytest
from bench.terminal import APP, COLUMNS, ROWS, Terminal
from tui.conftest import AGENCY

from giktui.report import Number
from giktui.store import connect, find_entry, load

TERMS = ("xterm-256color", "screen", "tmux", "linux")


class Screen(Terminal):
    """The app in a pty, drawn by a terminal emulator."""

    def __init__(self, path: Path, term: str = "xterm-256color", code: str = APP) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "TERM": term, "LANG": "C.UTF-8"}
        super().__init__([sys.executable, "-c", code, str(path)], environment)

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def until(self, words: str, tries: int = 100) -> str:
        """Read on until the screen shows these words."""
        for _try in range(tries):
            if words in self.text.replace(" ", ""):
                return self.text
            self.stream.feed(self.sent(0.2))
        raise AssertionError(f"no “{words}” on:\n{self.text}")

    def type(self, keys: str) -> None:
        os.write(self.leader, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        ioctl(self.leader, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def settled(self) -> str:
        """What it shows when nothing comes any more."""
        self.stream.feed(self.sent(0.5))
        return self.text


class Hinted(Screen):
    """`giktui` itself, under a locale."""

    def __init__(self, path: Path, locale: dict[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        kept = {name: value for name, value in os.environ.items() if name != "LANG" and not name.startswith("LC_")}
        environment = {**kept, "TERM": "xterm-256color", **locale}
        Terminal.__init__(self, [sys.executable, "-m", "giktui", "--db", str(path)], environment)


@pytest.fixture
def screens() -> Iterator[list[Screen]]:
    opened: list[Screen] = []
    yield opened
    for screen in opened:
        screen.end()


def stored(path: Path) -> Mapping[str, Number]:
    db = connect(path)
    entry = find_entry(db, AGENCY, 2024)
    assert entry is not None
    try:
        return load(db, entry.id).cells
    finally:
        db.close()


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM, None])
def test_what_was_committed_outlives_the_line(database: Path, screens: list[Screen], sent: int | None) -> None:
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b3")
    app.until("一、本年新收")
    app.type("12\r5")
    app.until("5_")
    if sent is None:
        os.close(app.leader)
        app.leader = os.open(os.devnull, os.O_RDWR)
    else:
        app.process.send_signal(sent)
        app.process.wait(10)
    assert stored(database)["applications.received.natural_person"] == 12
    with sqlite3.connect(database) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_alt_digits_and_an_input_methods_commit_of_any_length(database: Path, screens: list[Screen]) -> None:
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b1")
    app.until("0字")
    for length in range(1, 13):
        app.type("政府信息公开工作年度报告"[:length])
    app.until("78字")
    app.type("\x1b6")
    app.until("六、其他需要报告的事项")
    app.type("\x1b3")
    app.until("一、本年新收")
    app.type("政府信息公开")
    app.until("只能填数字")


def test_digits_that_come_in_one_burst_do_not_overtake_enter(database: Path, screens: list[Screen]) -> None:
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b3" + "12\r" + "3\r" + "4\t5\x1b[B" + "6\r")
    app.until("三、收到和处理")
    app.settled()
    cells = stored(database)
    rows = ("received", "carried_in", "granted")
    assert [cells[f"applications.{row}.natural_person"] for row in rows] == [12, 3, 4]
    assert [cells[f"applications.{row}.business"] for row in ("granted", "partly_granted")] == [5, 6]


def test_keys_that_come_in_one_burst_go_where_the_first_of_them_leads(database: Path, screens: list[Screen]) -> None:
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b6" + "收费")
    app.until("2字1段")
    app.type("\x1b3" + "12\r" + "/" + "重复\r" + "7\r" + "\x1b6" + "元")
    app.until("3字1段")
    cells = stored(database)
    assert cells["applications.received.natural_person"] == 12
    assert cells["applications.unprocessed_repeat.natural_person"] == 7
    app.until("收费元")


def test_keys_typed_ahead_wait_for_screens_and_dialogs_to_be_filled(database: Path, screens: list[Screen]) -> None:
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b2" + "\x1b[200~3\t4\n5\t6\x1b[201~" + "\r" + "\x10补零\ry" + "Fxq" + "q" + "H/粘贴\r\r" + "8\r")
    app.until("8?")
    cells = stored(database)
    assert [cells[f"disclosure.{row}.repealed"] for row in ("rules", "normative_documents")] == [4, 8]
    assert cells["disclosure.coercion.decisions"] == 0


def test_enter_typed_while_the_editor_starts_is_enter(
    database: Path, screens: list[Screen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\necho started\nsleep 1\n")
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b1")
    app.until("0字")
    app.type("\x05")
    app.until("started")
    app.type("\x1b3" + "7\r8\r" + "4")
    app.until("4_")
    cells = stored(database)
    assert [cells[f"applications.{row}.natural_person"] for row in ("received", "carried_in")] == [7, 8]


def test_keys_typed_ahead_go_from_a_comparison_to_its_cell(database: Path, screens: list[Screen]) -> None:
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b3" + "11\r" + "D\r" + "年度无\x1b6" + "元")
    app.until("1字1段")
    assert "元" in app.text


@pytest.mark.parametrize("locale", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX"}])
def test_without_utf8_a_hint_in_plain_letters_comes_first(tmp_path: Path, locale: dict[str, str]) -> None:
    app = Hinted(tmp_path / "new.db", locale)
    try:
        text = app.until("exportLANG=C.UTF-8")
        assert "政府信息公开" in text.replace(" ", "")
        assert "从哪里开始" not in text.replace(" ", "")
        app.type("\r")
        app.until("从哪里开始")
    finally:
        app.end()


def test_with_utf8_there_is_none(tmp_path: Path) -> None:
    app = Hinted(tmp_path / "new.db", {"LANG": "C.UTF-8"})
    try:
        app.until("从哪里开始")
    finally:
        app.end()


@pytest.mark.parametrize("term", TERMS)
def test_every_terminal_shows_the_table_aligned(database: Path, screens: list[Screen], term: str) -> None:
    screens.append(app := Screen(database, term))
    app.until("已保存")
    app.type("\x1b3")
    app.until("二、上年结转")
    rows = [row.rstrip() for row in app.settled().splitlines()]
    row = next(row for row in rows if "上年结转" in row)
    assert row.endswith("2<")


def test_whatever_wrote_on_the_terminal_everything_is_drawn_anew(
    database: Path, screens: list[Screen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nprintf '\\033[2Jgarbage'\n")
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    screens.append(app := Screen(database))
    app.until("已保存")
    app.type("\x1b3")
    app.until("二、上年结转")
    before = app.settled()

    def there_and_back() -> None:
        app.resize(COLUMNS + 20, ROWS + 10)
        app.resize(COLUMNS, ROWS)

    disturbances: tuple[Callable[[], None], ...] = (
        lambda: app.type("\x0c"),
        lambda: app.resize(COLUMNS, ROWS),
        there_and_back,
    )
    for disturb in disturbances:
        app.screen.reset()
        disturb()
        assert app.settled() == before
    app.type("\x1b1")
    app.until("0字")
    text = app.settled()
    app.type("\x05")
    app.until("0字")
    assert app.settled() == text


def test_with_another_textual_the_app_draws_without_saving_bytes(database: Path, screens: list[Screen]) -> None:
    code = "import sys; sys.modules['giktui.tui.terminal.output_diff'] = None\n" + APP
    screens.append(app := Screen(database, code=code))
    app.until("已保存")
    app.type("\x1b3")
    app.until("二、上年结转")
