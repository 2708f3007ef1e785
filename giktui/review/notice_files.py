"""A notice as the two files that go to the agency."""

from collections.abc import Iterator
from pathlib import Path

from giktui.review.notice import PAGE, SHEET, Notice
from giktui.review.notice_page import notice_page
from giktui.review.reply_sheet import reply_sheet
from giktui.writers.files import file_name, write_file


def write_notice_files(folder: Path, notice: Notice) -> Iterator[Path]:
    """Write the Word page and the reply sheet into the folder, which is made if it is not there; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    name = file_name(f"{notice.agency}-{notice.year}")
    for suffix, content in ((PAGE, notice_page(notice)), (SHEET, reply_sheet(notice))):
        path = folder / f"{name}-{suffix}"
        write_file(path, content)
        yield path
