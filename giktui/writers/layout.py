"""A table of the form laid out as boxes on a rectangle: items, merged heads, group labels, labels and values.

Every writer, and the app, walks the same plan; what the form merges is one box that spans several rows or columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from giktui.form import Row, Table
from giktui.report import Number, number_text

Part = Literal["item", "corner", "head", "group", "label", "value"]
"""item: an article-20 item. corner: the note above the labels. head: over columns. group: left of labels."""

UNIT = "万元"
"""The unit of every amount."""


@dataclass(frozen=True, slots=True)
class Box:
    """A field of the rectangle, at its upper left place, with what it spans. `cell` is the id of a value's cell."""

    row: int
    column: int
    rows: int
    columns: int
    part: Part
    text: str = ""
    cell: str = ""

    @property
    def covers(self) -> range:
        """The columns it covers."""
        return range(self.column, self.column + self.columns)


@dataclass(frozen=True, slots=True)
class Plan:
    """A table's boxes in reading order. `labels` counts the columns of labels, `heads` the lines of heads on top."""

    table: str
    width: int
    height: int
    labels: int
    heads: int
    boxes: tuple[Box, ...]

    def rows(self) -> Iterator[list[Box]]:
        """The boxes of each line, by where they begin."""
        begun: list[list[Box]] = [[] for _ in range(self.height)]
        for box in self.boxes:
            begun[box.row].append(box)
        yield from (sorted(line, key=lambda box: box.column) for line in begun)


@cache
def heads_of(table: Table) -> Mapping[str, tuple[Box, ...]]:
    """For each cell the boxes that say what it is: item and heads above it in its block, group and label beside it."""
    drawn = plan(table)
    return {box.cell: _heads(drawn, box) for box in drawn.boxes if box.cell}


def _heads(drawn: Plan, box: Box) -> tuple[Box, ...]:
    above: dict[tuple[Part, int], Box] = {}
    beside: list[Box] = []
    for head in drawn.boxes:
        if head.part in ("group", "label") and head.row <= box.row < head.row + head.rows:
            beside.append(head)
        elif head.part in ("item", "head") and head.row < box.row and box.column in head.covers:
            above[head.part, head.row if drawn.heads else 0] = head
    return (*above.values(), *beside)


def shown(value: Number | None, *, signed: bool = False) -> str:
    """A number as text, as `number_text` has it; `signed` puts a + before gains."""
    sign = "+" if signed and value is not None and value > 0 else ""
    return sign + number_text(value)


def shown_in(table: Table, cell: str, value: Number | None) -> str:
    """A cell's value as printed: a change with its sign, an amount with its unit unless the head states it."""
    column = table.column(cell.rsplit(".", 1)[1])
    text = shown(value, signed=column.kind == "change")
    return text + UNIT if text and column.kind == "amount" and UNIT not in column.label else text


def rectangle(table: Table, cells: Mapping[str, Number]) -> list[list[str]]:
    """The table as lines of equally many fields: a box's text stands in its first field, what it covers is empty."""
    drawn = plan(table)
    fields = [[""] * drawn.width for _ in range(drawn.height)]
    for box in drawn.boxes:
        fields[box.row][box.column] = shown_in(table, box.cell, cells.get(box.cell)) if box.cell else box.text
    return fields


@cache
def plan(table: Table, *, english: bool = False) -> Plan:
    """The table's boxes, as its layout (`blocks`, `grid`, `line`) has them; labels in English on demand."""
    return {"blocks": _blocks, "grid": _grid, "line": _line}[table.layout](table, english)


def _blocks(table: Table, english: bool) -> Plan:
    """Under each article-20 item a line of heads and its rows; the last head and value span what is left."""
    width = 1 + max(len(row.columns) for row in table.rows)
    boxes: list[Box] = []
    line = 0
    before: tuple[str, tuple[str, ...]] | None = None

    def put(part: Part, texts: Sequence[str], cells: Sequence[str] = ()) -> None:
        nonlocal line
        for column, text in enumerate(texts):
            span = width - column if column == len(texts) - 1 else 1
            cell = cells[column] if cells else ""
            kind: Part = "label" if part == "value" and column == 0 else part
            boxes.append(Box(line, column, 1, span, kind, text, cell))
        line += 1

    for row in table.rows:
        if before is None or row.item != before[0]:
            put("item", [row.item])
        if before is None or before != (row.item, row.columns):
            heads = [table.column(id) for id in row.columns]
            corner = table.english_head if english else table.head
            put("head", [corner, *(head.english if english else head.label for head in heads)])
        before = (row.item, row.columns)
        label = row.english if english else row.label
        put("value", [label, *("" for _ in row.columns)], ["", *(f"{table.id}.{row.id}.{id}" for id in row.columns)])
    return Plan(table.id, width, line, 1, 0, tuple(boxes))


def _grid(table: Table, english: bool) -> Plan:
    """Rows by columns: heads merged over columns, groups merged beside rows, the corner's note over the labels."""
    over = [(*(c.english_under if english else c.under), c.english if english else c.label) for c in table.columns]
    beside = [_path(row, english) for row in table.rows]
    depth, labels = max(map(len, over)), max(map(len, beside))
    boxes = [Box(0, 0, depth, labels, "corner", table.english_head if english else table.head)]
    for level, start, deep, span, text in _merged(over, depth):
        boxes.append(Box(level, labels + start, deep, span, "head", text))
    for level, start, deep, span, text in _merged(beside, labels):
        part: Part = "label" if level == len(beside[start]) - 1 else "group"
        boxes.append(Box(depth + start, level, span, deep, part, text))
    for line, row in enumerate(table.rows):
        for column in row.columns:
            place = labels + [c.id for c in table.columns].index(column)
            boxes.append(Box(depth + line, place, 1, 1, "value", cell=f"{table.id}.{row.id}.{column}"))
    return Plan(table.id, labels + len(over), depth + len(beside), labels, depth, _in_order(boxes))


def _line(table: Table, english: bool) -> Plan:
    """One line of numbers: the rows side by side, each a head over its columns."""
    cells = [(row, table.column(id)) for row in table.rows for id in row.columns]
    over = [(*_path(row, english), column.english if english else column.label) for row, column in cells]
    depth = max(map(len, over))
    boxes = [Box(level, start, deep, span, "head", text) for level, start, deep, span, text in _merged(over, depth)]
    for place, (row, column) in enumerate(cells):
        boxes.append(Box(depth, place, 1, 1, "value", cell=f"{table.id}.{row.id}.{column.id}"))
    return Plan(table.id, len(cells), depth + 1, 0, depth, _in_order(boxes))


def _path(row: Row, english: bool) -> tuple[str, ...]:
    return (*(row.english_under if english else row.under), row.english if english else row.label)


def _merged(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Labels of a tree as (level, start, levels, span, text): neighbours under the same head share it, and the last
    label of a path reaches down to `depth`."""
    for level in range(depth):
        start = 0
        while start < len(paths):
            path = paths[start]
            end = start + 1
            if level < len(path) - 1:
                while end < len(paths) and len(paths[end]) > level + 1 and paths[end][: level + 1] == path[: level + 1]:
                    end += 1
                yield level, start, 1, end - start, path[level]
            elif level == len(path) - 1:
                yield level, start, depth - level, 1, path[level]
            start = end


def _in_order(boxes: list[Box]) -> tuple[Box, ...]:
    return tuple(sorted(boxes, key=lambda box: (box.row, box.column)))
