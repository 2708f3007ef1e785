"""A table to the clipboard: a row, a column or the whole, as a spreadsheet takes it."""

from collections.abc import Mapping

from giktui.report import Number
from giktui.tui.widgets.entry_grid.layout import Layout
from giktui.tui.widgets.entry_grid.moves import column_of, row_of
from giktui.tui.widgets.entry_grid.typing import shown
from giktui.wording.cells import column_label, row_label


def as_text(layout: Layout, cells: Mapping[str, Number], cursor: str, what: str) -> str:
    """A "row", a "column" or the "table" with its labels, tab-separated as a spreadsheet takes it."""
    table = layout.table
    kinds = {cell: slot.kind for cell, (_line, slot) in layout.places.items()}

    def value(cell: str) -> str:
        return shown(cells.get(cell), kinds[cell])

    if what == "row":
        return "\t".join(value(cell) for cell in row_of(layout, cursor))
    if what == "column":
        return "\n".join(value(cell) for cell in column_of(layout, cursor))
    lines: list[str] = []
    above: tuple[str, ...] = ()
    for row in table.rows:
        if row.columns != above:
            lines.append("\t".join(["", *(column_label(table.column(id)) for id in row.columns)]))
            above = row.columns
        lines.append("\t".join([row_label(row), *(value(f"{table.id}.{row.id}.{id}") for id in row.columns)]))
    return "\n".join(lines)
