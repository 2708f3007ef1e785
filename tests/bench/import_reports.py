"""What importing costs against the least it could: ratios measured in one run, with the bar beside each.

    python tests/bench/import_reports.py [REPORTS]

A thousand reports as text and a thousand as web pages, written by the generator of the tests, are imported into a new
database; against them stand the same files merely read (and parsed by selectolax), and their cells inserted by
hand-written sqlite3, a transaction a file. Both are run in turn, in slices, and in processor time, so that a busy
machine slows them alike; a first file is imported before the clock runs, so that no module is loaded while it does, and
Python looks for garbage as seldom as in the program, and not among the reports that only the measuring keeps. What a
report takes in each database is printed beside. A ratio above its bar ends the run with exit code 1.
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

sys.path.insert(0, str(Path(__file__).parents[1]))

from published.figures import published
from published.shapes import Sample, sample
from selectolax.lexbor import LexborHTMLParser

from giktui.store import connect, import_files

BAR = 4.0
SLICE = 100


def main() -> int:
    """Print the ratios; 1 if one is above the bar."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    ok = True
    for shape, parse in (("tabs", None), ("html", LexborHTMLParser)):
        with tempfile.TemporaryDirectory() as folder:
            least, imported = measured(Path(folder), shape, parse, number)
            sizes = [(Path(folder) / name).stat().st_size / number / 1024 for name in ("bare.db", "giktui.db")]
        ratio = imported / least
        ok &= ratio <= BAR
        print(f"{number} reports as {'text' if parse is None else 'HTML'}:")
        print(
            f"{least / number * 1000:7.2f} ms each  read{'' if parse is None else ', parsed by selectolax'}, inserted"
        )
        print(f"{imported / number * 1000:7.2f} ms each  imported")
        print(f"{sizes[0]:7.2f} kB each in the bare database, {sizes[1]:.2f} in giktui's")
        print(f"{ratio:7.2f}  (bar {BAR:g}){'' if ratio <= BAR else '  ABOVE THE BAR'}")
    return 0 if ok else 1


def measured(folder: Path, shape: str, parse: Callable[[str], object] | None, number: int) -> tuple[float, float]:
    """Seconds of the least and of the import, for that many reports."""
    samples = [made(shape, n) for n in range(number)]
    paths = [folder / f"{n:05}-{one.name}" for n, one in enumerate(samples)]
    for path, one in zip(paths, samples, strict=True):
        path.write_bytes(one.data)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = NORMAL")
    bare.execute(
        "CREATE TABLE cell (report INTEGER, cell TEXT, value NUMERIC, PRIMARY KEY (report, cell)) WITHOUT ROWID"
    )
    db = connect(folder / "giktui.db")
    warm = folder / f"first-{samples[0].name}"
    warm.write_bytes(made(shape, number).data)
    list(import_files(db, [warm]))
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)  # as giktui.__main__ does
    least = imported = 0.0
    for start in range(0, number, SLICE):
        part = range(start, min(start + SLICE, number))
        begin = time.process_time()
        for n in part:
            insert(bare, n, paths[n], samples[n], parse)
        middle = time.process_time()
        stored = sum(len(outcome.entries) for outcome in import_files(db, [paths[n] for n in part]))
        imported += time.process_time() - middle
        least += middle - begin
        assert stored == len(part), "every report is stored"
    gc.unfreeze()
    db.close()
    bare.close()
    return least, imported


def made(shape: str, number: int) -> Sample:
    """A report of an agency of its own."""
    random = Random(f"{shape} {number}")
    return sample(shape, random, replace(published(random), agency=f"第{number}区人民政府"))


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
