"""A table drawn in plain text whose cells span lines and columns as they please: its rules stop at the cells they part.

What `frame.framed` cannot tell by its rules alone is taken apart segment by segment: between two edges a line either
draws a rule or belongs to a cell, and segments that no rule and no bar parts are one cell.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from giktui.readers.document import Grid, Line, Place
from giktui.readers.formats.text.frame import BARS, EDGES
from giktui.readers.limits import Limits
from giktui.readers.spans import Spanning, lay_out
from giktui.text.width import width_of

_RULES = frozenset("-=─═━")
_MOST_LINES, _MOST_COLUMNS = 2_000, 1_000


class _Cell(NamedTuple):
    """A cell: its lines from the first to the last, its first column and the one behind its last."""

    top: int
    bottom: int
    left: int
    right: int


def with_spans(drawn: Sequence[str], first: int, name: str, limits: Limits) -> Grid | None:
    """The grid of drawn lines, the first of which has that number; None if they are not cells side by side."""
    if len(drawn) > _MOST_LINES or any(len(line) > _MOST_COLUMNS for line in drawn):
        return None
    canvas = [_spread(line) for line in drawn]
    edges = _edges(canvas)
    if len(edges) < 2 or any(_has_stray_bar(line, edges) for line in canvas):
        return None
    cells = _cells(canvas, edges)
    if cells is None:
        return None
    tops = sorted({cell.top for cell in cells})
    rows: list[list[Spanning]] = [[] for _top in tops]
    for cell in sorted(cells, key=lambda cell: cell.left):
        lines = canvas[cell.top : cell.bottom + 1]
        text = "".join("".join(line[edges[cell.left] + 1 : edges[cell.right]]).strip() for line in lines)
        height = sum(cell.top <= top <= cell.bottom for top in tops)
        rows[tops.index(cell.top)].append((text, cell.right - cell.left, height))
    laid = lay_out(rows, name, limits)
    return Grid(
        tuple(Line(fields, Place(name, first + top)) for top, fields in zip(tops, laid, strict=True)), aligned=True
    )


def _spread(line: str) -> list[str]:
    """A line by the columns of a terminal: a wide character stands in its first."""
    columns: list[str] = []
    for character in line:
        columns.append(character)
        columns.extend([""] * (width_of(character) - 1))
    return columns


def _edges(canvas: Sequence[Sequence[str]]) -> list[int]:
    """The columns in which corners of rules stand."""
    return sorted(
        {
            place
            for line in canvas
            for place, character in enumerate(line)
            if character in EDGES and _touches_rule(line, place)
        }
    )


def _touches_rule(line: Sequence[str], place: int) -> bool:
    return any(line[beside] in _RULES for beside in (place - 1, place + 1) if 0 <= beside < len(line))


def _has_stray_bar(line: Sequence[str], edges: Sequence[int]) -> bool:
    return any(character in BARS and place not in edges for place, character in enumerate(line))


def _cells(canvas: Sequence[Sequence[str]], edges: Sequence[int]) -> list[_Cell] | None:
    """The cells, which fill the drawing; None where one is no rectangle."""
    open_at: dict[tuple[int, int], int] = {}
    cells: list[_Cell] = []
    for number, line in enumerate(canvas):
        parts = dict.fromkeys(_parts(line, edges))
        for left, right in [part for part in open_at if part not in parts]:
            cells.append(_Cell(open_at.pop((left, right)), number - 1, left, right))
        for part in parts:
            if part not in open_at:
                if any(left < part[1] and part[0] < right for left, right in open_at):
                    return None
                open_at[part] = number
    return None if open_at or not _fill(cells, canvas, len(edges) - 1) else cells


def _parts(line: Sequence[str], edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The parts of a line that belong to cells, each from an edge to an edge; what is ruled is in none."""
    begun: int | None = None
    for number, (left, right) in enumerate(pairwise(edges)):
        inside = line[left + 1 : right]
        ruled = bool(inside) and all(character in _RULES for character in inside)
        barred = left < len(line) and (line[left] in BARS or line[left] in EDGES)
        if begun is not None and (ruled or barred):
            yield begun, number
            begun = None
        if begun is None and not ruled:
            begun = number
    if begun is not None:
        yield begun, len(edges) - 1


def _fill(cells: Sequence[_Cell], canvas: Sequence[Sequence[str]], columns: int) -> bool:
    """Whether the cells leave nothing between them but the rules, one line high."""
    for column in range(columns):
        here = sorted(cell for cell in cells if cell.left <= column < cell.right)
        tops = [cell.top for cell in here]
        if not here or tops[0] != 1 or here[-1].bottom != len(canvas) - 2:
            return False
        if any(below.top != above.bottom + 2 for above, below in pairwise(here)):
            return False
    return True
