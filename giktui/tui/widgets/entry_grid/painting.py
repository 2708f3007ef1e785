"""The lines of a grid as strips: pure functions of layout, content and cursor."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from giktui.i18n import _
from giktui.report import Number
from giktui.tui.widgets.entry_grid.fitting import pad, short_label, width_of
from giktui.tui.widgets.entry_grid.layout import Aside, Layout, Line, Slot
from giktui.tui.widgets.entry_grid.marks import EMPTY, Content
from giktui.tui.widgets.entry_grid.typing import Typing, shown
from giktui.wording.cells import row_wordings

CARET = "_"


class Picture(NamedTuple):
    """All that decides how the grid looks.

    `cells` are the content's with what follows from typing, `totals` those that are sums of others. `row_margins` go by
    line number; each of `column_margins` is a line: its name, and texts by the x at which they end.
    """

    layout: Layout
    content: Content
    cells: Mapping[str, Number]
    totals: Collection[str]
    cursor: str
    typing: Typing | None
    row_margins: Mapping[int, str]
    column_margins: tuple[tuple[str, Mapping[int, str]], ...]
    looks: Mapping[str, Style]
    focused: bool


def body_line(picture: Picture, number: int) -> Strip:
    """Line `number` of the table's body, margin included."""
    layout, line = picture.layout, picture.layout.lines[number]
    if line.what == "group":
        return _strip([(pad(" " * line.indent + line.text, layout.width), "head")], picture.looks)
    if line.what == "head":
        return _strip([(pad(line.text, layout.label_width), "head"), *line.heads], picture.looks)
    return _row(picture, number, line)


def _row(picture: Picture, number: int, line: Line) -> Strip:
    layout = picture.layout
    last = line.what == "last"
    others = row_wordings(line.row) if line.row else ()
    label = _("上年") if last else short_label(line.text, others, layout.label_width - line.indent - 1)
    parts = [(pad(" " * line.indent + label, layout.label_width), "dim" if last else "plain")]
    for slot in line.slots:
        parts.extend(_last_slot(picture, slot) if last else slot_parts(picture, slot))
    if line.asides:
        used = line.slots[-1].x + line.slots[-1].width
        parts.append((" " * (line.asides[0].slot.x - used), "plain"))
        parts.extend(part for aside in line.asides for part in _aside(picture, aside))
    margin = "" if last else picture.row_margins.get(number, "")
    parts.append((" " + margin, "alert"))
    return _strip(parts, picture.looks)


def _last_slot(picture: Picture, slot: Slot) -> list[tuple[str, str]]:
    return [(pad(shown(picture.content.last.get(slot.cell), slot.kind), slot.width - 1, "right") + " ", "dim")]


def _aside(picture: Picture, aside: Aside) -> list[tuple[str, str]]:
    """Last year's number, dim, or the change since: of what is committed, so that digits being typed send no more."""
    if aside.what == "last":
        return _last_slot(picture, aside.slot)
    now, last = picture.content.cells.get(aside.slot.cell), picture.content.last.get(aside.slot.cell)
    if now is None or last is None:
        return [(" " * aside.slot.width, "dim")]
    text = f"{now - last:+}" if now != last else "0"
    return [(pad(text, aside.slot.width - 1, "right") + " ", "plain" if now != last else "dim")]


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
    return [(whole, _look(picture, slot.cell, mark.look, value))]


def _look(picture: Picture, cell: str, of_mark: str, value: Number | None) -> str:
    """Something to be seen to as its mark has it; of the others zeros and blanks are dim, totals bold."""
    if of_mark != "plain":
        return of_mark
    if not value:
        return "dim"
    return "strong" if cell in picture.totals else "plain"


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
    head = list(layout.head[number])
    room = layout.label_width if head else layout.width
    while number == 0 and len(head) > 1 and not head[0][0].strip():  # a long title may stand over the first columns
        room += width_of(head.pop(0)[0])
    corner_look = "strong" if number == 0 else "head"
    return _strip([(pad(pad(corner, room - 1), room), corner_look), *head], picture.looks)


def margin_line(picture: Picture, number: int, more: str) -> Strip:
    """Sticky line `number` below the columns: the differences of one family of sums, and what lies out of sight."""
    layout = picture.layout
    name, differences = picture.column_margins[number]
    parts, used = [(pad(name, layout.label_width), "dim")], layout.label_width
    if differences and min(end - width_of(text) for end, text in differences.items()) < used:
        used = min(end - width_of(text) for end, text in differences.items())
        parts = [(pad(name, used), "dim")]
    for end, text in sorted(differences.items()):
        parts.append((" " * (end - width_of(text) - used) + text, "alert"))
        used = end
    room = max(0, layout.width - used)
    parts.append((pad(more if width_of(more) < room else "", room, "right"), "dim"))
    return _strip(parts, picture.looks)


def _strip(parts: Sequence[tuple[str, str]], looks: Mapping[str, Style]) -> Strip:
    """Neighbours of one look become one segment: fewer escape sequences on the line."""
    merged: list[tuple[str, Style]] = []
    for text, look in parts:
        style = looks[look]
        if merged and merged[-1][1] == style:
            merged[-1] = (merged[-1][0] + text, style)
        else:
            merged.append((text, style))
    return Strip([Segment(text, style) for text, style in merged])
