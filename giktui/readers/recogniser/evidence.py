"""Where the numbers of a row with blanks begin, by the rows of the same table that leave no doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from giktui.form import Row, Table
from giktui.readers.recogniser.found import RowText

ENOUGH = 3
"""Certain rows, at least, that tell of rows whose label stands elsewhere."""

Kind = tuple[int, int]
"""What decides where a row's numbers begin: the position of its label, and how many groups it is in (a label that is
in fewer covers more columns)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the numbers begin behind the labels in rows that leave no doubt, and how many fields those rows have.

    By kind, with the fewest and the most fields behind the label, and the most beyond the columns; and of all of them
    together: where the numbers begin behind the label, or in the line, and the lengths.
    """

    starts: Mapping[Kind, frozenset[int]]
    shortest: Mapping[Kind, int]
    longest: Mapping[Kind, int]
    spare: Mapping[Kind, int]
    behind: frozenset[int]
    begins: frozenset[int]
    rests: frozenset[int]
    widths: frozenset[int]
    rows: int
    packed: bool
    """Whether every row has as many fields behind its label as columns, wherever the label stands; if lines are filled
    up at their ends to the same length, with nothing but blanks behind those."""
    spelled: bool
    """Whether each field of the rows is a line, blanks too: as many lines behind every label as columns, and perhaps a
    blank one more behind those that begin a group, where lines were filled up to the same length."""


def evidence_of(rows: Sequence[RowText], table: Table) -> Evidence:
    """What the rows without a doubt (as many fields between first and last number as columns) say about the others."""
    starts: dict[Kind, set[int]] = {}
    shortest: dict[Kind, int] = {}
    longest: dict[Kind, int] = {}
    spare: dict[Kind, int] = {}
    behind: set[int] = set()
    begins: set[int] = set()
    rests: set[int] = set()
    widths: set[int] = set()
    count = 0
    for text in rows:
        row = table.row(text.row)
        filled = [index for index, field in enumerate(text.rest) if field]
        if text.more or not filled or filled[-1] - filled[0] + 1 != len(row.columns):
            continue
        count += 1
        kind = _kind(text, row)
        starts.setdefault(kind, set()).add(filled[0])
        shortest[kind] = min(len(text.rest), shortest.get(kind, len(text.rest)))
        longest[kind] = max(len(text.rest), longest.get(kind, 0))
        spare[kind] = max(len(text.rest) - len(row.columns), spare.get(kind, 0))
        behind.add(filled[0])
        begins.add(text.index + 1 + filled[0])
        rests.add(len(text.rest))
        widths.add(len(text.item.fields))
    return Evidence(
        {kind: frozenset(found) for kind, found in starts.items()},
        shortest,
        longest,
        spare,
        frozenset(behind),
        frozenset(begins),
        frozenset(rests),
        frozenset(widths),
        count,
        _packed(rows, table),
        _spelled(rows, table),
    )


def _packed(rows: Sequence[RowText], table: Table) -> bool:
    if len(rows) < ENOUGH or len({text.index for text in rows}) < 2 or any(text.more for text in rows):
        return False
    counts = [len(table.row(text.row).columns) for text in rows]
    if all(len(text.rest) == count for text, count in zip(rows, counts, strict=True)):
        return True
    widths = {len(text.item.fields) for text in rows} | {text.heads.width for text in rows}
    return len(widths) == 1 and all(
        _covered_left_out(text, table) and len(text.rest) > count and not any(text.rest[count:])
        for text, count in zip(rows, counts, strict=True)
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
    kind = _kind(text, row)
    told = evidence.starts.get(kind)
    start = (next(iter(told)) if len(told) == 1 else None) if told else _told_by_all(text, evidence)
    if start is None or not 0 <= start <= len(rest) - count:
        return None
    if told and (
        len(rest) < evidence.shortest[kind] or len(rest) > max(evidence.longest[kind], count + evidence.spare[kind])
    ):
        return None
    return None if any(rest[:start]) or any(rest[start + count :]) else start


def _told_by_all(text: RowText, evidence: Evidence) -> int | None:
    """Where all certain rows begin, if their labels do not all stand in the same place and their lines are as long as
    this one: in the same field behind the label, or in the same column of the line."""
    if evidence.rows < ENOUGH or len({index for index, _depth in evidence.starts}) < 2:
        return None
    as_wide = evidence.widths == {len(text.item.fields)}
    if len(evidence.behind) == 1 and (as_wide or len(text.rest) in evidence.rests):
        return next(iter(evidence.behind))
    if len(evidence.begins) == 1 and as_wide:
        return next(iter(evidence.begins)) - text.index - 1
    return None


def _kind(text: RowText, row: Row) -> Kind:
    return text.index, len(row.under)
