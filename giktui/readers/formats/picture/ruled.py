"""The ruled tables of a page: where the lines run, and the cells between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

_NEAR = 8
"""Pixels by which two lines are one."""
_BRIDGED = 7
"""Pixels of a gap in a line that is closed; what is further off is a stroke of a character."""
_DOT, _APART = 7, 15
"""Pixels of the height of a dot in a dotted line, and of the gap to the next one, at most."""
_DRAWN = 0.55
"""The part of an edge that must be drawn for there to be one."""

_SHORTEST = 0.04
"""The part of a table's width that a level line takes at least: a column has more, a stroke of a character less."""
_WHOLE = 0.85
"""The part of the way between two lines of the other kind that a line takes at least once."""


class Cell(NamedTuple):
    """A cell by its lines and columns in the grid (first, and how many), and its pixels on the page."""

    line: int
    column: int
    lines: int
    columns: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table: the number of its lines and columns, its cells from top left to bottom right, and its pixels."""

    lines: int
    columns: int
    cells: tuple[Cell, ...]
    left: int
    top: int
    right: int
    bottom: int


def rules_of(grey: Any, *, dotted: bool = False) -> tuple[Any, Any]:
    """Where level and upright lines are drawn on a page, as two masks: those between lines of the other kind. With
    `dotted`, lines of dots too."""
    import cv2

    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 10)
    long = max(20, grey.shape[1] // 55)
    level, upright = (
        cv2.morphologyEx(
            cv2.morphologyEx(cv2.dilate(strokes, _block(*thick)), cv2.MORPH_OPEN, _block(*kernel)),
            cv2.MORPH_CLOSE,
            _block(*gap),
        )
        for strokes, kernel, thick, gap in (
            (_with_dots(ink, 1, long) if dotted else ink, (long, 1), (1, 3), (_BRIDGED, 1)),
            (_with_dots(ink, 0, long) if dotted else ink, (1, long), (3, 1), (1, _BRIDGED)),
        )
    )
    for _round in range(2):  # once more, without the strokes that the first round has taken from among the others
        level, upright = _between(level, upright, 1, long), _between(upright, level, 0, long // 2)
    return level, upright


def _with_dots(ink: Any, axis: int, long: int) -> Any:
    """The ink that is no higher (axis 1; 0: no wider) than a dot, what is near each other along the line joined; and
    where lines are drawn whole. Dashes that cross are too high for dots."""
    import cv2
    import numpy as np

    _count, labels, stats, _middles = cv2.connectedComponentsWithStats(ink)
    across = stats[:, cv2.CC_STAT_HEIGHT if axis == 1 else cv2.CC_STAT_WIDTH]
    low = np.where((across <= _DOT)[labels], ink, 0).astype(np.uint8)
    whole = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _block(long, 1) if axis == 1 else _block(1, long))
    return cv2.morphologyEx(
        cv2.bitwise_or(low, whole), cv2.MORPH_CLOSE, _block(_APART, 3) if axis == 1 else _block(3, _APART)
    )


def ink_of(grey: Any, level: Any, upright: Any) -> Any:
    """Where there is ink that is no line of a table, as a mask."""
    import cv2

    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    ink[cv2.dilate(cv2.bitwise_or(level, upright), _block(3, 3)) > 0] = 0
    return ink


def _block(width: int, height: int) -> Any:
    import cv2

    return cv2.getStructuringElement(cv2.MORPH_RECT, (width, height))


def _between(mask: Any, others: Any, axis: int, long: int) -> Any:
    """The lines of a mask as far as they run from one line of the other kind to another: strokes of characters do not,
    and one that touches the end of a line is cut off it."""
    import cv2
    import numpy as np

    near = cv2.dilate(others, _block(2 * _NEAR + 1, 2 * _NEAR + 1))
    _count, labels, stats, _middles = cv2.connectedComponentsWithStats(mask)
    kept = np.zeros_like(mask)
    for number in np.unique(labels[(near > 0) & (mask > 0)]).tolist():
        left, top, width, height, _area = (int(value) for value in stats[number])
        part = slice(top, top + height), slice(left, left + width)
        own = labels[part] == number
        places = np.flatnonzero((own & (near[part] > 0)).any(axis=1 - axis))
        if places[-1] - places[0] < long:
            continue
        run = slice(places[0], places[-1] + 1)
        run_of = (slice(None), run) if axis == 1 else (run, slice(None))
        kept[part][run_of][own[run_of]] = 255
    return kept


def tables_of(level: Any, upright: Any) -> list[Ruled]:
    """The tables of a page from top to bottom."""
    import cv2

    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(cv2.bitwise_or(level, upright))
    found = []
    for number in range(1, count):
        left, top, width, height, _area = (int(value) for value in stats[number])
        if width > level.shape[1] * 0.25 and height > 60:
            part = slice(top, top + height), slice(left, left + width)
            table = _table(level[part], upright[part], left, top)
            if table is not None:
                found.append(table)
    found.sort(key=lambda table: table.top)
    return [one for one in found if not any(_within(one, other) for other in found if other is not one)]


def _within(one: Ruled, other: Ruled) -> bool:
    return one.left >= other.left and one.right <= other.right and one.top >= other.top and one.bottom <= other.bottom


def _table(level: Any, upright: Any, left: int, top: int) -> Ruled | None:
    ys, xs = _places(level, axis=1), _places(upright, axis=0)
    ys = [y for y in ys if _reaches(level, y, 0, level.shape[1]) > _SHORTEST]
    xs = [x for x in xs if any(_reaches(upright.T, x, *row) > _WHOLE for row in pairwise(ys))]
    ys = [y for y in ys if any(_reaches(level, y, *column) > _WHOLE for column in pairwise(xs))]
    if len(xs) < 3 or len(ys) < 3:
        return None
    parts = _joined(level, upright, xs, ys)
    cells = [
        Cell(line, column, lines, columns, left + xs[column], top + ys[line], left + xs[column + columns],
             top + ys[line + lines])
        for line, column, lines, columns in sorted(parts)
    ]  # fmt: skip
    return Ruled(len(ys) - 1, len(xs) - 1, tuple(cells), left + xs[0], top + ys[0], left + xs[-1], top + ys[-1])


def _places(mask: Any, axis: int) -> list[int]:
    """Where the lines of a mask are: across it (axis 1: level ones, by their height)."""
    import cv2

    count, _labels, stats, middles = cv2.connectedComponentsWithStats(mask)
    length = cv2.CC_STAT_WIDTH if axis == 1 else cv2.CC_STAT_HEIGHT
    found: list[tuple[float, int]] = sorted(
        (float(middles[number][axis]), int(stats[number][length])) for number in range(1, count)
    )
    groups: list[list[tuple[float, int]]] = []
    for place, long in found:
        if groups and place - groups[-1][-1][0] <= _NEAR:
            groups[-1].append((place, long))
        else:
            groups.append([(place, long)])
    return [round(sum(place * long for place, long in group) / sum(long for _place, long in group)) for group in groups]


def _joined(level: Any, upright: Any, xs: list[int], ys: list[int]) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of the grid, those without an edge between them as one: line, column, how many lines, columns."""
    height, width = len(ys) - 1, len(xs) - 1
    owner = {(line, column): (line, column) for line in range(height) for column in range(width)}

    def root(box: tuple[int, int]) -> tuple[int, int]:
        while owner[box] != box:
            box = owner[box]
        return box

    for line in range(height):
        for column in range(width):
            if column + 1 < width and not _edge(upright.T, xs[column + 1], ys[line], ys[line + 1]):
                owner[root((line, column + 1))] = root((line, column))
            if line + 1 < height and not _edge(level, ys[line + 1], xs[column], xs[column + 1]):
                owner[root((line + 1, column))] = root((line, column))
    parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for box in owner:
        parts.setdefault(root(box), []).append(box)
    for boxes in parts.values():
        top, left = min(line for line, _column in boxes), min(column for _line, column in boxes)
        lines = max(line for line, _column in boxes) - top + 1
        columns = max(column for _line, column in boxes) - left + 1
        if lines * columns == len(boxes):
            yield top, left, lines, columns
        else:  # an edge is drawn only in part: no cell has such a shape
            yield from ((line, column, 1, 1) for line, column in boxes)


def _edge(mask: Any, at: int, begin: int, end: int) -> bool:
    """Whether an edge is drawn, as far as it is not at its ends, where other lines meet it."""
    inset = min(6, (end - begin) // 4)
    return _reaches(mask, at, begin + inset, end - inset) >= _DRAWN


def _reaches(mask: Any, at: int, begin: int, end: int) -> float:
    """The part of the way from one place to another on which a line is drawn."""
    band = mask[max(0, at - _NEAR // 2 - 1) : at + _NEAR // 2 + 2, begin:end]
    return float((band.max(axis=0) > 0).mean()) if band.size else 1.0
