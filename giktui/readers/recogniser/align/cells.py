"""Which field of a row is which cell. What is not certain is a doubt; a blank never shifts its neighbours."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import cast

from giktui.form import Form, Kind, Row, Table
from giktui.i18n import _
from giktui.readers.document import Place
from giktui.readers.marks import figure_shown
from giktui.readers.recogniser.align.doubts import row_doubt
from giktui.readers.recogniser.align.row_alignment import Evidence, evidence_of, start_of
from giktui.readers.recogniser.align.row_counts import (
    heads_of_more_columns,
    perhaps_parted,
    with_blanks_between,
    with_one_number_more,
    without_missing,
)
from giktui.readers.recogniser.align.shown_order import with_shown
from giktui.readers.recogniser.align.whole_rows import Placed, by_position, cells_of, whole_row
from giktui.readers.recogniser.detect.heads import order_under, positions_under
from giktui.readers.recogniser.detect.numbers import (
    SURE,
    Printed,
    cell_value,
    plain_numbers,
    printed,
    unit_in,
    unit_stated,
)
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.tables.table_text import RowText, TableText
from giktui.readers.recognition import Doubt, Reading, Run, runs_of
from giktui.report import Number


def read_rows(found: TableText, items: Sequence[Item], form: Form, table: Table) -> tuple[list[Run], list[Doubt]]:
    """A reading for every cell that is certain of the rows found in the items, and doubts for the others."""
    rows = {row.id: row for row in table.rows}
    orders = with_shown(
        found.rows, [order_under(text.heads, table, rows[text.row]) for text in found.rows], form, table
    )
    whole = [
        whole_row(text, order, rows[text.row], form, table) for text, order in zip(found.rows, orders, strict=True)
    ]
    if None in whole:
        return _read_closely(found, orders, items, form, table)
    return cast("list[Run]", whole), []


def _read_closely(
    found: TableText, orders: list[Sequence[str] | None], items: Sequence[Item], form: Form, table: Table
) -> tuple[list[Run], list[Doubt]]:
    """As `read_rows`, for a table of which some row is not whole: the others tell of it."""
    rows = {row.id: row for row in table.rows}
    plain = all(
        order is not None
        and len(text.rest) - text.rest.count("") == len(order)
        and (not text.heads.strange or len(text.rest) == len(order))
        for text, order in zip(found.rows, orders, strict=True)
    )
    if not plain and any(order is not None and "" in order for order in orders):
        orders = without_missing(found.rows, orders)
    evidence = None if plain else evidence_of(found.rows, table)
    in_columns = None if plain else _all_in_columns(found, table, rows)
    moved = set() if plain else _moved_from_heads(found.rows, orders, table, rows)
    one_more = not plain and with_one_number_more(found.rows, table)
    wider = set() if plain else heads_of_more_columns(found.rows, table)
    standing: set[tuple[int, int]] | None = None
    runs: list[Run] = []
    doubts: list[Doubt] = []
    parted = set() if plain else perhaps_parted(found.rows, table)
    barred = set() if plain else with_blanks_between(found.rows, table)
    for number, (text, order) in enumerate(zip(found.rows, orders, strict=True)):
        row = rows[text.row]
        if plain and (run := whole_row(text, order, row, form, table)):
            runs.append(run)
            continue
        if id(text) in parted:
            doubts.append(
                row_doubt(
                    form,
                    table,
                    text,
                    _("数字之间只隔一个空格，分不清“{text}”是几个数").format(text=" ".join(text.numbers())),
                )
            )
            continue
        placed = in_columns[number] if in_columns else by_position(text, table, row) if text.item.aligned else None
        if placed and (id(text.heads), text.index) in moved:
            placed = None
        if placed is None and text.item.aligned:
            placed = _under_wide_heads(text, table, row)
        if placed is None and order is None:
            doubts.append(row_doubt(form, table, text, _("读不出列标题，无法确定各列数字是什么")))
            continue
        if placed is None and order is not None and not ((one_more or id(text.heads) in wider) and text.more):
            if text.item.aligned and standing is None:
                standing = _standing_under_heads(found.rows, table, rows)
            if not text.item.aligned or _moved_together(text, table, row, standing or set()):
                placed = _placed(text, row, order, evidence, barred=id(text) in barred)
        if placed is None:
            doubts.append(row_doubt(form, table, text, _mismatch(text, row)))
            continue
        if len(placed.columns) < len(row.columns):
            unknown = tuple(column for column in row.columns if column not in placed.columns)
            doubts.append(row_doubt(form, table, text, _("读不出这几列的标题"), columns=unknown))
        read, unsure = _read(placed, text, form, table, items)
        runs.extend(read)
        doubts.extend(unsure)
    return runs, doubts


def _read(
    placed: Placed, text: RowText, form: Form, table: Table, items: Iterable[Item]
) -> tuple[Iterable[Run], list[Doubt]]:
    """The readings of the fields that are numbers or blank, and a doubt for every other."""
    cells, kinds = cells_of(form.id, table.id, text.row, placed.columns)
    if "amount" not in kinds and not placed.places and (plain := plain_numbers(placed.fields)):
        return [Run(cells, plain, placed.fields, text.item.place, text.how)], []
    values: list[Number | None] = []
    doubts: list[Doubt] = []
    for number, (field, kind) in enumerate(zip(placed.fields, kinds, strict=True)):
        if not field or (kind != "amount" and field.isdecimal() and field.isascii() and len(field) <= SURE):
            values.append(int(field) if field else None)
            continue
        column = placed.columns[number]
        held = printed(field)
        value = cell_value(held, kind, _unit(text, table, column, items) if kind == "amount" else "")
        values.append(value)
        if value is None and held.kind not in ("blank", "mark"):
            why = _no_number(held, field, kind)
            place = placed.places[number] if placed.places else text.item.place
            doubt = row_doubt(form, table, text, why, columns=(column,), place=place, rule="FV-NUMBER")
            doubts.append(doubt._replace(suggested=(shown,)) if (shown := figure_shown(field)) else doubt)
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


def _no_number(held: Printed, text: str, kind: Kind) -> str:
    if held.kind == "number" and kind == "amount":
        return _("“{text}”没有写明单位是元还是万元").format(text=text)
    return _("“{text}”不是数字").format(text=text)


def _unit(text: RowText, table: Table, column: str, items: Iterable[Item]) -> str:
    """The unit of a column's amounts: that of its head in the document or of the row's label, else one stated elsewhere
    in the table, else the form's; "" where two are stated."""
    head = unit_in(text.heads.texts.get(column, ""))
    label = unit_stated(text.item.fields[text.index])
    if head or label:
        return "" if head and label and head != label else head or label
    stated = {unit for item in items for _index, word in item.words if (unit := unit_stated(word))}
    return "" if len(stated) > 1 else next(iter(stated), unit_in(table.column(column).label))


