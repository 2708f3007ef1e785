"""Rows that have a number for every column and nothing else, as nearly all have: read without a closer look."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from giktui.form import Form, Kind, Row, Table, load_form
from giktui.readers.document import Place
from giktui.readers.recogniser.detect.heads import positions_under
from giktui.readers.recogniser.detect.numbers import plain_numbers, printed
from giktui.readers.recogniser.tables.table_text import RowText
from giktui.readers.recognition import Run


class Placed(NamedTuple):
    """The fields taken for some of a row's columns, and where each stands if not all in the line of the label."""

    columns: tuple[str, ...]
    fields: tuple[str, ...]
    places: tuple[Place, ...] = ()


def whole_row(text: RowText, order: Sequence[str] | None, row: Row, form: Form, table: Table) -> Run | None:
    """The reading of a row that has a number for every column and nothing else, in order or under their heads, as most
    have; None for any other, which needs a closer look."""
    rest = text.rest
    if not order or text.more or text.gaps or len(rest) - rest.count("") != len(order):
        return None
    whole = len(rest) == len(order)
    if not whole and text.heads.strange:
        return None
    if not text.item.aligned:
        columns, fields = tuple(order), rest if whole else tuple(filter(None, rest))
    elif placed := by_position(text, table, row):
        columns, fields = placed.columns, placed.fields
    else:
        return None
    if len(columns) < len(row.columns) or "" in columns:
        return None
    cells, kinds = cells_of(form.id, table.id, text.row, columns)
    values = None if "amount" in kinds else plain_numbers(fields)
    return None if values is None else Run(cells, values, fields, text.item.place, text.how)


def by_position(text: RowText, table: Table, row: Row) -> Placed | None:
    """By the heads' positions; None if a number stands under no head, or the line is shorter or longer than theirs:
    then a cell is missing or claims more columns than it has, somewhere."""
    if not text.heads.over(text.item):
        return None
    at = positions_under(text.heads, table, row)
    fields = text.item.fields
    if not at or min(at) <= text.index or not max(at) < len(fields) <= text.heads.width:
        return None
    under = tuple([fields[index] for index in at])
    behind = fields[text.index + 1 :]
    if len(behind) - behind.count("") != len(under) - under.count("") and not _explained(text, at):
        return None
    return Placed(tuple(at.values()), under)


def _explained(text: RowText, at: Mapping[int, str]) -> bool:
    """Whether what stands under none of the row's heads is another column's: under a head that the form does not have,
    and words, or beside a number for every column of the row."""
    fields = text.item.fields
    others = text.heads.others()
    whole = all(fields[index] for index in at)
    return all(
        index in others and (whole or printed(fields[index]).kind == "text")
        for index in range(text.index + 1, len(fields))
        if fields[index] and index not in at
    )


@lru_cache(maxsize=1024)
def cells_of(form: str, table: str, row: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Kind, ...]]:
    """The ids and the kinds of these columns' cells in a row."""
    ids = tuple(f"{table}.{row}.{column}" for column in columns)
    return ids, tuple(load_form(form).cells[id].kind for id in ids)
