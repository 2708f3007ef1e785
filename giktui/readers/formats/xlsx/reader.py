"""Excel files, from their XML: each sheet a grid. Covered fields of merged cells are empty.

Read directly and sparsely, so that a sheet which claims 1,048,576 lines of 16,384 columns costs what stands in it, and
a formula that was saved without its result can be told from a blank cell. Formulas give the result that was saved.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.formats.ooxml_container import Package
from giktui.readers.formats.xlsx.dates import date_styles, day
from giktui.readers.formats.xlsx.lines import Cells, drop_replaced, head_of, merge_repeated
from giktui.readers.formats.xlsx.text import struck, struck_styles, text_of
from giktui.readers.limits import Limits
from giktui.readers.spans import below_figure, too_wide
from giktui.text.cleaning import clean

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_FORM = "giktui_form"
"""The name that a workbook of ours gives to what belongs to the report; the checks beside it do not."""
_RANGE = re.compile(r"\$([A-Z]{1,3})\$(\d{1,7}):\$([A-Z]{1,3})\$(\d{1,7})")
_TRUTH = {"1": "TRUE", "0": "FALSE"}
Merged = dict[tuple[int, int], int]
"""The last column of each merged cell with a figure that covers several, by its first line and column."""
_LONGEST_LABEL = 60
"""Characters of the longest text that may be a label of the form; a longer one alone in a line is running text."""


@dataclass(frozen=True, slots=True)
class _Book:
    package: Package
    limits: Limits
    strings: list[str]
    dates: frozenset[int]
    struck: frozenset[int]
    since_1904: bool
    troubles: list[Trouble] = field(default_factory=list)


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The file as one document: for each visible sheet its grid, or paragraphs where a line has one field only.

    Raises GiktuiError for a damaged or encrypted file and for one beyond the limits.
    """
    book = _open(data, name, limits)
    blocks: list[Paragraph | Grid] = []
    for target, title, area in _sheets(book):
        blocks.extend(_sheet(book, target, title, area))
    return [Document(tuple(blocks), name, "xlsx", tuple(book.troubles))]


def read_rows(data: bytes, name: str, limits: Limits) -> list[Document]:
    """As `read`, for a list: every line of every visible sheet as it stands, the hidden and the repeated ones too.

    What is merged over several lines is said in each of them.
    """
    book = _open(data, name, limits)
    grids: list[Paragraph | Grid] = []
    for target, title, _area in _sheets(book):
        root = book.package.xml(target)
        cells, _hidden = _cells(book, root, title, None)
        _repeat_merged(book, root, cells)
        width = max((column for row in cells.values() for column in row), default=0)
        if width * len(cells) > book.limits.fields * 2:
            raise too_wide(name, limits)
        lines = tuple(
            Line(
                tuple([cells[number].get(column, "") for column in range(1, width + 1)]),
                Place(name, sheet=title, cell=f"A{number}"),
            )
            for number in sorted(cells)
        )
        grids.append(Grid(lines, aligned=True))
    return [Document(tuple(grids), name, "xlsx", tuple(book.troubles))]


def _repeat_merged(book: _Book, root: Any, cells: Cells) -> None:
    """Write what is merged over several lines into each of them that has anything; beside it what is covered goes."""
    spent = 0
    for merge in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        first, _colon, last = merge.get("ref", "").partition(":")
        begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if begin is None or end is None:
            continue
        top, bottom, left, right = int(begin[2]), int(end[2]), _column(begin[1]), _column(end[1])
        held = cells.get(top, {}).get(left, "")
        spent += min(bottom - top + 1, len(cells))
        if spent > book.limits.fields:
            raise too_wide(book.package.name, book.limits)
        for number in range(top, bottom + 1) if bottom - top < len(cells) else list(cells):
            row = cells.get(number)
            if row is None or not top <= number <= bottom:
                continue
            for column in [column for column in row if left <= column <= right]:
                del row[column]
            if held:
                row[left] = held


