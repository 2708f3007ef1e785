"""A document as one sequence of items: a paragraph is an item of one field, a line of a grid one of several."""

from collections.abc import Sequence
from typing import NamedTuple

from giktui.i18n import _
from giktui.readers.document import Document, Grid, Paragraph, Place
from giktui.readers.recogniser.detect.numbers import printed

Words = tuple[tuple[int, str], ...]
"""The fields of a line that are neither empty nor numbers, with their positions."""


class Item(NamedTuple):
    """A line of the document. `grid` numbers the grid it stands in, or is None for a paragraph."""

    fields: tuple[str, ...]
    text: str
    """The line as running text."""
    only: str
    """The text of its only field that is not empty; "" where there are none or several."""
    words: Words
    numbers: bool
    """Whether there is a number among the fields, whatever else may turn out to be one."""
    place: Place
    grid: int | None = None
    aligned: bool = False
    indent: str = ""
    """The white space before the line in a text file."""


_INDEXED = 4
"""Lines of the shortest table that is taken for one with an index."""


def items_of(document: Document) -> list[Item]:
    """The document's lines in reading order. An empty line is one only in a grid, where it may be a line of blanks."""
    items: list[Item] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if text := block.text.strip():
                items.append(Item((text,), text, text, *_told((text,)), block.place, indent=block.indent))
        else:
            items.extend(_lines(without_index(block), number))
    return items


def with_fields(item: Item, fields: tuple[str, ...]) -> Item:
    """The line with other fields in place of its own."""
    filled = len(fields) - fields.count("")
    words, numbers = _told(fields)
    only = next(field for field in fields if field) if filled == 1 else ""
    return item._replace(fields=fields, only=only, words=words, numbers=numbers)


def without_index(grid: Grid) -> Grid:
    """The grid without the column of line numbers, and the line of column numbers, that a program puts around a table
    (pandas): all count up from 0, which nobody's own numbering does."""
    lines = grid.lines
    if len(lines) < _INDEXED:
        return grid
    above, last = lines[0].fields, lines[-1].fields[:1]
    indexed = last in ((str(len(lines) - 1),), (str(len(lines) - 2),))
    over = above[1:] if indexed and not above[0] else above
    headed = (
        len(over) >= _INDEXED
        and over == tuple(map(str, range(len(over))))
        and not any(map(str.isdecimal, lines[1].fields[indexed:]))
    )
    body = lines[1:] if headed else lines
    indexed = indexed and all(line.fields[:1] == (str(number),) for number, line in enumerate(body))
    if not indexed:
        return Grid(body, grid.aligned) if headed else grid
    return Grid(tuple([line._replace(fields=line.fields[1:], source="") for line in body]), grid.aligned)


def _lines(grid: Grid, number: int) -> list[Item]:
    items: list[Item] = []
    for line in grid.lines:
        fields, place, source, indent = line
        filled = len(fields) - fields.count("")
        if filled or len(fields) > 1 or source:
            text = source.strip() or running_text(fields)
            only = next(filter(None, fields)) if filled == 1 else ""
            words, numbers = _told(fields)
            items.append(Item(fields, text, only, words, numbers, place, number, grid.aligned, indent))
    return items


def running_text(fields: Sequence[str]) -> str:
    """The fields of a line as running text, set apart by tabs; line ends and blanks within a field are blanks."""
    whole = "".join(fields)
    if " " not in whole and whole.isprintable():  # a blank is the only white space that is printable
        return "\t".join(fields).strip()
    return "\t".join([" ".join(field.split()) for field in fields]).strip()


def _told(fields: Sequence[str]) -> tuple[Words, bool]:
    """The words among the fields, and whether there are numbers."""
    numbers = False
    words: list[tuple[int, str]] = []
    for index, field in enumerate(fields):
        if field.isdecimal():
            numbers = True
        elif field:
            kind = printed(field).kind
            if kind in ("text", "wrong"):
                words.append((index, field))
            elif kind == "number":
                numbers = True
    return tuple(words), numbers


def where(place: Place) -> str:
    """A place in words: `（第 3 页，第 12 行）`; "" where nothing is known."""
    parts: list[str] = []
    if place.sheet:
        parts.append(_("“{sheet}”").format(sheet=place.sheet))
    if place.page is not None:
        parts.append(_("第 {n} 页").format(n=place.page))
    if place.cell:
        parts.append(_("单元格 {cell}").format(cell=place.cell))
    elif place.line is not None:
        parts.append(_("第 {n} 行").format(n=place.line))
    return _("（{place}）").format(place=_("，").join(parts)) if parts else ""
