"""A table over several pages made into one: the head that is printed again dropped, split cells put together."""

from giktui.readers.formats.pdf.page import Field, Ruled
from giktui.text.patterns import compiled_late

_VALUE = compiled_late(r"[+＋−－-]?[\d,.]+(?:[亿万]?元|件)?|[/／―–—−－-]+|无|空|未填")
_SIGN = compiled_late(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_ITEM = compiled_late(rf"{_SIGN.pattern}|(?:{_VALUE.pattern})$")
"""How a label of its own begins, or a value: such a field continues nothing."""
_SHIFT = 6.0
"""Points by which a table may be moved sideways from one page to the next."""
_REPEATED = 5


def continues(table: Ruled, more: Ruled) -> bool:
    """Adds the rows of `more` to `table` and says True, if it stands on the next page and has its columns.

    One of the two may have fewer: a page on which no cell begins at a border shows nothing of it.
    """
    if more.pages[0] != table.pages[-1] + 1:
        return False
    columns = _columns(table.edges, more.edges)
    if columns is None:
        columns = _columns(more.edges, table.edges)
        if columns is None or abs(table.right - more.right) > _SHIFT:
            return False
        table.rows = [_moved(row, columns, len(more.edges)) for row in table.rows]
        table.edges, rows = more.edges, more.rows
    else:
        rows = [_moved(row, columns, len(table.edges)) for row in more.rows]
    repeated = 0
    while repeated < min(_REPEATED, len(rows), len(table.rows)) and _same(rows[repeated], table.rows[repeated]):
        repeated += 1
    rows = rows[repeated:]
    if rows and len(table.rows) > repeated and _put_together(table.rows, rows[0]):
        rows = rows[1:]
    table.rows.extend(rows)
    table.pages.extend([more.page] * len(rows))
    return True


def _columns(edges: list[float], others: list[float]) -> list[int] | None:
    """For each of the other edges the number of the edge it is, or None if one of them is none."""
    found = []
    for other in others:
        nearest = min(range(len(edges)), key=lambda number: abs(edges[number] - other))
        if abs(edges[nearest] - other) > _SHIFT or nearest in found:
            return None
        found.append(nearest)
    return found


def _moved(row: list[Field | None], columns: list[int], width: int) -> list[Field | None]:
    moved: list[Field | None] = [None] * width
    for column, field in zip(columns, row, strict=True):
        moved[column] = field
    return moved


def _same(row: list[Field | None], other: list[Field | None]) -> bool:
    return [field.text if field else "" for field in row] == [field.text if field else "" for field in other]


def _put_together(rows: list[list[Field | None]], row: list[Field | None]) -> bool:
    """Moves the rest of each cell that the page break split to its beginning; whether the whole row was such a rest."""
    last = rows[-1]
    label_goes_on = False
    for column, field in enumerate(row):
        if field is None or not field.text or _ITEM.match(field.text):
            continue
        owner = next((above for above in reversed(rows) if above[column] is not None), last)
        start = owner[column]
        if start is not None and _is_cut(start):
            owner[column] = Field(start.text + field.text, field.full)
            row[column] = Field("")
            label_goes_on |= owner is last
            if owner is last and not any(other and other.text for other in last[column + 1 :]):
                for beside in range(column + 1, len(row)):
                    last[beside], row[beside] = row[beside], None
    _join_numbers(last, row, certain=label_goes_on)
    return not any(field and field.text for field in row)


def _is_cut(start: Field) -> bool:
    """Whether a cell may go on over the page: its text fills it, or is no more than the sign of an item."""
    if not start.text or start.text[-1].isdecimal():
        return False
    return start.full or bool(_SIGN.fullmatch(start.text))


def _join_numbers(last: list[Field | None], row: list[Field | None], *, certain: bool) -> None:
    """Moves the numbers of a row that has nothing else to the row that the page break split, where they are in doubt.

    They go on the numbers there, or stand where there are none; only beside the rest of a label are these certain.
    Under heads they stay: that is a line of numbers without a label.
    """
    found = [(column, field) for column, field in enumerate(row) if field and field.text]
    starts = [last[column] for column, _field in found]
    if not found or not all(_VALUE.fullmatch(field.text) for _column, field in found):
        return
    if not all(start is not None and (not start.text or _VALUE.fullmatch(start.text)) for start in starts):
        return
    blank = not any(start and start.text for start in starts)
    for (column, field), start in zip(found, starts, strict=True):
        before = start.text if start else ""
        if blank and certain:
            last[column] = field
        else:
            last[column] = Field(f"{before}\n{field.text}" if before else f"[{field.text}]")
        row[column] = Field("")
