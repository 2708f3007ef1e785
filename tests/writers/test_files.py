"""Files are written whole or not at all."""

import errno
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
