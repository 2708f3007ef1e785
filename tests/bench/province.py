"""A province: what its seven years of reports weigh, and how long it takes to look at all of them.

    python tests/bench/province.py [--agencies 10000] [--years 7] [--db FILE]

Made as they come in (see made_province.py), which takes some five milliseconds a report; with --db the database is
kept, and used again if it is there. Times are processor time (of `check --all` by the clock, since it works in several
processes); beside each is the bare SQL that reads the same rows, run
in turn, and the bar where there is one. The exit code is 1 if one is missed.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.made_province import LAST_YEAR, PROVINCE, make_agencies, make_reports

from giktui.form import form_for_year
from giktui.measures import find_measure
from giktui.store import connect, entries, find_agency, search
from giktui.store.analysis.overview import lines, outline, report_years
from giktui.store.analysis.rollup import rollup
from giktui.store.analysis.status import status
from giktui.store.analysis.trends import Scope, points, spreads

ROUNDS = 5
PAGE = 40
"""Agencies on a screen of the home list."""
EACH = 0.8
"""Milliseconds that checking a report for the first time may take, on two processors."""
SECONDS = 3.0
"""What a person waits for without wondering."""

CHECK = """
import json, os, sys
from itertools import islice
from pathlib import Path
from time import perf_counter
from giktui.ingest.pool import processors
from giktui.store import connect, each_entry
from giktui.store.analysis.finding_counts import counted
from giktui.store.reports.index import how_many
def run():
    db = connect(Path(sys.argv[1]))
    db.execute("DELETE FROM check_count")
    total, peaks = how_many(db), []
    begun, used = perf_counter(), sum(os.times()[:4])  # with those of the processes that have ended
    each = counted(db, each_entry(db), jobs=None)
    for part in (total // 10, None):
        for _one in islice(each, part): pass
        status = Path('/proc/self/status').read_text()  # getrusage would count the process that started this one
        peaks.append(int(status.split('VmHWM:')[1].split()[0]) / 1024)
    first, used = perf_counter() - begun, sum(os.times()[:4]) - used
    begun = perf_counter()
    for _one in counted(db, each_entry(db), jobs=None): pass
    print(json.dumps([total, first, perf_counter() - begun, used, *peaks, processors()]))
if __name__ == "__main__": run()
"""


@dataclass(frozen=True)
class Measured:
    """A piece of work, the bare SQL for the same rows, and how many times that it may take (None: only `SECONDS`)."""

    name: str
    work: Callable[[], object]
    sql: str
    parameters: tuple[object, ...] = ()
    bar: float | None = None


def main() -> int:
    """Make the province where it is not there, measure, print; 1 if a bar is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--agencies", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder, "province.db")
        if not path.exists():
            _make(path, options.agencies, options.years)
        db = connect(path)
        (agencies,) = db.execute("SELECT count(*) FROM agency").fetchone()
        (reports,) = db.execute("SELECT count(*) FROM report").fetchone()
        size = path.stat().st_size
        print(f"{agencies} agencies, {reports} reports, {size / 1e6:.0f} MB, {size / reports:.0f} bytes a report")
        good = [_measure(db, one) for one in _works(db)]
        db.close()
        good.append(_check(path))
    return 0 if all(good) else 1


def _make(path: Path, agencies: int, years: int) -> None:
    db = connect(path)
    db.execute("PRAGMA synchronous = OFF")  # nothing is lost with a bench that is cut off
    begun, made = process_time(), 0
    for made in make_reports(db, make_agencies(db, agencies), years):
        print(f"\r{made} reports made", end="", file=sys.stderr, flush=True)
    taken = process_time() - begun
    print(f"\rmade {made} reports, {taken / made * 1000:.1f} ms each")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    db.close()


def _works(db: sqlite3.Connection) -> list[Measured]:
    """What people do with a province."""
    province = f"{PROVINCE}人民政府"
    county = next(id for id, name in db.execute("SELECT id, name FROM agency") if name.endswith("县人民政府"))
    received, share = find_measure("received"), find_measure("granted-share")
    tree = outline(db)
    middle = len(tree) // 2
    shown = tree[middle : middle + PAGE]
    one = find_agency(db, county)
    assert one is not None, "the county is there"
    line = "SELECT {what} FROM report JOIN agency ON agency.id = report.agency JOIN applications AS line"
    line += " ON line.report = report.id AND line.row = 'received'"
    by_level = " GROUP BY report.year, level"
    statistics = line.format(what="report.year, level, count(*), sum(total), min(total), max(total)") + by_level
    values = line.format(what="agency.id, name, level, report.year, total")
    every = "SELECT report.*, agency.name FROM report JOIN agency ON agency.id = report.agency"
    page = f"{every} WHERE agency IN (SELECT value FROM json_each(?))"
    ids = json.dumps([id for id, _depth in shown])
    known = "SELECT * FROM agency LEFT JOIN report ON report.agency = agency.id AND year = ?"
    texts = "SELECT report, section FROM narrative WHERE instr(text, '图解')"
    return [
        Measured("status", lambda: status(db, LAST_YEAR), known, (LAST_YEAR,)),
        Measured("rollup of the province", lambda: rollup(db, province, LAST_YEAR), _sums(), (LAST_YEAR,), 2),
        Measured("stats of a sum", lambda: spreads(db, received), statistics, (), 2),
        Measured("stats of a share, one year", lambda: spreads(db, share, Scope(year=LAST_YEAR)), _shares()),
        Measured("ranking of all", lambda: list(points(db, received, highest=True)), values),
        Measured(
            "trend of a county",
            lambda: list(points(db, received, Scope(agency=county))),
            f"{values} WHERE agency.id = ?",
            (county,),
        ),
        Measured(
            "trend of its agencies",
            lambda: list(points(db, received, Scope(children_of=county))),
            f"{values} WHERE agency.parent = ?",
            (county,),
        ),
        Measured("home: outline and years", lambda: (outline(db), report_years(db)), "SELECT id, parent FROM agency"),
        Measured("home: a page", lambda: lines(db, shown), page, (ids,)),
        Measured("home: filtering", lambda: outline(db, "教育"), "SELECT id FROM agency WHERE instr(name, '教育')"),
        Measured("list", lambda: entries(db), f"{every} ORDER BY agency.name, year"),
        Measured("list of one agency", lambda: entries(db, one.id), f"{every} WHERE agency = ?", (county,)),
        Measured("search for a word not there", lambda: list(search(db, "图解")), texts),
    ]


def _sums() -> str:
    """All figures of the year's reports added up: one statement a table, run together."""
    parts = []
    for table in form_for_year(LAST_YEAR).tables:
        sums = ", ".join(f'sum("{column.id}")' for column in table.columns)
        parts.append(
            f"SELECT row, {sums} FROM report JOIN {table.id} ON report = report.id WHERE year = ?1 GROUP BY row"
        )
    return ";\n".join(parts)


def _shares() -> str:
    """The rows that a share of a year is made of, added up."""
    return (
        "SELECT level, sum(total) FROM report JOIN agency ON agency.id = agency JOIN applications AS line"
        " ON line.report = report.id AND row IN ('granted', 'partly_granted', 'results_total')"
        f" WHERE year = {LAST_YEAR} GROUP BY level, row"
    )


def _measure(db: sqlite3.Connection, one: Measured) -> bool:
    """Print the time and the ratio; whether both are under the bar."""
    statements = one.sql.split(";\n")

    def bare() -> None:
        for statement in statements:
            db.execute(statement, one.parameters).fetchall()

    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours.append(_seconds(one.work))
        theirs.append(_seconds(bare))
    taken, ratio = median(ours), median(ours) / median(theirs)
    good = taken <= SECONDS and (one.bar is None or ratio <= one.bar)
    bar = f"bar {one.bar:g} ×" if one.bar else f"bar {SECONDS:g} s"
    print(f"{one.name:32} {taken * 1000:9.1f} ms {ratio:7.2f} × bare SQL   {bar}   {'ok' if good else 'MISSED'}")
    return good


def _seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def _check(path: Path) -> bool:
    """All reports checked, in as many processes as there are processors; then again, counts known.

    The memory of the process that hands the work out must not grow with the reports.
    """
    done = subprocess.run([sys.executable, "-c", CHECK, str(path)], stdout=subprocess.PIPE, check=True, text=True)
    total, first, again, used, early, late, processors = json.loads(done.stdout)
    each = first / total * 1000
    good = bool(late <= early * 1.3) and (each <= EACH or processors < 2)
    print(
        f"check --all on {processors} processors: {first:.1f} s, {each:.2f} ms a report by the clock (bar {EACH} ms), "
        f"{used / total * 1000:.2f} ms of processor time; once more: {again:.1f} s"
    )
    grown = f"{early:.0f} MB after a tenth, {late:.0f} MB at the end (bar 1.3 ×)"
    print(f"its greatest memory: {grown}   {'ok' if good else 'MISSED'}")
    return good


if __name__ == "__main__":
    sys.exit(main())
