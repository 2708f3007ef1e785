"""The way back to an agency: a notice of what was found, as a Word page, and a reply sheet, which comes back filled."""

from giktui.review.notice import Item, Notice, Repairs, items_of
from giktui.review.notice_files import write_notice_files
from giktui.review.notice_page import notice_page
from giktui.review.reply_reading import (
    TOKEN,
    Answer,
    Reply,
    is_notice,
    is_reply,
    misplaced,
    read_reply,
    same_cell,
    written_elsewhere,
)
from giktui.review.reply_sheet import reply_sheet

__all__ = [
    "TOKEN", "Answer", "Item", "Notice", "Repairs", "Reply", "is_notice", "is_reply", "items_of", "misplaced",
    "notice_page", "read_reply", "reply_sheet", "same_cell", "write_notice_files", "written_elsewhere",
]  # fmt: skip
