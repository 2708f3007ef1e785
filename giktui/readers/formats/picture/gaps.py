"""Gaps between the digits of a figure in a picture: where one is wider than on the rest of its page, there is a blank
in it, and what the model reads as one number may be two (`2 73`).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from giktui.readers.formats.picture.ink_lines import InkLine

_BLANK, _BLANK_AT_ONE = 0.15, 0.34
"""How much wider a gap is than the usual one where there is a blank, as parts of the pitch of digits; beside a 1, which
leaves room at its sides. Measured at 100 dpi, sharp and blurred: plain figures up to 0.10 and 0.29, with a blank from
0.19 and 0.41 on."""
_USUAL, _ENOUGH = 0.1, 3
"""The usual gap, where fewer figures than so many tell it."""


def usual_gap(figures: Iterable[tuple[InkLine, str]], pitch: float) -> float:
    """How wide the widest gap in a figure usually is on a page that has these, as a part of the pitch of digits
    (itself a part of their height)."""
    widest = [
        max((gap for gap, beside_one in _gaps(line, text, pitch) if not beside_one), default=0.0)
        for line, text in figures
        if len(text) > 1 and text.isdigit()
    ]
    return median(widest) if len(widest) >= _ENOUGH else _USUAL


def has_blank(line: InkLine, text: str, pitch: float, usual: float) -> bool:
    """Whether there is a blank between the digits of a figure, by the gaps in its ink, or a mark lower than a digit."""
    if len(text) < 2 or not text.isdigit():
        return False
    return line.low > 0 or any(
        gap > usual + (_BLANK_AT_ONE if beside_one else _BLANK) for gap, beside_one in _gaps(line, text, pitch)
    )


def _gaps(line: InkLine, text: str, pitch: float) -> Iterator[tuple[float, bool]]:
    """Each gap, in pitches, and whether a 1 is beside it."""
    unit = pitch * (line.bottom - line.top)
    digits = [max(1, round((end - begin) / unit)) for begin, end in line.runs]
    known = sum(digits) == len(text)
    before = 0
    for number, (left, right) in enumerate(pairwise(line.runs)):
        before += digits[number]
        beside = text[before - 1 : before + 1] if known else text
        yield (right[0] - left[1]) / unit, "1" in beside
