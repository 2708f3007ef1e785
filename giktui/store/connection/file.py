"""The file under a connection: made whole, looked after while it is open, copied where it may only be read."""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.writers.files import fresh_folder, private_mode, share, sync_folder

_BESIDE = ("-wal", "-shm", "-journal")
_TRIES = 20


class OpenFile(sqlite3.Connection):
    """A connection that knows which file it was opened on, and by what name."""

    place: Path | None = None
    identity: tuple[int, int] | None = None
    copy: tempfile.TemporaryDirectory[str] | None = None
    """Where a copy stands that is read in place of the file; it goes with the connection."""

    def close(self) -> None:
        """As SQLite's; a copy that was read is taken away."""
        super().close()
        if self.copy is not None:
            self.copy.cleanup()


def identity(path: Path) -> tuple[int, int] | None:
    """What tells the file at the path from any other; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_gone(db: sqlite3.Connection) -> None:
    """Raises GiktuiError where the file that the connection is open on is no longer the one at its path.

    SQLite goes on writing into a file that was deleted or moved away, and nothing of it would ever be seen again.
    """
    if isinstance(db, OpenFile) and db.place is not None and identity(db.place) != db.identity:
        said = _("数据库 {path} 已被删除、移走或换成了另一个文件，这次修改没有保存。请把它放回原处，或退出后重新打开。")
        raise GiktuiError(said.format(path=db.place))


def make(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """A new database at the path, unless somebody else's is there by then: it appears whole, `fill`ed, or not at all.

    On a file system without links nothing is made. Raises OSError where the folder cannot be written to.
    """
    with fresh_folder(path.parent) as folder:
        fresh = folder / path.name
        with closing(sqlite3.connect(fresh, isolation_level=None)) as db:
            fill(db)
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        share(fresh, path.parent)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        with suppress(FileExistsError, PermissionError, NotImplementedError):
            try:
                os.link(fresh, path)
            except OSError as error:
                if error.errno not in (errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
                    raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """The folder for a database, with the rights of one where it is new. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        share(folder, folder.parent)


def keep_private(path: Path) -> None:
    """Give an empty file that is to become a database the rights of one, which SQLite gives the files beside it too."""
    with suppress(OSError):
        if path.stat().st_size == 0:
            path.chmod(private_mode(path.parent))


def copy_to_read(path: Path) -> tuple[Path, tempfile.TemporaryDirectory[str]]:
    """A copy of a database of one moment, for who may read it but not write beside it: SQLite has no room there for the
    index of what is written, and opened as unchangeable it would be read wrong once its owner writes.

    What is written is appended to the file beside it; as long as neither the file itself nor the beginning of that one
    changes meanwhile, both together are the database of that moment. Raises GiktuiError where it changes all the time.
    """
    folder = tempfile.TemporaryDirectory(prefix="giktui-")
    target = Path(folder.name) / "copy.db"
    wal = path.with_name(path.name + "-wal")
    for _try in range(_TRIES):
        before = _state(path, wal)
        shutil.copyfile(path, target)
        target.with_name("copy.db-wal").unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            shutil.copyfile(wal, target.with_name("copy.db-wal"))
        if before == _state(path, wal):
            return target, folder
    folder.cleanup()
    raise GiktuiError(_("{path} 正在改动，没有读成。请稍后再试。").format(path=path))


def _state(path: Path, wal: Path) -> tuple[int, int, bytes]:
    """What changes when the file itself does, or when that beside it is begun anew."""
    about = path.stat()
    try:
        with wal.open("rb") as file:
            beginning = file.read(32)
    except FileNotFoundError:
        beginning = b""
    return about.st_mtime_ns, about.st_size, beginning


def sync_beside(path: Path) -> None:
    """Have all that was committed on the disk: what SQLite writes beside the file without waiting for it.

    Raises OSError where the disk fails. In a file that may only be read, nothing was committed from here.
    """
    with suppress(FileNotFoundError, PermissionError):
        with path.with_name(path.name + "-wal").open("rb+") as file:
            os.fsync(file.fileno())
        sync_folder(path.parent)
