"""Fifty clerks typing into one database for a minute: no error, no lost edit, the journal complete.

    python tests/bench/many_writers.py [--processes 50] [--seconds 60] [--pause 0.2]

Each process types into reports that the others type into too, one cell at a time, `--pause` seconds apart (0: as fast
as it can), and notes each edit once it is saved. Then every noted edit is looked for in the journal, the journal is
replayed, and SQLite checks the file. The exit code is 1 if anything is missing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from giktui.store import begin, connect, diagnose, entries, history

AGENCIES = 10
CLERK = """
import json, sys, time
from pathlib import Path
from giktui.form import load_form
from giktui.store import connect, set_cells
path, me, seconds, pause = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
notes = open(sys.argv[5], "w")
db = connect(path)
cells = [cell for cell in load_form("2021").cells if cell.startswith("applications.")]
reports = [id for (id,) in db.execute("SELECT id FROM report ORDER BY id")]
print("ready", flush=True)
sys.stdin.readline()
end, n, slowest = time.monotonic() + seconds, 0, 0.0
while time.monotonic() < end:
    report, cell, value = reports[(me + n) % len(reports)], cells[(me * 31 + n) % len(cells)], me * 1_000_000 + n
    begun = time.monotonic()
    set_cells(db, report, {cell: value}, actor=f"clerk {me}", origin="typed")
    slowest = max(slowest, time.monotonic() - begun)
    print(json.dumps([report, cell, value]), file=notes, flush=True)
    n += 1
    time.sleep(pause)
print(json.dumps(slowest), file=notes, flush=True)
"""


def main() -> int:
    """Let them type, then look for what they typed; 1 if there was an error or something is missing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--processes", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "many.db")
        db = connect(path)
        for n in range(AGENCIES):
            begin(db, f"第{n}局", 2024, actor="bench")
        db.close()
        clerks = [_clerk(path, Path(folder), me, options) for me in range(options.processes)]
        for clerk in clerks:
            assert clerk.stdout is not None
            clerk.stdout.readline()
        for clerk in clerks:
            assert clerk.stdin is not None
            clerk.stdin.write("go\n")
            clerk.stdin.flush()
        saved: list[tuple[int, str, int, str]] = []
        slowest, failed = 0.0, 0
        for me, clerk in enumerate(clerks):
            failed += clerk.wait() != 0
            *lines, last = [json.loads(line) for line in Path(folder, f"{me}.out").read_text("utf-8").splitlines()]
            if isinstance(last, list):  # it failed before its last note
                lines.append(last)
            else:
                slowest = max(slowest, last)
            saved += [(report, cell, value, f"clerk {me}") for report, cell, value in lines]
        errors = "".join(Path(folder, f"{me}.err").read_text("utf-8") for me in range(options.processes))
        return _judge(path, saved, slowest, failed, errors, options.seconds)


def _clerk(path: Path, folder: Path, me: int, options: argparse.Namespace) -> "subprocess.Popen[str]":
    notes = str(Path(folder, f"{me}.out"))
    command = [sys.executable, "-c", CLERK, str(path), str(me), str(options.seconds), str(options.pause), notes]
    with Path(folder, f"{me}.err").open("w") as errors:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, env=dict(os.environ)
        )


def _judge(
    path: Path, saved: list[tuple[int, str, int, str]], slowest: float, failed: int, errors: str, seconds: float
) -> int:
    db = connect(path)
    journaled: Counter[tuple[int, str, object, str]] = Counter()
    revisions = 0
    for entry in entries(db):
        revisions += entry.revision - 1
        for edit in history(db, entry.id):
            if edit.origin == "typed":
                journaled[entry.id, edit.cell, edit.new, edit.actor] += 1
    asked: Counter[tuple[int, str, object, str]] = Counter(saved)
    lost, unasked = asked - journaled, journaled - asked
    wrong = [check.message for check in diagnose(path) if not check.ok]
    print(f"{len(saved)} edits saved, {len(saved) / seconds:.0f} a second, the slowest in {slowest:.2f} s")
    print(f"processes that failed: {failed} (bar 0)")
    print(f"edits lost: {sum(lost.values())} (bar 0); in the journal but not noted: {sum(unasked.values())} (bar 0)")
    print(f"revisions without an edit: {revisions - sum(journaled.values())} (bar 0)")
    print(f"doctor: {'; '.join(wrong) or 'sound'}")
    print(errors, end="", file=sys.stderr)
    return int(bool(failed or lost or unasked or wrong or revisions != sum(journaled.values())))


if __name__ == "__main__":
    sys.exit(main())
