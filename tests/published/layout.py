"""The three tables as the official form lays them out: fields that span columns and lines."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from giktui.form import Row, Table

Word = Callable[[str, tuple[str, ...]], str]


@dataclass
class Box:
    """A field: its text, how many columns and lines it takes, and whether it is a label or a figure."""

    text: str
    columns: int = 1
    lines: int = 1
    figure: bool = False


@dataclass
class Ruled:
    """A table: its lines of boxes (what a box above covers is not repeated), which of them are rows of the form."""

    width: int
    lines: list[list[Box]]
    rows: dict[int, str]


def laid_out(table: Table, printed: dict[str, str], word: Word, *, total_apart: bool) -> Ruled:
    """The table with figures by cell id; `total_apart`: the total stands beside 申请人情况 and not under it."""
    make = {"blocks": _blocks, "grid": _grid, "line": _line}[table.layout]
    return make(table, printed, word, total_apart)


def filled(ruled: Ruled) -> list[list[Box | None]]:
    """The table as a rectangle: a box stands in its first place, None where it covers others."""
    rectangle: list[list[Box | None]] = [[None] * ruled.width for _ in ruled.lines]
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(ruled.lines):
        column = 0
        for box in line:
            while (number, column) in taken:
                column += 1
            rectangle[number][column] = box
            taken |= {(number + down, column + right) for down in range(box.lines) for right in range(box.columns)}
            column += box.columns
    return rectangle


def remove(ruled: Ruled, number: int) -> None:
    """Takes a line out; what spans it gets shorter."""
    _stretch(ruled, number, -1)
    del ruled.lines[number]


def insert(ruled: Ruled, number: int, line: list[Box]) -> None:
    """Puts a line behind another; what spans that one gets longer."""
    _stretch(ruled, number, 1)
    ruled.lines.insert(number + 1, line)


def _stretch(ruled: Ruled, number: int, by: int) -> None:
    for place, line in enumerate(ruled.lines[:number]):
        for box in line:
            if place + box.lines > number:
                box.lines += by


def swap_columns(ruled: Ruled, column: int) -> None:
    """Exchanges a column with the next, head and figures, where both are fields of their own in every line."""
    for boxes in filled(ruled):
        left, right = boxes[column], boxes[column + 1]
        if left and right and left.columns == right.columns == left.lines == right.lines == 1:
            left.text, right.text = right.text, left.text


def _figures(table: Table, row: Row, printed: dict[str, str]) -> list[Box]:
    return [Box(printed[f"{table.id}.{row.id}.{column}"], figure=True) for column in row.columns]


def _blocks(table: Table, printed: dict[str, str], word: Word, _total_apart: bool) -> Ruled:
    width = 1 + max(len(row.columns) for row in table.rows)
    lines: list[list[Box]] = []
    rows: dict[int, str] = {}
    for item, members in groupby(table.rows, key=lambda row: row.item):
        lines.append([Box(word(item, ()), width)])
        shown: tuple[str, ...] = ()
        for row in members:
            if row.columns != shown:
                heads = [table.column(id) for id in row.columns]
                lines.append([Box(table.head), *(Box(word(head.label, head.also)) for head in heads)])
                lines[-1][-1].columns = width - len(heads)
                shown = row.columns
            rows[len(lines)] = row.id
            lines.append([Box(word(row.label, row.also)), *_figures(table, row, printed)])
            lines[-1][-1].columns = width - len(row.columns)
    return Ruled(width, lines, rows)


def _grid(table: Table, printed: dict[str, str], word: Word, total_apart: bool) -> Ruled:
    labels = 1 + max(len(row.under) for row in table.rows)
    depth = 1 + max(len(column.under) for column in table.columns)
    outer = next(column.under[0] for column in table.columns if column.under)
    inner = next(column.under[1] for column in table.columns if len(column.under) > 1)
    deep = [column for column in table.columns if len(column.under) > 1]
    first, last = table.columns[0], table.columns[-1]
    corner = Box(word(table.head, ()), labels, depth)
    people = [Box(word(first.label, first.also), 1, 2), Box(word(inner, ()), len(deep))]
    if total_apart:
        top = [corner, Box(word(outer, ()), len(table.columns) - 1), Box(word(last.label, last.also), 1, 3)]
    else:
        top = [corner, Box(word(outer, ()), len(table.columns))]
        people.append(Box(word(last.label, last.also), 1, 2))
    lines = [top, people, [Box(word(column.label, column.also)) for column in deep]]
    rows: dict[int, str] = {}
    shown: tuple[str, ...] = ()
    for row in table.rows:
        groups: list[Box] = []
        for level, group in enumerate(row.under):
            if shown[: level + 1] != row.under[: level + 1]:
                count = sum(other.under[: level + 1] == row.under[: level + 1] for other in table.rows)
                groups.append(Box(word(group, ()), 1, count))
        shown = row.under
        rows[len(lines)] = row.id
        label = Box(word(row.label, row.also), labels - len(row.under))
        lines.append([*groups, label, *_figures(table, row, printed)])
    return Ruled(labels + len(table.columns), lines, rows)


def _line(table: Table, printed: dict[str, str], word: Word, _total_apart: bool) -> Ruled:
    count = len(table.columns)
    heads = [[Box(word(column.label, column.also)) for column in table.columns] for _ in table.rows]
    single = [row for row in table.rows if not row.under]
    paired = [row for row in table.rows if row.under]
    top = [Box(word(row.label, row.also), count) for row in single]
    top.append(Box(word(paired[0].under[0], ()), count * len(paired)))
    middle = [box for line in heads[: len(single)] for box in line]
    for box in middle:
        box.lines = 2
    middle.extend(Box(word(row.label, row.also), count) for row in paired)
    low = [box for line in heads[len(single) :] for box in line]
    figures = [box for row in table.rows for box in _figures(table, row, printed)]
    return Ruled(count * len(table.rows), [top, middle, low, figures], {3: "line"})
