"""The power fails, or the disk does: what was acknowledged is there afterwards, and what fails says so.

What a process writes is recorded by a library that is put before the system's (`disk.c`, where there is a compiler). A
power cut takes what was not synced: all of it, some of it, in any order, a write torn in the middle.
"""

import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from giktui.resources import folder
from giktui.store import connect, entry_of
from giktui.store.journal.agreement import agrees

EXAMPLE = folder("examples") / "chenghu-2025.txt"
COMPILER = shutil.which("cc") or shutil.which("gcc")

pytestmark = pytest.mark.skipif(sys.platform != "linux" or COMPILER is None, reason="needs a C compiler and LD_PRELOAD")

WORK = """
import os, sys
from pathlib import Path
from giktui.store import *
from giktui.store import connect
place, reading = Path(sys.argv[1]), sys.argv[2] == "reading"
db = connect(place / "a.db")
reader = connect(place / "a.db", write=False)
if reading:  # nothing that is written can leave the WAL meanwhile
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM report").fetchone()
out = os.open(place / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
def said(entry):
    os.write(out, f"{entry.id} {entry.revision}\\n".encode())
for one in import_files(db, sorted(place.parent.glob("files/*.txt")), actor="a"):
    for entry in one.entries:
        said(entry)
id = entry.id
for n in range(12):
    said(set_cells(db, id, {"disclosure.rules.issued": n + 100}, actor="a", origin="typed"))
    said(set_text(db, id, "other", "文字" * n, actor="a"))
undo(db, id, actor="a")
said(entry_of(db, id))
rename_agency(db, entry.agency, "改名局", actor="a")
said(entry_of(db, id))
os._exit(0)  # killed: nothing is closed
"""


class Call(NamedTuple):
    kind: str
    path: str
    at: int
    data: bytes


def calls(log: Path) -> Iterator[Call]:
    data, place = log.read_bytes(), 0
    while place < len(data):
        kind = chr(data[place])
        length, at, size = struct.unpack_from("<3q", data, place + 1)
        place += 25
        path = data[place : place + length].decode()
        place += length
        size = size if kind == "w" else 0
        yield Call(kind, path, at, data[place : place + size])
        place += size


class Disk:
    """The files as they are for certain, and what was done to each since it was last synced."""

    def __init__(self, place: Path) -> None:
        self.sure = {str(path): bytearray(path.read_bytes()) for path in place.iterdir() if path.is_file()}
        self.open: dict[str, list[Call]] = {}

    def take(self, call: Call) -> None:
        if call.kind == "s":
            for done in self.open.pop(call.path, []):
                _apply(self.sure, done)
        else:
            self.open.setdefault(call.path, []).append(call)

    def after_power_cut(self, chance: random.Random, place: Path) -> None:
        files = {path: bytearray(data) for path, data in self.sure.items()}
        for waiting in self.open.values():
            kept = {
                "lost": [],
                "written": waiting,
                "in order": waiting[: chance.randint(0, len(waiting))],
                "any": [call for call in waiting if chance.random() < 0.5],
            }[chance.choice(["lost", "lost", "written", "in order", "any"])]
            for number, call in enumerate(kept):
                torn = call.kind == "w" and number == len(kept) - 1 and chance.random() < 0.5
                _apply(files, call._replace(data=call.data[: chance.randint(0, len(call.data))]) if torn else call)
        place.mkdir()
        for path, data in files.items():
            if not path.endswith(("-shm", "acknowledged")):
                (place / Path(path).name).write_bytes(data)


def _apply(files: dict[str, bytearray], call: Call) -> None:
    data = files.setdefault(call.path, bytearray())
    if call.kind == "t":
        data[call.at :] = bytes(max(0, call.at - len(data)))
        return
    data.extend(bytes(max(0, call.at - len(data))))
    data[call.at : call.at + len(call.data)] = call.data


@pytest.mark.parametrize("way", ["alone", "reading"])
@pytest.mark.parametrize("cuts", [40, pytest.param(1_500, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_power_cut(cuts: int, way: str, library: Path, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    (tmp_path / "files").mkdir()
    for number in range(4):
        text = EXAMPLE.read_text("utf-8").replace("澄湖县人民政府", f"第{number}县人民政府")
        (tmp_path / "files" / f"{number}.txt").write_text(text, "utf-8")
    connect(place / "a.db").close()
    disk = Disk(place)
    log = tmp_path / "log"
    environment = {**os.environ, "LD_PRELOAD": str(library), "DISK_FOLDER": str(place), "DISK_LOG": str(log)}
    subprocess.run([sys.executable, "-c", WORK, place, way], env=environment, check=True, timeout=120)
    every = list(calls(log))
    assert any(call.kind == "s" for call in every)
    chance = random.Random(7)
    chosen = sorted(chance.randrange(len(every)) for _cut in range(cuts))
    acknowledged: dict[int, int] = {}
    for number, call in enumerate(every):
        disk.take(call)
        if call.path.endswith("acknowledged") and call.kind == "w":
            id, revision = map(int, call.data.split())
            acknowledged[id] = revision
        for _again in range(chosen.count(number)):
            image = tmp_path / "image"
            disk.after_power_cut(chance, image)
            with closing(connect(image / "a.db")) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                for id, revision in acknowledged.items():
                    entry = entry_of(db, id)
                    assert entry.revision >= revision
                    assert agrees(db, entry)
            shutil.rmtree(image)
    assert acknowledged


def test_the_library_records_what_sqlite_does(library: Path, tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    place = tmp_path / "disk"
    place.mkdir()
    code = "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute('CREATE TABLE t (a)'); d.commit()"
    environment = {
        **os.environ, "LD_PRELOAD": str(library), "DISK_FOLDER": str(place), "DISK_LOG": str(tmp_path / "log")
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", code, place / "a.db"], env=environment, check=True)
    files = {"a.db": bytearray()}
    for call in calls(tmp_path / "log"):
        if call.path.endswith("a.db") and call.kind == "w":
            _apply(files, call._replace(path="a.db"))
    assert bytes(files["a.db"]) == (place / "a.db").read_bytes()
    with closing(sqlite3.connect(place / "a.db")) as db:
        assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (1,)
