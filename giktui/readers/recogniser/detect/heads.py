"""The heads over a table's numbers: which column stands where, and in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from giktui.form import Row, Table, load_form
from giktui.readers.recogniser.detect.head_order import in_order, merged_head
from giktui.readers.recogniser.detect.labels import alike, meaning, one_letter_off
from giktui.readers.recogniser.segment.lines import Item


@dataclass(slots=True)
class Heads:
    """The heads as they stand over some rows, gathered line by line.

    `form` is the form's id; `columns` are the columns in the order met, "" for one that the form does not have; `at`
    maps the position of a field to its column; `texts` has each column's words (for the unit they state).
    """

    form: str
    columns: list[str] = field(default_factory=list)
    at: dict[int, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    grid: int | None = None
    width: int = 0
    aligned: bool = False
    sorted_in_lines: bool = True
    met: list[tuple[str, ...]] = field(default_factory=list)
    """The heads of columns, those merged over them and unknown ones, line by line."""
    strange: bool = False
    """Whether one of them is unknown."""
    beside: set[int] = field(default_factory=set)
    """The positions of unknown ones: merged ones over columns, and those of columns that the form does not have."""
    titled: bool = False
    """Whether the form's own words over the labels of the rows are among them."""
    parted: bool = False
    """Whether an unknown one stands under a column's head, which is then one of several columns."""
    told: dict[tuple[str, ...], Sequence[str] | None] = field(default_factory=dict)
    """What `order_under` has worked out, by a row's columns."""
    found: dict[tuple[str, ...], Mapping[int, str]] = field(default_factory=dict)
    """What `positions_under` has worked out."""

    def add(self, table: Table, item: Item) -> None:
        """Takes in one line of heads."""
        line = self.note(table, item)
        self.aligned = item.aligned
        self.sorted_in_lines = self.sorted_in_lines and line.sorted
        for index, column in line.columns:
            self.columns.append(column)
            if column:
                self.at[index] = column
                self.texts.setdefault(column, item.fields[index])

    def note(self, table: Table, item: Item) -> "_Line":
        """Takes note of a line of heads in which there need not be one of a column; gives the heads in it."""
        self.width = max(len(item.fields), self.width if item.grid == self.grid else 0)
        self.grid = item.grid
        line = _line(self.form, table.id, item.fields)
        self.meet(line.met)
        if "" in line.met:
            unknown = [index for index, column in line.columns if not column]
            self.parted = self.parted or not self.at.keys().isdisjoint(unknown)
            self.beside.update(unknown)
        return line

    def replace(self, table: Table, line: Item, by: Item) -> None:
        """Takes in a line of heads for the last one, whose heads it has whole."""
        for index, column in _line(self.form, table.id, line.fields).columns:
            self.columns.pop()
            if column:
                del self.at[index]
        self.met.pop()
        self.strange = any("" in heads for heads in self.met)
        self.add(table, by)

    def meet(self, heads: tuple[str, ...]) -> None:
        """Takes note of the heads in a line, "" for one that the form does not have."""
        if self.told or self.found:
            self.told.clear()
            self.found.clear()
        self.met.append(heads)
        if "" in heads:
            self.strange = True

    def others(self) -> set[int]:
        """The positions of columns that the form does not have, where they can be told from its own."""
        return set() if self.parted else self.beside - self.at.keys()

    def over(self, item: Item) -> bool:
        """Whether positions here are positions there: in the same grid, or in one as wide on the next page."""
        return item.grid is not None and (item.grid == self.grid or len(item.fields) == self.width)


class _Line(NamedTuple):
    """A line of heads: those of columns with their positions, "" for a head the form does not have; and all of them,
    merged ones too, in order; and whether those of the form's columns come in its order."""

    columns: tuple[tuple[int, str], ...]
    met: tuple[str, ...]
    sorted: bool


