"""Reading a reply sheet that has come back, from Excel, WPS or LibreOffice, and from what these save it as.

What comes back is not trusted: the answers are read by the heads of their columns and the token that says which notice
is answered; what was told beside them only shows whether a row is still the one that was sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from giktui.errors import GiktuiError
from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.readers import read_rows
from giktui.readers.document import Grid
from giktui.readers.formats.ooxml_container import Package
from giktui.readers.limits import Limits
from giktui.review.notice import Item
from giktui.review.reply_sheet import CELL, NUMBER, REASON, TITLE, TOLD, VALUE, told_texts
from giktui.text.cleaning import plain
from giktui.text.patterns import compiled_late
from giktui.wording.cells import cell_label

TOKEN = compiled_late(r"GIKTUI-([0-9A-F]{16})")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = compiled_late(rb"<[^>]*>")
_ERROR = compiled_late(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
_STRINGS, _SHEET, _OPEN_DOCUMENT = "xl/sharedStrings.xml", "xl/worksheets/sheet", "content.xml"


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of the sheet: the item's number, the label of the cell it corrects, the new value or text, the reason.

    `told` is what stands in the columns of TOLD, which were not to be changed.
    """

    number: int
    cell: str
    value: str
    reason: str
    place: str
    told: tuple[str, ...] = ()

    @property
    def given(self) -> bool:
        """Whether anything is answered in it."""
        return bool(self.value or self.reason)

    @property
    def formula(self) -> str:
        """What of it is a formula without its result, or with an error for one; empty where nothing is."""
        return next((text for text in (self.value, self.reason) if text.startswith("=") or _ERROR.fullmatch(text)), "")


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply sheet as it came back, `about` the line with its token.

    `unread` are rows with an answer but without a number, each with its place and what is answered.
    """

    token: str
    about: str
    rows: tuple[Answer, ...]
    unread: tuple[tuple[str, str], ...]


def is_reply(data: bytes, name: str, limits: Limits) -> bool:
    """Whether a table holds a reply's token, as far as can be told without reading it: Excel, ODS, CSV."""
    if data.startswith(_OLE):
        return _holds_token(data) or _holds_token(data.replace(b"\x00", b""))
    if not data.startswith(b"PK\x03\x04"):
        return (TITLE.encode() in data[:4096] and _holds_token(data[:8192])) or _in_chinese_encoding(data)
    try:
        package = Package(data, name, limits)
        if "xl/workbook.xml" in package:
            sheets = [part.filename for part in package.entries if part.filename.startswith(_SHEET)]
            parts = [_STRINGS] if _STRINGS in package else sheets
        elif _OPEN_DOCUMENT in package and b"spreadsheet" in package.read("mimetype"):
            parts = [_OPEN_DOCUMENT]
        else:
            return False
        return any(_holds_token(_TAG.sub(b"", package.read(part))) for part in parts)
    except (GiktuiError, KeyError):
        return False


def _in_chinese_encoding(data: bytes) -> bool:
    return TITLE.encode("gb18030") in data[:4096] and _holds_token(data[:8192])


def _holds_token(data: bytes) -> bool:
    return TOKEN.search(data.decode("latin-1")) is not None


def is_notice(data: bytes, name: str, limits: Limits) -> bool:
    """Whether the file is the Word page of a notice, which holds no answers."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        package = Package(data, name, limits)
        page = "word/document.xml"
        return page in package and _holds_token(_TAG.sub(b"", package.read(page)))
    except GiktuiError:
        return False


def read_reply(data: bytes, name: str, limits: Limits) -> Reply:
    """The rows of a reply sheet. Raises GiktuiError for a damaged file and for one without the sheet's heads."""
    token = about = ""
    rows: list[Answer] = []
    unread: list[tuple[str, str]] = []
    columns: dict[str, int] = {}
    for fields, place in _lines(data, name, limits):
        found = TOKEN.search(" ".join(fields))
        if found and not columns:
            if token and found[1] != token:
                raise GiktuiError(_("{name} 里有两份通知的编号，请每份通知用一个文件回复。").format(name=name))
            token, about = found[1], " ".join(fields)
            continue
        heads = {"".join(text.split()): column for column, text in enumerate(fields)}
        if {NUMBER, VALUE, REASON} <= heads.keys():
            columns = heads
            continue
        if not columns:
            continue
        cell, value, reason = (_field(fields, columns.get(head)) for head in (CELL, VALUE, REASON))
        number = _field(fields, columns[NUMBER]).removesuffix(".0")
        if number.isdecimal() and len(number) < 7:
            told = tuple(_field(fields, columns.get(head)) for head in TOLD)
            rows.append(Answer(int(number), cell, value, reason, place.strip(), told))
        elif value or reason:
            unread.append((place.strip(), " ".join(filter(None, (cell, value, reason)))))
    if not token or not columns:
        raise GiktuiError(
            _("{name} 不是完整的整改回复表：缺少编号或表头。请用发来的那一份填写，不要改动前四行。").format(name=name)
        )
    return Reply(token, about, tuple(rows), tuple(unread))


def _lines(data: bytes, name: str, limits: Limits) -> Iterator[tuple[tuple[str, ...], str]]:
    for document in read_rows(data, name, limits=limits):
        for block in document.blocks:
            if isinstance(block, Grid):
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


def misplaced(item: Item, items: tuple[Item, ...], row: Answer) -> str:
    """What in a row speaks against its number: the rule or the message of another item; empty where nothing does."""
    told = dict(zip(TOLD, row.told, strict=False))
    rule, message = told.get("规则", ""), _squeezed(told.get("问题", ""))
    if rule and _squeezed(rule) != _squeezed(item.rule):
        return rule
    others = {_squeezed(plain(one.message)) for one in items if one.number != item.number}
    return told["问题"] if message in others - {_squeezed(plain(item.message))} else ""


def written_elsewhere(form: Form, item: Item, row: Answer) -> tuple[str, str] | None:
    """The head of a column that was not to be filled in and what was written there instead; None where nothing was."""
    if not row.told:
        return None
    for head, sent, now in zip(TOLD, told_texts(form, item), row.told, strict=True):
        if now and _squeezed(now) != _squeezed(plain(sent)):
            return head, now
    return None


def _squeezed(text: str) -> str:
    return "".join(text.split())
