"""Draws rows of fields, which may span columns, with - + | around them; Chinese takes two columns a character."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from giktui.text.width import width_of
from giktui.text.wrapping import wrapped

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row: its text, the columns it spans, where the text stands, and by how much it is indented."""

    text: str
    span: int = 1
    align: Align = "left"
    indent: int = 0


def draw(rows: Sequence[Sequence[Field]], widths: Sequence[int]) -> str:
    """The rows in a frame, a rule between any two. `widths` are those of the columns without the bars between them.

    A field has a space at each side where its columns leave room for it; text that is too long is wrapped.
    """
    ends = [0]
    for width in widths:
        ends.append(ends[-1] + width + 1)
    edges = [_edges(row, ends) for row in rows]
    lines = [_rule(ends[-1], edges[0])]
    for row, (above, below) in zip(rows, pairwise([*edges, set[int]()]), strict=True):
        lines.extend(_lines(row, ends))
        lines.append(_rule(ends[-1], above | below))
    return "\n".join(lines)


def _edges(row: Sequence[Field], ends: Sequence[int]) -> set[int]:
    places, column = {0}, 0
    for field in row:
        column += field.span
        places.add(ends[column])
    return places


def _rule(width: int, edges: set[int]) -> str:
    return "".join("+" if place in edges else "-" for place in range(width + 1))


def _lines(row: Sequence[Field], ends: Sequence[int]) -> list[str]:
    fields: list[list[str]] = []
    column = 0
    for field in row:
        room = ends[column + field.span] - ends[column] - 1
        column += field.span
        fields.append(_field(field, room))
    height = max(map(len, fields))
    filled = [lines + [" " * width_of(lines[0])] * (height - len(lines)) for lines in fields]
    return [f"|{'|'.join(line)}|" for line in zip(*filled, strict=True)]


def _field(field: Field, room: int) -> list[str]:
    margin = " " if width_of(field.text) + 2 + field.indent <= room or room >= 6 else ""
    inside = room - 2 * len(margin) - field.indent
    before = margin + " " * field.indent
    return [before + _aligned(line, inside, field.align) + margin for line in list(wrapped(field.text, inside)) or [""]]


def _aligned(text: str, width: int, align: Align) -> str:
    spare = max(0, width - width_of(text))
    left = {"left": 0, "center": spare // 2, "right": spare}[align]
    return " " * left + text + " " * (spare - left)
