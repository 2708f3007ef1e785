"""Blocks of numbers to and from the clipboard: what is copied, and where a pasted block would go."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from giktui.form import Form, Row, Table, column_label, row_label
from giktui.i18n import _
from giktui.readers.recogniser.detect.numbers import printed
from giktui.report import Number
from giktui.tui.widgets.entry_grid.layout import Layout
from giktui.tui.widgets.entry_grid.moves import column_of, row_of
from giktui.tui.widgets.entry_grid.typing import shown, understood

_NOISE = re.compile(r"[\s“”\"'‘’（）()、，,．.:：·]")


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a pasted block goes: values by cell (None blanks one), and what could not be placed, in words."""

    values: Mapping[str, Number | None]
    notes: tuple[str, ...]


def rounded(field: str) -> str:
    """The note that a field has a rough number, which a form does not: it is taken as it stands; else empty."""
    found = printed(field)
    return _("“{field}”是约数，按 {n} 录入").format(field=field.strip(), n=found.value) if found.about else ""


def as_text(layout: Layout, cells: Mapping[str, Number], cursor: str, what: str) -> str:
    """A "row", a "column" or the "table" with its labels, tab-separated as a spreadsheet takes it."""
    table = layout.table
    kinds = {cell: slot.kind for cell, (_line, slot) in layout.places.items()}

    def value(cell: str) -> str:
        return shown(cells.get(cell), kinds[cell])

    if what == "row":
        return "\t".join(value(cell) for cell in row_of(layout, cursor))
    if what == "column":
        return "\n".join(value(cell) for cell in column_of(layout, cursor))
    lines: list[str] = []
    above: tuple[str, ...] = ()
    for row in table.rows:
        if row.columns != above:
            lines.append("\t".join(["", *(column_label(table.column(id)) for id in row.columns)]))
            above = row.columns
        lines.append("\t".join([row_label(row), *(value(f"{table.id}.{row.id}.{id}") for id in row.columns)]))
    return "\n".join(lines)


def plan_paste(form: Form, layout: Layout, cursor: str, text: str) -> Plan:
    """What a pasted block would change, with the cursor on `cursor`.

    A line whose first words are a row's label goes to that row, from the left; other lines of numbers go below each
    other from the cursor on. Lines without a number (heads) are passed over.
    """
    values: dict[str, Number | None] = {}
    notes: list[str] = []
    rows = [layout.lines[line].row for line in layout.rows]
    position = layout.rows.index(layout.places[cursor][0])
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        fields = [field.strip() for field in line.split("\t")]
        label_row, start = _row_named(layout.table, fields)
        numbers = _numbers(fields[start:])
        if all(printed(field).kind in ("blank", "text") for field in numbers):
            if any(fields) and label_row is not None:
                notes.append(_("这一行没有数：{line}").format(line=" ".join(fields)[:40]))
            continue
        if label_row is not None:
            targets = [f"{layout.table.id}.{label_row.id}.{column}" for column in label_row.columns]
            while len(numbers) > len(targets) and not numbers[0]:  # a label over several columns
                numbers = numbers[1:]
        elif position < len(rows):
            targets = _from_cursor(layout, cursor, rows[position])
            position += 1
        else:
            notes.append(_("表格下面放不下：{line}").format(line=" ".join(fields)[:40]))
            continue
        _place(form, targets, numbers, values, notes)
    return Plan(values, tuple(notes))


def _row_named(table: Table, fields: list[str]) -> tuple[Row | None, int]:
    """The row that one of the line's fields names, if any, and where the fields behind that name begin."""
    for index, field in enumerate(fields):
        if printed(field).kind in ("text", "wrong"):  # `2.其他` is no number, and not far from one
            wanted = _bare(field)
            for row in table.rows:
                if wanted in {_bare(name) for name in (row.label, row.english, row_label(row), *row.also)}:
                    return row, index + 1
    return None, 0


def _bare(label: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", label))


def _numbers(fields: list[str]) -> list[str]:
    """The fields without the words before the first number."""
    filled = next((index for index, field in enumerate(fields) if field), None)
    if filled is not None and printed(fields[filled]).kind == "text":
        return _numbers(fields[filled + 1 :])
    return fields


def _from_cursor(layout: Layout, cursor: str, row: Row | None) -> list[str]:
    assert row is not None, "a line of numbers is a row's"
    x = layout.places[cursor][1].x
    line = layout.lines[layout.places[f"{layout.table.id}.{row.id}.{row.columns[0]}"][0]]
    return [slot.cell for slot in line.slots if slot.x >= x]


def _place(
    form: Form, targets: list[str], numbers: list[str], values: dict[str, Number | None], notes: list[str]
) -> None:
    for cell, field in zip(targets, numbers, strict=False):
        value = understood(field, form.cells[cell].kind)
        if isinstance(value, str):
            notes.append(_("这一格填不了“{field}”：{why}").format(field=field[:20], why=value))
        else:
            values[cell] = value
            if about := rounded(field):
                notes.append(about)
    rest = [field for field in numbers[len(targets) :] if field]
    if rest:
        notes.append(_("右边放不下：{fields}").format(fields=" ".join(rest)[:40]))
