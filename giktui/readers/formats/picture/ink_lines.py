"""The lines of text in a cell as ink: where they are, of how many marks, and of what shape a single mark is."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from giktui.readers.formats.picture.ruled import Cell

_INSET = 3
"""Pixels from the middle of a cell's border within which there is nothing but the border."""
_DEEP = 5
"""Pixels that ink comes in over a cell's border at least."""
_SPECK = 0.06
"""The part of a cell's text height below which ink is no character but dirt."""
_FLAT, _ACROSS = 6, 0.8
"""Pixels of the height of a mark, at most, and the part of a cell's width, at least, that make it no character but the
edge of a coloured ground, or a line."""
_NARROW, _LEANS = 0.9, 0.25
"""How wide a slanted stroke is in any row at most, and how far its upper third is to the right of its lower one at
least, as parts of its width (of printed strokes 0.37 and more, of a 7 up to 0.32, but that is wide in one row)."""
_ALIKE, _SEVERAL = 0.12, 3
"""Slanted strokes that differ in height and width by no more than this are printed ones, if there are so many."""


class InkLine(NamedTuple):
    """A line of text in a cell: which cell, and its pixels on the page."""

    cell: int
    left: int
    top: int
    right: int
    bottom: int
    marks: int
    """How many separate marks of ink it has that are as high as a digit."""
    hole: float
    """How high the hole in a single mark is, as a part of its height."""
    apart: float = 0.0
    """The most pixels from the middle of one of those marks to that of the next."""
    slashes: int = 0
    """How many of those marks are strokes that lean to the right: no digits, though a model takes each for a 1."""
    runs: tuple[tuple[int, int], ...] = ()
    """From which pixel to which, from left to right, there is ink without a gap."""
    low: int = 0
    """How many marks it has that are lower than a digit."""


class _Mark(NamedTuple):
    """A mark of ink, all of one piece: its pixels from left and top, how many are black, and its label."""

    left: int
    top: int
    width: int
    height: int
    area: int
    label: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def box(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)


def lines_of(ink: Any, cell: Cell, number: int) -> list[InkLine]:
    """The lines of text in a cell, from top to bottom."""
    import cv2
    import numpy as np

    part = _part(ink, cell)
    if part.size == 0 or not part.any():
        return []
    count, labels, stats, _middles = cv2.connectedComponentsWithStats(part)
    marks = [_Mark._make([*stats[n].tolist(), n]) for n in range(1, count)]
    marks = [mark for mark in marks if mark.height > _FLAT or mark.width < _ACROSS * part.shape[1]]
    if not marks:
        return []
    tallest = max(mark.height for mark in marks)
    marks = [mark for mark in marks if mark.area >= max(4, _SPECK * tallest * tallest)]
    if not marks:
        return []
    rows = np.zeros(part.shape[0] + 2, bool)
    for mark in marks:
        rows[mark.top + 1 : mark.bottom + 1] = True
    turns = np.flatnonzero(rows[1:] != rows[:-1]).tolist()
    found = []
    for top, bottom in zip(turns[::2], turns[1::2], strict=True):
        own = [mark for mark in marks if top <= mark.top < bottom]
        high = max(mark.height for mark in own)
        left, right = min(mark.left for mark in own), max(mark.right for mark in own)
        digits = [mark for mark in own if mark.height >= high * 0.6]
        middles = sorted(mark.left + mark.width / 2 for mark in digits)
        apart = max((after - before for before, after in pairwise(middles)), default=0.0)
        slashes = sum(_leans(labels[mark.box] == mark.label) for mark in digits)
        hole = _hole(part[top:bottom, left:right]) if len(own) == 1 and right - left < 1.2 * high else 0.0
        x, y = cell.left + _INSET, cell.top + _INSET
        box = (x + left, y + top, x + right, y + bottom)
        found.append(InkLine(number, *box, len(middles), hole, apart, slashes, _runs(own), len(own) - len(digits)))
    return _without_specks(found)


