"""Runs commands in this process's own rights, each in a child of its own: a JSON list of argument lists on stdin, for
each its exit code and what it said on stderr as a JSON list on stdout."""

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path

from giktui import __main__ as giktui


def run(command: list[str]) -> tuple[int, str]:
    """The command's exit code and stderr."""
    with tempfile.NamedTemporaryFile() as said:
        child = os.fork()
        if not child:
            code = 99
            try:
                os.dup2(os.open(os.devnull, os.O_RDWR), 0)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                os.dup2(said.fileno(), 2)
                sys.argv = ["giktui", *command]
                try:
                    giktui.main()
                except SystemExit as end:
                    code = end.code if isinstance(end.code, int) else 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return code, Path(said.name).read_text("utf-8")


if __name__ == "__main__":
    json.dump([run(command) for command in json.load(sys.stdin)], sys.stdout)
