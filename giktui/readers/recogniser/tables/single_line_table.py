"""A table of one line of numbers under three groups of heads (行政复议、行政诉讼), and what makes up the line."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from giktui.form import Form, Table, load_form
from giktui.i18n import _
from giktui.readers.document import Place
from giktui.readers.formats.text.reader import BARS
from giktui.readers.recogniser.detect.labels import Meaning, meaning, one_letter_off
from giktui.readers.recogniser.detect.numbers import cell_value, plain_numbers, printed
from giktui.readers.recogniser.segment.lines import Item, Words, where
from giktui.readers.recogniser.tables.line_words import is_remark
from giktui.readers.recogniser.tables.table_text import TableText
from giktui.readers.recognition import Doubt, Reading, Run, runs_of
from giktui.wording.cells import cell_label, section_title

if TYPE_CHECKING:
    from giktui.readers.recogniser.align.open_rows import Open


@cache
def cell_ids(form: str, table: str) -> tuple[str, ...]:
    """The ids of a table's cells, in the order of the form."""
    return tuple(cell.id for cell in load_form(form).table(table).cells)


def read_line(found: TableText, items: Sequence[Item], form: Form, table: Table) -> tuple[list[Run], list[Doubt]]:
    """A reading for each number of the line, or one doubt for all where its heads or its numbers are not all there."""
    cells = cell_ids(form.id, table.id)
    loose = [loose.item for loose in found.loose]
    lines = [item for item in loose if _numbers(item)]
    whole = [item for item in lines if not is_remark(item.text)]
    if len(whole) == 1 and len(_numbers(whole[0])) == len(cells):
        lines = whole
    lines = lines or _blank_line(loose, len(cells))
    if not lines:
        return [], []
    placed = _by_position(items, lines, form, table)
    if placed is None and not _heads_in_order(items, form, table):
        section = section_title(form.section(table.id))
        why = _("{section}：列标题不全，无法确定各个数字是什么").format(section=section)
        return [], [_doubt(table.id, cells, why, lines[0].place)]
    placed = placed or _by_count(lines, cells, more=lines[0].aligned or _other_heads(items, form, table))
    if placed is None:
        section = section_title(form.section(table.id))
        count = sum(len(_numbers(item)) for item in lines)
        if count == len(cells):
            why = _("{section}：{have} 个数字分在几行，中间有空格或夹着别的数字，无法确定是哪几列")
        else:
            why = _("{section}：应有 {want} 个数字，读到 {have} 个，无法确定是哪几列")
        why = why.format(section=section, want=len(cells), have=count)
        return [], [_doubt(table.id, cells, why, lines[0].place)]
    if (plain := _plain_line(placed, form)) is not None:
        return [plain], []
    readings: list[tuple[str, Reading]] = []
    doubts: list[Doubt] = []
    for cell, (text, at) in placed.items():
        held = printed(text)
        value = cell_value(held, form.cells[cell].kind, "")
        if value is None and held.kind not in ("blank", "mark"):
            message = _("{cell}：“{text}”不是数字").format(cell=cell_label(form, cell, section=True), text=text)
            doubts.append(_doubt(table.id, [cell], message, at, rule="FV-NUMBER"))
        else:
            readings.append((cell, Reading(value, text, at, "position")))
    return list(runs_of(readings)), doubts


def _plain_line(placed: Mapping[str, tuple[str, Place]], form: Form) -> Run | None:
    """The reading of a line of nothing but digits, as most are; None for any other, which needs a closer look."""
    fields, places = zip(*placed.values(), strict=True)
    values = plain_numbers(fields)
    if values is None or len(set(places)) > 1 or any(form.cells[cell].kind == "amount" for cell in placed):
        return None
    return Run(tuple(placed), values, fields, places[0], "position")


def open_line(
    found: TableText, items: Sequence[Item], doubts: Sequence[Doubt], form: Form, table: Table
) -> list["Open"]:
    """The line as open cells, where it has fewer numbers than cells, under heads that are all there."""
    from giktui.readers.recogniser.align.open_rows import Open

    cells = cell_ids(form.id, table.id)
    doubt = next((doubt for doubt in doubts if doubt.cells == cells), None)
    lines = [loose.item for loose in found.loose if _numbers(loose.item)]
    if doubt is None or len(lines) != 1 or not _heads_in_order(items, form, table):
        return []
    return [Open(cells, tuple((text, lines[0].place) for text in _numbers(lines[0])), doubt)]


def _by_count(lines: Sequence[Item], cells: Sequence[str], *, more: bool) -> Mapping[str, tuple[str, Place]] | None:
    """As many numbers as cells, side by side where there may be `more` columns; or one line of exactly as many fields,
    some blank."""
    fields = [(text, item.place) for item in lines for text in _numbers(item)]
    if len(fields) == len(cells) and (_go_on(lines, len(cells)) if len(lines) > 1 or more else not _bar(lines[0])):
        return dict(zip(cells, fields, strict=True))
    if len(lines) == 1 and len(lines[0].fields) == len(cells):
        return dict(zip(cells, ((text, lines[0].place) for text in lines[0].fields), strict=True))
    return None