def _runs(marks: Sequence[_Mark]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for mark in sorted(marks):
        if runs and mark.left <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(runs[-1][1], mark.right)
        else:
            runs.append((mark.left, mark.right))
    return tuple(runs)


def is_crossed(ink: Any, cell: Cell) -> bool:
    """Whether ink comes in over a cell's border: a seal or a stroke of a pen, which may be taken for a part of what
    stands there. Of 1,500 cells of pages turned, blurred and squeezed none is, but for those under a seal."""
    import cv2

    part = _part(ink, cell)
    if part.size == 0 or not part.any():
        return False
    height, width = part.shape
    for left, top, wide, high, _area in cv2.connectedComponentsWithStats(part)[2][1:].tolist():
        across, down = left == 0 or left + wide == width, top == 0 or top + high == height
        deep = min(high if down else height, wide if across else width)
        if (across or down) and deep >= _DEEP and not (high <= _FLAT and wide >= _ACROSS * width):
            return True
    return False


def _part(ink: Any, cell: Cell) -> Any:
    return ink[cell.top + _INSET : cell.bottom - _INSET, cell.left + _INSET : cell.right - _INSET]


def is_slash(line: InkLine) -> bool:
    """Whether it is a single stroke that leans to the right."""
    return line.slashes == line.marks == 1


def printed_slashes(lines: Sequence[InkLine]) -> set[int]:
    """The slanted strokes that are so alike that they are printed: they stand for blanks. One that is written by hand
    may be a 1."""
    sizes = {n: (line.right - line.left, line.bottom - line.top) for n, line in enumerate(lines) if is_slash(line)}
    if len(sizes) < _SEVERAL:
        return set()
    usual = [sorted(size[axis] for size in sizes.values())[len(sizes) // 2] for axis in (0, 1)]
    near = {
        n
        for n, size in sizes.items()
        if all(abs(a - b) <= max(1, _ALIKE * b) for a, b in zip(size, usual, strict=True))
    }
    return near if len(near) >= max(_SEVERAL, len(sizes) * 0.8) else set()


def _leans(mark: Any) -> bool:
    """Whether a mark of ink is a stroke from the lower left to the upper right: in every row it is narrow, each a
    little further left than the one above."""
    import numpy as np

    rows = [np.flatnonzero(row) for row in mark if row.any()]
    widest = max(int(row[-1] - row[0]) + 1 for row in rows)
    middles = [float(row[0] + row[-1]) / 2 for row in rows]
    third = max(1, len(rows) // 3)
    lean = (sum(middles[:third]) - sum(middles[-third:])) / third
    return bool(widest < _NARROW * mark.shape[1] and lean > _LEANS * mark.shape[1])


def _hole(mark: Any) -> float:
    """How high the one hole in a mark of ink is, as a part of its height; 0.0 where there is none, or several."""
    import cv2

    contours, tree = cv2.findContours(mark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    holes = [cv2.boundingRect(contour)[3] for contour, above in zip(contours, tree[0], strict=True) if above[3] >= 0]
    return max(holes) / mark.shape[0] if len(holes) == 1 else 0.0


def _without_specks(lines: list[InkLine]) -> list[InkLine]:
    """Lines of text; those much lower than the others are parts of them (dots, strokes) or dirt."""
    high = max(line.bottom - line.top for line in lines)
    joined: list[InkLine] = []
    for line in lines:
        low = line.bottom - line.top < high * 0.4
        if (
            joined
            and (low or joined[-1].bottom - joined[-1].top < high * 0.4)
            and line.top - joined[-1].bottom < high * 0.4
        ):
            last = joined[-1]
            joined[-1] = InkLine(
                line.cell, min(last.left, line.left), last.top, max(last.right, line.right), line.bottom,
                max(last.marks, line.marks), 0.0, max(last.apart, line.apart), last.slashes + line.slashes,
                last.runs if low else line.runs, last.low + line.low,
            )  # fmt: skip
        else:
            joined.append(line)
    return joined
