"""What strange terminals, cut lines and errors of the program itself leave of a clerk's work: all of it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slow_line import APP, SlowLine
from tui.conftest import AGENCY

from giktui.report import Report
from giktui.store import connect, find_entry, load

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pty")

RECEIVED = "applications.received.natural_person"
CRASHING = """
import sys; from pathlib import Path; from giktui.tui import prepare_environment, run_app
prepare_environment()
from giktui.tui.app import GiktuiApp
def fail(app):
    if Path(sys.argv[1] + '.crash').exists(): raise RuntimeError('[/部分] went wrong')
GiktuiApp.poll_database = fail
run_app(Path(sys.argv[1]), None, 2024)
"""
Line = Callable[..., SlowLine]


@pytest.fixture
def line(database: Path) -> Iterator[Line]:
    opened: list[SlowLine] = []

    def make(**options: object) -> SlowLine:
        opened.append(SlowLine(database, **options))  # type: ignore[arg-type]
        opened[-1].until("已保存")
        return opened[-1]

    yield make
    for one in opened:
        one.end()


def stored(path: Path) -> Report:
    db = connect(path)
    entry = find_entry(db, AGENCY, 2024)
    assert entry is not None
    try:
        return load(db, entry.id)
    finally:
        db.close()


def test_resizing_while_typing_in_a_text_with_last_years_beside_it(line: Line) -> None:
    app = line(size=(200, 50))
    app.type("\x1b1")
    app.until("一、总体情况")
    app.type("\x1bOS")
    for number in range(12):
        size = (80, 24) if number % 2 else (200, 50)
        app.type("水务")
        app.resize(*size)
        app.type("局")
        time.sleep(0.05)
    for columns in (10, 3, 1, 40, 80):
        app.resize(columns, 24)
        time.sleep(0.2)
    app.until("36字")


@pytest.mark.parametrize(
    "strange",
    ["水务局".encode("gb18030"), b"\xb3", b"\x1b[M \xff\xfe", b"\x1b[200~" + "水务局12".encode("gbk") + b"\x1b[201~"],
)  # fmt: skip
def test_bytes_that_are_not_utf8_end_nothing(line: Line, strange: bytes, database: Path) -> None:
    app = line()
    app.type("\x1b3")
    app.until("一、本年新收")
    app.type(strange)
    if b"\x1b[M" not in strange:
        app.until("终端发来的不是")
    app.type("\x1b" * 2)
    time.sleep(0.3)
    app.type("12\r")
    app.until("12")
    for _try in range(50):
        if RECEIVED in stored(database).cells:
            break
        time.sleep(0.1)
    assert stored(database).cells[RECEIVED] == 12


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("\x1b1", "一、总体情况"),
        ("/", "找哪一行"),
        ("\x10", "输入操作名称"),
        ("\x1b9", "修改记录和原件保留"),
        ("H/", "输入"),
    ],
)
def test_bytes_that_are_not_utf8_end_no_window_nor_text(line: Line, keys: str, words: str, database: Path) -> None:
    app = line()
    app.type(keys)
    app.until(words)
    app.type("水务局".encode("gb18030"))
    app.until("终端发来的不是")
    app.type(b"\xd0\xc5\xff")
    time.sleep(0.3)
    for _level in range(3):
        app.type("\x1b")
        time.sleep(0.3)
    app.type("\x1b3")
    app.until("一、本年新收")
    app.type("8\r")
    app.until("8")
    for _try in range(50):
        if RECEIVED in stored(database).cells:
            break
        time.sleep(0.1)
    assert stored(database).cells[RECEIVED] == 8


def test_under_a_gb18030_locale_the_screen_is_utf8(line: Line) -> None:
    app = line(environment={"LC_ALL": "zh_CN.GB18030", "PYTHONIOENCODING": "gb18030"})
    app.type("\x1b3")
    app.until("一、本年新收")


def test_under_a_gb18030_locale_the_question_is_asked_in_utf8(database: Path) -> None:
    environment = {"LC_ALL": "zh_CN.GB18030", "PYTHONIOENCODING": "gb18030"}
    app = SlowLine(database, arguments=["-m", "giktui", "--db", str(database)], environment=environment)
    try:
        app.until("政府信息公开press")
    finally:
        app.end()


@pytest.mark.parametrize(("keys", "words"), [("/", "行政事业性收费"), ("\x10", "第四部分")])
def test_two_clicks_that_arrive_together_choose_once(line: Line, keys: str, words: str) -> None:
    app = line()
    app.type("\x1b3")
    app.until("一、本年新收")
    app.type(keys)
    app.until(words)
    y = max(n for n, row in enumerate(app.rows(), 1) if words in row.replace(" ", ""))
    app.type(f"\x1b[<0;30;{y}M\x1b[<0;30;{y}m" * 2)
    time.sleep(0.5)
    app.type("12")
    app.until("二、主动公开" if keys == "/" else "四、")
    app.until("12_")


def test_the_terminals_cursor_stands_where_an_input_method_needs_it_from_the_first_key_on(line: Line) -> None:
    app = line()

    def at(row_words: str, column: int | None = None) -> None:
        for _try in range(100):
            x, y = app.cursor
            if row_words in app.rows()[y].replace(" ", "") and (column is None or x == column):
                return
            time.sleep(0.05)
        raise AssertionError((app.cursor, app.rows()))

    app.type("\x1b3")
    app.until("一、本年新收")
    at("一、本年新收")
    x = app.cursor[0]
    app.type("\x1b[B")
    at("二、上年结转", x)
    app.type("\x1b[C")
    for _try in range(100):
        if app.cursor[0] > x:
            break
        time.sleep(0.05)
    at("二、上年结转")
    assert app.cursor[0] > x
    app.type("/")
    app.until("找哪一行")
    at("输入一部分来筛选")
    app.type("\x1b")
    time.sleep(0.3)
    app.type("\x1b6")
    app.until("六、其他需要报告的事项")
    time.sleep(0.3)
    x, _y = app.cursor
    app.type("收费")
    app.until("收费")
    at("收费", x + 4)


def test_no_answer_of_the_terminal_looks_like_a_key(database: Path) -> None:
    """Esc [ 1 ; 2 R is Shift+F3: such an answer would be lost, and the home screen stand half drawn for seconds."""
    app = SlowLine(database, arguments=["-c", APP.replace("2024", "None"), str(database)])
    try:
        app.until("退出")
        for key, words in (("p", "按级别排列"), ("q", "退出"), ("\x1bOP", "按键"), ("q", "退出")):
            app.type(key)
            app.until(words)
    finally:
        app.end()
    assert len(app.screen.asked) > 3
    assert not [place for place in app.screen.asked if place in {(column, 1) for column in range(2, 10)}]


def test_a_click_beyond_the_screen_leaves_the_focus(line: Line) -> None:
    app = line()
    app.type("\x1b3")
    app.until("一、本年新收")
    app.type("\x1b[<0;200;1M\x1b[<0;200;1m12")
    app.until("12_")


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM, None])
@pytest.mark.parametrize("ignored", [(), (signal.SIGHUP, signal.SIGINT)])
def test_a_cut_line_saves_the_cell_and_ends(
    line: Line, database: Path, sent: signal.Signals | None, ignored: tuple[signal.Signals, ...]
) -> None:
    app = line(ignored=ignored)
    app.type("\x1b3")
    app.until("一、本年新收")
    app.type("12\r5")
    app.until("5_")
    if sent is None:
        app.hang_up()
    else:
        app.process.send_signal(sent)
    assert app.process.wait(10) == 128 + (sent or signal.SIGHUP)
    assert stored(database).cells[RECEIVED] == 12
    assert stored(database).cells["applications.carried_in.natural_person"] == 5


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM, None])
def test_a_cut_line_saves_the_text(line: Line, database: Path, sent: signal.Signals | None) -> None:
    app = line()
    app.type("\x1b6")
    app.until("六、其他需要报告的事项")
    app.type("收取信息处理费0元。")
    app.until("处理费0元。")
    if sent is None:
        app.hang_up()
    else:
        app.process.send_signal(sent)
    app.process.wait(10)
    assert stored(database).narratives["other"] == "收取信息处理费0元。"


def test_what_a_cut_line_could_not_save_is_kept_and_told_at_the_next_start(line: Line, database: Path) -> None:
    app = line()
    app.type("\x1b6")
    app.until("六、其他需要报告的事项")
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    app.type("收费0元")
    app.until("收费0元")
    app.process.send_signal(signal.SIGHUP)
    app.process.wait(15)
    other.close()
    kept = list((Path(os.environ["XDG_STATE_HOME"]) / "giktui" / "unsaved").iterdir())
    assert "收费0元" in kept[0].read_text("utf-8")
    line().until("没存下的内容")


@pytest.mark.parametrize("where", ["cell", "text", "dialog"])
def test_a_crash_saves_and_says_so_in_the_users_language(line: Line, database: Path, where: str) -> None:
    app = line(arguments=["-c", CRASHING, str(database)])
    app.type("\x1b3")
    app.until("一、本年新收")
    keys, words = {"cell": ("12", "12_"), "text": ("\x1b6收费0元", "收费0元"), "dialog": ("\x1b9重复", "重复")}[where]
    app.type(keys)
    app.until(words)
    Path(f"{database}.crash").touch()
    assert app.process.wait(10) == 1
    app.until("出错退出了")
    app.until("[/部")
    app.until("详情在")
    if where == "cell":
        assert stored(database).cells[RECEIVED] == 12
    elif where == "text":
        assert stored(database).narratives["other"] == "收费0元"
    else:
        app.until("输入框里的字：重复")


def test_the_tests_processes_take_signals_though_the_tests_are_told_to_ignore_them() -> None:
    code = (
        "import signal, subprocess, sys; sys.path.insert(0, 'tests');"
        "[signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGHUP)];"
        "from bench.terminal import signals_as_usual;"
        "child = subprocess.Popen(['sleep', '30'], preexec_fn=signals_as_usual);"
        "child.send_signal(signal.SIGHUP); sys.exit(child.wait(10) != -signal.SIGHUP)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
