"""The reply sheet: an Excel table with a row for each item of a notice, written to be filled in, and read back.

What comes back is not trusted: only the number of an item, the cell it corrects, the new value and the reason are read,
by the heads of their columns, and the token that says which notice is answered.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.i18n import _
from giktui.readers.document import Grid, Paragraph
from giktui.readers.formats.ooxml_container import Package
from giktui.readers.formats.xlsx.reader import read as read_sheets
from giktui.readers.limits import Limits
from giktui.review.notice import Item, Notice, place_of, stands_text
from giktui.text.cleaning import plain
from giktui.wording.cells import cell_label

TITLE = "整改回复表"
TOKEN = re.compile(r"GIKTUI-([0-9A-F]{16})")
HEADS = ("序号", "级别", "规则", "位置", "现在是", "应为", "问题", "建议", "更正哪一格", "更正为", "不改的理由")
_NUMBER, _CELL, _VALUE, _REASON = HEADS[0], HEADS[8], HEADS[9], HEADS[10]
_WIDTHS = (6, 8, 20, 34, 24, 12, 48, 28, 26, 16, 40)
_SEVERITIES = {"error": "错误", "soft": "须说明", "warning": "警告", "info": "提示"}
_SAID = (
    "请逐条填写：改的，在“更正为”写正确的数（文字问题写更正后的整段文字）；不改的，在“不改的理由”写明理由。"
    "一条要改几格的，复制该行，每格一行。其他各列请勿改动。"
)
_LOOKS: Mapping[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#D9E2EC", "align": "center"},
    "told": {"text_wrap": True, "valign": "top", "border": 1},
    "answer": {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFF8DC", "num_format": "@"},
}
_SHEET = "xl/worksheets/sheet"
_LISTED = 255
"""Characters that the list of choices in an Excel field may have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A filled row: the item's number, the label of the cell it corrects, the new value or text, the reason."""

    number: int
    cell: str
    value: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply sheet as it came back. `unread` are rows with an answer but without a number, each with its place."""

    token: str
    answers: tuple[Answer, ...]
    unread: tuple[str, ...]


def reply_sheet(notice: Notice) -> bytes:
    """The sheet to be filled in, as an Excel file. What the answer should be stands beside it, not in its place."""
    from xlsxwriter import Workbook

    form = load_form(notice.form)
    held = BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(TITLE)
        styles = {name: book.add_format(look) for name, look in _LOOKS.items()}
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, TITLE, styles["title"])
        told = f"{notice.agency}{notice.year}年  期限 {notice.deadline.isoformat()}  编号 GIKTUI-{notice.token}"
        sheet.write_string(1, 0, plain(told))
        sheet.write_string(2, 0, _SAID)
        for column, text in enumerate(HEADS):
            sheet.write_string(3, column, text, styles["head"])
        for line, item in enumerate(notice.items, 4):
            labels = [cell_label(form, cell) for cell in item.cells]
            chosen = cell_label(form, item.part) if item.part in form.cells else ""
            texts = (
                _SEVERITIES[item.severity],
                item.rule,
                place_of(form, item),
                stands_text(form, item),
                item.should,
                item.message,
                item.suggestion,
            )
            sheet.write_number(line, 0, item.number, styles["told"])
            for column, text in enumerate(texts, 1):
                sheet.write_string(line, column, plain(text), styles["told"])
            sheet.write_string(line, 8, chosen, styles["answer"])
            if len(labels) > 1 and len(",".join(labels)) < _LISTED:
                sheet.data_validation(
                    line, 8, line, 8, {"validate": "list", "source": labels, "error_type": "information"}
                )
            sheet.write_blank(line, 9, None, styles["answer"])
            sheet.write_blank(line, 10, None, styles["answer"])
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return held.getvalue()


def is_reply(data: bytes, name: str, limits: Limits) -> bool:
    """Whether the file is an Excel file in which a reply's token stands, as far as its strings tell."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        package = Package(data, name, limits)
        if "xl/workbook.xml" not in package:
            return False
        strings = "xl/sharedStrings.xml"
        parts = [strings] if strings in package else [part for part in package.entries if _SHEET in part.filename]
        return any(TOKEN.search(package.read(part).decode("utf-8", "ignore")) for part in parts)
    except GiktuiError:
        return False


def is_notice(data: bytes, name: str, limits: Limits) -> bool:
    """Whether the file is the Word page of a notice, which holds no answers."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        package = Package(data, name, limits)
        page = "word/document.xml"
        return page in package and TOKEN.search(package.read(page).decode("utf-8", "ignore")) is not None
    except GiktuiError:
        return False


def read_reply(data: bytes, name: str, limits: Limits) -> Reply:
    """The answers in a reply sheet. Raises GiktuiError for a damaged file and for one without the sheet's heads."""
    token = ""
    answers: list[Answer] = []
    unread: list[str] = []
    columns: dict[str, int] = {}
    for fields, place in _lines(data, name, limits):
        found = TOKEN.search(" ".join(fields))
        if found and not token:
            token = found[1]
            continue
        if not columns:
            heads = {text.strip(): column for column, text in enumerate(fields)}
            columns = heads if {_NUMBER, _VALUE, _REASON} <= heads.keys() else {}
            continue
        cell, value, reason = (_field(fields, columns.get(head)) for head in (_CELL, _VALUE, _REASON))
        number = _field(fields, columns[_NUMBER])
        if not (value or reason):
            continue
        if number.isdecimal() and len(number) < 7:
            answers.append(Answer(int(number), cell, value, reason, place))
        else:
            unread.append(place)
    if not token or not columns:
        raise GiktuiError(
            _("{name} 不是完整的整改回复表：缺少编号或表头。请用发来的那一份填写，不要改动前四行。").format(name=name)
        )
    return Reply(token, tuple(answers), tuple(unread))


def _lines(data: bytes, name: str, limits: Limits) -> Iterator[tuple[tuple[str, ...], str]]:
    for document in read_sheets(data, name, limits):
        for block in document.blocks:
            if isinstance(block, Paragraph):
                yield (block.text,), block.place.inside
            elif isinstance(block, Grid):
                for line in block.lines:
                    yield line.fields, line.place.inside


def _field(fields: tuple[str, ...], column: int | None) -> str:
    return plain(fields[column]).strip() if column is not None and column < len(fields) else ""


def same_cell(item: Item, form: str, label: str) -> str:
    """The cell of the item that the label names; the item's own where nothing is written; "" for a label of none."""
    if not label:
        return item.part if item.part in load_form(form).cells else ""
    squeezed = "".join(label.split())
    named = {"".join(cell_label(load_form(form), cell).split()): cell for cell in item.cells}
    return named.get(squeezed, squeezed if squeezed in item.cells else "")