def _open(data: bytes, name: str, limits: Limits) -> _Book:
    package = Package(data, name, limits)
    workbook = package.xml("xl/workbook.xml")
    parts = {kind: target for _key, kind, target in _relations(package, "xl/workbook.xml")}
    properties = workbook.find(f"{_S}workbookPr")
    styles = package.xml(parts["styles"]) if parts.get("styles", "") in package else None
    return _Book(
        package,
        limits,
        _strings(package, parts.get("sharedStrings", "xl/sharedStrings.xml")),
        date_styles(styles) if styles is not None else frozenset(),
        struck_styles(styles) if styles is not None else frozenset(),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )


def _sheets(book: _Book) -> Iterator[tuple[str, str, tuple[int, int] | None]]:
    """The part, the name and the area of each sheet that is shown."""
    workbook = book.package.xml("xl/workbook.xml")
    targets = {key: target for key, _type, target in _relations(book.package, "xl/workbook.xml")}
    areas = _areas(workbook)
    for index, sheet in enumerate(workbook.iterfind(f"{_S}sheets/{_S}sheet")):
        target = targets.get(sheet.get(f"{_R}id"), "")
        if sheet.get("state", "visible") == "visible" and target in book.package and "worksheet" in target:
            yield target, clean(sheet.get("name", "")), areas.get(str(index))


