"""A command of giktui in a child of this process: what is set here holds there, and what it breaks stays there."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from giktui import __main__ as giktui


def run_in_child(
    command: Sequence[str],
    said: Path,
    *,
    before: Callable[[], None] = lambda: None,
    after: Callable[[], None] = lambda: None,
) -> int:
    """The command's exit code, 99 where it ended in an exception; its stderr is in `said`, its stdout nowhere.

    `before` and `after` are called around it, in the child.
    """
    child = os.fork()
    if not child:
        code = 99
        try:
            out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(out, 2)
            sys.argv = ["giktui", *command]
            before()
            try:
                giktui.main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0
        except BaseException:
            traceback.print_exc()
        finally:
            after()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
