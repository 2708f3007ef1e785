"""Lines of numbers in a table that no row of the form took: the rows that they may belong to are in doubt."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from giktui.form import Form, Table
from giktui.i18n import _
from giktui.readers.formats.text.reader import BAR
from giktui.readers.recogniser.align.doubts import row_doubt
from giktui.readers.recogniser.detect.labels import key, meaning
from giktui.readers.recogniser.detect.numbers import is_rest_of_number, printed
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.tables.leftovers import is_own_wording
from giktui.readers.recogniser.tables.table_text import Loose, RowText, TableText
from giktui.readers.recognition import Doubt

_Gap: TypeAlias = tuple[int, int]

_FAR = 12
"""Blanks before what belongs to the columns and not to the labels of text that blanks lay out."""


def loose_doubts(found: TableText, form: Form, table: Table) -> tuple[list[Doubt], list[Loose]]:
    """A doubt for each row of a table that a line of numbers under no label may belong to, or its last cell, if only
    that may go on in the line; and the lines that belong to no row."""
    opened: dict[int, tuple[Loose, tuple[str, ...]]] = {}
    lost: list[Loose] = []
    numbers = Counter[_Gap]()
    for loose in found.loose:
        numbers[_gap(loose)] += _count(loose.item)
    for loose in found.loose:
        if not any(loose.item.fields):
            continue
        owners = [
            (text, table.row(text.row).columns)
            for text in _owners(found.rows, loose, _count(loose.item), numbers[_gap(loose)], table)
        ]
        for broken in filter(None, (_broken(found.rows, loose, form, table), _begun(found.rows, loose, form, table))):
            if all(text is not broken[0] for text, _columns in owners):
                owners.append(broken)
        if not owners:
            lost.append(loose)
        for text, columns in owners:
            before = opened.get(id(text))
            if before is None or len(before[1]) < len(columns):
                opened[id(text)] = loose, columns
    doubts: list[Doubt] = []
    labels = {_gap(loose): f"{loose.label} " for loose in found.loose if loose.label and loose not in lost}
    for text in found.rows:
        if id(text) in opened:
            loose, columns = opened[id(text)]
            why = _("旁边有一行数字“{text}”没有对应的行名，可能属于这一行").format(
                text=labels.pop(_gap(loose), "") + " ".join(loose.item.text.split())
            )
            doubts.append(row_doubt(form, table, text, why, columns=columns, place=loose.item.place))
            found.beside[doubts[-1]] = loose
    return doubts, lost


def _broken(rows: Sequence[RowText], loose: Loose, form: Form, table: Table) -> tuple[RowText, tuple[str, ...]] | None:
    """The row before digits that stand alone or behind the rest of its label, and its cells that may go on in them: in
    text that is not aligned, a line that begins with them goes on in the last field of the one before; one further in,
    or of several, in any."""
    text = rows[loose.rows - 1] if loose.rows else None
    item = loose.item
    if text is None or text.heads is not loose.heads:
        return None
    rest = is_rest_of_number(item.only)
    if item.words and not rest and (item.aligned or not _is_piece(item, form, table)):
        return None
    if item.place.line is None or text.last.place.line is None:
        return None
    columns = table.row(text.row).columns
    if not rest and not 0 < sum(map(bool, item.fields)) - len(item.words) <= max(len(columns) - (not item.words), 1):
        return None
    return text, columns[-1:] if item.grid is None and not text.item.aligned and (rest or not item.words) else columns


def _begun(rows: Sequence[RowText], loose: Loose, form: Form, table: Table) -> tuple[RowText, tuple[str, ...]] | None:
    """The row in the line below some digits that stand far in, or behind a piece of a label, and not below another row:
    in text that blanks lay out a number may begin above the line of its row."""
    text = rows[loose.rows] if loose.rows < len(rows) else None
    item = loose.item
    if text is None or text.heads is not loose.heads or item.aligned or "\t" in item.text or BAR.search(item.text):
        return None
    columns = table.row(text.row).columns
    adjacent = item.place.line is not None and text.item.place.line == item.place.line + 1
    if loose.rows and rows[loose.rows - 1].last.place.line == (item.place.line or 0) - 1:
        return None
    piece = _is_piece(item, form, table) if item.words else len(item.indent) >= _FAR
    return (text, columns) if adjacent and piece and 0 < _count(item) <= len(columns) else None


def _gap(loose: Loose) -> _Gap:
    """Between which rows, under which heads, a line stands."""
    return loose.rows, id(loose.heads)


def _is_piece(item: Item, form: Form, table: Table) -> bool:
    """Whether the words of a line are pieces of the form's own, and none is whole."""
    return all(
        is_own_wording(word, form, table) and not meaning(form.id, table.id, word) for _index, word in item.words
    )


def _owners(rows: Sequence[RowText], loose: Loose, count: int, in_gap: int, table: Table) -> Iterator[RowText]:
    if not count:
        return
    before = rows[loose.rows - 1] if loose.rows else None
    after = rows[loose.rows] if loose.rows < len(rows) else None
    only_numbers = not loose.item.words
    rest = only_numbers or (before and loose.item.grid != before.item.grid)
    if before and rest and loose.item.aligned and before.item.aligned and before.heads is loose.heads:
        yield before
    for text in (before, after):
        row = table.row(text.row) if text else None
        if not text or not row:
            continue
        whole = count > 1 or len(row.columns) == 1
        if (whole and _blank(text)) or (text.how == "also" and _part_of(loose.item, row.label)):
            yield text
    if after and after.heads is loose.heads and not (before and before.heads is loose.heads) and only_numbers:
        yield from _moved(rows[loose.rows :], loose, in_gap, table)


def _moved(rows: Sequence[RowText], loose: Loose, in_gap: int, table: Table) -> Iterator[RowText]:
    """The rows under heads where the numbers may stand before their labels, so that each row has taken the next one's:
    there are as many (`in_gap`) before the first label as a row has, or none after the last."""
    block = list(takewhile(lambda text: text.heads is loose.heads, rows))
    if in_gap >= len(table.row(block[0].row).columns) or _blank(block[-1]):
        yield from (text for text in block if sum(map(bool, text.rest)) < len(table.row(text.row).columns))


def _blank(text: RowText) -> bool:
    return not text.more and not any(text.rest)


def _part_of(item: Item, label: str) -> bool:
    """Whether a word of the line begins like the form's own label of a row that was read under another wording."""
    core = key(label).core
    return any(key(word).core.startswith(core) for _index, word in item.words)


def _count(item: Item) -> int:
    return sum(printed(text).kind == "number" for text in item.fields if text)
