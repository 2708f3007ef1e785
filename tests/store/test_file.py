"""The file under the database: made whole, private, looked after while it is open, read right by who may only read."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.resources import folder
from giktui.store import connect, entries, find_entry, import_files, load, save, set_cells, set_text

EXAMPLE = folder("examples") / "chenghu-2025.txt"
AGENCY = "澄湖县人民政府"


def giktui(*command: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "giktui", *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("count", [6, pytest.param(20, marks=pytest.mark.slow)])
@pytest.mark.parametrize("round", range(2))
def test_what_one_first_import_stored_stays_whatever_the_others_end_in(count: int, round: int, tmp_path: Path) -> None:
    """Into a database that is not there: half of them have nothing to store, or only look."""
    (tmp_path / "bad.txt").write_text("没有报告\n", "utf-8")
    others = [(tmp_path / "bad.txt",), ("--dry-run", EXAMPLE), (tmp_path / "none.txt",)]
    started: list[tuple[str | None, subprocess.Popen[str]]] = []
    for number in range(count):
        if number % 2:
            started.append((None, giktui("import", "--db", tmp_path / "n.db", *others[number // 2 % len(others)])))
        else:
            path = tmp_path / f"{number}.txt"
            path.write_text(EXAMPLE.read_text("utf-8").replace(AGENCY, f"第{number}县人民政府"), "utf-8")
            started.append((f"第{number}县人民政府", giktui("import", "--db", tmp_path / "n.db", path)))
    said = [(agency, process, process.communicate(timeout=120)[0]) for agency, process in started]
    with closing(connect(tmp_path / "n.db", write=False)) as db:
        for agency, process, text in said:
            if agency:
                assert process.returncode in (0, 1), text
                assert find_entry(db, agency, 2025) is not None, text
            else:
                assert "Traceback" not in text
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".giktui-")]


def test_an_import_of_nothing_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("没有报告\n", "utf-8")
    giktui("import", "--db", tmp_path / "new" / "n.db", tmp_path / "bad.txt").communicate(timeout=60)
    giktui("import", "--db", tmp_path / "new" / "n.db", "--dry-run", EXAMPLE).communicate(timeout=60)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("loss", ["deleted", "moved", "replaced"])
def test_a_database_that_went_away_takes_nothing_more(loss: str, path: Path, full: Report) -> None:
    with closing(connect(path)) as db:
        entry = save(db, full, actor="甲")
        if loss == "deleted":
            path.unlink()
        else:
            path.rename(path.with_name("elsewhere.db"))
        if loss == "replaced":
            connect(path).close()
        changes: tuple[Callable[[], object], ...] = (
            lambda: set_cells(db, entry.id, {"disclosure.rules.issued": 99}, actor="甲", origin="typed"),
            lambda: set_text(db, entry.id, "other", "新的", actor="甲"),
            lambda: save(db, full, actor="甲", replace=True),
        )
        for change in changes:
            with pytest.raises(GiktuiError, match="已被删除、移走或换成"):
                change()
        if loss == "moved":
            path.with_name("elsewhere.db").rename(path)
            set_text(db, entry.id, "other", "放回来了", actor="甲")
            assert load(db, entry.id).narratives["other"] == "放回来了"


def test_what_an_import_says_is_read_is_on_the_disk(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while somebody reads, so that nothing can be moved into the database itself."""
    for number in range(5):
        text = EXAMPLE.read_text("utf-8").replace(AGENCY, f"第{number}县人民政府")
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    connect(path).close()
    wal = path.with_name(path.name + "-wal")
    synced = 0
    sync = os.fsync

    def recorded(number: int) -> None:
        nonlocal synced
        if wal.exists() and os.path.samestat(os.fstat(number), wal.stat()):
            synced = os.fstat(number).st_size
        sync(number)

    monkeypatch.setattr(os, "fsync", recorded)
    with closing(connect(path)) as db, closing(connect(path, write=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM report").fetchone()
        for one in import_files(db, [tmp_path / f"{number}.txt" for number in range(5)]):
            assert one.status == "read"
            assert synced == wal.stat().st_size > 0
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_database_is_its_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIKTUI_SHARED", raising=False)

    def rights(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    path = tmp_path / "mine" / "a.db"
    with closing(connect(path)) as db:
        save(db, Report("甲局", 2024, "2021"), actor="a")
        assert rights(path.parent) == 0o700
        assert [rights(path.with_name(path.name + suffix)) for suffix in ("", "-wal", "-shm")] == [0o600] * 3
    empty = tmp_path / "empty.db"
    empty.touch(0o644)
    connect(empty).close()
    assert rights(empty) == 0o600
    monkeypatch.setenv("GIKTUI_SHARED", "1")
    with closing(connect(tmp_path / "ours" / "a.db")) as db:
        assert rights(tmp_path / "ours") == 0o770
        assert [rights(path) for path in (tmp_path / "ours").iterdir()] == [0o660] * 3


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may read."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can be somebody else")
@pytest.mark.parametrize("link", [False, True])
@pytest.mark.parametrize("closed", [False, True])
def test_who_may_only_read_reads_what_is_there_now(open_folder: Path, link: bool, closed: bool, full: Report) -> None:
    """Whether its owner has it open or not, and also through a link from elsewhere."""
    path = open_folder / "a.db"
    with closing(connect(path)) as db:
        entry = save(db, full, actor="甲")
        set_text(db, entry.id, "other", "最新", actor="甲")
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).chmod(0o644)
        if closed:
            db.close()
        else:
            path.with_name("a.db-shm").chmod(0o600)
        seen = path
        if link:
            (open_folder / "links").mkdir(0o755)
            seen = open_folder / "links" / "b.db"
            seen.symlink_to(path)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.seteuid(65534)
                with closing(connect(seen, write=False)) as read:
                    code = 0 if load(read, entry.id).narratives["other"] == "最新" else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_trigger_that_is_not_ours_is_refused_before_anything_is_written(path: Path, full: Report) -> None:
    with closing(connect(path)) as db:
        save(db, full, actor="甲")
    with sqlite3.connect(path) as other:
        other.execute("CREATE TRIGGER endless AFTER INSERT ON batch BEGIN UPDATE report SET title = title || 'x'; END")
    other.close()
    with pytest.raises(GiktuiError, match="endless"):
        connect(path)
    with closing(connect(path, write=False)) as db:
        assert len(entries(db)) == 1
