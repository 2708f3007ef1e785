"""Which field of a row is which cell. What is not certain is a doubt; a blank never shifts its neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from giktui.form import Form, Kind, Row, Table, load_form
from giktui.i18n import _
from giktui.readers.document import Place
from giktui.readers.recogniser.doubts import row_doubt
from giktui.readers.recogniser.heads import order_under, positions_under
from giktui.readers.recogniser.numbers import SURE, Printed, cell_value, printed, unit_in
from giktui.readers.recogniser.rows import RowText, TableText
from giktui.readers.recognition import Doubt, Reading, Run, runs_of
from giktui.report import Number

_ENOUGH = 3


class Placed(NamedTuple):
    """The fields taken for some of a row's columns, and where each stands if not all in the line of the label."""

    columns: tuple[str, ...]
    fields: tuple[str, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the numbers begin behind the labels in rows that leave no doubt, and how many fields those rows have.

    By the label's position in its line; and `everywhere`: (position of the first number, length of the line).
    """

    starts: Mapping[int, frozenset[int]]
    shortest: Mapping[int, int]
    everywhere: frozenset[tuple[int, int]]
    rows: int


def read_rows(found: TableText, form: Form, table: Table) -> tuple[list[Run], list[Doubt]]:
    """A reading for every cell of the rows found that is certain, and doubts for the others."""
    rows = {row.id: row for row in table.rows}
    orders = [order_under(text.heads, table, rows[text.row]) for text in found.rows]
    plain = all(
        order is not None and sum(map(bool, text.rest)) == len(order)
        for text, order in zip(found.rows, orders, strict=True)
    )
    evidence = None if plain else evidence_of(found.rows, table)
    straight = None if plain else _straight(found, rows)
    astray = set() if plain else _astray(found.rows, orders, rows)
    runs: list[Run] = []
    doubts: list[Doubt] = []
    for number, (text, order) in enumerate(zip(found.rows, orders, strict=True)):
        row = rows[text.row]
        placed = straight[number] if straight else _by_position(text, row) if text.item.aligned else None
        if placed and (id(text.heads), text.index) in astray:
            placed = None
        if placed is None and order is None:
            doubts.append(row_doubt(form, table, text, _("读不出列标题，无法确定各列数字是什么")))
            continue
        if placed is None and order is not None:
            placed = _placed(text, order, evidence)
        if placed is None:
            doubts.append(row_doubt(form, table, text, _mismatch(text, row)))
            continue
        if len(placed.columns) < len(row.columns):
            unknown = tuple(column for column in row.columns if column not in placed.columns)
            doubts.append(row_doubt(form, table, text, _("读不出这几列的标题"), columns=unknown))
        read, unsure = _read(placed, text, form, table)
        runs.extend(read)
        doubts.extend(unsure)
    return runs, doubts


def _read(placed: Placed, text: RowText, form: Form, table: Table) -> tuple[Iterable[Run], list[Doubt]]:
    """The readings of the fields that are numbers or blank, and a doubt for every other."""
    cells, kinds = _cells(form.id, table.id, text.row, placed.columns)
    values: list[Number | None] = []
    doubts: list[Doubt] = []
    for number, (field, kind) in enumerate(zip(placed.fields, kinds, strict=True)):
        if not field or (kind != "amount" and field.isdecimal() and field.isascii() and len(field) <= SURE):
            values.append(int(field) if field else None)
            continue
        column = placed.columns[number]
        held = printed(field)
        value = cell_value(held, kind, _unit(text, table, column) if kind == "amount" else "")
        values.append(value)
        if value is None and held.kind not in ("blank", "mark"):
            why = _no_number(held, field, kind)
            place = placed.places[number] if placed.places else text.item.place
            doubts.append(row_doubt(form, table, text, why, columns=(column,), place=place, rule="FV-NUMBER"))
    if not placed.places and not doubts:
        return [Run(cells, tuple(values), placed.fields, text.item.place, text.how)], doubts
    places = placed.places or (text.item.place,) * len(cells)
    unread = {cell for doubt in doubts for cell in doubt.cells}
    readings = [
        (cell, Reading(value, field, place, text.how))
        for cell, value, field, place in zip(cells, values, placed.fields, places, strict=True)
        if cell not in unread
    ]
    return runs_of(readings), doubts


@lru_cache(maxsize=1024)
def _cells(form: str, table: str, row: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Kind, ...]]:
    """The ids and the kinds of these columns' cells in a row."""
    ids = tuple(f"{table}.{row}.{column}" for column in columns)
    return ids, tuple(load_form(form).cells[id].kind for id in ids)


def _no_number(held: Printed, text: str, kind: Kind) -> str:
    if held.kind == "number" and kind == "amount":
        return _("“{text}”没有写明单位是元还是万元").format(text=text)
    return _("“{text}”不是数字").format(text=text)


def _unit(text: RowText, table: Table, column: str) -> str:
    """The unit that the column's head states in the document, else in the form."""
    return unit_in(text.heads.texts.get(column, "")) or unit_in(table.column(column).label)


def _placed(text: RowText, order: Sequence[str], evidence: Evidence | None) -> Placed | None:
    """The field of each column by their order, or None where that is not certain."""
    fields: Sequence[str] = [field for field in text.rest if field]
    places: tuple[Place, ...] = ()
    if text.more:
        places = (*[text.item.place for _field in fields], *[place for _field, place in text.more])
        fields = [*fields, *[field for field, _place in text.more]]
        if len(fields) != len(order):
            return None
    elif len(fields) != len(order):
        start = _start(text, len(order), evidence) if evidence and not text.item.aligned else None
        if start is None:
            return None
        fields = text.rest[start : start + len(order)]
    if all(order):
        return Placed(tuple(order), tuple(fields), places)
    known = [number for number, column in enumerate(order) if column]
    return Placed(
        tuple([order[number] for number in known]),
        tuple([fields[number] for number in known]),
        tuple([places[number] for number in known]) if places else (),
    )


def _by_position(text: RowText, row: Row) -> Placed | None:
    """By the heads' positions; None if a number stands under no head, or the line is shorter or longer than theirs:
    then a cell is missing or claims more columns than it has, somewhere."""
    if not text.heads.over(text.item):
        return None
    at = positions_under(text.heads, row)
    fields = text.item.fields
    if not at or min(at) <= text.index or not max(at) < len(fields) <= text.heads.width:
        return None
    under = tuple([fields[index] for index in at])
    if sum(map(bool, fields[text.index + 1 :])) != sum(map(bool, under)):
        return None
    return Placed(tuple(at.values()), under)


def _astray(
    rows: Sequence[RowText], orders: Sequence[Sequence[str] | None], known: Mapping[str, Row]
) -> set[tuple[int, int]]:
    """The heads, and the labels' position, over which a row with a number for every column does not stand under its
    heads: they have moved, and say nothing of where the numbers of a row with blanks belong."""
    return {
        (id(text.heads), text.index)
        for text, order in zip(rows, orders, strict=True)
        if order
        and text.item.aligned
        and sum(map(bool, text.rest)) == len(order)
        and not _by_position(text, known[text.row])
    }


def _straight(found: TableText, rows: Mapping[str, Row]) -> list[Placed] | None:
    """The rows by position, where text that need not be aligned is: every line as long, every number under a head, no
    label under one."""
    if len(found.widths) != 1:
        return None
    straight: list[Placed] = []
    for text in found.rows:
        placed = None if text.more else _by_position(text, rows[text.row])
        if placed is None:
            return None
        straight.append(placed)
    return straight


def evidence_of(rows: Sequence[RowText], table: Table) -> Evidence:
    """What the rows without a doubt (as many fields between first and last number as columns) say about the others."""
    starts: dict[int, set[int]] = {}
    shortest: dict[int, int] = {}
    everywhere: set[tuple[int, int]] = set()
    count = 0
    columns = {row.id: len(row.columns) for row in table.rows}
    for text in rows:
        filled = [index for index, field in enumerate(text.rest) if field]
        if text.more or not filled or filled[-1] - filled[0] + 1 != columns[text.row]:
            continue
        count += 1
        starts.setdefault(text.index, set()).add(filled[0])
        shortest[text.index] = min(len(text.rest), shortest.get(text.index, len(text.rest)))
        everywhere.add((text.index + 1 + filled[0], len(text.item.fields)))
    return Evidence(
        {index: frozenset(found) for index, found in starts.items()}, shortest, frozenset(everywhere), count
    )


def _start(text: RowText, count: int, evidence: Evidence) -> int | None:
    """Where the numbers of a row with blanks begin among the fields behind its label; None if that is not certain.

    The certain rows with their label in the same place decide, if they agree and are not longer than this one (a
    shorter line may have lost blanks); where there is none, all certain rows, if their numbers stand in the same
    columns of lines as long as this one. A row with no number at all is blank wherever they would begin.
    """
    rest = text.rest
    if len(rest) < count:
        return None
    if not any(rest):
        return 0
    told = evidence.starts.get(text.index)
    if told is None and len(evidence.everywhere) == 1 and evidence.rows >= _ENOUGH:
        begin, width = next(iter(evidence.everywhere))
        told = frozenset({begin - text.index - 1}) if width == len(text.item.fields) else None
    if told is None or len(told) > 1 or len(rest) < evidence.shortest.get(text.index, 0):
        return None
    start = next(iter(told))
    if start < 0 or start + count > len(rest):
        return None
    return None if any(rest[:start]) or any(rest[start + count :]) else start


def _mismatch(text: RowText, row: Row) -> str:
    count = sum(map(bool, text.rest)) + len(text.more)
    if count == 0:
        return _("这一行没有数字")
    return _("应有 {want} 个数字，读到 {have} 个，无法确定是哪几列").format(want=len(row.columns), have=count)
