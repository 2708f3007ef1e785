"""One table of the form, read from the lines that belong to it: readings, and a doubt for every cell without one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, takewhile
from typing import NamedTuple

from giktui.form import Form, Table
from giktui.i18n import _
from giktui.readers.document import Place, Trouble
from giktui.readers.recogniser.align.cells import read_rows
from giktui.readers.recogniser.detect.labels import meaning
from giktui.readers.recogniser.detect.numbers import printed
from giktui.readers.recogniser.segment.lines import Item, where
from giktui.readers.recogniser.tables.leftovers import (
    beside_line,
    beside_rows,
    remarks,
    rows_in_doubt,
    strange_heads,
    text_of,
    unread,
)
from giktui.readers.recogniser.tables.line_words import is_remark
from giktui.readers.recogniser.tables.parted import parted
from giktui.readers.recogniser.tables.repeated import unrepeated
from giktui.readers.recogniser.tables.rows import rows_in
from giktui.readers.recogniser.tables.single_line_table import cell_ids, open_line, read_line
from giktui.readers.recogniser.tables.table_text import Loose, RowText, TableText
from giktui.readers.recogniser.tables.transposed import transposed
from giktui.readers.recognition import Doubt, Reading, Run, readings_of, runs_of
from giktui.wording.cells import cell_label, row_label, section_title


class TableRead(NamedTuple):
    """What was read of a table: the readings of its cells, the doubts, the text around it (`report.table_text`)."""

    runs: list[Run]
    doubts: list[Doubt]
    text: str


def read_table(
    items: Sequence[Item], form: Form, table: Table, troubles: Iterable[Trouble], opening: str = ""
) -> TableRead:
    """What the lines of a section say of its table, and beside it; `opening` is what stands behind the section's head.

    Every cell of the table is in a reading or a doubt, once; every word and number is a label's or head's, a reading's,
    in a doubt, or in the text.
    """
    items = unrepeated(parted(items, form.id, table.id), form.id, table)
    found = _found(items, form, table)
    runs, doubts = _cells(found, items, form, table, troubles)
    for way in (_laid_out, _turned) if doubts and table.layout != "blocks" else ():
        if doubts and not (way is _turned and runs) and (other := way(items, form, table)):
            runs_there, doubts_there = _cells(*other, form, table, troubles)
            if _open_in(doubts_there) < _open_in(doubts):
                (found, items), runs, doubts = other, runs_there, doubts_there
    if doubts:
        runs, doubts = _proved(found, items, (runs, doubts), form, table)
    if table.layout == "line" and not found.rows:
        beside, numbers = beside_line(found, items, runs, form, table)
        found.unread = [line for line in numbers if is_remark(line.item.text)] if doubts else numbers
    else:
        doubts += strange_heads(found, rows_in_doubt(doubts), form, table)
        beside, columns = beside_rows(found, runs, doubts, form, table)
        doubts += columns
    doubts += unread(found.unread, form, table)
    others = [*found.others, *beside, *remarks(runs, form)]
    return TableRead(runs, doubts, text_of(others, form.id, table.id, opening))


def _found(items: Sequence[Item], form: Form, table: Table) -> TableText:
    """What the lines hold of the table, without what only stands over a line of numbers, or in a second table."""
    found = rows_in(items, form.id, table.id)
    if table.layout == "line":
        found.rows = [row for row in found.rows if _has_numbers(row, len(table.row(row.row).columns))]
    if len({row.row for row in found.rows}) < len(found.rows):
        kept = _of_one_table(found.rows)
        one_table = set(map(id, kept))
        found.unread += [Loose(row.item, 0, row.heads) for row in found.rows if id(row) not in one_table]
        found.keep(kept)
    return found


def _proved(
    found: TableText, items: Sequence[Item], read: tuple[list[Run], list[Doubt]], form: Form, table: Table
) -> tuple[list[Run], list[Doubt]]:
    """The readings and doubts of `read`, with what the form's sums prove of the cells in doubt."""
    from giktui.readers.recogniser.align.open_rows import settle, settled  # most tables leave nothing open
    from giktui.readers.recogniser.align.shared_figures import settled_shared

    runs, doubts = read
    if table.layout != "blocks":
        opened = open_line(found, items, doubts, form, table) if table.layout == "line" and not found.rows else []
        before = doubts
        runs, doubts = settle(opened, runs, doubts, form) if opened else settled(found.rows, runs, doubts, form, table)
        found.unread += [found.beside[doubt] for doubt in before if doubt in found.beside and doubt not in doubts]
    if doubts and table.layout != "line":
        runs, doubts = settled_shared(runs, doubts, form, table)
    return runs, doubts


