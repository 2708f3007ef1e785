"""Figures in the cells of a PDF that are struck out, or have raised or lowered ones beside them."""

from collections.abc import Sequence
from typing import Any

from giktui.readers.marks import Mark, Piece, in_cell, is_figure

Stroke = tuple[float, float, float]
"""A level line: from, to, and how far down the page."""

_THIN = 1.5
_SMALL = 0.85
"""The part of the largest figure's size below which one beside it is a note."""
_OFF = 0.12
"""The part of its size by which it must stand higher or lower."""


def strokes_of(page: Any) -> list[Stroke]:
    """The level lines on a page, drawn as lines or as thin boxes, but for white ones, which nobody sees."""
    return [
        (drawn["x0"], drawn["x1"], (drawn["top"] + drawn["bottom"]) / 2)
        for drawn in (*page.lines, *page.rects)
        if drawn["bottom"] - drawn["top"] <= _THIN < drawn["x1"] - drawn["x0"] and not _is_white(drawn)
    ]


def _is_white(drawn: dict[str, Any]) -> bool:
    color = drawn.get("non_stroking_color" if drawn.get("fill") else "stroking_color")
    return color in (1, (1,), [1], (1, 1, 1), [1, 1, 1], (0, 0, 0, 0), [0, 0, 0, 0])


def figure(text: str, chars: Sequence[Any], strokes: Sequence[Stroke]) -> str:
    """The text of a cell; one of a figure with marks on it is written so that it is none."""
    if not is_figure(text):
        return text
    largest = max(chars, key=lambda char: char["size"], default=None)
    if largest is None:
        return text
    across = [stroke for stroke in strokes if any(_strikes(stroke, char) for char in chars)]
    runs = [Piece(char["text"], _mark(char, largest, across)) for char in sorted(chars, key=lambda char: char["x0"])]
    return in_cell(runs) if any(run.mark for run in runs) else text


def _mark(char: Any, largest: Any, across: Sequence[Stroke]) -> Mark:
    if any(_strikes(stroke, char) for stroke in across):
        return "struck"
    if char["size"] > largest["size"] * _SMALL:
        return ""
    if char["bottom"] < largest["bottom"] - largest["size"] * _OFF:
        return "raised"
    return "lowered" if char["bottom"] > largest["bottom"] + largest["size"] * _OFF else ""


def _strikes(stroke: Stroke, char: Any) -> bool:
    """Whether a line goes through the middle of a character, and not under or over it."""
    begin, end, level = stroke
    height: float = char["bottom"] - char["top"]
    covered: float = min(end, char["x1"]) - max(begin, char["x0"])
    if covered * 2 <= char["x1"] - char["x0"]:
        return False
    down: float = level - char["top"]
    return height * 0.25 < down < height * 0.8
