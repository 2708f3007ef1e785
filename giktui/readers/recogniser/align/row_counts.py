"""How many numbers the rows of a table have, held against the columns there are."""

import re
from collections.abc import Sequence

from giktui.form import Table
from giktui.readers.recogniser.align.row_alignment import ENOUGH
from giktui.readers.recogniser.tables.table_text import RowText
from giktui.text.patterns import compiled_late

_GROUPED = compiled_late(r"(?<![\d,.])\d{1,3} \d{3}(?!\d)", re.ASCII)


def with_one_number_more(rows: Sequence[RowText], table: Table) -> bool:
    """Whether most rows whose numbers are lines of their own have one number more than columns, that of another column
    (a serial number): those that have as many as columns lack one."""
    over = [len(text.numbers()) - len(table.row(text.row).columns) for text in rows if text.more]
    return len(over) >= ENOUGH and (2 * over.count(1) > len(over) or _counted(rows))


def heads_of_more_columns(rows: Sequence[RowText], table: Table) -> set[int]:
    """The heads (by `id`) with one that the form does not have, under which a row whose numbers are lines of their own
    has more of them than columns: one that has as many may lack one, and have that of another column."""
    return {
        id(text.heads)
        for text in rows
        if text.heads.strange and text.more and len(text.numbers()) > len(table.row(text.row).columns)
    }


def _counted(rows: Sequence[RowText]) -> bool:
    """Whether the first or the last numbers of the rows count them, or the last ones count the rows below."""
    numbers = [numbers for text in rows if (numbers := text.numbers())]
    counts = [str(number) for number in range(1, len(numbers) + 1)]
    first, last = [row[0] for row in numbers], [row[-1] for row in numbers]
    return len(numbers) > ENOUGH and (counts in (first, last) or last[:-1] == counts[1:])


def without_missing(rows: Sequence[RowText], orders: Sequence[Sequence[str] | None]) -> list[Sequence[str] | None]:
    """The orders without a column that has no head, where the rows under these heads have no number for it either."""
    counts: dict[int, list[int]] = {}
    for text, order in zip(rows, orders, strict=True):
        if order and not all(order) and not text.heads.strange:
            counts.setdefault(id(text.heads), []).append(len(text.numbers()))
    found: list[Sequence[str] | None] = []
    for text, order in zip(rows, orders, strict=True):
        known = [column for column in order if column] if order and id(text.heads) in counts else []
        here = counts.get(id(text.heads), [])
        found.append(known if known and max(here) == len(known) and here.count(len(known)) >= ENOUGH else order)
    return found


def perhaps_parted(rows: Sequence[RowText], table: Table) -> set[int]:
    """The rows whose numbers, set apart by one blank, may be fewer and larger (3 119), where another row shows that by
    having more numbers than columns."""
    spaced = [text for text in rows if not text.item.aligned and " ".join(text.item.fields) == text.item.text]
    if all(len(text.numbers()) <= len(table.row(text.row).columns) for text in spaced):
        return set()
    return {id(text) for text in spaced if _GROUPED.search(" ".join(text.numbers()))}


def with_blanks_between(rows: Sequence[RowText], table: Table) -> set[int]:
    """The rows (by `id`) in which a line that is only a bar may stand for a blank before one of their numbers.

    It does not where there is one before each number, or where it stands behind the labels of all rows that are in as
    many groups: those labels cover more columns.
    """
    behind: dict[int, list[int]] = {}
    for text in rows:
        behind.setdefault(len(table.row(text.row).under), []).append(text.gaps.count(0))
    found: set[int] = set()
    for text in rows:
        between = {gap for gap in text.gaps if gap < len(text.more)}
        if not between or between == set(range(len(text.more))) or between == {*range(1, len(text.more))}:
            continue
        alike = behind[len(table.row(text.row).under)]
        if between != {0} or len(alike) < 2 or len(set(alike)) > 1:
            found.add(id(text))
    return found