def _go_on(lines: Sequence[Item], width: int) -> bool:
    """Whether the lines are parts of one: written alike, and none with blanks among its numbers, so that a number that
    stands alone (of a page, of a note) does not fill the place of one that is missing."""
    for item in lines:
        filled = [index for index, text in enumerate(item.fields) if text]
        if _bar(item) or len(filled) < (width if len(item.fields) == width else filled[-1] - filled[0] + 1):
            return False
    return all((one.grid is None) == (two.grid is None) or one.text.endswith("|") for one, two in pairwise(lines))


def _bar(item: Item) -> bool:
    """Whether a line begins with a blank field before a bar, so that one of its numbers may be no cell's."""
    return not item.fields[0] and item.text[0] in BARS


def _other_heads(items: Sequence[Item], form: Form, table: Table) -> bool:
    """Whether a line of heads has one that the form does not have."""
    return any(
        len(item.words) > 1 and 0 < len(_heads(form.id, table.id, item.words)) < len(item.words) for item in items
    )


def _by_position(
    items: Sequence[Item], lines: Sequence[Item], form: Form, table: Table
) -> Mapping[str, tuple[str, Place]] | None:
    """In an aligned grid, or one whose lines all have a full field for every number: each number under its head, each
    head under the group that begins last at or before it."""
    if len(lines) != 1:
        return None
    aligned = lines[0].aligned
    if not aligned and not _is_filled(items, lines[0]):
        return None
    groups: dict[int, str] = {}
    columns: dict[int, str] = {}
    width = 0
    for item in items:
        if item is lines[0] or item.aligned != aligned or (not aligned and item.grid != lines[0].grid):
            continue
        width = max(width, len(item.fields))
        for index, part, id in _heads(form.id, table.id, item.words):
            if part != "group":
                (groups if part == "row" else columns)[index] = id
    at: dict[int, str] = {}
    for index, column in columns.items():
        begun = [start for start in groups if start <= index]
        if begun:
            at[index] = f"{table.id}.{groups[max(begun)]}.{column}"
    fields = lines[0].fields
    first = min(at, default=0)
    stray = [index for index, text in enumerate(fields) if text and index >= first and index not in at]
    if stray or len(at) != len(set(at.values())) or set(at.values()) != set(cell_ids(form.id, table.id)):
        return None
    if not max(at) < len(fields) <= width:
        return None
    return {cell: (fields[index], lines[0].place) for index, cell in at.items()}


def _is_filled(items: Sequence[Item], line: Item) -> bool:
    """Whether every field of a line of text that sets fields apart is full, and so is every one of the lines of heads
    above it, which are as many: what merged cells say is repeated."""
    above = [item for item in items if item.grid == line.grid and item is not line]
    return bool(above) and all(all(item.fields) and len(item.fields) == len(line.fields) for item in [*above, line])


def _blank_line(loose: Sequence[Item], width: int) -> list[Item]:
    """The one line of the table where it has no number at all."""
    blank = [item for item in loose if not item.text and (item.aligned or len(item.fields) == width)]
    return blank if len(blank) == 1 else []


def _heads_in_order(items: Sequence[Item], form: Form, table: Table) -> bool:
    """Whether every group and every column's head is there, in the order of the form."""
    rows: list[str] = []
    columns: list[str] = []
    outermost: list[str] = []
    for item in items:
        met = _met(form.id, table.id, item.words)
        rows += met.rows
        columns += met.columns
        outermost += met.outermost
    order = [column.id for column in table.columns]
    groups = list(dict.fromkeys(row.under[0] if row.under else row.id for row in table.rows))
    return (
        rows == [row.id for row in table.rows]
        and columns == order * len(table.rows)
        and outermost == [id for id in groups if id in outermost]
    )


class _Met(NamedTuple):
    """The heads in a line: of rows, of columns, and those under none."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    outermost: tuple[str, ...]


@lru_cache(maxsize=1024)
def _met(form: str, table: str, words: Words) -> _Met:
    heads = [(part, id) for _index, part, id in _heads(form, table, words)]
    under = {row.id: row.under for row in load_form(form).table(table).rows}
    return _Met(
        tuple(id for part, id in heads if part == "row"),
        tuple(id for part, id in heads if part == "column"),
        tuple(id for part, id in heads if part == "group" or (part == "row" and not under[id])),
    )


@lru_cache(maxsize=1024)
def _heads(form: str, table: str, words: Words) -> tuple[tuple[int, str, str], ...]:
    """The heads in a line: the position of each, whether it is one of a row (of a group of numbers), a column, or a
    group of rows."""
    return tuple(
        (index, found.part, found.id)
        for index, text in words
        for found in meaning(form, table, text) or _with_a_slip(form, table, text)
        if found.part in ("row", "column", "group")
    )


def _with_a_slip(form: str, table: str, text: str) -> tuple[Meaning, ...]:
    slip = one_letter_off(form, table, text, ("row", "column", "group"))
    return (slip,) if slip else ()


def _numbers(item: Item) -> list[str]:
    return [text for text in item.fields if text and printed(text).kind in ("number", "mark", "wrong")]


def _doubt(table: str, cells: Sequence[str], message: str, place: Place, *, rule: str = "FV-CELLS") -> Doubt:
    return Doubt(rule, table, tuple(cells), message + where(place), place)
