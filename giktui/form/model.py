"""What the official form consists of: sections, tables, rows, columns, cells and the relations between cells."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar

Kind = Literal["count", "amount", "change"]
"""count: whole, not negative. amount: 万元, up to 4 decimals. change: whole, signed."""

Layout = Literal["blocks", "grid", "line"]
"""blocks: rows under the heads of their article-20 item. grid: rows by columns. line: the rows side by side."""

Severity = Literal["error", "soft", "warning", "info"]
"""error blocks submitting; soft blocks until waived with a reason; warning and info inform."""

Operator = Literal["=", "≤", "≥"]


class Column(NamedTuple):
    """A column of a table; `under` are the merged heads above it, outermost first.

    `english_also` are English names for narrow columns, with a blank where they may be broken.
    """

    id: str
    label: str
    english: str
    kind: Kind = "count"
    under: tuple[str, ...] = ()
    english_under: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    english_also: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row of a table; `under` are the group labels left of it, `item` the article-20 item it stands under.

    `counts` says in a sentence what is counted there, with its source; `short` is its name where a line is short.
    """

    id: str
    label: str
    english: str
    columns: tuple[str, ...]
    under: tuple[str, ...] = ()
    english_under: tuple[str, ...] = ()
    item: str = ""
    also: tuple[str, ...] = ()
    rule_name: str = ""
    counts: str = ""
    english_counts: str = ""
    english_item: str = ""
    short: str = ""
    english_short: str = ""


class Cell(NamedTuple):
    """One number of the form. Its id is `table.row.column`."""

    table: str
    row: str
    column: str
    kind: Kind

    @property
    def id(self) -> str:
        """`table.row.column`, the cell's name in JSON, SQL and findings."""
        return f"{self.table}.{self.row}.{self.column}"


class Term(NamedTuple):
    """One summand of a relation: +1 or -1 times a cell of this year's report, or of `last` year's."""

    factor: int
    cell: str
    last: bool = False


class Relation(NamedTuple):
    """A sum the form demands: Σ left (= ≤ ≥) Σ right. `rule` is unique, `family` groups it (T3-ROW-granted, T3-ROW)."""

    rule: str
    family: str
    severity: Severity
    table: str
    left: tuple[Term, ...]
    operator: Operator
    right: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """All summands of both sides, each with the sign it has on its own side."""
        return self.left + self.right

    @property
    def across_years(self) -> bool:
        """Whether a cell of last year's report takes part."""
        return any(term.last for term in self.terms)

    @property
    def total(self) -> str | None:
        """The one cell that the rest of this year's cells add up to, if the relation is such a sum."""
        if self.operator == "=" and not self.across_years and len(self.right) == 1:
            return self.right[0].cell
        return None


class Table(NamedTuple):
    """A table of the form. `head` is the text in its corner, `name` what it is called for short."""

    id: str
    layout: Layout
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    head: str = ""
    english_head: str = ""
    name: str = ""

    def row(self, id: str) -> Row:
        """The row of that id; KeyError if the table has none."""
        return _by_id(self.rows, id)

    def column(self, id: str) -> Column:
        """The column of that id; KeyError if the table has none."""
        return _by_id(self.columns, id)

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row in the order of the form."""
        for row in self.rows:
            for column in row.columns:
                yield Cell(self.id, row.id, column, self.column(column).kind)


class Section(NamedTuple):
    """One of the six sections. It is a narrative, or the table of the same id."""

    id: str
    title: str
    english: str
    also: tuple[str, ...] = ()
    table: Table | None = None
    also_numbered: tuple[str, ...] = ()
    """Wordings that are the title only behind the section's own number."""
    states: tuple[str, ...] = ()
    """What the section has to speak of: "fee", what was charged for handling requests."""
    short: str = ""
    """Its title in few words, for lists; `title` where it has none."""
    english_short: str = ""


Reading = tuple[str, ...]
"""Cells whose sum is meant; `-` in front of one: less that cell."""


class MeasureDefinition(NamedTuple):
    """What is followed over the years, as a form has it: the sum of `cells`, or its share `of` others, in per cent."""

    id: str
    label: str
    english: str
    cells: tuple[str, ...]
    of: tuple[str, ...] = ()


class Form(NamedTuple):
    """One version of the official form: a value that reading, entering, checking, comparing and printing walk."""

    id: str
    first_year: int
    last_year: int | None
    source: str
    title: str
    sections: tuple[Section, ...]
    relations: tuple[Relation, ...]
    cells: Mapping[str, Cell]
    measures: tuple[MeasureDefinition, ...] = ()
    spoken_of: Mapping[str, tuple[Reading, ...]] = MappingProxyType({})
    """For what texts and rules speak of (`received`, `refused` …) the sums that may be meant, the likeliest first."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in the order of the form."""
        return tuple(section.table for section in self.sections if section.table)

    @property
    def narratives(self) -> tuple[Section, ...]:
        """The sections that are text, in the order of the form."""
        return tuple(section for section in self.sections if section.table is None)

    def reading(self, what: str) -> Reading:
        """The likeliest sum that is meant where texts or rules speak of this; none where the form has nothing of it."""
        return next(iter(self.spoken_of.get(what, ())), ())

    def cell_of(self, what: str) -> str | None:
        """The one cell that holds what is spoken of; None where the form has none, or several."""
        reading = self.reading(what)
        return reading[0] if len(reading) == 1 else None

    def stating(self, what: str) -> Section | None:
        """The text that has to speak of this ("fee"); None where none has to."""
        return next((section for section in self.narratives if what in section.states), None)

    def table(self, id: str) -> Table:
        """The table of that id; KeyError if the form has none."""
        return _by_id(self.tables, id)

    def section(self, id: str) -> Section:
        """The section of that id; KeyError if the form has none."""
        return _by_id(self.sections, id)


Named = TypeVar("Named", Row, Column, Table, Section)


def _by_id(items: tuple[Named, ...], id: str) -> Named:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)
