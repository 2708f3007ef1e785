"""Pages that lie on their side or stand on their head, turned so that their text is upright."""

from typing import Any

from giktui.readers.formats.picture import engine

_SMALL = 1000
"""Pixels of the longer side of the copy in which lines of text are looked for."""
_LINES = 8
"""Lines of text, the longest, that tell which way up they are."""
_FEWEST = 3
_BETTER = 0.15
"""How much surer the model has to be of the lines the other way up."""


def turned_upright(picture: Any) -> Any:
    """The picture, turned by a quarter or half a turn if its lines of text run that way."""
    import numpy as np

    boxes = _lines_of(picture)
    if len(boxes) < _FEWEST:
        return picture
    sizes = [(right - left, bottom - top) for left, top, right, bottom in boxes]
    if sum(high > 1.5 * wide for wide, high in sizes) > sum(wide > 1.5 * high for wide, high in sizes):
        picture = np.rot90(picture).copy()
        boxes = _lines_of(picture)
    boxes.sort(key=lambda box: box[0] - box[2])
    cuts = [picture[top:bottom, left:right] for left, top, right, bottom in boxes[:_LINES]]
    this, other = (
        sum(said.score for said in engine.lines([np.rot90(cut, turns).copy() for cut in cuts])) for turns in (0, 2)
    )
    return np.rot90(picture, 2).copy() if other > this + _BETTER * len(cuts) else picture


def _lines_of(picture: Any) -> list[tuple[int, int, int, int]]:
    """Where there are lines of text: left, top, right, bottom in pixels of the picture."""
    import cv2

    height, width = picture.shape[:2]
    scale = min(1.0, _SMALL / max(height, width))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    found = []
    for corners in engine.places(small):
        left, top = corners.min(axis=0) / scale
        right, bottom = corners.max(axis=0) / scale
        found.append((max(0, int(left)), max(0, int(top)), min(width, int(right) + 1), min(height, int(bottom) + 1)))
    return [box for box in found if box[2] - box[0] > 1 and box[3] - box[1] > 1]
