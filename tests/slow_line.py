"""The app at the end of a line: a pty that takes so many bytes a second, late, and a terminal that answers."""

import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections import deque
from fcntl import ioctl
from pathlib import Path

import pyte
from bench.terminal import signals_as_usual

APP = "import sys; from pathlib import Path; from giktui.tui import run_app; run_app(Path(sys.argv[1]), None, 2024)"


class _Emulator(pyte.Screen):
    """A screen that answers: what it says goes up the line."""

    def __init__(self, size: tuple[int, int], line: "SlowLine") -> None:
        super().__init__(*size)
        self._line = line
        self.asked: list[tuple[int, int]] = []
        """Where the cursor stood, column and row from 1, each time it was asked for."""

    def report_device_status(self, mode: int, **kwargs: object) -> None:
        """As pyte's; notes the place."""
        if mode == 6:
            self.asked.append((self.cursor.x + 1, self.cursor.y + 1))
        super().report_device_status(mode, **kwargs)

    def write_process_input(self, data: str) -> None:
        """What the terminal says by itself."""
        if self._line.answering:
            self._line.type(data)


class SlowLine:
    """A process behind a line of `rate` bytes a second (0: no limit) and `delay` seconds each way."""

    def __init__(
        self,
        path: Path,
        *,
        rate: int = 0,
        delay: float = 0.0,
        size: tuple[int, int] = (80, 24),
        environment: dict[str, str] | None = None,
        arguments: list[str] | None = None,
        answering: bool = True,
        ignored: tuple[signal.Signals, ...] = (),
    ) -> None:
        self.rate, self.delay, self.answering = rate, delay, answering
        self.paused = False
        self.sent = 0
        self.screen = _Emulator(size, self)
        self._stream = pyte.ByteStream(self.screen)
        self._lock = threading.RLock()
        self._down: deque[tuple[float, bytes]] = deque()
        self._up: deque[tuple[float, bytes]] = deque()
        self.leader, follower = pty.openpty()
        ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

        def set_signals() -> None:
            signals_as_usual()
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)

        self.process = subprocess.Popen(
            [sys.executable, *(arguments or ["-c", APP, str(path)])],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(environment or {})},
            start_new_session=True,
            preexec_fn=set_signals,  # noqa: PLW1509  # no other thread is in the way: it only sets signals
        )
        os.close(follower)
        for run in (self._take, self._show, self._say):
            threading.Thread(target=run, daemon=True).start()

    def _take(self) -> None:
        while True:
            if self.paused:
                time.sleep(0.01)
                continue
            try:
                data = os.read(self.leader, min(256, max(16, self.rate // 8)) if self.rate else 65536)
            except OSError:
                return
            if not data:
                return
            if self.rate:
                time.sleep(len(data) / self.rate)
            self.sent += len(data)
            self._down.append((time.monotonic() + self.delay, data))

    def _show(self) -> None:
        while True:
            if self._down and self._down[0][0] <= time.monotonic():
                with self._lock:
                    self._stream.feed(self._down.popleft()[1])
            else:
                time.sleep(0.003)

    def _say(self) -> None:
        while True:
            if self._up and self._up[0][0] <= time.monotonic():
                try:
                    os.write(self.leader, self._up.popleft()[1])
                except OSError:
                    return
            else:
                time.sleep(0.003)

    def type(self, keys: str | bytes) -> None:
        """Type, or answer."""
        self._up.append((time.monotonic() + self.delay, keys.encode() if isinstance(keys, str) else keys))

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        with self._lock:
            self.screen.resize(rows, columns)
        ioctl(self.leader, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    @property
    def text(self) -> str:
        """What the terminal shows, without blanks (pyte's `display` fails where a wide character is half sent)."""
        return "\n".join(self.rows()).replace(" ", "")

    def rows(self) -> list[str]:
        """What the terminal shows, row by row."""
        with self._lock:
            screen = self.screen
            return ["".join(screen.buffer[y][x].data for x in range(screen.columns)) for y in range(screen.lines)]

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and row at which the terminal's own cursor stands."""
        with self._lock:
            return self.screen.cursor.x, self.screen.cursor.y

    def until(self, words: str, seconds: float = 20.0) -> float:
        """Wait until the terminal shows these words; how long that took."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if words.replace(" ", "") in self.text:
                return time.monotonic() - begun
            time.sleep(0.01)
        raise AssertionError(f"no “{words}” on:\n" + "\n".join(self.rows()))

    def hang_up(self) -> None:
        """Close the terminal."""
        os.close(self.leader)
        self.leader = os.open(os.devnull, os.O_RDWR)

    def end(self) -> None:
        """End the process."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.leader)
