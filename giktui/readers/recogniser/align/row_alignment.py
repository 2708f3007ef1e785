"""Where the numbers of a row with blanks begin, by the rows of the same table that leave no doubt."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from giktui.form import Row, Table
from giktui.readers.recogniser.tables.table_text import RowText

ENOUGH = 3
"""Certain rows, at least, that tell of rows whose label stands elsewhere."""

Kind = tuple[int, int]
"""What decides where a row's numbers begin: the position of its label, and how many groups it is in (a label that is
in fewer covers more columns)."""


class Seen(NamedTuple):
    """A row that leaves no doubt: where its numbers begin among the fields behind its label, how many those are, and
    how many columns it has."""

    start: int
    fields: int
    columns: int


class Told(NamedTuple):
    """What rows of one kind tell: where they begin, None if they differ, the fewest fields behind their label, and the
    most, and the most beyond their columns."""

    start: int | None
    shortest: int
    longest: int
    spare: int


class Evidence(NamedTuple):
    """What the rows that leave no doubt are like, by kind; `rows` is how many there are."""

    seen: Mapping[Kind, Set[Seen]]
    told: Mapping[Kind, Told]
    rows: int
    packed: bool
    """Whether every row has as many fields behind its label as columns, wherever the label stands; if lines are filled
    up at their ends to the same length, with nothing but blanks behind those."""
    spelled: bool
    """Whether each field of the rows is a line, blanks too: as many lines behind every label as columns, and perhaps a
    blank one more behind those that begin a group, where lines were filled up to the same length."""


def evidence_of(rows: Sequence[RowText], table: Table) -> Evidence:
    """What the rows without a doubt (as many fields between first and last number as columns) say about the others.

    Where there may be a number of another column too, only rows without any other field leave no doubt.
    """
    known = {row.id: row for row in table.rows}
    seen: dict[Kind, set[Seen]] = {}
    count = 0
    for text in rows:
        row = known[text.row]
        filled = [index for index, field in enumerate(text.rest) if field]
        if text.more or not filled or filled[-1] - filled[0] + 1 != len(row.columns):
            continue
        beside = text.heads.strange and set(row.columns) <= set(text.heads.columns)
        if beside and len(text.rest) != len(row.columns):
            continue
        count += 1
        seen.setdefault(_kind(text, row), set()).add(Seen(filled[0], len(text.rest), len(row.columns)))
    told = {kind: _told(alike) for kind, alike in seen.items()}
    return Evidence(seen, told, count, _packed(rows, known, table), _spelled(rows, table))


def _told(alike: Set[Seen]) -> Told:
    if len(alike) == 1:
        (one,) = alike
        return Told(one.start, one.fields, one.fields, one.fields - one.columns)
    starts, fields, _columns = zip(*alike, strict=True)
    spare = max(one.fields - one.columns for one in alike)
    return Told(starts[0] if len(set(starts)) == 1 else None, min(fields), max(fields), spare)


def _packed(rows: Sequence[RowText], known: Mapping[str, Row], table: Table) -> bool:
    if len(rows) < ENOUGH or len({text.index for text in rows}) < 2:
        return False
    if all(not text.more and len(text.rest) == len(known[text.row].columns) for text in rows):
        return True
    width = len(rows[0].item.fields)
    return all(
        _covered_left_out(text, table)
        and not text.more
        and len(text.item.fields) == text.heads.width == width
        and len(text.rest) > len(known[text.row].columns)
        and not any(text.rest[len(known[text.row].columns) :])
        for text in rows
    )


def _spelled(rows: Sequence[RowText], table: Table) -> bool:
    if len(rows) < ENOUGH or not any(text.gaps for text in rows):
        return False
    behind: dict[bool, set[int]] = {True: set(), False: set()}
    groups: set[str] = set()
    for text in rows:
        row = table.row(text.row)
        fields, count = text.spelled(), len(row.columns)
        if any(text.rest) or any(field for field, _place in fields[count:]):
            return False
        behind[not groups.issuperset(row.under)].add(len(fields) - count)
        groups.update(row.under)
    return behind[False] == {0} and behind[True] in ({0}, {1}, set())


def _covered_left_out(text: RowText, table: Table) -> bool:
    """Whether the fields that merged cells cover are left out of the lines: a head of the second line begins it."""
    first = text.heads.at.get(0, "")
    return bool(first and table.column(first).under)


def start_of(text: RowText, row: Row, evidence: Evidence) -> int | None:
    """Where the numbers of a row with blanks begin among the fields behind its label; None if that is not certain.

    The certain rows of its kind decide, if they agree and are as long as this one (a shorter line may have lost blanks,
    a longer one has a field too many somewhere); where there is none, all certain rows (`_told_by_all`). A row with no
    number at all is blank wherever they would begin.
    """
    rest, count = text.rest, len(row.columns)
    if len(rest) < count:
        return None
    if evidence.packed or not any(rest):
        return 0
    told = evidence.told.get(_kind(text, row))
    if told and not told.shortest <= len(rest) <= max(told.longest, count + told.spare):
        return None
    start = told.start if told else _told_by_all(text, evidence)
    if start is None or not 0 <= start <= len(rest) - count:
        return None
    return None if any(rest[:start]) or any(rest[start + count :]) else start


def _told_by_all(text: RowText, evidence: Evidence) -> int | None:
    """Where all certain rows begin, if their labels do not all stand in the same place and their lines are as long as
    this one: in the same field behind the label, or in the same column of the line."""
    if evidence.rows < ENOUGH or len({index for index, _depth in evidence.seen}) < 2:
        return None
    every = [(index, one) for (index, _depth), alike in evidence.seen.items() for one in alike]
    starts = {one.start for _index, one in every}
    begins = {index + 1 + one.start for index, one in every}
    as_wide = {index + 1 + one.fields for index, one in every} == {len(text.item.fields)}
    if len(starts) == 1 and (as_wide or len(text.rest) in {one.fields for _index, one in every}):
        return starts.pop()
    return begins.pop() - text.index - 1 if len(begins) == 1 and as_wide else None


def _kind(text: RowText, row: Row) -> Kind:
    return text.index, len(row.under)
