"""What importing costs against the least it could: ratios measured in one run, with the bar beside each.

    python tests/bench/import_reports.py [REPORTS]

A thousand reports as text and a thousand as web pages are imported into a new database; against them stand the same
files merely read (and parsed by selectolax), and their cells inserted by hand-written sqlite3, a transaction a file.
The reports are ordinary ones, in the wordings and wrappings of real ones, written by the generator of the tests; then,
for comparison, those by which the tests try the readers, half of whose figures are oddly written and many of which have
something spoilt in them. Two ratios are printed of each:

- of processor time in one process, the two run in turn, in slices, so that a busy machine slows them alike;
- of the time that passes with as many processes as `giktui import` takes by itself, the others' start included: the
  median of three rounds. On a machine that is busy with other things this one means nothing.

A first file is imported before the clock runs, so that no module is loaded while it does, and Python looks for garbage
as seldom as in the program, and not among the reports that only the measuring keeps. What a report takes in each
database is printed beside. The bar is held against the second ratio of the ordinary reports; above it the run ends with
exit code 1.
"""

import gc
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from published.figures import ordinary, published
from published.shapes import Sample, sample
from selectolax.lexbor import LexborHTMLParser

from giktui.ingest.pool import processors
from giktui.store import connect, import_files

BAR = 4.0
SLICE = 100
ROUNDS = 3


def main() -> int:
    """Print the ratios; 1 if one is above the bar."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    ok = True
    gc.set_threshold(100_000)  # as giktui.__main__ does
    for noise in (False, True):
        for shape, parse in (("tabs", None), ("html", LexborHTMLParser)):
            with tempfile.TemporaryDirectory() as name:
                reports = Reports(Path(name), shape, number, parse, noise=noise)
                gc.collect()
                gc.freeze()
                least, imported, sizes = in_slices(reports)
                walls = [passing(reports, round) for round in range(ROUNDS)]
                gc.unfreeze()
            ratio = median(wall / bare for bare, wall in walls)
            bar = "no bar" if noise else f"bar {BAR:g}" + ("" if ratio <= BAR else ", ABOVE IT")
            ok &= noise or ratio <= BAR
            print(f"{number} {'spoilt' if noise else 'ordinary'} reports as {'text' if parse is None else 'HTML'}:")
            print(f"{least:7.2f} ms each  read{'' if parse is None else ', parsed by selectolax'}, inserted")
            print(f"{imported:7.2f} ms each  imported by one process: {imported / least:.2f} times the processor time")
            print(f"{sizes[0]:7.2f} kB each in the bare database, {sizes[1]:.2f} in giktui's")
            print(f"{ratio:7.2f}  times as long with {processors()} processes ({bar})")
    return 0 if ok else 1


class Reports:
    """Files with reports of as many agencies, and what somebody else found in each."""

    def __init__(
        self, folder: Path, shape: str, number: int, parse: Callable[[str], object] | None, *, noise: bool
    ) -> None:
        self.folder = folder
        self.parse = parse
        self.samples = [made(shape, n, noise=noise) for n in range(number)]
        self.paths = [folder / f"{n:05}-{one.name}" for n, one in enumerate(self.samples)]
        for path, one in zip(self.paths, self.samples, strict=True):
            path.write_bytes(one.data)
        self.first = folder / f"first-{self.samples[0].name}"
        self.first.write_bytes(made(shape, number, noise=noise).data)

    def databases(self, name: str) -> tuple[sqlite3.Connection, sqlite3.Connection]:
        """A bare one and one of giktui's, which has imported a first file."""
        bare = sqlite3.connect(self.folder / f"{name}-bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = NORMAL")
        bare.execute(
            "CREATE TABLE cell (report INTEGER, cell TEXT, value NUMERIC, PRIMARY KEY (report, cell)) WITHOUT ROWID"
        )
        db = connect(self.folder / f"{name}.db")
        list(import_files(db, [self.first]))
        return bare, db

    def insert(self, db: sqlite3.Connection, part: range) -> None:
        """The least there is to do for some of them."""
        for n in part:
            insert(db, n, self.paths[n], self.samples[n], self.parse)

    def import_(self, db: sqlite3.Connection, part: range, jobs: int = 1) -> None:
        """All that giktui does for some of them."""
        stored = sum(len(outcome.entries) for outcome in import_files(db, [self.paths[n] for n in part], jobs=jobs))
        assert stored == len(part), "every report is stored"


def in_slices(reports: Reports) -> tuple[float, float, tuple[float, float]]:
    """Milliseconds of processor time a report of the least and of the import, and kB a report in the databases."""
    bare, db = reports.databases("slices")
    number = len(reports.paths)
    least = imported = 0.0
    for start in range(0, number, SLICE):
        part = range(start, min(start + SLICE, number))
        begin = time.process_time()
        reports.insert(bare, part)
        middle = time.process_time()
        reports.import_(db, part)
        imported += time.process_time() - middle
        least += middle - begin
    bare.close()
    db.close()
    sizes = [(reports.folder / name).stat().st_size / number / 1024 for name in ("slices-bare.db", "slices.db")]
    return least / number * 1000, imported / number * 1000, (sizes[0], sizes[1])


def passing(reports: Reports, round: int) -> tuple[float, float]:
    """Seconds that pass over the least for all reports, and over their import by as many processes as there are
    processors."""
    bare, db = reports.databases(f"round{round}")
    part = range(len(reports.paths))
    begin = time.perf_counter()
    reports.insert(bare, part)
    middle = time.perf_counter()
    reports.import_(db, part, processors())
    end = time.perf_counter()
    bare.close()
    db.close()
    return middle - begin, end - middle


def made(shape: str, number: int, *, noise: bool) -> Sample:
    """A report of an agency of its own."""
    random = Random(f"{shape} {number}")
    report = published(random) if noise else ordinary(random)
    return sample(shape, random, replace(report, agency=f"第{number}区人民政府"), noise=noise)


def insert(db: sqlite3.Connection, number: int, path: Path, one: Sample, parse: Callable[[str], object] | None) -> None:
    """The least there is to do: read the file, parse it, insert the cells that somebody else found."""
    text = decoded(path.read_bytes())
    if parse:
        parse(text)
    rows = [(number, id, str(figure.value)) for id, figure in one.figures.items() if figure.value is not None]
    db.execute("BEGIN")
    db.executemany("INSERT INTO cell VALUES (?, ?, ?)", rows)
    db.execute("COMMIT")


def decoded(data: bytes) -> str:
    """The text of a file of the generator."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


if __name__ == "__main__":
    sys.exit(main())