def _relations(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """The id, the kind and the part of each relation of a part."""
    folder, base = posixpath.split(part)
    relations = f"{folder}/_rels/{base}.rels"
    if relations in package:
        for relation in package.xml(relations):
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            yield relation.get("Id", ""), posixpath.basename(relation.get("Type", "")), target.lstrip("/")


def _strings(package: Package, part: str) -> list[str]:
    if part not in package:
        return []
    return [_plain(text_of(item)) for item in package.xml(part).iterfind(f"{_S}si")]


def _areas(workbook: Any) -> dict[str, tuple[int, int]]:
    """The last line and column that are the report's, by the index of the sheet, where a workbook of ours says so."""
    found = {}
    for name in workbook.iterfind(f"{_S}definedNames/{_S}definedName"):
        area = _RANGE.search(name.text or "")
        if name.get("name") == _FORM and area:
            found[name.get("localSheetId", "")] = (int(area[4]), _column(area[3]))
    return found


def _cells(book: _Book, root: Any, title: str, area: tuple[int, int] | None) -> tuple[Cells, set[int]]:
    """What is in the cells of a sheet, and which of its lines are hidden."""
    cells: Cells = {}
    hidden: set[int] = set()
    spent = 0
    for row_number, row in enumerate(root.iterfind(f"{_S}sheetData/{_S}row"), 1):
        line = _number(row.get("r"), row_number)
        column = 0
        if row.get("hidden") in ("1", "true"):
            hidden.add(line)
        if cells.get(line - 1) and row.find(f"{_S}c") is not None:
            cells[line] = {}
        for cell in row.iterfind(f"{_S}c"):
            found = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(found[1]) if found else column + 1
            if area and (line > area[0] or column > area[1]):
                continue
            if text := _value(book, cell, title):
                cells.setdefault(line, {})[column] = text
                spent += 1
                if column > book.limits.columns or spent > book.limits.fields:
                    raise too_wide(book.package.name, book.limits)
    return cells, hidden


def _sheet(book: _Book, part: str, title: str, area: tuple[int, int] | None) -> Iterator[Paragraph | Grid]:
    root = book.package.xml(part)
    cells, hidden = _cells(book, root, title, area)
    merged = _uncover_all(book, root, cells)
    drop_replaced(cells, hidden)
    merge_repeated(cells)
    if not cells and any(kind == "drawing" for _key, kind, _target in _relations(book.package, part)):
        message = _("工作表“{sheet}”里只有图片，图片里的数字读不出来。").format(sheet=title)
        book.troubles.append(Trouble(message, Place(book.package.name, sheet=title)))
    if head := head_of(title, cells):
        yield Paragraph(head, Place(book.package.name, sheet=title))
    yield from _blocks(book, cells, title, merged)


def _uncover_all(book: _Book, root: Any, cells: dict[int, dict[int, str]]) -> Merged:
    """Empties what merged cells cover, walking the cells there are and not the ranges they claim."""
    merged: Merged = {}
    spent = 0
    for merge in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        first, _colon, last = merge.get("ref", "").partition(":")
        begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if begin is None or end is None:
            continue
        top, bottom, left, right = int(begin[2]), int(end[2]), _column(begin[1]), _column(end[1])
        few = bottom - top < len(cells)
        rows = range(top, bottom + 1) if few else [row for row in cells if top <= row <= bottom]
        spent += bottom - top + 1 if few else len(cells)
        if spent > book.limits.fields:
            raise too_wide(book.package.name, book.limits)
        for row in rows:
            here = cells.get(row, {})
            for column in [c for c in here if left <= c <= right and (row, c) != (top, left)]:
                del here[column]
        held = cells.get(top, {}).get(left, "")
        if mark := below_figure(held, [text for column, text in cells.get(top, {}).items() if column < left]):
            for row in rows:
                if row > top and row in cells:
                    cells[row][left] = mark
        if right > left and held and not any(map(str.isalpha, held)):
            merged[top, left] = right
    return merged


def _value(book: _Book, cell: Any, title: str) -> str:
    """What a cell shows, without a number's formatting: "11" for 11.0; a formula saved without result stays one."""
    text = _content(book, cell, title)
    return struck(text) if text and book.struck and _number(cell.get("s"), 0) in book.struck else text


def _content(book: _Book, cell: Any, title: str) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _plain(text_of(cell))
    value = cell.findtext(f"{_S}v") or ""
    formula = cell.find(f"{_S}f")
    if formula is not None and not value and kind != "str":
        where = cell.get("r", "")
        message = _("公式保存时没有带上计算结果，请用 Excel 或 WPS 打开、保存后再导入。")
        book.troubles.append(Trouble(message, Place(book.package.name, sheet=title, cell=where)))
        return _plain("=" + (formula.text or "?" + where)[:18])
    if kind == "s":
        number = _number(value, -1)
        return book.strings[number] if 0 <= number < len(book.strings) else ""
    if kind != "n" or not value:
        return _plain(_TRUTH.get(value, value) if kind == "b" else value)
    if _number(cell.get("s"), 0) in book.dates:
        return day(value, since_1904=book.since_1904)
    return _decimal(value)


def _decimal(value: str) -> str:
    """A saved number as it was typed: Excel saves 96171.6 as 96171.600000000006, and means 15 digits."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return _plain(value)
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return _plain(value)
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(text: str) -> str:
    text = clean(text)
    if "\n" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _blocks(book: _Book, cells: Cells, title: str, merged: Merged) -> Iterator[Paragraph | Grid]:
    """The lines of a sheet as grids; a long text that has a line for itself is running text.

    A line ends with a merged figure that reaches to the end of the sheet: what it covers are no blank cells.
    """
    width = max((column for row in cells.values() for column in row), default=0)
    ends = {line: first for (line, first), last in merged.items() if first <= width <= last}
    if width * len(cells) > book.limits.fields * 2:
        raise too_wide(book.package.name, book.limits)
    lines: list[Line] = []
    for number in sorted(cells):
        row = cells[number]
        place = Place(book.package.name, sheet=title, cell=f"A{number}")
        only = next(iter(row.values())) if len(row) == 1 else ""
        if len(only) <= _LONGEST_LABEL:
            if row or lines:
                end = ends.get(number, width)
                lines.append(Line(tuple(row.get(column, "") for column in range(1, end + 1)), place))
            continue
        if lines:
            yield Grid(tuple(lines), aligned=True)
            lines = []
        yield from (Paragraph(text, place) for text in only.split("\n"))
    if lines:
        yield Grid(tuple(lines), aligned=True)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else otherwise
