"""What the store costs, as ratios to hand-written SQL that does the same, measured in one run, with the bar beside.

    python tests/bench/store.py [REPORTS]

Ten times as many agencies as counties under one province; each ratio is of the medians of some rounds, taken in turn.
"""

import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time

from giktui.form import load_form
from giktui.report import Report
from giktui.store import connect, ensure_agency, entries, load, save
from giktui.store.analysis.rollup import rollup
from giktui.store.analysis.status import status

FORM = load_form("2021")
PROVINCE = "北岭省人民政府"
TEXT = "一是主动公开政府信息，二是办理依申请公开，三是加强平台建设和监督保障。" * 50
ROUNDS = 5


def report(n: int) -> Report:
    """The nth report, its numbers made up, its texts of the usual length."""
    chance = random.Random(n)
    cells = {cell: chance.randrange(300) for cell in FORM.cells}
    return Report(f"第{n}局", 2023, "2021", f"第{n}局2023年", "", cells, {"overview": TEXT, "problems": TEXT[:300]})


def bare_database(path: Path) -> sqlite3.Connection:
    """Tables as the store has them, without anything else."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE narrative (report, section, text, PRIMARY KEY (report, section))")
    db.execute("CREATE TABLE edit (report, revision, part, at, old, new, PRIMARY KEY (report, part)) WITHOUT ROWID")
    for table in FORM.tables:
        columns = ", ".join(f'"{column.id}"' for column in table.columns)
        db.execute(f"CREATE TABLE {table.id} (report, row, {columns}, PRIMARY KEY (report, row)) WITHOUT ROWID")
    return db


def bare_insert(db: sqlite3.Connection, id: int, one: Report) -> None:
    """The same numbers, texts and journal, by hand."""
    db.execute("BEGIN IMMEDIATE")
    for table in FORM.tables:
        marks = ", ".join("?" * (len(table.columns) + 2))
        lines = [
            (id, row.id, *(one.cells.get(f"{table.id}.{row.id}.{column.id}") for column in table.columns))
            for row in table.rows
        ]
        db.executemany(f"INSERT INTO {table.id} VALUES ({marks})", lines)
    texts = [(id, section, text) for section, text in one.narratives.items()]
    db.executemany("INSERT INTO narrative VALUES (?, ?, ?)", texts)
    journal: list[tuple[object, ...]] = [
        (id, 1, part, None, None, value) for part, value in enumerate(one.cells.values())
    ]
    journal += [(id, 1, 1000 + n, 0, "", text) for n, (_id, _section, text) in enumerate(texts)]
    db.executemany("INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?)", journal)
    db.execute("COMMIT")


def bare_load(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """The same rows, and nothing made of them."""
    for id in ids:
        for table in FORM.tables:
            db.execute(f"SELECT * FROM {table.id} WHERE report = ?", (id,)).fetchall()
        db.execute("SELECT section, text FROM narrative WHERE report = ?", (id,)).fetchall()


def bare_sums(db: sqlite3.Connection) -> None:
    """Each table added up over all reports of the year."""
    for table in FORM.tables:
        sums = ", ".join(f'sum("{column.id}")' for column in table.columns)
        db.execute(
            f"SELECT row, {sums} FROM report JOIN {table.id} ON report = report.id WHERE year = 2023 GROUP BY row"
        ).fetchall()


def bare_status(db: sqlite3.Connection) -> None:
    """Every agency with its report, in no order."""
    db.execute(
        "SELECT * FROM agency LEFT JOIN report ON report.agency = agency.id AND report.year = 2023"
        " LEFT JOIN agency AS parent ON parent.id = agency.parent"
    ).fetchall()


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one go."""
    begun = process_time()
    work()
    return process_time() - begun


def ratio(what: str, ours: Callable[[], object], bare: Callable[[], object], bar: float) -> bool:
    """Print how many times as long ours takes; whether that is under the bar."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(ROUNDS)]
    times = median(mine for mine, _theirs in pairs) / median(theirs for _mine, theirs in pairs)
    print(f"{what}: {times:.2f} times the bare SQL (bar {bar})")
    return times <= bar


def main(count: int) -> int:
    """Print the ratios; 1 if a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        db, bare = connect(Path(folder, "a.db")), bare_database(Path(folder, "bare.db"))
        for each in (db, bare):
            each.execute("PRAGMA synchronous = NORMAL")
        for n in range(count // 10):
            ensure_agency(db, f"第{n}县人民政府", parent=ensure_agency(db, PROVINCE).id)
        for n in range(count):
            ensure_agency(db, f"第{n}局", parent=f"第{n % (count // 10)}县人民政府")
        made = [report(n) for n in range(count)]
        stored, inserted = iter(made), iter(enumerate(made, 1))
        share = count // ROUNDS

        def store() -> None:
            for _ in range(share):
                save(db, next(stored), actor="bench")

        def insert() -> None:
            for _ in range(share):
                bare_insert(bare, *next(inserted))

        good = [ratio("storing a report and its journal", store, insert, 3)]
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        print(f"bytes a report: {Path(folder, 'a.db').stat().st_size / (share * ROUNDS):.0f}")
        ids = [entry.id for entry in entries(db)]
        good += [
            ratio("loading", lambda: [load(db, id) for id in ids], lambda: bare_load(db, ids), 4),
            ratio("rollup of a province", lambda: rollup(db, PROVINCE, 2023), lambda: bare_sums(db), 2),
            ratio("status of a province", lambda: list(status(db, 2023)), lambda: bare_status(db), 4),
        ]
        return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
