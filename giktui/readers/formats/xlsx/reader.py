"""Excel files, from their XML: each sheet a grid. Covered fields of merged cells are empty.

Read directly and sparsely, so that a sheet which claims 1,048,576 lines of 16,384 columns costs what stands in it, and
a formula that was saved without its result can be told from a blank cell. Formulas give the result that was saved.
"""

from collections.abc import Iterator
from typing import Any

from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.formats.xlsx.book import (
    REFERENCE,
    Book,
    S,
    column_number,
    open_book,
    relations,
    sheets_of,
    whole_number,
)
from giktui.readers.formats.xlsx.lines import Cells, drop_replaced, head_of, merge_repeated
from giktui.readers.formats.xlsx.merged import Merged, repeat_merged, uncover
from giktui.readers.formats.xlsx.values import value_of
from giktui.readers.limits import Limits
from giktui.readers.spans import too_wide

_LONGEST_LABEL = 60
"""Characters of the longest text that may be a label of the form; a longer one alone in a line is running text."""


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The file as one document: for each visible sheet its grid, or paragraphs where a line has one field only.

    Raises GiktuiError for a damaged or encrypted file and for one beyond the limits.
    """
    book = open_book(data, name, limits)
    blocks: list[Paragraph | Grid] = []
    for target, title, area in sheets_of(book):
        blocks.extend(_sheet(book, target, title, area))
    return [Document(tuple(blocks), name, "xlsx", tuple(book.troubles))]


def read_rows(data: bytes, name: str, limits: Limits) -> list[Document]:
    """As `read`, for a list: every line of every visible sheet as it stands, the hidden and the repeated ones too.

    What is merged over several lines is said in each of them.
    """
    book = open_book(data, name, limits)
    grids: list[Paragraph | Grid] = []
    for target, title, _area in sheets_of(book):
        root = book.package.xml(target)
        cells, _hidden = _cells(book, root, title, None)
        repeat_merged(book, root, cells)
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


def _cells(book: Book, root: Any, title: str, area: tuple[int, int] | None) -> tuple[Cells, set[int]]:
    """What is in the cells of a sheet, and which of its lines are hidden."""
    cells: Cells = {}
    hidden: set[int] = set()
    spent = 0
    for row_number, row in enumerate(root.iterfind(f"{S}sheetData/{S}row"), 1):
        line = whole_number(row.get("r"), row_number)
        column = 0
        if row.get("hidden") in ("1", "true"):
            hidden.add(line)
        if cells.get(line - 1) and row.find(f"{S}c") is not None:
            cells[line] = {}
        for cell in row.iterfind(f"{S}c"):
            found = REFERENCE.fullmatch(cell.get("r", ""))
            column = column_number(found[1]) if found else column + 1
            if area and (line > area[0] or column > area[1]):
                continue
            if text := value_of(book, cell, title):
                cells.setdefault(line, {})[column] = text
                spent += 1
                if column > book.limits.columns or spent > book.limits.fields:
                    raise too_wide(book.package.name, book.limits)
    return cells, hidden


def _sheet(book: Book, part: str, title: str, area: tuple[int, int] | None) -> Iterator[Paragraph | Grid]:
    root = book.package.xml(part)
    cells, hidden = _cells(book, root, title, area)
    merged = uncover(book, root, cells)
    drop_replaced(cells, hidden)
    merge_repeated(cells)
    if not cells and any(kind == "drawing" for _key, kind, _target in relations(book.package, part)):
        message = _("工作表“{sheet}”里只有图片，图片里的数字读不出来。").format(sheet=title)
        book.troubles.append(Trouble(message, Place(book.package.name, sheet=title)))
    if head := head_of(title, cells):
        yield Paragraph(head, Place(book.package.name, sheet=title))
    yield from _blocks(book, cells, title, merged)


def _blocks(book: Book, cells: Cells, title: str, merged: Merged) -> Iterator[Paragraph | Grid]:
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
