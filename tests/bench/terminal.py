"""What the app sends over the line, in a pty of 100×30, and how soon its first frame is there. Run by hand:

    python tests/bench/terminal.py

Each figure is printed with its bar beside it; the exit code is 1 if one is missed.
"""

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from statistics import median

ROWS, COLUMNS = 30, 100
QUIET = 0.7
"""Seconds without a byte after which the app is taken to have finished."""

APP = "import sys; from pathlib import Path; from giktui.tui import run_app; run_app(Path(sys.argv[1]), None, 2024)"
MINIMAL = "from textual.app import App; App().run()"


class Terminal:
    """A process in a pty, and the bytes it sends."""

    def __init__(
        self, arguments: list[str], environment: dict[str, str], size: tuple[int, int] = (COLUMNS, ROWS)
    ) -> None:
        self.leader, follower = pty.openpty()
        ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.process = subprocess.Popen(
            arguments,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            start_new_session=True,
            preexec_fn=signals_as_usual,  # noqa: PLW1509  # no other thread is in the way: it only sets signals
        )
        os.close(follower)

    def sent(self, quiet: float = QUIET) -> bytes:
        """Everything sent until nothing comes for `quiet` seconds."""
        data = b""
        while select.select([self.leader], [], [], quiet)[0]:
            try:
                data += os.read(self.leader, 65536)
            except OSError:
                break
        return data

    def press(self, keys: str) -> int:
        """Type, and count the bytes that come of it."""
        os.write(self.leader, keys.encode())
        return len(self.sent())

    def sent_until(self, words: bytes) -> bytes:
        """Everything sent until these bytes have come."""
        data = b""
        while words not in data and select.select([self.leader], [], [], 20)[0]:
            data += os.read(self.leader, 65536)
        return data

    def wait_for(self, words: bytes) -> float:
        """Seconds until these bytes have come."""
        start = time.perf_counter()
        self.sent_until(words)
        return time.perf_counter() - start

    def end(self) -> None:
        """End the process."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.leader)


def signals_as_usual() -> None:
    """In the child: what whoever started this ignores (`nohup`, a shell's `&`) is not to be ignored there."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def main() -> int:
    """Measure everything; 1 if a bar is missed."""
    with _database() as path:
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "GIKTUI_LANG": "zh",
            "GIKTUI_ACTOR": "bench",
            "XDG_STATE_HOME": str(path.parent / "state"),
            "XDG_CONFIG_HOME": str(path.parent / "config"),
        }
        for name in ("COLORTERM", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(name, None)
        environment["PYTHONPYCACHEPREFIX"] = str(path.parent / "compiled")  # as an installed package is: compiled once
        good = [_report(name, value, bar, "B") for name, value, bar in _bytes(path, environment)]
        anew = environment | {"XDG_STATE_HOME": str(path.parent / "anew")}  # with no place to go back to
        good.append(_report("first frame against a minimal app's", _first_frame(path, anew), 1.4, "×"))
        good.append(_report("behind the keys at 9600 baud, 12 keys a second", _behind(path, anew), 2.0, "s"))
    good += _keys()
    return 0 if all(good) else 1


def _bytes(path: Path, environment: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    terminal = Terminal([sys.executable, "-c", APP, str(path)], environment)
    try:
        yield "opening the report", len(terminal.sent_until("规章".encode()) + terminal.sent(2.0)), 25_000
        yield "changing section (table)", terminal.press("\x1b3"), 8_000
        yield "moving down", terminal.press("\x1b[B"), 250
        yield "moving right", terminal.press("\x1b[C"), 250
        yield "typing a digit", terminal.press("7"), 250
        yield "committing it", terminal.press("\r"), 600
        yield "committing with totals and margins", terminal.press("35\t"), 600
        yield "moving down onto a long label", terminal.press("\x1b[B"), 250
        yield "scrolling the table", terminal.press("\x1b[6~"), 8_000
        yield "next finding", terminal.press("n"), 8_000
        yield "changing section (text)", terminal.press("\x1b1"), 8_000
        yield "typing a Chinese character", terminal.press("水"), 600
        yield "and saving it a second later", len(terminal.sent(1.5)), 600
        terminal.sent(2.0)
        yield "idling five seconds", len(_during(terminal, 5)), 0
    finally:
        terminal.end()


def _during(terminal: Terminal, seconds: float) -> bytes:
    data, until = b"", time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        data += terminal.sent(left) if select.select([terminal.leader], [], [], left)[0] else b""
    return data


def _first_frame(path: Path, environment: dict[str, str]) -> float:
    """The time to the first frame of the report, over that of an empty Textual app, alternating."""
    ours: list[float] = []
    minimal: list[float] = []
    for _round in range(7):
        for command, arguments, words, times in (
            (MINIMAL, [], b"\x1b[1;1H", minimal),
            (APP, [str(path)], "规章".encode(), ours),
        ):
            terminal = Terminal([sys.executable, "-c", command, *arguments], environment)
            times.append(terminal.wait_for(words))
            terminal.end()
    print(f"{'':40} {median(minimal) * 1000:.0f} ms, {median(ours) * 1000:.0f} ms")
    return median(ours) / median(minimal)


def _behind(path: Path, environment: dict[str, str]) -> float:
    """The seconds until a terminal at 9600 baud shows what was typed last, after ten seconds of twelve keys each."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from slow_line import SlowLine

    line = SlowLine(path, rate=960, environment=environment)
    try:
        line.until("规章", 60)
        line.type("\x1b3")
        line.until("一、本年新收", 60)
        time.sleep(5)
        for number in range(120):
            line.type("\r" if number % 3 == 2 else str(number % 10))
            time.sleep(1 / 12)
        line.type("\x1b[C777")
        return line.until("777_", 60)
    finally:
        line.end()


def _keys() -> Iterator[bool]:
    """The keys of a whole report beside those of the same in a spreadsheet."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from bench import keys

    from giktui.form import load_form

    form = load_form("2021")
    for name, numbers in (("40 numbers above zero", keys.sparse(form)), ("a number in every cell", keys.full(form))):
        found = keys.keys(numbers)
        print(f"{'keys for ' + name:40} giktui {found.giktui}, spreadsheet {found.spreadsheet}", flush=True)
        yield _report("  against the spreadsheet", found.giktui / found.spreadsheet, 1.0, "×")


def _report(name: str, value: float, bar: float, unit: str) -> bool:
    good = value <= bar
    number = f"{value:.2f}" if unit == "×" else f"{value:.0f}"
    print(f"{name:40} {number:>8} {unit}   at most {bar:g} {unit}   {'ok' if good else 'MISSED'}", flush=True)
    return good


@contextmanager
def _database() -> Iterator[Path]:
    """Two years of an agency, the second partly filled."""
    from giktui.form import load_form
    from giktui.report import Report, default_title
    from giktui.store import begin, connect, save, set_cells

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "giktui.db"
        db = connect(path)
        form, agency = load_form("2021"), "云溪县水务局"
        report = Report(agency, 2023, "2021", default_title(agency, 2023, form), cells=dict.fromkeys(form.cells, 3))
        save(db, report, actor="bench")
        entry = begin(db, agency, 2024, actor="bench")
        granted = {f"applications.granted.{column}": 5 for column in ("natural_person", "business")}
        set_cells(db, entry.id, granted, actor="bench", origin="typed")
        db.close()
        yield path


if __name__ == "__main__":
    sys.exit(main())
