"""The merged cells of a sheet: emptied, or written into each of the lines they cover."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from giktui.readers.formats.xlsx.book import REFERENCE, Book, S, column_number
from giktui.readers.formats.xlsx.lines import Cells
from giktui.readers.spans import below_figure, too_wide

Merged = dict[tuple[int, int], int]
"""The last column of each merged cell with a figure that covers several, by its first line and column."""


class _Range(NamedTuple):
    """A merged cell: its first line and column, its last column, and the lines in it that the sheet has."""

    top: int
    left: int
    right: int
    lines: tuple[int, ...]


def repeat_merged(book: Book, root: Any, cells: Cells) -> None:
    """Write what is merged over several lines into each of them that has anything; beside it what is covered goes."""
    for merged in _ranges(book, root, cells):
        held = cells.get(merged.top, {}).get(merged.left, "")
        for line in merged.lines:
            row = cells[line]
            for column in [column for column in row if merged.left <= column <= merged.right]:
                del row[column]
            if held:
                row[merged.left] = held


def uncover(book: Book, root: Any, cells: Cells) -> Merged:
    """Empty what merged cells cover."""
    wide: Merged = {}
    for top, left, right, lines in _ranges(book, root, cells):
        for line in lines:
            row = cells[line]
            for column in [c for c in row if left <= c <= right and (line, c) != (top, left)]:
                del row[column]
        held = cells.get(top, {}).get(left, "")
        if mark := below_figure(held, [text for column, text in cells.get(top, {}).items() if column < left]):
            for line in lines:
                if line > top:
                    cells[line][left] = mark
        if right > left and held and not any(map(str.isalpha, held)):
            wide[top, left] = right
    return wide


def _ranges(book: Book, root: Any, cells: Cells) -> Iterator[_Range]:
    """The merged cells of a sheet, walking the lines there are and not those that a range claims."""
    spent = 0
    for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _colon, last = merge.get("ref", "").partition(":")
        begin, end = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
        if begin is None or end is None:
            continue
        top, bottom = int(begin[2]), int(end[2])
        spent += max(0, min(bottom - top + 1, len(cells)))
        if spent > book.limits.fields:
            raise too_wide(book.package.name, book.limits)
        walked = range(top, bottom + 1) if bottom - top < len(cells) else list(cells)
        lines = tuple(line for line in walked if line in cells and top <= line <= bottom)
        yield _Range(top, column_number(begin[1]), column_number(end[1]), lines)
