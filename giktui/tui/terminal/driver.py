"""The line to the terminal, up and down, as Textual's `LinuxDriver` (8.2.8) has it but for what it does badly:

- Bytes that are not UTF-8 end the app (see `input_bytes`).
- A terminal that is closed reads as "nothing there", over and over at half a processor, where SIGHUP is ignored
  (`nohup`, a caller that ignores it); writing to it kills the writing thread, and the app waits for that for ever.
- SIGHUP and SIGTERM end the process at once, and what was being typed is lost.
- The answer to where the cursor is (see `line_pace`) is not used, and Shift+F3, which looks like one, is taken for it.
- A click beyond the screen takes the focus away, so that the next keys go nowhere.
- Frames are written in the encoding of the locale: a terminal that understands UTF-8 shows garbage under GB18030.

Imported only where there is a `LinuxDriver`, which is not on Windows.
"""

import os
import selectors
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO, Any, BinaryIO, Protocol, cast

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from giktui.tui.terminal.input_bytes import InputBytes
from giktui.tui.terminal.line_pace import ASK, like_a_key

_SET_UP = 120
"""Bytes, roughly, that set up the terminal before the first question."""

_LAST_ANSWER = 1.5
"""Seconds that an answer is waited for before the terminal is left to another program, which would take it for keys."""

_LAST_WORD = 5.0
"""Seconds after which a process that is to end ends, whatever it waits for (a line that takes nothing any more)."""

_SIGNALS = (signal.SIGHUP, signal.SIGTERM)


class Served(Protocol):
    """What the driver tells the app; all of it is called in the app's own thread."""

    def terminal_asked(self, size: int) -> None:
        """The terminal was set up with so many bytes and then asked where its cursor is."""

    def terminal_answered(self) -> None:
        """It has answered."""

    def terminal_not_utf8(self) -> None:
        """It has sent what is not UTF-8, for the first time."""

    def terminal_gone(self, code: int) -> None:
        """It is closed, or the process has been told to end: save, and leave with that exit code."""


class _Output:
    """The terminal as a file: UTF-8 whatever the locale is; what a closed terminal does not take is dropped."""

    def __init__(self, file: IO[str] | None) -> None:
        self._bytes: BinaryIO = cast("Any", file).buffer

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._bytes.write(text.encode("utf-8", "replace"))

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._bytes.flush()

    def fileno(self) -> int:
        return self._bytes.fileno()


class GiktuiDriver(LinuxDriver):
    """The driver of the app on a terminal."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._served = cast("Served", app)
        self._gone = False
        self._answers = self._owed = False
        self._file = cast("Any", _Output(self._file))
        for number in _SIGNALS:  # also where the caller ignores them: without its terminal the app is of no use
            signal.signal(number, self._told_to_end)

    @property
    def busy(self) -> bool:
        """Whether the thread that writes has not got rid of what it was given."""
        return self._writer_thread is not None and self._writer_thread._queue.qsize() > 1

    def start_application_mode(self) -> None:
        """As Textual's; then the first question, which tells how long the line is."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:
            self._served.terminal_asked(_SET_UP)
            self.write(ASK)

    def disable_input(self) -> None:
        """As Textual's, once the terminal has answered: whatever reads from it next would take the answer for keys."""
        until = time.monotonic() + _LAST_ANSWER
        while self._owed and self._answers and not self._gone and time.monotonic() < until:
            time.sleep(0.01)
        super().disable_input()

    def write(self, data: str) -> None:
        """As Textual's; notes the questions."""
        self._owed = self._owed or ASK in data
        super().write(data)

    # -- the end ------------------------------------------------------------------------------------------------

    def _told_to_end(self, number: int, _frame: object) -> None:
        self._leave(128 + number)

    def _leave(self, code: int) -> None:
        """Let the app save and end; end the process where that does not come about."""
        if self._gone:
            return
        self._gone = True

        def end() -> None:
            time.sleep(_LAST_WORD)
            os._exit(code)

        Thread(target=end, daemon=True, name="giktui-end").start()
        self._tell(self._served.terminal_gone, code)

    def _tell(self, what: Callable[..., None], *arguments: object) -> None:
        """Call a method of the app in its own thread, as if a message had."""

        def call() -> None:
            with self._app._context():
                what(*arguments)

        self._loop.call_soon_threadsafe(call)

    # -- what comes -----------------------------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Read and hand on what comes, until told to stop or until the terminal is closed."""
        parser, input_bytes, told = XTermParser(self._debug), InputBytes(), False
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if not selector.select(0.1):
                    text = input_bytes.pause()
                else:
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:  # EIO: the other end is closed
                        data = b""
                    if not data:
                        self._leave(128 + signal.SIGHUP)
                        break
                    text = input_bytes.decode(data)
                for message in (*parser.feed(text), *parser.tick()) if text else parser.tick():
                    self.process_message(message)
                if input_bytes.strange and not told:
                    told = True
                    self._tell(self._served.terminal_not_utf8)
        with suppress(EOFError, ParseError):
            for _message in parser.feed(""):
                pass

    def process_message(self, message: Message) -> None:
        """Take the answers out of what comes."""
        if isinstance(message, events.CursorPosition):
            if like_a_key(message.x, message.y):
                super().process_message(events.Key("shift+f3", None))
            else:
                self._answers, self._owed = True, False
                self._tell(self._served.terminal_answered)
            return
        width, height = self._app.size
        if isinstance(message, events.MouseEvent) and not (0 <= message.x < width and 0 <= message.y < height):
            return
        super().process_message(message)
