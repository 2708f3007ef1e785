"""Where a pasted block would go. What names no row of a table is not placed anywhere, and said."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from giktui.form import Form, Row, Table
from giktui.i18n import _
from giktui.readers.recogniser.detect.numbers import printed
from giktui.report import Number
from giktui.text.patterns import compiled_late
from giktui.tui.widgets.entry_grid.layout import Layout
from giktui.tui.widgets.entry_grid.pasted_fields import lines_of
from giktui.tui.widgets.entry_grid.typing import understood
from giktui.wording.cells import row_label

_NOISE = compiled_late(r"[\s“”\"'‘’（）()、，,．.:：·]")
_SHOWN = 40

_TELLING = 4
"""So many characters of a label can stand for the whole."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a pasted block goes: its table, values by cell (None blanks one), and in words what could not be placed."""

    table: str
    values: Mapping[str, Number | None]
    notes: tuple[str, ...]


def rounded(field: str) -> str:
    """The note that a field has a rough number, which a form does not: it is taken as it stands; else empty."""
    found = printed(field)
    return _("“{field}”是约数，按 {n} 录入").format(field=field.strip(), n=found.value) if found.about else ""


def plan_paste(form: Form, layout: Layout, cursor: str, text: str) -> Plan:
    """What a pasted block would change, with the cursor on `cursor` of the table of `layout`.

    Lines with labels go to the rows of those names, in the order of a line of heads above them, if there is one; of
    this table, or of another of the form where they name rows of that one only. A block without labels goes below and
    right of the cursor.
    """
    lines = [line for line in lines_of(text) if any(line)]
    table = _table_named(form, layout.table, lines)
    planning = _Planning(form, table)
    if table is not layout.table or any(row is not None for row, _start in _named(table, lines)):
        planning.by_labels(lines)
    else:
        planning.from_cursor(layout, cursor, lines)
    return Plan(table.id, planning.values, tuple(planning.notes))


def _table_named(form: Form, here: Table, lines: Sequence[list[str]]) -> Table:
    """The table of which most rows are named, this one where none is or others are named no more often."""

    def rows_named(table: Table) -> int:
        return len({row.id for row, _start in _named(table, lines) if row is not None})

    best = max(form.tables, key=lambda table: (rows_named(table), table is here))
    return best if rows_named(best) else here


def _named(table: Table, lines: Sequence[list[str]]) -> Iterator[tuple[Row | None, int]]:
    """For each line the row that one of its fields names, if any, and where the fields behind that name begin.

    Of rows of the same name the next one below the last is meant.
    """
    names = [
        {_bare(name) for name in (row.label, row.english, row_label(row), *row.also) if name} for row in table.rows
    ]
    last = -1
    for line in lines:
        found = None
        for index, field in enumerate(line):
            bare = _bare(field)
            if not bare or printed(field).kind not in ("text", "wrong"):  # `2.其他` is no number, and not far from one
                continue
            rows = [n for n, wanted in enumerate(names) if bare in wanted] or _beginning(names, bare)
            if rows:
                last = next((n for n in rows if n > last), rows[0])
                found = table.rows[last], index + 1
                break
        yield found or (None, 0)


def _beginning(names: Sequence[Collection[str]], bare: str) -> list[int]:
    """The row whose name begins so, if it is the only one: labels are often left unfinished."""
    if len(bare) < _TELLING:
        return []
    rows = [n for n, wanted in enumerate(names) if any(name.startswith(bare) for name in wanted)]
    return rows if len(rows) == 1 else []


