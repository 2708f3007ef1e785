"""Cells that claim several columns and lines, laid out so that a field's position is its column."""

from collections.abc import Iterable, Iterator, Sequence

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.limits import Limits
from giktui.readers.marks import is_no_text

Spanning = tuple[str, int, int]
"""Text, columns, lines of a cell; a claim of 0 lines reaches to the end of the table, as HTML has it."""
_ENOUGH = 3


def lay_out(rows: Iterable[Iterable[Spanning]], name: str, limits: Limits) -> Iterator[tuple[str, ...]]:
    """The fields of every line: the text of a merged cell in its first field, the fields it covers empty; but below a
    figure they say that they are no blanks (`below_figure`).

    A claim above `limits.columns` is cut. A line ends with the last cell that begins in it, so that a cell claiming
    far more columns than there are widens nothing. Raises GiktuiError for a table beyond the limits.
    """
    covered: dict[int, int] = {}
    figures: dict[int, str] = {}
    spent = 0
    for row in rows:
        fields: list[str] = []
        below: dict[int, int] = {}
        column = 0
        for text, columns, lines in row:
            while column in covered:
                column += 1
            if column > len(fields):
                if column > limits.columns:
                    raise too_wide(name, limits)
                fields.extend([""] * (column - len(fields)))
            fields.append(text)
            if columns == lines == 1:
                column += 1
                continue
            reach = min(max(columns, 1), limits.columns)
            if lines != 1 and (mark := below_figure(text, fields)):
                figures[column] = mark
            if lines != 1:
                below.update(dict.fromkeys(range(column, column + reach), lines if lines > 0 else limits.fields))
            column += reach
        spent += len(fields) + len(below) + len(covered)
        if len(fields) > limits.columns or spent > limits.fields:
            raise too_wide(name, limits)
        for place, mark in figures.items():
            if place in covered:
                fields.extend([""] * (place + 1 - len(fields)))
                fields[place] = mark
        yield tuple(fields)
        if covered or below:
            figures = {place: mark for place, mark in figures.items() if place in below or covered.get(place, 0) > 1}
            covered = {column: left - 1 for column, left in (covered | below).items() if left > 1}


def below_figure(text: str, before: Iterable[str]) -> str:
    """What stands in the fields below a figure whose cell claims several lines: it is not known whether they share it.

    Empty below anything else, and below a number with no label `before` it in its line (a serial number, a year).
    """
    return f"[{text}]" if text.isdecimal() and any(map(str.isalpha, "".join(before))) else ""


def only_arranges(rows: Iterable[Iterable[Spanning]]) -> bool:
    """Whether a table with tables in it only arranges the page: it has next to no numbers of its own."""
    return sum(text.isdecimal() for row in rows for text, _columns, _lines in row) < 3


def may_hold_figures(rows: Sequence[Sequence[Spanning]], shown: int) -> bool:
    """Whether a table with so many pictures and the like in its cells may be one of figures, and not of photos."""
    numbers = sum(text.isdecimal() for row in rows for text, _columns, _lines in row)
    if len(rows) > _ENOUGH and max(map(len, rows)) >= _ENOUGH:
        return True
    return numbers > 0 and numbers + shown >= _ENOUGH


def without_corners(rows: Iterable[Sequence[Spanning]]) -> list[list[Spanning]]:
    """The rows, but with nothing in a first cell that shows no text, where the row has no figure: a line drawn across
    the corner of the heads."""
    return [
        [("", *row[0][1:]), *row[1:]]
        if row and is_no_text(row[0][0]) and not any(text.isdecimal() or is_no_text(text) for text, _c, _l in row[1:])
        else list(row)
        for row in rows
    ]


def too_wide(name: str, limits: Limits) -> GiktuiError:
    """The error for a table that is no table of a report."""
    return GiktuiError(
        _("{name} 里的表格超过 {columns} 列或 {fields} 格，不像年报的表，没有读取。").format(
            name=name, columns=limits.columns, fields=limits.fields
        )
    )