def _laid_out(items: Sequence[Item], form: Form, table: Table) -> tuple[TableText, Sequence[Item]] | None:
    """What the lines hold of the table if blanks lay them out, and the lines to read it from."""
    from giktui.readers.recogniser.tables.laid_out import laid_out  # looked at where a table has doubts
    from giktui.readers.recogniser.tables.laid_out_line import with_whole_heads

    if table.layout == "grid":
        found = laid_out(items, form, table)
        return (found, items) if found else None
    lines = with_whole_heads(items, table)
    return (_found(lines, form, table), lines) if lines else None


def _turned(items: Sequence[Item], form: Form, table: Table) -> tuple[TableText, Sequence[Item]] | None:
    """What the lines hold of the table if it stands on its side; asked where nothing of it was read."""
    lines = transposed(items)
    return (_found(lines, form, table), lines) if lines else None


def _open_in(doubts: Iterable[Doubt]) -> int:
    return sum(len(doubt.cells) for doubt in doubts)


def _cells(
    found: TableText, items: Sequence[Item], form: Form, table: Table, troubles: Iterable[Trouble]
) -> tuple[list[Run], list[Doubt]]:
    """The readings of a table's cells, and the doubts. Every cell of the table is in one of them, once."""
    sideways = table.layout == "line" and not found.rows
    runs, doubts = read_line(found, items, form, table) if sideways else read_rows(found, items, form, table)
    if found.loose and table.layout != "line":
        from giktui.readers.recogniser.tables.unlabelled_rows import loose_doubts

        open_cells = {cell for doubt in doubts for cell in doubt.cells}
        beside, lost = loose_doubts(found, form, table)
        doubts += _of_others(beside, open_cells, found)
        found.unread += lost
    elif found.loose and not sideways:
        found.unread += [loose for loose in found.loose if any(loose.item.fields)]
    known = {*chain.from_iterable(run.cells for run in runs)}
    if len(known) < sum(len(run.cells) for run in runs):
        runs, disputes = _once(runs, form, table)
        doubts += disputes
    doubted = {cell for doubt in doubts for cell in doubt.cells}
    if not known.isdisjoint(doubted):
        runs = list(runs_of((cell, reading) for cell, reading in readings_of(runs) if cell not in doubted))
    known |= doubted
    cells = cell_ids(form.id, table.id)
    missing = [cell for cell in cells if cell not in known] if len(known) < len(cells) else []
    if not missing:
        return runs, doubts
    place = items[0].place._replace(cell="") if items else Place()
    if len(missing) == len(cells):
        doubts.append(_no_table(form, table, place, troubles))
    else:
        doubts.extend(_no_rows(form, table, missing, place, found))
    return runs, doubts


def _of_others(doubts: Iterable[Doubt], known: Set[str], found: TableText) -> Iterator[Doubt]:
    """The doubts, without the cells that are known to be open; the line of one of which nothing is left is unread."""
    for doubt in doubts:
        cells = tuple(cell for cell in doubt.cells if cell not in known)
        if len(cells) == len(doubt.cells):
            yield doubt
        elif cells:
            left = doubt._replace(cells=cells)
            found.beside[left] = found.beside[doubt]
            yield left
        else:
            found.unread.append(found.beside[doubt])


