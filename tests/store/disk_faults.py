"""Run as a process under `disk.c`: a command again and again, each time with another call to the disk failing.

    disk_faults.py BEFORE PLACE MANY COMMAND…

BEFORE is a folder with the database `a.db` and what else the command needs; each run gets a copy of it at PLACE. MANY
of the calls (0: all), from the first to the last, fail in turn, once with an I/O error after which all is well, once
with no room from then on. Prints what is wrong, a line each.
"""

import ctypes
import errno
import gc
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from store.forked import run_in_child

from giktui.store import connect, each_entry
from giktui.store.journal.agreement import agrees

COUNTED = ("check_count", "twin", "made_with", "sqlite_stat1", "doubt", "sqlite_sequence")
"""What is counted again whenever it is missing; and the ids of rows that any attempt may use up."""
DATABASES = ("a.db", "demo.db")
"""What is written a transaction at a time; other files are written whole."""
BY_AND_BY = ("import", "demo", "submit", "notice", "reread", "waive", "proposals")
"""Commands that do one thing after another, each whole."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\.giktui-[\w-]+|\b[0-9A-F]{8,}\b")

disk = ctypes.CDLL(os.environ["LD_PRELOAD"])


def run(command: list[str], place: Path, number: int, *, full: bool = False) -> tuple[int, str, int]:
    """The command in a process of its own, with that call failing (0: none), and with `full` all after it: exit code,
    stderr, number of calls."""
    said, wrote = place.with_name("said"), place.with_name("calls")
    gc.freeze()

    def before() -> None:
        os.chdir(place)
        disk.disk_fail(number, errno.ENOSPC if full else errno.EIO, int(full))

    def after() -> None:
        if number:
            disk.disk_fail(0, 0, 0)
        wrote.write_text(str(disk.disk_calls()), "ascii")

    code = run_in_child(command, said, before=before, after=after)
    return code, said.read_text("utf-8", "replace"), int(wrote.read_text("ascii"))


def content(place: Path) -> list[str]:
    """All that the database says, without clocks."""
    with closing(connect(place / "a.db")) as db:
        lines = [line for line in db.iterdump() if not re.match(rf'INSERT INTO "({"|".join(COUNTED)})"', line)]
    return sorted(_TIME.sub("", line) for line in lines)


def wrong(place: Path) -> Iterator[str]:
    """What no failing disk excuses."""
    for path in filter(Path.exists, map(place.joinpath, DATABASES)):
        with closing(sqlite3.connect(path)) as db:
            if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                yield f"{path.name} is damaged"
    with closing(connect(place / "a.db")) as db:
        if db.execute("PRAGMA foreign_key_check").fetchone():
            yield "a row points nowhere"
        yield from (f"{entry} is not what its journal says" for entry in each_entry(db) if not agrees(db, entry))
    for left in place.rglob(".giktui-*"):
        yield f"{left.name} is left"


def files(place: Path) -> dict[str, int]:
    """What stands beside the databases."""
    found = (path for path in place.rglob("*") if path.is_file() and not path.name.startswith(DATABASES))
    return {str(path.relative_to(place)): path.stat().st_size for path in found}


def spread(total: int, many: int) -> list[int]:
    """So many of the numbers from 1 to `total` (0: all), the last among them: it is the one that makes all certain."""
    if not many or total <= many:
        return list(range(1, total + 1))
    return sorted({1 + number * (total - 1) // (many - 1) for number in range(many)})


def main() -> None:
    """Try every call."""
    before, place, many, *command = sys.argv[1:]
    folder = Path(place)

    def fresh() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(before, folder)

    fresh()
    start, there = content(folder), files(folder)
    code, said, total = run(command, folder, 0)
    if code not in (0, 1) or "Traceback" in said:
        print(f"without any fault: {code} {said}")
    done, made = content(folder), files(folder)
    for number, full in product(spread(total, int(many)), (False, True)):
        fresh()
        ended, said, _calls = run(command, folder, number, full=full)
        faults = list(wrong(folder))
        now = content(folder)
        if ended not in (code, 1, 2) or "Traceback" in said or "程序出错" in said:
            faults.append(f"it ended with {ended}")
        if ended == code and now != done:
            faults.append("it said it was done, and it was not")
        if now not in (start, done) and command[0] not in BY_AND_BY:
            faults.append("it is done by halves")
        for name, size in files(folder).items():
            if name not in there and size != made.get(name) and abs(size - made.get(name, 0)) > 64:
                faults.append(f"{name} is half a file of {size} bytes, and not {made.get(name)}")
        if ended == code == 0 and not made.keys() <= files(folder).keys():
            faults.append("it said it was written, and it was not")
        for fault in faults:
            print(f"call {number} of {total}{' and all after it' if full else ''}: {fault}. {said.strip()[-1500:]}")
    print(f"{total} calls", file=sys.stderr)


if __name__ == "__main__":
    main()
