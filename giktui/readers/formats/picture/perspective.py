"""A page photographed at an angle: the frame of its largest table tells how it has to be drawn to be a rectangle."""

from itertools import pairwise
from typing import Any

_WIDE = 1400
"""Pixels of the width of the copy in which the frame is looked for."""
_LEAST = 0.3
"""The part of a picture's width that the frame takes at least; of its height half as much."""
_ASKEW = 0.3
"""Degrees by which opposite sides of a frame differ at least, if it is seen at an angle."""
_MOST = 15.0
"""Degrees by which they differ at most."""
_DRAWN = 0.7
"""The part of each side that has ink at least."""


def squared(grey: Any) -> Any | None:
    """The matrix (3 × 3) that takes a place on the picture to one from which it is seen straight on, about as large;
    None where it has no frame of a table, or is seen straight on already."""
    import cv2
    import numpy as np

    scale = min(1.0, _WIDE / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    frame = _frame(ink)
    if frame is None or not _is_askew(frame) or not _is_drawn(ink, frame):
        return None
    sides = [float(np.hypot(*(after - before))) for before, after in pairwise([*frame, frame[0]])]
    width, height = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    left, top = frame.mean(axis=0) - (width / 2, height / 2)
    wanted = np.array([[left, top], [left + width, top], [left + width, top + height], [left, top + height]])
    found = cv2.getPerspectiveTransform(frame.astype(np.float32), wanted.astype(np.float32))
    to_small = np.diag([scale, scale, 1.0])
    return np.linalg.inv(to_small) @ found @ to_small


def _frame(ink: Any) -> Any | None:
    """The corners of the largest thing of one piece, from the top left one clockwise: an array of 4 × 2."""
    import cv2
    import numpy as np

    count, labels, stats, _middles = cv2.connectedComponentsWithStats(ink)
    if count < 2:
        return None
    sizes = stats[1:, cv2.CC_STAT_WIDTH].astype(np.int64) * stats[1:, cv2.CC_STAT_HEIGHT]
    number = 1 + int(sizes.argmax())
    height, width = ink.shape
    if stats[number, cv2.CC_STAT_WIDTH] < _LEAST * width or stats[number, cv2.CC_STAT_HEIGHT] < _LEAST * height / 2:
        return None
    ys, xs = np.nonzero(labels == number)
    down, up = xs + ys, xs - ys
    corners = [down.argmin(), up.argmax(), down.argmax(), up.argmin()]
    return np.array([[xs[at], ys[at]] for at in corners], float)


def _is_askew(frame: Any) -> bool:
    """Whether opposite sides, or neighbours, are further from what they are in a rectangle than a scan makes them."""
    import numpy as np

    top, right, bottom, left = (after - before for before, after in pairwise([*frame, frame[0]]))
    level = [float(np.degrees(np.arctan2(y, x))) for x, y in (top, -bottom)]
    upright = [float(np.degrees(np.arctan2(-x, y))) for x, y in (right, -left)]
    apart = max(*level, *upright) - min(*level, *upright)
    return _ASKEW < apart < _MOST


def _is_drawn(ink: Any, frame: Any) -> bool:
    """Whether there is ink along each side."""
    import cv2
    import numpy as np

    wide = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    for before, after in pairwise([*frame, frame[0]]):
        steps = np.linspace(0, 1, 200)[:, None]
        places = np.round(before + (after - before) * steps).astype(int)
        if float((wide[places[:, 1], places[:, 0]] > 0).mean()) < _DRAWN:
            return False
    return True
