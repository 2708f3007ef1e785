"""The lines of a grid as strips: pure functions of layout, content and cursor."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from giktui.form import row_wordings
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.widgets.entry_grid.fitting import pad, short_label
from giktui.tui.widgets.entry_grid.layout import MARGIN, Layout, Line, Slot
from giktui.tui.widgets.entry_grid.marks import EMPTY, Content
from giktui.tui.widgets.entry_grid.typing import Typing, shown

CARET = "_"


@dataclass(frozen=True, slots=True)
class Picture:
    """All that decides how the grid looks.

    `cells` are the content's with what follows from typing; `row_margins` go by line number, `column_margins` by name
    and the cell's x.
    """

    layout: Layout
    content: Content
    cells: Mapping[str, Number]
    cursor: str
    typing: Typing | None
    row_margins: Mapping[int, str]
    column_margins: tuple[tuple[str, Mapping[int, str]], ...]
    looks: Mapping[str, Style]
    focused: bool


def body_line(picture: Picture, number: int) -> Strip:
    """Line `number` of the table's body, margin included."""
    line = picture.layout.lines[number]
    if line.what == "group":
        return _one(pad(" " * line.indent + line.text, picture.layout.width), picture.looks["frame"])
    if line.what == "head":
        text = pad(line.text, picture.layout.label_width) + line.heads
        return _one(pad(text, picture.layout.width), picture.looks["frame"])
    return _row(picture, number, line)


def _row(picture: Picture, number: int, line: Line) -> Strip:
    layout = picture.layout
    last = line.what == "last"
    others = row_wordings(line.row) if line.row else ()
    label = _("上年") if last else short_label(line.text, others, _room(layout, line))
    parts = [(pad(" " * line.indent + label, layout.label_width), "dim" if last else "plain")]
    for slot in line.slots:
        parts.extend(_last_slot(picture, slot) if last else slot_parts(picture, slot))
    used = line.slots[-1].x + line.slots[-1].width
    margin = "" if last else picture.row_margins.get(number, "")
    parts.append((pad(margin, max(MARGIN, layout.width - used)), _margin_look(margin)))
    return _strip(parts, picture.looks)


def _room(layout: Layout, line: Line) -> int:
    return layout.label_width - line.indent - 1


def _last_slot(picture: Picture, slot: Slot) -> list[tuple[str, str]]:
    return [(pad(shown(picture.content.last.get(slot.cell), slot.kind), slot.width - 1, "right") + " ", "dim")]


def slot_parts(picture: Picture, slot: Slot) -> list[tuple[str, str]]:
    """The texts and looks of one cell: its number to the right, then its mark."""
    here = slot.cell == picture.cursor
    if here and picture.typing is not None:
        return _typed_parts(picture.typing, slot)
    mark = picture.content.mark(slot.cell)
    value = picture.cells.get(slot.cell)
    text = EMPTY if value is None else shown(value, slot.kind)
    whole = pad(text, slot.width - 1, "right") + mark.character
    if here:
        return [(whole, "here" if picture.focused else "resting")]
    return [(whole, mark.look)]


def _typed_parts(typing: Typing, slot: Slot) -> list[tuple[str, str]]:
    before, after = typing.text[: typing.caret], typing.text[typing.caret :]
    if after:  # the caret stands on a digit: shown by the reverse of the field's look
        text = pad(typing.text, slot.width - 1, "right") + " "
        at = len(text) - 1 - len(after)
        return [(text[:at], "typing"), (text[at], "here"), (text[at + 1 :], "typing")]
    return [(pad(before[-(slot.width - 1) :], slot.width - 1, "right") + CARET, "typing")]


def head_line(picture: Picture, number: int, corner: str) -> Strip:
    """Sticky line `number` above the columns; the last one has the group of the rows below in its corner."""
    layout = picture.layout
    head = layout.head[number]
    room = layout.label_width if head else layout.width
    parts = [(pad(pad(corner, room - 1), room), "strong" if number == 0 else "frame")]
    parts.append((pad(head, layout.width - room), "frame"))
    return _strip(parts, picture.looks)


def margin_line(picture: Picture, number: int, more: str) -> Strip:
    """Sticky line `number` below the columns: the differences of one family of sums, and what lies out of sight."""
    layout = picture.layout
    name, differences = picture.column_margins[number]
    slots = layout.lines[layout.rows[0]].slots
    parts = [(pad(name, layout.label_width), "alert")]
    parts.extend((pad(differences.get(slot.x, ""), slot.width - 1, "right") + " ", "alert") for slot in slots)
    used = slots[-1].x + slots[-1].width
    parts.append((pad(more, max(MARGIN, layout.width - used), "right"), "alert"))
    return _strip(parts, picture.looks)


def _margin_look(margin: str) -> str:
    return "good" if margin in ("", _("平")) else "alert"


def _one(text: str, style: Style) -> Strip:
    return Strip([Segment(text, style)])


def _strip(parts: list[tuple[str, str]], looks: Mapping[str, Style]) -> Strip:
    """Neighbours of one look become one segment: fewer escape sequences on the line."""
    merged: list[tuple[str, Style]] = []
    for text, look in parts:
        style = looks[look]
        if merged and merged[-1][1] == style:
            merged[-1] = (merged[-1][0] + text, style)
        else:
            merged.append((text, style))
    return Strip([Segment(text, style) for text, style in merged])
