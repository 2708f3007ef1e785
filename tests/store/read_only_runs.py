"""Runs commands in this process's own rights, each in a child of its own: a JSON list of argument lists on stdin, for
each its exit code and what it said on stderr as a JSON list on stdout."""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from store.forked import run_in_child


def run(command: list[str]) -> tuple[int, str]:
    """The command's exit code and stderr."""
    with tempfile.NamedTemporaryFile() as said:
        code = run_in_child(command, Path(said.name))
        return code, Path(said.name).read_text("utf-8")


if __name__ == "__main__":
    json.dump([run(command) for command in json.load(sys.stdin)], sys.stdout)
