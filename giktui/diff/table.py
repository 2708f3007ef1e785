"""A difference as text: a row of the form a line, the years side by side, then the texts and what they count.

A changed number has a * before it. A total that changed by just what its parts did is told by them: it has no mark, and
a row of such totals is not listed. At the right of a row stands by how much its total, or its one number, changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from giktui.diff import list as long_form
from giktui.diff import words
from giktui.diff.compare import CellDifference, Difference, compare
from giktui.diff.facts import fact_lines, facts
from giktui.form import load_form
from giktui.i18n import _
from giktui.report import Number
from giktui.text.width import padded, width_of
from giktui.text.wrapping import wrapped
from giktui.totals import parts_of
from giktui.wording.cells import column_label

WIDTH = 80
_WIDEST_LABEL, _NARROWEST_LABEL = 40, 22
_HEAD = 4
"""Terminal columns of a line of a column's head: two Chinese characters."""


class Row(NamedTuple):
    """A row of the form: its name, and by column its cells; `told` are those that changed on their own account."""

    label: str
    cells: Mapping[str, CellDifference]
    told: frozenset[str]


def render(difference: Difference) -> str:
    """Plain text without colour or markup, its tables at most 80 columns wide."""
    blocks = ["\n".join(heading(difference))]
    blocks += ["\n".join(lines) for lines in tables(difference)]
    counted = facts(difference)
    for text in difference.texts:
        told = fact_lines(fact for fact in counted if fact.part == text.part)
        blocks.append("\n".join([*long_form.text_lines(difference, text), *told]))
    blocks.extend(words.incomparable(rest) for rest in difference.incomparable)
    return "\n\n".join([*blocks, words.summary(difference)]) + "\n"


def heading(difference: Difference) -> list[str]:
    """Which reports, and what the mark means, where one may stand."""
    marked = any(cell.changed for cell in difference.cells)
    return [words.headline(difference), *([_("* 变了的数；只随各项变化的总计没有 *")] if marked else [])]


def tables(difference: Difference, width: int = WIDTH) -> Iterator[list[str]]:
    """Of each section with cells its title and the lines of its table, at most `width` columns wide."""
    whole = compare(difference.old, difference.new).cells
    repeated = repeated_totals(difference, whole)
    for title, cells in words.tables(difference):
        rows, told_elsewhere = _rows(cells, whole, repeated)
        lines = [title, *_table(difference, rows, width)] if rows else [title]
        if told_elsewhere:
            lines.extend(wrapped(_("只随各项变化，没有再列：{rows}").format(rows=_("、").join(told_elsewhere)), width))
        yield lines


def repeated_totals(difference: Difference, cells: Sequence[CellDifference]) -> frozenset[str]:
    """The totals that changed by just what their parts did, on the form that names them; a blank part counts 0."""
    found: set[str] = set()
    for form, side in ((difference.old.form, "old_cells"), (difference.new.form, "new_cells")):
        holder = {id: cell for cell in cells for id in getattr(cell, side)}
        for total, ways in parts_of(load_form(form)).items():
            both = holder.get(total)
            if both is not None and both.delta is not None and both.cell == total:
                whole = (_change_of(parts, holder, side) for parts in ways)
                if any(change == both.delta for change in whole):
                    found.add(total)
    return frozenset(found)


def _change_of(parts: Sequence[str], holder: Mapping[str, CellDifference], side: str) -> Number | None:
    """By how much the parts changed together; None where one of them cannot be compared by itself."""
    if not all(id in holder and set(getattr(holder[id], side)) <= set(parts) for id in parts):
        return None
    changed = {holder[id].cell: holder[id] for id in parts}
    return sum(((cell.new or 0) - (cell.old or 0) for cell in changed.values()), start=0)


def _rows(
    shown: Sequence[CellDifference], whole: Sequence[CellDifference], repeated: frozenset[str]
) -> tuple[list[Row], list[str]]:
    """The rows of a table that have cells to show, and the names of those that only repeat what their parts say."""
    every = any(not cell.changed for cell in shown)
    wanted = {cell.cell for cell in shown}
    rows: list[Row] = []
    told_elsewhere: list[str] = []
    in_table = (cell for cell in whole if cell.table == shown[0].table)
    for (form, _row), group in groupby(in_table, key=lambda cell: (cell.form, cell.cell.rpartition(".")[0])):
        cells = {cell.cell.rpartition(".")[2]: cell for cell in group}
        asked = {column for column, cell in cells.items() if cell.cell in wanted}
        told = frozenset(column for column in asked if cells[column].changed and cells[column].cell not in repeated)
        label = words.row_name(form, next(iter(cells.values())).cell)
        if told or (asked and every):
            rows.append(Row(label, cells, told))
        elif asked:
            told_elsewhere.append(label)
    return rows, told_elsewhere