def _placed(text: RowText, row: Row, order: Sequence[str], evidence: Evidence | None, *, barred: bool) -> Placed | None:
    """The field of each column by their order, or None where that is not certain; `barred`: lines of a bar only may
    stand for blanks between its numbers."""
    fields: Sequence[str] = [field for field in text.rest if field]
    places: tuple[Place, ...] = ()
    if text.more or text.gaps:
        places = (*[text.item.place for _field in fields], *[place for _field, place in text.more])
        fields = [*fields, *[field for field, _place in text.more]]
        if len(fields) != len(order) or barred:
            if any(text.rest) or not evidence or not evidence.spelled:
                return None
            spelled = text.spelled()[: len(order)]
            fields = [field for field, _place in spelled]
            places = tuple([place for _field, place in spelled])
    elif len(fields) != len(order) or (len(text.rest) > len(order) and _may_hold_another(text, fields)):
        start = start_of(text, row, evidence) if evidence and not text.item.aligned else None
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


def _may_hold_another(text: RowText, fields: Sequence[str]) -> bool:
    """Whether one of as many fields as there are columns may be something else, and a blank one be a column's: under a
    head that the form does not have, or words."""
    return (text.heads.strange and not text.item.aligned) or any(printed(field).kind == "text" for field in fields)


def _standing_under_heads(rows: Sequence[RowText], table: Table, known: Mapping[str, Row]) -> set[tuple[int, int]]:
    """The heads, and the labels' position, over which rows with a number for every column stand as they should."""
    return {
        (id(text.heads), text.index)
        for text in rows
        if text.item.aligned and (placed := by_position(text, table, known[text.row])) and all(placed.fields)
    }


