"""Tables of a PDF that are drawn without their left and right border: the lines that are missing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from giktui.readers.formats.pdf.figures import Stroke, strokes_of

_NEAR = 3.0
_MOST = 4_000
"""Lines on a page that is looked at: one with more is a drawing."""
_FEWEST = 3
"""Level lines that make a table with columns between them."""
_TALL = 2.2
"""How many times the lowest row a row without columns may be high: between two tables there is more than that."""


def missing_sides(page: Any) -> list[dict[str, Any]]:
    """The upright lines to add at the ends of level lines that are equally long and have columns between them."""
    uprights = [edge for edge in page.edges if edge["orientation"] == "v"]
    strokes = strokes_of(page)
    if not uprights or len(strokes) + len(uprights) > _MOST:
        return []
    return [
        _upright(x, lines)
        for lines in _tables(_whole(strokes), uprights)
        for x in (lines[0][0], lines[0][1])
        if not any(abs(edge["x0"] - x) <= _NEAR and _meets(edge, lines[0][2], lines[-1][2]) for edge in uprights)
    ]


def _whole(strokes: Sequence[Stroke]) -> list[Stroke]:
    """The level lines from top to bottom, each put together from the pieces it is drawn in."""
    whole: list[Stroke] = []
    for begin, end, level in sorted(strokes, key=lambda stroke: (round(stroke[2]), stroke[0])):
        if whole and abs(whole[-1][2] - level) < 1 and begin - whole[-1][1] <= _NEAR:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]), whole[-1][2])
        else:
            whole.append((begin, end, level))
    return whole


def _tables(lines: Sequence[Stroke], uprights: Sequence[dict[str, Any]]) -> Iterator[list[Stroke]]:
    """Runs of equally long lines with columns between them."""
    groups: list[list[Stroke]] = []
    for line in lines:
        group = next((g for g in groups if abs(g[0][0] - line[0]) <= _NEAR and abs(g[0][1] - line[1]) <= _NEAR), None)
        if group is None:
            groups.append([line])
        else:
            group.append(line)
    for group in groups:
        if len(group) >= _FEWEST:
            yield from (run for run in _cut(group, uprights) if len(run) >= _FEWEST)


def _cut(group: list[Stroke], uprights: Sequence[dict[str, Any]]) -> Iterator[list[Stroke]]:
    lowest = min(below[2] - above[2] for above, below in pairwise(group))
    run, columns = [group[0]], False
    for above, below in pairwise(group):
        divided = any(
            above[0] + _NEAR < edge["x0"] < above[1] - _NEAR and _meets(edge, above[2] + 1, below[2] - 1)
            for edge in uprights
        )
        if not divided and below[2] - above[2] > lowest * _TALL:
            if columns:
                yield run
            run, columns = [], False
        run.append(below)
        columns |= divided
    if columns:
        yield run


def _meets(edge: dict[str, Any], top: float, bottom: float) -> bool:
    return bool(edge["top"] < bottom and edge["bottom"] > top)


def _upright(x: float, lines: Sequence[Stroke]) -> dict[str, Any]:
    top, bottom = lines[0][2], lines[-1][2]
    return {
        "object_type": "line",
        "orientation": "v",
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "width": 0,
        "height": bottom - top,
    }
