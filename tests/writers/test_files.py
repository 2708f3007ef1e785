"""Files are written whole or not at all."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from giktui.writers.files import file_name, whole_file, write_file


def test_what_stood_there_stays_until_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    with pytest.raises(OSError) as caught, whole_file(path) as file:
        file.write(b"half of ")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.filename == str(path), "the message names the file that was asked for"
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    write_file(path, b"after")
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_and_a_file_in_no_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path, b"")
    with pytest.raises(FileNotFoundError) as caught:
        write_file(tmp_path / "none" / "a.txt", b"")
    assert caught.value.filename == str(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_a_folder_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("年" * 83 + ".txt")
    write_file(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("text", ["某局", "a/b\\c:d*e?f", "某\n\x00\x1b[31m局", "年" * 200])
def test_any_text_gives_a_name_that_can_be_written(text: str, tmp_path: Path) -> None:
    path = tmp_path / f"{file_name(text)}.parquet"
    write_file(path, b"x")
    assert path.parent == tmp_path
    assert path.name.isprintable()


def test_a_planted_link_is_neither_written_through_nor_swept_away_with_what_it_points_to(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    folder = tmp_path / "out"
    folder.mkdir()
    for number in range(os.getpid() - 2, os.getpid() + 3):
        (folder / f".giktui-{number}").symlink_to(precious)
    write_file(folder / "a.html", b"x")
    assert precious.read_bytes() == b"precious"
    assert (folder / "a.html").read_bytes() == b"x"


def dead() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="processes are asked for as POSIX has it")
def test_what_dead_processes_left_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    gone = [tmp_path / f".giktui-{dead()}-abc", tmp_path / f".giktui-{dead()}"]
    (tmp_path / f".giktui-{dead()}-tree" / "cells").mkdir(parents=True)
    stays = [tmp_path / f".giktui-{os.getppid()}-abc", tmp_path / ".giktui-notes", tmp_path / "a.txt"]
    for path in (*gone, *stays):
        path.write_bytes(b"x")
    write_file(tmp_path / "b.txt", b"x")
    assert sorted(tmp_path.iterdir()) == sorted([*stays, tmp_path / "b.txt"])


@pytest.mark.skipif(sys.platform != "linux", reason="locks as Linux has them")
def test_what_a_process_of_another_container_is_writing_stays(tmp_path: Path) -> None:
    import fcntl

    path = tmp_path / f".giktui-{dead()}-abc"
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_file(tmp_path / "b.txt", b"x")
        assert path.exists()


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_private_file_is_the_owners_unless_it_is_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIKTUI_SHARED", raising=False)
    tmp_path.chmod(0o755)
    write_file(tmp_path / "a", b"", private=True)
    assert rights(tmp_path / "a") == 0o600
    tmp_path.chmod(0o775)
    write_file(tmp_path / "b", b"", private=True)
    assert rights(tmp_path / "b") == 0o660, "the folder is the group's"
    tmp_path.chmod(0o777)
    write_file(tmp_path / "c", b"", private=True)
    assert rights(tmp_path / "c") == 0o600, "everybody's folder says nothing of a group"
    monkeypatch.setenv("GIKTUI_SHARED", "1")
    write_file(tmp_path / "d", b"", private=True)
    assert rights(tmp_path / "d") == 0o660
    (tmp_path / "d").chmod(0o640)
    write_file(tmp_path / "d", b"", private=True)
    assert rights(tmp_path / "d") == 0o640, "one that is there keeps its rights"


@pytest.mark.skipif(os.name != "posix", reason="folders are synced as POSIX has it")
def test_file_and_folder_are_synced_before_it_is_said_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, bool]] = []
    sync = os.fsync

    def recorded(number: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(number).st_mode), (tmp_path / "a").exists()))
        sync(number)

    monkeypatch.setattr(os, "fsync", recorded)
    write_file(tmp_path / "a", b"x")
    assert synced == [(False, False), (True, True)], "the file under its first name, then its folder"
