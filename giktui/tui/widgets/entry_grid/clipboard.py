"""Blocks of numbers to and from the clipboard: what is copied, and where a pasted block would go."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from giktui.form import Form, Kind, Row, Table, column_label, row_label
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.widgets.entry_grid.layout import Layout
from giktui.tui.widgets.entry_grid.moves import column_of, row_of
from giktui.tui.widgets.entry_grid.typing import shown

_BLANK = {"", "/", "-", "—", "--", "无", "——"}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_NOISE = re.compile(r"[\s“”\"'‘’（）()、，,．.:：·]")


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a pasted block goes: values by cell (None blanks one), and what could not be placed, in words."""

    values: Mapping[str, Number | None]
    notes: tuple[str, ...]


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
        label_row = _row_named(layout.table, fields)
        numbers = _numbers(fields, labelled=label_row is not None)
        if not numbers or all(_parse(field) is None for field in numbers):
            if any(fields) and label_row is not None:
                notes.append(_("这一行没有数：{line}").format(line=" ".join(fields)[:40]))
            continue
        if label_row is not None:
            targets = [f"{layout.table.id}.{label_row.id}.{column}" for column in label_row.columns]
        elif position < len(rows):
            targets = _from_cursor(layout, cursor, rows[position])
            position += 1
        else:
            notes.append(_("表格下面放不下：{line}").format(line=" ".join(fields)[:40]))
            continue
        _place(form, targets, numbers, values, notes)
    return Plan(values, tuple(notes))


def _row_named(table: Table, fields: list[str]) -> Row | None:
    """The row that one of the line's first fields names, if any."""
    for field in fields:
        if not field or _parse(field) is not None or field in _BLANK:
            continue
        wanted = _bare(field)
        for row in table.rows:
            if wanted in {_bare(name) for name in (row.label, row.english, row_label(row), *row.also)}:
                return row
    return None


def _bare(label: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", label))


def _numbers(fields: list[str], *, labelled: bool) -> list[str]:
    """The fields from the first number on (behind a label, from the first field that is no words on)."""
    start = 0
    for index, field in enumerate(fields):
        if field and _parse(field) is None and field not in _BLANK:
            start = index + 1
    numbers = fields[start:]
    if labelled:
        while len(numbers) > 1 and not numbers[0]:
            numbers = numbers[1:]
    return numbers


def _from_cursor(layout: Layout, cursor: str, row: Row | None) -> list[str]:
    assert row is not None, "a line of numbers is a row's"
    x = layout.places[cursor][1].x
    line = layout.lines[layout.places[f"{layout.table.id}.{row.id}.{row.columns[0]}"][0]]
    return [slot.cell for slot in line.slots if slot.x >= x]


def _place(
    form: Form, targets: list[str], numbers: list[str], values: dict[str, Number | None], notes: list[str]
) -> None:
    for cell, field in zip(targets, numbers, strict=False):
        parsed = _parse(field)
        kind = form.cells[cell].kind
        if parsed is None:
            values[cell] = None
            if field not in _BLANK:
                notes.append(_("不是数，留空：{field}").format(field=field[:20]))
        elif (fitted := _fitted(parsed, kind)) is None:
            notes.append(_("这一格填不了 {field}").format(field=field[:20]))
        else:
            values[cell] = fitted
    rest = [field for field in numbers[len(targets) :] if field]
    if rest:
        notes.append(_("右边放不下：{fields}").format(fields=" ".join(rest)[:40]))


def _fitted(value: Decimal, kind: Kind) -> Number | None:
    """The number as a cell of that kind holds it; None if it cannot."""
    if kind == "amount":
        return value if value >= 0 else None
    if value != value.to_integral_value() or (value < 0 and kind != "change"):
        return None
    return int(value)


def _parse(field: str) -> Decimal | None:
    """A printed number: full-width digits, thousands' commas and spaces, a unit behind it; None if it is none."""
    text = unicodedata.normalize("NFKC", field).replace("−", "-")
    text = re.sub(r"(?<=\d)[,\s](?=\d{3})", "", text).strip()
    text = re.sub(r"(?:件|万元|元|条|项|次|个)$", "", text).strip()
    return Decimal(text) if _NUMBER.fullmatch(text) else None