def _of_one_table(rows: Sequence[RowText]) -> list[RowText]:
    """The rows without those that only a second table has, one with other numbers in the rows of the first (those of
    another year): what the first table lacks is not in it."""
    first: dict[str, RowText] = {}
    kept: list[RowText] = []
    second = False
    for place, row in enumerate(rows):
        other = first.setdefault(row.row, row)
        second = second or (other.heads is not row.heads and _differs(rows[place:], first))
        if other is not row or not second:
            kept.append(row)
    return kept


def _differs(rows: Sequence[RowText], first: Mapping[str, RowText]) -> bool:
    """Whether most rows under the same heads as the first of these are known from other heads, with other numbers."""
    block = list(takewhile(lambda row: row.heads is rows[0].heads, rows))
    again = [(row, first[row.row]) for row in block if row.row in first and first[row.row].heads is not row.heads]
    changed = sum(row.numbers() != other.numbers() for row, other in again)
    return 2 * changed > len(block)


def _once(runs: Iterable[Run], form: Form, table: Table) -> tuple[list[Run], list[Doubt]]:
    """The first reading of each cell, and a doubt for a cell of which another has another value."""
    first: dict[str, Reading] = {}
    disputes: dict[str, Doubt] = {}
    for cell, reading in readings_of(runs):
        other = first.setdefault(cell, reading)
        if other.value != reading.value and cell not in disputes:
            disputes[cell] = _disputed(form, table, cell, other, reading)
    return list(runs_of(first.items())), list(disputes.values())


def _has_numbers(row: RowText, columns: int) -> bool:
    """Whether a label of the table of one line is that of a row, and not a head over it: there is a number behind it,
    or a mark for every column."""
    kinds = [printed(text).kind for text in row.numbers()]
    return "number" in kinds or "wrong" in kinds or kinds.count("mark") >= columns


def _no_table(form: Form, table: Table, place: Place, troubles: Iterable[Trouble]) -> Doubt:
    section = section_title(form.section(table.id))
    message = _("{section}：没有找到这张表格{where}").format(section=section, where=where(place))
    message += "".join(_("；") + trouble.message for trouble in troubles)
    return Doubt("FV-CELLS", table.id, cell_ids(form.id, table.id), message, place)


def _no_rows(form: Form, table: Table, missing: Sequence[str], place: Place, found: TableText) -> Iterator[Doubt]:
    """A doubt for each row that is not there; where its group is a row of its own, it tells what stands there."""
    section = section_title(form.section(table.id))
    groups = {id: line for line in found.unread for id in _groups_in(line.item, form.id, table)}
    for row in table.rows:
        lost = tuple(cell for cell in missing if cell.split(".")[1] == row.id)
        if lost:
            message = _("{section} {row}：没有找到这一行").format(section=section, row=row_label(row))
            whole = groups.get(row.under[-1]) if row.under else None
            if whole:
                message += _("；“{text}”合为一行").format(text=" ".join(whole.item.text.split()))
                found.unread = [line for line in found.unread if line is not whole]
            at = whole.item.place if whole else place
            yield Doubt("FV-CELLS", table.id, lost, message + where(at), at)


def _groups_in(item: Item, form: str, table: Table) -> set[str]:
    """The groups of rows that a line names."""
    inner = {row.under[-1] for row in table.rows if row.under}
    return {one.id for _index, text in item.words for one in meaning(form, table.id, text) if one.id in inner}


def _disputed(form: Form, table: Table, cell: str, first: Reading, second: Reading) -> Doubt:
    message = _("{cell}：有两个不同的数字，“{first}”{here}和“{second}”{there}").format(
        cell=cell_label(form, cell, section=True),
        first=first.printed,
        here=where(first.place),
        second=second.printed,
        there=where(second.place),
    )
    return Doubt("FV-CELLS", table.id, (cell,), message, second.place)