def _bare(label: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", label))


class _Planning:
    """Collects the values and notes of one block."""

    def __init__(self, form: Form, table: Table) -> None:
        self.form, self.table = form, table
        self.values: dict[str, Number | None] = {}
        self.notes: list[str] = []

    def by_labels(self, lines: Sequence[list[str]]) -> None:
        """Place the lines that name a row; say of the others with a number that they name none."""
        head: dict[int, str] = {}
        heads_go_on = False
        for line, (row, start) in zip(lines, _named(self.table, lines), strict=True):
            numbers = _numbers(line[start:])
            if not _has_numbers(numbers):
                columns = self._columns_named(line)
                if columns:
                    head, heads_go_on = {**(head if heads_go_on else {}), **columns}, True
                elif row is not None:
                    self._note(_("这一行没有数：{line}"), line)
                continue
            heads_go_on = False
            if row is None:
                self._note(_("认不出是哪一行，没有放：{line}"), line)
                continue
            columns_there = [head[index] for index in sorted(head) if head[index] in row.columns]
            targets = self._targets(row, columns_there, numbers)
            while len(numbers) > len(targets) and not numbers[0]:  # a label over several columns
                numbers = numbers[1:]
            self._place(targets, numbers)

    def _targets(self, row: Row, heads: Sequence[str], numbers: Sequence[str]) -> list[str]:
        """The row's cells in the order of the heads above it; in the form's where they say nothing else."""
        told = len(set(heads)) == len(heads) >= 2 and list(heads) != list(row.columns[: len(heads)])
        columns = heads if told and len(_without_blanks(numbers)) <= len(heads) else row.columns
        return [f"{self.table.id}.{row.id}.{column}" for column in columns]

    def _columns_named(self, line: Sequence[str]) -> dict[int, str]:
        """The columns that the fields of a line of heads name, by the fields' places."""
        names = {_bare(name): column.id for column in self.table.columns for name in (column.label, *column.also)}
        return {index: names[bare] for index, field in enumerate(line) if (bare := _bare(field)) in names}

    def from_cursor(self, layout: Layout, cursor: str, lines: Sequence[list[str]]) -> None:
        """Place lines of numbers below each other from the cursor on; words before the numbers name nothing here."""
        rows = [layout.lines[number].row for number in layout.rows]
        position = layout.rows.index(layout.places[cursor][0])
        x = layout.places[cursor][1].x
        for line in lines:
            numbers = _numbers(line)
            if not _has_numbers(numbers):
                continue
            if len(numbers) < len(line) and any(printed(field).kind == "text" for field in line):
                self._note(_("认不出是哪一行，没有放：{line}"), line)
                continue
            if position >= len(rows):
                self._note(_("表格下面放不下：{line}"), line)
                continue
            row = rows[position]
            assert row is not None, "a line of numbers is a row's"
            slots = layout.lines[layout.rows[position]].slots
            self._place([slot.cell for slot in slots if slot.x >= x], numbers)
            position += 1

    def _place(self, targets: Sequence[str], numbers: Sequence[str]) -> None:
        for cell, field in zip(targets, numbers, strict=False):
            value = understood(field, self.form.cells[cell].kind)
            if isinstance(value, str):
                self.notes.append(_("这一格填不了“{field}”：{why}").format(field=field[:20], why=value))
            elif cell in self.values and self.values[cell] != value:
                self.notes.append(_("同一格有两个数，用了前一个，没有用“{field}”").format(field=field[:20]))
            else:
                self.values[cell] = value
                if about := rounded(field):
                    self.notes.append(about)
        rest = _without_blanks(numbers[len(targets) :])
        if rest:
            self.notes.append(_("右边放不下：{fields}").format(fields=" ".join(rest)[:_SHOWN]))

    def _note(self, words: str, line: Sequence[str]) -> None:
        self.notes.append(words.format(line=" ".join(_without_blanks(line))[:_SHOWN]))


def _without_blanks(fields: Sequence[str]) -> list[str]:
    return [field for field in fields if field]


def _has_numbers(fields: Sequence[str]) -> bool:
    return any(printed(field).kind not in ("blank", "text") for field in fields)


def _numbers(fields: list[str]) -> list[str]:
    """The fields without the words before the first number."""
    filled = next((index for index, field in enumerate(fields) if field), None)
    if filled is not None and printed(fields[filled]).kind == "text":
        return _numbers(fields[filled + 1 :])
    return fields
