"""A report with a very long journal: how long opening it and taking a step back take, with the bar beside.

    python tests/bench/long_journal.py [ROWS]

One report's journal gets a million rows, a row a revision, two people in turn; beside it stands one with a hundred.
Printed are the processor time of the longer one and how many times that of the shorter it is.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from giktui.form import load_form
from giktui.report import Report
from giktui.store import Entry, connect, entry_of, next_undo, redo, save, undo
from giktui.store.journal.agreement import agrees
from giktui.store.journal.history import history
from giktui.totals import parts_of
from giktui.tui.report_session import ReportSession

FORM = load_form("2021")
CELLS = [cell.id for cell in FORM.table("applications").cells if cell.id not in parts_of(FORM)][:100]
ROUNDS = 5


def worked_on(db: sqlite3.Connection, agency: str, rows: int) -> Entry:
    """A report whose cells were typed one after the other, over and over, each one more than before."""
    entry = save(db, Report(agency, 2024, "2021", cells=dict.fromkeys(FORM.cells, 0)), actor="甲")
    times, count = divmod(rows, len(CELLS))[0], len(CELLS)
    db.execute("BEGIN")
    db.execute("CREATE TEMP TABLE typed (place INTEGER PRIMARY KEY, part INTEGER)")
    for place, cell in enumerate(CELLS):
        db.execute("INSERT INTO typed SELECT ?, id FROM part WHERE name = ?", (place, cell))
        table, row, column = cell.split(".")
        db.execute(f'UPDATE {table} SET "{column}" = ? WHERE report = ? AND row = ?', (times, entry.id, row))
    steps = "WITH RECURSIVE step(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM step WHERE n + 1 < :rows)"
    names = {"report": entry.id, "rows": times * count, "count": count, "first": entry.revision + 1}
    db.execute(
        f"{steps} INSERT INTO batch (report, revision, time, actor, origin) SELECT :report, :first + n,"
        " '2025-01-01T00:00:00Z', iif(n % 2, '甲', '乙'), 'typed' FROM step",
        names,
    )
    db.execute(
        f"{steps} INSERT INTO change (report, revision, part, old, new)"
        " SELECT :report, :first + n, part, n / :count, n / :count + 1 FROM step JOIN typed ON place = n % :count",
        names,
    )
    db.execute("DROP TABLE typed")
    last = {**names, "last": entry.revision + times * count}
    db.execute("UPDATE report SET revision = :last WHERE id = :report", last)
    db.execute("COMMIT")
    return entry_of(db, entry.id)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one go, the middle one of some."""
    times = []
    for _round in range(ROUNDS):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return median(times)


def main(rows: int) -> int:
    """Print the times; 1 if a bar is missed."""
    with tempfile.TemporaryDirectory() as folder, closing(connect(Path(folder, "a.db"))) as db:
        short, long = worked_on(db, "甲局", 100), worked_on(db, "乙局", rows)
        assert agrees(db, short)

        def stepped(entry: Entry) -> None:
            pending = next_undo(db, entry.id, "甲")
            assert pending is not None
            undo(db, entry.id, actor="甲", step=pending.revision)
            redo(db, entry.id, actor="甲")

        works: list[tuple[str, Callable[[Entry], object], float]] = [
            ("opening a report", lambda entry: ReportSession(db, entry).check(), 0.5),
            ("undo and redo", stepped, 0.1),
            ("its history, a page", lambda entry: list(history(db, entry.id, limit=200)), 0.1),
        ]
        good = True
        for what, work, bar in works:
            ours, theirs = seconds(partial(work, long)), seconds(partial(work, short))
            print(f"{what}, {rows:,} rows: {ours:.3f} s (bar {bar} s), {ours / theirs:.1f} times one with a hundred")
            good = good and ours <= bar
        return int(not good)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
