"""Rows that positions leave open, settled by the form's sums where those allow one placing only."""

from collections.abc import Mapping, Sequence
from math import comb
from typing import NamedTuple

from giktui.form import Form, Relation, Row, Table
from giktui.readers.document import Place
from giktui.readers.recogniser.align.proof import Choice, difference, proved, sums_with
from giktui.readers.recogniser.detect.heads import order_under
from giktui.readers.recogniser.detect.numbers import Printed, cell_value, may_be_two, printed
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
    known = {cell: reading.value for cell, reading in readings_of(runs)}
    asked = [(one, ways) for one in opened if (ways := _ways(one, known, form))]
    if not asked:
        return list(runs), list(doubts)
    answers = proved(form, known, [[way.choice for way in ways] for _one, ways in asked])
    kept = list(doubts)
    found: list[Run] = list(runs)
    for (one, ways), answer in zip(asked, answers, strict=True):
        if answer:
            way = next(way for way in ways if way.choice.items() >= answer.items())
            found.extend(runs_of((cell, _reading(one, way, cell)) for cell in answer))
            left = tuple(cell for cell in one.cells if cell not in answer)
            kept[kept.index(one.doubt)] = one.doubt._replace(cells=left)
    return found, [doubt for doubt in kept if doubt.cells or doubt.rule != "FV-CELLS"]


def _in_order(text: RowText, table: Table, row: Row) -> bool:
    """Whether the heads are those of all the row's columns, in the order of the form."""
    return tuple(order_under(text.heads, table, row) or ()) == row.columns


def _fields(text: RowText) -> tuple[tuple[str, Place], ...]:
    return (*((field, text.item.place) for field in text.rest if field), *text.more)


class _Way(NamedTuple):
    """One way to place the fields of open cells: the value of each cell, and which field stands in which."""

    choice: Choice
    fields: Mapping[str, int]


def _ways(one: Open, known: Choice, form: Form) -> list[_Way]:
    """Every way to place the fields in the cells, in order, with which those sums hold that nothing else is open in;
    none where a field is no number, or there are too many ways to try."""
    held = [printed(field) for field, _place in one.fields]
    count, width = len(held), len(one.cells)
    if not 0 < count <= width or any(found.kind not in ("number", "mark") or found.about for found in held):
        return []
    if comb(width, count) > _MOST or (count < width and any(may_be_two(field) for field, _place in one.fields)):
        return []
    values = [[_value(found, cell, form) for cell in one.cells] for found in held]
    told = _told_at(one.cells, known, form)
    ways: list[_Way] = []
    placed: dict[str, int] = {}
    choice = dict(known)

    def place(number: int, field: int) -> None:
        """Go on with the cells from this one on, and the fields from this one on."""
        if number == width:
            ways.append(_Way({cell: choice[cell] for cell in one.cells}, dict(placed)))
            return
        cell = one.cells[number]
        for takes in (True, False):
            if field == count if takes else width - number == count - field:
                continue
            choice[cell] = values[field][number] if takes else None
            if takes:
                placed[cell] = field
            if not any(difference(relation, choice) for relation in told[number]):
                place(number + 1, field + takes)
            placed.pop(cell, None)

    place(0, 0)
    return ways


def _told_at(cells: Sequence[str], known: Choice, form: Form) -> list[list[Relation]]:
    """For each of the open cells the sums that can be worked out with it, in which nothing but it and those before it
    was open."""
    before = set(known).difference(cells)
    told: list[list[Relation]] = []
    for cell in cells:
        before.add(cell)
        told.append([one for one in sums_with(form, cell) if all(term.cell in before for term in one.terms)])
    return told


def _value(found: Printed, cell: str, form: Form) -> Number | None:
    return cell_value(found, form.cells[cell].kind, "")


def _reading(one: Open, way: _Way, cell: str) -> Reading:
    text, place = one.fields[way.fields[cell]] if cell in way.fields else ("", one.fields[0][1])
    return Reading(way.choice[cell], text, place, HOW)
