"""Rows that positions leave open, settled by the form's sums where those allow one placing only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from giktui.form import Form, Row, Table
from giktui.readers.document import Place
from giktui.readers.recogniser.align.proof import Choice, proved
from giktui.readers.recogniser.detect.heads import order_under
from giktui.readers.recogniser.detect.numbers import Printed, cell_value, printed
from giktui.readers.recogniser.tables.table_text import RowText
from giktui.readers.recognition import Doubt, Reading, Run, readings_of, runs_of
from giktui.report import Number

HOW = "sums"
"""How a cell was known that sums prove."""

_MOST = 5_000
"""Placings of one row that are tried, at most."""


class Open(NamedTuple):
    """Cells of which some, in order, have these fields, each with its place; and the doubt that says so."""

    cells: tuple[str, ...]
    fields: tuple[tuple[str, Place], ...]
    doubt: Doubt


def settled(
    rows: Sequence[RowText], runs: Sequence[Run], doubts: Sequence[Doubt], form: Form, table: Table
) -> tuple[list[Run], list[Doubt]]:
    """The readings and the doubts of a table, where sums prove how the numbers of a row are placed: its readings, and
    no doubt of it."""
    by_cells = {doubt.cells: doubt for doubt in doubts if doubt.rule == "FV-CELLS"}
    opened: list[Open] = []
    for text in rows:
        row = table.row(text.row)
        cells = tuple(f"{table.id}.{row.id}.{column}" for column in row.columns)
        alone = sum(other.row == text.row for other in rows) == 1
        if (doubt := by_cells.get(cells)) and alone and _in_order(text, table, row):
            opened.append(Open(cells, _fields(text), doubt))
    return settle(opened, runs, doubts, form)


def settle(
    opened: Sequence[Open], runs: Sequence[Run], doubts: Sequence[Doubt], form: Form
) -> tuple[list[Run], list[Doubt]]:
    """The readings and the doubts with what sums prove of some open cells: their fields stand in them in order, and
    any of them may be blank between."""
    asked = [(one, ways) for one in opened if (ways := _placings(one, form))]
    if not asked:
        return list(runs), list(doubts)
    known = {cell: reading.value for cell, reading in readings_of(runs)}
    answers = proved(form, known, [[_choice(way) for way in ways] for _one, ways in asked])
    kept = list(doubts)
    found: list[Run] = list(runs)
    for (one, ways), answer in zip(asked, answers, strict=True):
        if answer:
            way = next(way for way in ways if _choice(way).items() >= answer.items())
            found.extend(runs_of((cell, way[cell]) for cell in answer))
            left = tuple(cell for cell in one.cells if cell not in answer)
            kept[kept.index(one.doubt)] = replace(one.doubt, cells=left)
    return found, [doubt for doubt in kept if doubt.cells or doubt.rule != "FV-CELLS"]


def _in_order(text: RowText, table: Table, row: Row) -> bool:
    """Whether the heads are those of all the row's columns, in the order of the form."""
    return tuple(order_under(text.heads, table, row) or ()) == row.columns


def _fields(text: RowText) -> tuple[tuple[str, Place], ...]:
    return (*((field, text.item.place) for field in text.rest if field), *text.more)


def _placings(one: Open, form: Form) -> list[Mapping[str, Reading]]:
    """Every way to place the fields in the cells, in order; none where one of them is no number."""
    held = [printed(field) for field, _place in one.fields]
    count, width = len(held), len(one.cells)
    if not 0 < count <= width or any(found.kind not in ("number", "mark") or found.about for found in held):
        return []
    ways: list[Mapping[str, Reading]] = []
    for chosen in combinations(range(width), count):
        if len(ways) == _MOST:
            return []
        way = {cell: Reading(None, "", one.fields[0][1], HOW) for cell in one.cells}
        for number, (field, place), found in zip(chosen, one.fields, held, strict=True):
            way[one.cells[number]] = Reading(_value(found, one.cells[number], form), field, place, HOW)
        ways.append(way)
    return ways


def _value(found: Printed, cell: str, form: Form) -> Number | None:
    return cell_value(found, form.cells[cell].kind, "")


def _choice(way: Mapping[str, Reading]) -> Choice:
    return {cell: reading.value for cell, reading in way.items()}
