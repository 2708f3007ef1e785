"""Which cell the cursor goes to: it stands on numbers only."""

from collections.abc import Collection

from giktui.form import Row, Table
from giktui.tui.widgets.entry_grid.layout import Layout, Slot


def first_cell(layout: Layout) -> str:
    """The cell at the top left."""
    return layout.lines[layout.rows[0]].slots[0].cell


def vertical(layout: Layout, cell: str, rows: int, skip: Collection[str] = ()) -> str:
    """The cell `rows` rows below (above, if negative), as straight as it goes, passing over cells of `skip`.

    A move past the end stops at the last row; where all that is left is to be skipped, the cell itself is the answer.
    """
    number, slot = layout.places[cell]
    position = layout.rows.index(number)
    ahead = layout.rows[position + 1 :] if rows > 0 else layout.rows[:position][::-1]
    reachable = [_nearest(layout.lines[line].slots, slot) for line in ahead]
    reachable = [there for there in reachable if there.cell not in skip]
    if not reachable:
        return cell
    return reachable[min(abs(rows), len(reachable)) - 1].cell


def sideways(layout: Layout, cell: str, step: int) -> str:
    """The next cell to the right (step 1) or left (-1), on into the next or last row; the ends of the table hold."""
    order = list(layout.places)
    position = order.index(cell) + step
    return order[min(max(position, 0), len(order) - 1)]


def next_entry(layout: Layout, cell: str, skip: Collection[str], *, row_wise: bool = False) -> str | None:
    """Where Enter goes: along the table's `entry_order`; None from the last cell.

    Cells of `skip` (totals) are passed over; column by column only if the cursor is not on such a one already, so that
    a column of totals can be gone down.
    """
    passed = () if cell in skip and not row_wise else skip
    order = entry_order(layout.table, row_wise=row_wise)
    return next((there for there in order[order.index(cell) + 1 :] if there not in passed), None)


def below(layout: Layout, cell: str, skip: Collection[str]) -> str | None:
    """The next cell below that is not to be skipped; None where there is none."""
    there = vertical(layout, cell, 1, skip)
    return None if there == cell else there


def entry_order(table: Table, *, row_wise: bool) -> list[str]:
    """The cells of a table in the order Enter goes through them: along the rows, or down the columns of each block."""
    if row_wise:
        return [cell.id for cell in table.cells]
    return [f"{table.id}.{row.id}.{column}" for block in _blocks(table) for column in block[0].columns for row in block]


def _blocks(table: Table) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    for row in table.rows:
        if blocks and blocks[-1][0].columns == row.columns and blocks[-1][0].item == row.item:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def row_end(layout: Layout, cell: str, last: bool) -> str:
    """The first or last cell of the row."""
    return layout.lines[layout.places[cell][0]].slots[-1 if last else 0].cell


def column_of(layout: Layout, cell: str) -> list[str]:
    """The cells of the same column of the form, top to bottom."""
    column = cell.rpartition(".")[2]
    return [other for other in layout.places if other.rpartition(".")[2] == column]


def row_of(layout: Layout, cell: str) -> list[str]:
    """The cells of the same row, left to right."""
    return [slot.cell for slot in layout.lines[layout.places[cell][0]].slots]


def _nearest(slots: tuple[Slot, ...], to: Slot) -> Slot:
    middle = to.x + to.width / 2
    return min(slots, key=lambda slot: abs(slot.x + slot.width / 2 - middle))