@lru_cache(maxsize=4096)
def _line(form: str, table: str, fields: tuple[str, ...]) -> _Line:
    columns: list[tuple[int, str]] = []
    met: list[str] = []
    for index, text in enumerate(fields):
        if not text:
            continue
        column = column_of(form, table, text)
        if column or (index and not meaning(form, table, text)):
            columns.append((index, column))
            met.append(column)
        elif merged := merged_head(form, table, text):
            met.append(merged)
    order = [column.id for column in load_form(form).table(table).columns]
    places = [order.index(column) for _index, column in columns if column]
    return _Line(tuple(columns), tuple(met), all(one < two for one, two in pairwise(places)))


def column_of(form: str, table: str, text: str) -> str:
    """The column that a head means, by the form's wordings or one very much like them; "" for none."""
    if not text:
        return ""
    found = meaning(form, table, text)
    if found:
        return next((meaning.id for meaning in found if meaning.part == "column"), "")
    if close := alike(form, table, text, "column"):
        return close[0]
    slip = one_letter_off(form, table, text, ("column",))
    return slip.id if slip else ""


def order_under(heads: Heads, table: Table, row: Row) -> Sequence[str] | None:
    """The columns of a row's numbers from left to right, "" for one whose head is not known; None if they cannot be
    told from the heads, because heads are missing, too many, or in an order that the text does not show."""
    try:
        return heads.told[row.columns]
    except KeyError:
        return heads.told.setdefault(row.columns, _order(heads, table, row.columns))


def positions_under(heads: Heads, table: Table, row: Row) -> Mapping[int, str]:
    """The position of each of the row's columns; empty where one has no head, or two, or where the heads' positions
    contradict the order in which they are met."""
    if row.columns not in heads.found:
        at = {index: column for index, column in heads.at.items() if column in row.columns}
        fits = len(at) == len(row.columns) == len(set(at.values()))
        heads.found[row.columns] = at if fits and not (heads.aligned and _crossed(heads, table)) else {}
    return heads.found[row.columns]


def _crossed(heads: Heads, table: Table) -> bool:
    """Whether heads that are met in the order of the form stand in another from left to right: a merged head over some
    of them covers fewer columns than it has, and what stands beside it has come between them."""
    if table.layout == "blocks" or not _sorted(heads, [column for column in heads.columns if column], table):
        return False
    order = [column.id for column in table.columns]
    places = [order.index(heads.at[index]) for index in sorted(heads.at)]
    return places != sorted(places)


def _order(heads: Heads, table: Table, columns: Sequence[str]) -> Sequence[str] | None:
    known = [column for column in heads.columns if column]
    if table.layout == "blocks":
        fits = len(heads.columns) == len(columns) and len(set(known)) == len(known)
        return heads.columns if fits and known and set(known) <= set(columns) else None
    if len(set(known)) < len(columns) - 1 or not _sorted(heads, known, table):
        return None
    if heads.aligned and _crossed(heads, table):
        return None
    missing = [column for column in columns if column not in known]
    if missing and not all(_may_be_unknown(column, line, table) for column in missing for line in heads.met):
        return None
    return [column if column in known else "" for column in columns]


def _may_be_unknown(column: str, line: Sequence[str], table: Table) -> bool:
    """Whether a column without a head is under the unknown one of a line of heads, if that has one: beside the heads
    that stand beside it in the form."""
    under = table.column(column).under
    beside = [one.id for one in table.columns if one.under == under]
    if "" not in line or not set(beside).intersection(line):
        return True
    before = beside[: beside.index(column)]
    place = line.index("")
    return all((line.index(one) < place) == (one in before) for one in beside if one in line)


def _sorted(heads: Heads, known: Sequence[str], table: Table) -> bool:
    """Whether the heads are met in the order of the form."""
    return heads.sorted_in_lines and _siblings_sorted(known, table) and in_order(heads.form, table.id, tuple(heads.met))


def _siblings_sorted(known: Sequence[str], table: Table) -> bool:
    """Whether the columns under the innermost merged head come in the order of the form."""
    deepest = max(len(column.under) for column in table.columns)
    order = [column.id for column in table.columns if len(column.under) == deepest]
    met = [column for column in known if column in order]
    met = met[: len(set(met))]
    return met == sorted(met, key=order.index)