def _table(difference: Difference, rows: Sequence[Row], room: int) -> Iterator[str]:
    """The rows with both years beside each other; where that is too wide, one below the other, or a cell a line."""
    columns = _columns(rows)
    sides = words.sides(difference)
    grids = [[[_number(row, column, new) for column in columns] for row in rows] for new in (False, True)]
    widths = [max(_HEAD, *(width_of(line[at]) for grid in grids for line in grid)) for at in range(len(columns))]
    block = sum(width + 1 for width in widths)
    year = max(map(width_of, sides))
    labels = [row.label for row in rows]
    widest = max(_WIDEST_LABEL if room <= WIDTH else room // 2, _NARROWEST_LABEL)
    beside = room - 2 * (block + 2) >= _NARROWEST_LABEL
    left = room - 2 * (block + 2) if beside else room - block - year - 4
    if left < _NARROWEST_LABEL:
        yield from _cell_by_cell(labels, columns, sides, grids, room)
        return
    changes = _changes(rows, left - _NARROWEST_LABEL)
    width = min(left - width_of(changes[0]), widest, max(map(width_of, labels)))
    *heads, last = _heads(columns, widths)
    if beside:
        yield " " * width + "".join(f"  {padded(f' {side}', block)}" for side in sides).rstrip()
        yield from ((" " * width + f"  {head}" * 2).rstrip() for head in heads)
        yield (" " * width + f"  {last}" * 2 + changes[0]).rstrip()
    else:
        yield from ((" " * (width + year + 2) + f"  {head}").rstrip() for head in heads)
        yield (" " * (width + year + 2) + f"  {last}" + changes[0]).rstrip()
    for row, change, *lines in zip(rows, changes[1:], *grids, strict=True):
        if beside:
            numbers = "".join(f"  {_line(line, widths)}" for line in lines)
            yield from _labelled(row.label, width, [numbers + change])
        else:
            both = zip(sides, lines, strict=True)
            old, new = (f"  {padded(side, year)}  {_line(line, widths)}" for side, line in both)
            yield from _labelled(row.label, width, [old, new + change])


def _changes(rows: Sequence[Row], room: int) -> list[str]:
    """A column with its head: by how much each row's total, or its one number that changed, did; blank without room."""
    changes = [words.signed(_change(row)) for row in rows]
    fields = [_("增减"), *changes]
    width = max(map(width_of, fields))
    if not any(changes) or width + 2 > room:
        return [""] * len(fields)
    return [f"  {' ' * (width - width_of(field))}{field}" for field in fields]


def _change(row: Row) -> Number | None:
    told = [row.cells[column] for column in row.told]
    total = row.cells.get("total")
    one = told[0] if len(told) == 1 else total
    return one.delta if one is not None and one.delta else None


def _cell_by_cell(
    labels: Sequence[str],
    columns: Mapping[str, str],
    sides: Sequence[str],
    grids: Sequence[Sequence[Sequence[str]]],
    room: int,
) -> Iterator[str]:
    """For numbers too long to stand beside each other: the row, then its cells a line each."""
    widths = [
        max(width_of(text) for line in grid for text in (side, *line)) for side, grid in zip(sides, grids, strict=True)
    ]
    name = max(room - sum(widths) - 3 * len(widths), 10)
    yield " " * (name + 1) + "".join(f"  {' ' * (w - width_of(s))}{s}" for s, w in zip(sides, widths, strict=True))
    for label, *lines in zip(labels, *grids, strict=True):
        yield from wrapped(label, room)
        for head, *numbers in zip(columns.values(), *lines, strict=True):
            if any(numbers):
                values = "".join(f"  {' ' * (w - width_of(n))}{n}" for n, w in zip(numbers, widths, strict=True))
                yield from (f"  {line}" for line in _labelled(head, name - 1, [values]))


def _columns(rows: Sequence[Row]) -> dict[str, str]:
    """The columns in which something is told, and the totals beside them, with their heads."""
    told = {column for row in rows for column in row.told}
    found: dict[str, str] = {}
    for row in rows:
        for column, cell in row.cells.items():
            total = cell.changed and column not in row.told
            if column in told or total or not told:
                table = load_form(cell.form).table(cell.table)
                found.setdefault(column, column_label(table.column(column)))
    form = load_form(next(iter(rows[0].cells.values())).form)
    order = [column.id for column in form.table(rows[0].cells[next(iter(rows[0].cells))].table).columns]
    return dict(sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))


def _number(row: Row, column: str, new: bool) -> str:
    cell = row.cells.get(column)
    if cell is None:
        return ""
    value = words.number(cell.new if new else cell.old)
    return f"*{value}" if new and column in row.told else value


def _heads(columns: Mapping[str, str], widths: Sequence[int]) -> Iterator[str]:
    """The heads of the columns in as many lines as the longest needs, standing on the numbers."""
    broken = [list(wrapped(head, width)) for head, width in zip(columns.values(), widths, strict=True)]
    for line in range(height := max(map(len, broken))):
        words_of_line = [head[at] if (at := line - height + len(head)) >= 0 else "" for head in broken]
        yield _line(words_of_line, widths)


def _line(fields: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(f" {' ' * (width - width_of(field))}{field}" for field, width in zip(fields, widths, strict=True))


def _labelled(label: str, width: int, lines: Sequence[str]) -> Iterator[str]:
    """The lines beside the label, which may need more of them, or fewer."""
    names = list(wrapped(label, width))
    for at in range(max(len(names), len(lines))):
        name = padded(names[at] if at < len(names) else "", width)
        yield (name + (lines[at] if at < len(lines) else "")).rstrip()
