"""The process that takes PDFs and pictures apart: started for the first, kept for the next, ended over one that is too
much for it.

Starting it takes a third of a second, most files less. It ends by itself when nothing has come for a while, when the
process it belongs to ends, and after a file that took much memory.
"""

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer
from typing import Any

from giktui.i18n import _
from giktui.readers.limits import Limits

PROGRESS = "GIKTUI_PROGRESS"
"""The variable by which a command that has the terminal for itself asks for a line of progress; other processes that
read files for it inherit it."""


class TooSlow(Exception):  # noqa: N818
    """The file took longer than it may."""


_lock = Lock()
_running: "subprocess.Popen[bytes] | None" = None


def ask(kind: str, data: bytes, limits: Limits) -> dict[str, Any]:
    """What the process says of a file (`pdf` or `picture`): its blocks, or why it cannot be read (`error`).

    Raises TooSlow, and ValueError where the process died over the file.
    """
    with _lock:
        kept = _running is not None and _running.poll() is None
        try:
            return _answer(kind, data, limits)
        except ValueError:
            if not kept:
                raise
        return _answer(kind, data, limits)  # the one kept from earlier files had just gone to sleep for good


def _answer(kind: str, data: bytes, limits: Limits) -> dict[str, Any]:
    process = _process()
    assert process.stdin is not None and process.stdout is not None, "both are pipes"
    asked = {"kind": kind, "length": len(data), "pages": limits.pages, "seconds": int(limits.seconds)}
    clock = _Clock(process, limits.seconds)
    try:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.write(data)
        process.stdin.flush()
        while "at" in (answer := json.loads(process.stdout.readline())):
            clock.wind()
            _show(answer["at"], answer["of"])
    except (OSError, ValueError) as error:
        end()
        raise (TooSlow if clock.struck else ValueError)(str(error)) from error
    except BaseException:  # interrupted: the answer that is still to come is nobody's
        end()
        raise
    finally:
        clock.stop()
        _show(0, 0)
    return dict(answer)


class _Clock:
    """Ends a process that says nothing for so long."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self.struck = False
        self._process, self._seconds = process, seconds
        self._timer = self._started()

    def wind(self) -> None:
        """It has said something: begin anew."""
        self.stop()
        self._timer = self._started()

    def stop(self) -> None:
        """It has said all; a thread that is still there would forbid forking."""
        self._timer.cancel()
        self._timer.join()

    def _started(self) -> Timer:
        timer = Timer(self._seconds, self._strike)
        timer.start()
        return timer

    def _strike(self) -> None:
        self.struck = True
        self._process.kill()


_shown = False


def _show(page: int, pages: int) -> None:
    """Tell on the terminal which page is being made out, where the command line wants that; 0: done."""
    global _shown  # noqa: PLW0603  # whether there is a line to wipe out
    if not os.environ.get(PROGRESS) or not (page or _shown):
        return
    text = _("正在识别第 {n}/{of} 页……").format(n=page, of=pages) if page else ""
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()
    _shown = bool(page)


def _process() -> "subprocess.Popen[bytes]":
    global _running  # noqa: PLW0603  # one a process, as long as it lasts
    if _running is not None and _running.poll() is not None:
        end()
    if _running is None:
        command = [sys.executable, "-P", "-m", "giktui.readers.isolated"]
        _running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    return _running


def end() -> None:
    """End the process, if there is one."""
    global _running
    ended, _running = _running, None
    if ended is not None:
        ended.kill()
        with suppress(OSError), ended:  # what it has not read of its file is written nowhere
            pass


def _forget() -> None:
    """In a forked process: the one that reads files belongs to the parent; let go of its pipes, so that it sees the
    parent end."""
    global _lock, _running
    if _running is not None:
        for pipe in (_running.stdin, _running.stdout):
            if pipe is not None:
                pipe.close()
        _running.returncode = 0  # it is not ours to wait for
    _running, _lock = None, Lock()


atexit.register(end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
