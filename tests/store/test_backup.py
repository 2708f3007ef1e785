"""A backup is of one moment, ends however much is typed meanwhile, and lies in nobody else's hands."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from giktui.report import Report
from giktui.store import backup, connect, find_entry, save, set_text
from giktui.store.connection.surroundings import now


def test_a_backup_ends_while_others_type(db: sqlite3.Connection, path: Path, full: Report, tmp_path: Path) -> None:
    entry = save(db, full, actor="甲")
    blob = os.urandom(12_000_000)
    db.execute(
        "INSERT INTO document (sha256, name, kind, size, added, bytes) VALUES ('x', 'a', 'text', 1, ?, ?)",
        (now(), blob),
    )
    steps = 0
    with closing(connect(path)) as other:

        def typed(done: int, total: int) -> None:
            nonlocal steps
            steps += 1
            assert steps < 50, "it begins again with every change"
            set_text(other, entry.id, "other", f"第 {steps} 次", actor="乙")

        backup(db, tmp_path / "copy.db", progress=typed)
    assert steps > 2
    with closing(connect(tmp_path / "copy.db", write=False)) as copy:
        found = find_entry(copy, full.agency, full.year)
        assert found is not None and found.revision == entry.revision, "of the moment at which it began"


def test_a_planted_link_is_not_written_through(db: sqlite3.Connection, full: Report, tmp_path: Path) -> None:
    save(db, full, actor="甲")
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    for suffix in ("part", "part-journal"):
        (tmp_path / f".copy.db.{suffix}").symlink_to(victim)
    backup(db, tmp_path / "copy.db")
    assert victim.read_bytes() == b"precious"


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_backup_is_its_owners(db: sqlite3.Connection, tmp_path: Path) -> None:
    backup(db, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
