"""The process that takes PDFs apart: started for the first, kept for the next, ended over one that is too much for it.

Starting it takes a third of a second, most files less. It ends by itself when nothing has come for a while, when the
process it belongs to ends, and after a file that took much memory.
"""

import atexit
import json
import os
import subprocess
import sys
from threading import Lock, Timer
from typing import Any

from giktui.readers.limits import Limits


class TooSlow(Exception):  # noqa: N818
    """The file took longer than it may."""


_lock = Lock()
_running: "subprocess.Popen[bytes] | None" = None


def ask(data: bytes, limits: Limits) -> dict[str, Any]:
    """What the process says of a file: its blocks, or why it cannot be read (`error`).

    Raises TooSlow, and ValueError where the process died over the file.
    """
    with _lock:
        kept = _running is not None and _running.poll() is None
        try:
            return _answer(data, limits)
        except ValueError:
            if not kept:
                raise
        return _answer(data, limits)  # the one kept from earlier files had just gone to sleep for good


def _answer(data: bytes, limits: Limits) -> dict[str, Any]:
    process = _process()
    assert process.stdin is not None and process.stdout is not None, "both are pipes"
    slow: list[bool] = []

    def give_up() -> None:
        slow.append(True)
        process.kill()

    clock = Timer(limits.seconds, give_up)
    clock.start()
    try:
        process.stdin.write(f"{len(data)} {limits.pages} {int(limits.seconds)}\n".encode())
        process.stdin.write(data)
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
    except (OSError, ValueError) as error:
        end()
        raise (TooSlow if slow else ValueError)(str(error)) from error
    except BaseException:  # interrupted: the answer that is still to come is nobody's
        end()
        raise
    finally:
        clock.cancel()
        clock.join()  # a thread that is still there would forbid forking
    return answer


def _process() -> "subprocess.Popen[bytes]":
    global _running  # noqa: PLW0603  # one a process, as long as it lasts
    if _running is not None and _running.poll() is not None:
        end()
    if _running is None:
        command = [sys.executable, "-P", "-m", "giktui.readers.formats.pdf"]
        _running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    return _running


def end() -> None:
    """End the process, if there is one."""
    global _running  # noqa: PLW0603
    if _running is not None:
        _running.kill()
        with _running:
            _running = None


def _forget() -> None:
    """In a forked process: the one that reads PDFs belongs to the parent; let go of its pipes, so that it sees the
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
