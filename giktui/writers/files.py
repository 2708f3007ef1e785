"""The one way to write a file: whole or not at all, on the disk when it is said to be written, nobody else's to read.

What is written stands beside its place under a name that cannot be foreseen (`.giktui-<process>-<random>`), opened by
us alone and locked; it is synced, gets its rights, and is renamed into place; then the folder is synced. What a killed
process left behind is swept away by the next that writes there.
"""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from giktui.text.cleaning import plain
from giktui.text.patterns import compiled_late

_NOT_IN_NAMES = {ord(char): "_" for char in '/\\:*?"<>|\n\t'}
_LONGEST_NAME = 200
"""Bytes of a name without its suffix; file systems take 255 in all."""
_LEFT_BEHIND = compiled_late(r"\.giktui-(\d{1,10})(?:-\w+)?")
_swept: set[str] = set()


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write the file whole or not at all: what stood there stays until the new content is on the disk.

    Only a file is replaced; a device or a pipe (/dev/stdout) is written to. A new file is readable as the user's umask
    says, a `private` one by those who may work with the database (`private_mode`). Raises OSError for a folder, and
    where the folder to write into is not there, which it names then.
    """
    with whole_file(path, private=private) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """As `write_file`, for what is written bit by bit."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()  # a link stays a link
    fresh: Path | None = None
    try:
        sweep(target.parent)
        number, name = tempfile.mkstemp(prefix=_prefix(), dir=target.parent)
        fresh = Path(name)
        with os.fdopen(number, "wb") as file:
            _lock(number)
            yield file
        put_in_place(fresh, target, private=private)
    except OSError as error:
        error.filename = str(path if target.parent.exists() else path.parent)
        raise
    finally:
        if fresh is not None:
            fresh.unlink(missing_ok=True)


@contextmanager
def fresh_folder(parent: Path) -> Iterator[Path]:
    """A new folder in `parent` that nobody else may enter, for what is written by its name (a database, a tree of
    files) and then moved out of it with `put_in_place`; it is gone afterwards, with all that is left in it."""
    sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=_prefix(), dir=parent))
    number = os.open(folder, os.O_RDONLY) if hasattr(os, "O_DIRECTORY") else None
    try:
        if number is not None:
            _lock(number)
        yield folder
    finally:
        if number is not None:
            os.close(number)
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(fresh: Path, target: Path, *, private: bool = False) -> None:
    """Give a file that is written its rights and its place, and return when both it and its name are on the disk."""
    with fresh.open("rb+") as file:
        if target.exists():
            shutil.copymode(target, fresh)
        elif private:
            share(fresh, target.parent)
        else:
            fresh.chmod(0o666 & ~_umask())
        os.fsync(file.fileno())
    fresh.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on the disk, where the system lets a folder be synced."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def share(path: Path, folder: Path) -> None:
    """Give a file or folder of ours that is, or will be, in `folder` the rights of `private_mode`, and its group."""
    mode = private_mode(folder)
    if mode & stat.S_IRGRP and hasattr(os, "chown"):
        try:
            os.chown(path, -1, folder.stat().st_gid)
        except OSError:  # not a member of that group: then it is not the one to share with
            mode = 0o600
    path.chmod(mode | (mode & 0o440) >> 2 if path.is_dir() else mode)


def private_mode(folder: Path) -> int:
    """The rights of a new database, backup or package in the folder: 0600; 0660 where it is shared with a group.

    It is where `$GIKTUI_SHARED` says so (0: no, anything else: yes), or where the folder's group, and nobody else, may
    write into it.
    """
    if told := os.environ.get("GIKTUI_SHARED", "").strip():
        return 0o600 if told == "0" else 0o660
    try:
        rights = folder.stat().st_mode
    except OSError:
        return 0o600
    return 0o660 if rights & stat.S_IWGRP and not rights & stat.S_IWOTH else 0o600


def sweep(folder: Path) -> None:
    """Take away what killed processes left in the folder: once a folder, and only what is ours and nobody's now."""
    name = str(folder)
    if name in _swept or not hasattr(os, "geteuid"):
        return
    _swept.add(name)
    with suppress(OSError), os.scandir(folder) as entries:
        left = [entry for entry in entries if _LEFT_BEHIND.fullmatch(entry.name) and not entry.is_symlink()]
        for entry in left:
            with suppress(OSError):
                if entry.stat(follow_symlinks=False).st_uid == os.geteuid() and _abandoned(entry):
                    if entry.is_dir(follow_symlinks=False):
                        shutil.rmtree(entry.path, ignore_errors=True)
                    else:
                        Path(entry.path).unlink()


def _abandoned(entry: "os.DirEntry[str]") -> bool:
    """Whether neither the process that it is named after lives nor one elsewhere (in another container) holds it."""
    found = _LEFT_BEHIND.fullmatch(entry.name)
    assert found is not None, "only such entries are asked about"
    with suppress(PermissionError, OverflowError):
        try:
            os.kill(int(found[1]), 0)
        except ProcessLookupError:
            number = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                return _lock(number)
            finally:
                os.close(number)
    return False


def _lock(number: int) -> bool:
    """Hold the open file or folder as long as it is open; False where another process does."""
    try:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # no locks here: the number of the process has to do
        return True
    return True


def _prefix() -> str:
    return f".giktui-{os.getpid()}-"


def _umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now


def file_name(text: str) -> str:
    """The text as a name that every file system takes, without a suffix."""
    name = plain(text).translate(_NOT_IN_NAMES).encode("utf-8")[:_LONGEST_NAME]
    return name.decode("utf-8", "ignore")