def _moved_together(text: RowText, table: Table, row: Row, standing: Container[tuple[int, int]]) -> bool:
    """Whether the numbers of an aligned row that do not stand under the heads are as many as there are columns for
    another reason than a blank cell and a number of something else: they have moved, all together."""
    fields = text.item.fields
    filled = [index for index, field in enumerate(fields) if field and index > text.index]
    if text.more or not filled:
        return True
    at = positions_under(text.heads, table, row) if text.heads.over(text.item) else {}
    if not at:
        return len(filled) == filled[-1] - filled[0] + 1
    blanks = [index for index in at if index < len(fields) and not fields[index]]
    beside = max(at) < filled[-1]
    if blanks and not text.heads.others().isdisjoint(filled):
        return False
    return not any(filled[0] < index < filled[-1] for index in blanks) and not (
        blanks and beside and (id(text.heads), text.index) in standing
    )


def _under_wide_heads(text: RowText, table: Table, row: Row) -> Placed | None:
    """A full row under heads of which some cover several fields: each of them covers one number, wherever that stands
    below it."""
    at = positions_under(text.heads, table, row) if text.heads.over(text.item) and not text.heads.strange else {}
    fields = text.item.fields
    if not at or min(at) <= text.index or len(fields) > text.heads.width:
        return None
    begins = sorted(at)
    covered = [fields[begin:end] for begin, end in zip(begins, [*begins[1:], len(fields)], strict=True)]
    if any(fields[text.index + 1 : begins[0]]) or any(sum(map(bool, here)) != 1 for here in covered):
        return None
    return Placed(tuple(at[begin] for begin in begins), tuple(next(filter(None, here)) for here in covered))


def _moved_from_heads(
    rows: Sequence[RowText], orders: Sequence[Sequence[str] | None], table: Table, known: Mapping[str, Row]
) -> set[tuple[int, int]]:
    """The heads, and the labels' position, over which a row with a number for every column does not stand under its
    heads: they have moved, and say nothing of where the numbers of a row with blanks belong."""
    return {
        (id(text.heads), text.index)
        for text, order in zip(rows, orders, strict=True)
        if order
        and text.item.aligned
        and sum(map(bool, text.rest)) == len(order)
        and not by_position(text, table, known[text.row])
    }


def _all_in_columns(found: TableText, table: Table, known: Mapping[str, Row]) -> list[Placed] | None:
    """The rows by position, where text that need not be aligned is: every line as long, every number under a head, no
    label under one."""
    if len(found.widths) != 1:
        return None
    in_columns: list[Placed] = []
    for text in found.rows:
        placed = None if text.more else by_position(text, table, known[text.row])
        if placed is None:
            return None
        in_columns.append(placed)
    return in_columns


def _mismatch(text: RowText, row: Row) -> str:
    count = sum(map(bool, text.rest)) + len(text.more)
    if count == 0:
        return _("这一行没有数字")
    return _("应有 {want} 个数字，读到 {have} 个，无法确定是哪几列").format(want=len(row.columns), have=count)
