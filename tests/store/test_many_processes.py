"""Several processes in one database: no edit is lost, whatever becomes of them."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from giktui.report import Report
from giktui.store import begin, connect, diagnose, entry_of, history, load, save

EDITS = 12
WRITER = """
import sys
from pathlib import Path
from giktui.form import load_form
from giktui.store import connect, set_cells
path, me, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
db = connect(path)
cells = [cell for cell in load_form("2021").cells if cell.startswith("applications.")]
for n in range(count):
    set_cells(db, 1, {cells[(me * 31 + n) % len(cells)]: me * 1000 + n}, actor=str(me), origin="typed")
    print(n, flush=True)
"""


def writer(path: Path, me: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(me), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def typed(db: sqlite3.Connection, me: int) -> list[object]:
    edits = [edit for edit in history(db, 1) if edit.actor == str(me) and edit.origin == "typed"]
    return [edit.new for edit in reversed(edits)]


def test_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    db = connect(path)
    begin(db, "甲县人民政府", 2023, actor="a")
    started = [writer(path, me, EDITS) for me in range(1, 4)]
    for process in started:
        _out, errors = process.communicate()
        assert (errors, process.returncode) == ("", 0)
    for me in range(1, 4):
        assert typed(db, me) == [me * 1000 + n for n in range(EDITS)]
    assert entry_of(db, 1).revision == 1 + 3 * EDITS
    assert [check.message for check in diagnose(path) if not check.ok] == []


def test_a_killed_process_has_saved_all_it_said_it_had(path: Path) -> None:
    db = connect(path)
    begin(db, "甲县人民政府", 2023, actor="a")
    process = writer(path, 1, 10_000)
    assert process.stdout is not None
    for _ in range(20):
        said = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    said = max([said, *map(int, process.stdout.read().split())])  # communicate() loses what readline() has read ahead
    process.communicate()
    saved = typed(db, 1)
    assert saved == [1000 + n for n in range(len(saved))]
    assert len(saved) in (said + 1, said + 2)  # one more may be saved but not yet said
    assert [check.message for check in diagnose(path) if not check.ok] == []


def test_a_reader_sees_whole_reports_while_another_writes(path: Path, full: Report) -> None:
    db = connect(path)
    save(db, full, actor="a")
    reader = connect(path, write=False)
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM applications")
    assert load(reader, 1) == full
    db.execute("ROLLBACK")
