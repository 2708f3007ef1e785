"""Files written whole or not at all, and names for them."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from giktui.text.cleaning import plain

_NOT_IN_NAMES = {ord(char): "_" for char in '/\\:*?"<>|\n\t'}
_LONGEST_NAME = 200
"""Bytes of a name without its suffix; file systems take 255 in all."""


def write_file(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: what stood there stays until the new content is on the disk.

    Only a file is replaced; a device or a pipe (/dev/stdout) is written to. Raises OSError for a folder, and where the
    folder to write into is not there, which it names then.
    """
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """As `write_file`, for what is written bit by bit."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()  # a link stays a link
    fresh = target.with_name(f".giktui-{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, fresh)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        error.filename = str(path if target.parent.exists() else path.parent)
        raise
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def file_name(text: str) -> str:
    """The text as a name that every file system takes, without a suffix."""
    name = plain(text).translate(_NOT_IN_NAMES).encode("utf-8")[:_LONGEST_NAME]
    return name.decode("utf-8", "ignore")
