"""How many keys a whole report takes, beside the same report typed into a spreadsheet with its formulas given.

Counted: digits, Enter, Tab, arrows, Home and End; in giktui the keys that change the section and fill the rest with
zero, too. Both ways take the shortest path from each number to the next, in the order that is shorter of the two
(column by column, row by row); in the spreadsheet, too, totals are passed over only by moving.
"""

import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from giktui.form import Form, Table, load_form
from giktui.totals import parts_of
from giktui.tui.widgets.entry_grid import moves
from giktui.tui.widgets.entry_grid.arranging import arrange
from giktui.tui.widgets.entry_grid.layout import Layout, Room

Numbers = Mapping[str, int]
Steps = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Keys:
    """Keys for the same report, the two ways."""

    giktui: int
    spreadsheet: int


def sparse(form: Form, count: int = 40) -> Numbers:
    """So many numbers above zero, of one to three digits, the same in every run."""
    choose = random.Random(2024)
    cells = [cell for cell in form.cells if cell not in parts_of(form)]
    return {cell: int(10 ** choose.uniform(0, 2.6)) for cell in sorted(choose.sample(cells, count), key=cells.index)}


def full(form: Form) -> Numbers:
    """A number in every cell that is no total."""
    choose = random.Random(2025)
    return {cell: int(10 ** choose.uniform(0, 2.6)) for cell in form.cells if cell not in parts_of(form)}


def keys(numbers: Numbers, form_id: str = "2021") -> Keys:
    """The keys that type these numbers into an empty report; cells that are not named become zero."""
    form = load_form(form_id)
    ours = theirs = 0
    for table in form.tables:
        mine = {cell: value for cell, value in numbers.items() if cell.startswith(f"{table.id}.")}
        digits = sum(len(str(value)) for value in mine.values())
        layout = arrange(table, Room(120))
        totals = set(parts_of(form))
        zeros = 2 if len(mine) < sum(cell.id not in totals for cell in table.cells) else 0  # Z and y
        ours += 1 + digits + _shortest(table, mine, _grid_steps(layout, totals)) + zeros
        theirs += digits + _shortest(table, mine, _sheet_steps(table))
    return Keys(ours, theirs)


def _shortest(table: Table, numbers: Numbers, steps: Steps) -> int:
    """The moves from the first cell through all that are typed, the last Enter counted; the shorter of two orders."""
    cells = [cell.id for cell in table.cells]
    rows = [cell for cell in cells if cell in numbers]
    columns = sorted(
        rows, key=lambda cell: ([c.id for c in table.columns].index(cell.rpartition(".")[2]), cells.index(cell))
    )
    return min(
        sum(_distance(start, end, steps) for start, end in zip([cells[0], *order], order, strict=False)) + bool(order)
        for order in (rows, columns)
    )


def _distance(start: str, end: str, steps: Steps) -> int:
    seen, waiting = {start}, deque([(start, 0)])
    while waiting:
        cell, far = waiting.popleft()
        if cell == end:
            return far
        for there in steps(cell):
            if there not in seen:
                seen.add(there)
                waiting.append((there, far + 1))
    raise AssertionError(f"no way from {start} to {end}")


def _grid_steps(layout: Layout, totals: set[str]) -> Steps:
    def steps(cell: str) -> Iterable[str]:
        yield moves.next_entry(layout, cell, totals) or cell
        yield from (moves.vertical(layout, cell, 1), moves.vertical(layout, cell, -1))
        yield from (moves.sideways(layout, cell, 1), moves.sideways(layout, cell, -1))
        yield from (moves.row_end(layout, cell, False), moves.row_end(layout, cell, True))

    return steps


def _sheet_steps(table: Table) -> Steps:
    """A spreadsheet of the table's rows, each from the first column on; Home goes to the first."""
    places = {
        (y, x): f"{table.id}.{row.id}.{id}" for y, row in enumerate(table.rows) for x, id in enumerate(row.columns)
    }
    at = {cell: place for place, cell in places.items()}

    def steps(cell: str) -> Iterable[str]:
        y, x = at[cell]
        for place in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1), (y, 0)):
            if place in places:
                yield places[place]
            elif (nearest := (place[0], 0)) in places and place[0] != y:
                yield places[nearest]  # a wide cell that several columns share

    return steps
