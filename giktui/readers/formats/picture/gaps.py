"""Gaps between the digits of a figure in a picture: where one is wider than on the rest of its page, there is a blank
in it, and what the model reads as one number may be two (`2 73`).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from giktui.readers.formats.picture.ink_lines import InkLine

_BLANK, _BLANK_AT_ONE = 0.17, 0.34
"""How much wider a gap is than the usual one where there is a blank, as parts of the pitch of digits; beside a 1, which
leaves room at its sides. Measured at 100 dpi, sharp and blurred: plain figures up to 0.10 and 0.29, with a blank from
0.19 and 0.41 on; at 150 dpi two pixels more are 0.16."""
_USUAL, _ENOUGH = 0.1, 3
"""The usual gap, where fewer figures than so many tell it."""

WidestGaps = tuple[float, float, float]
"""How wide a gap may be without a blank: between digits that are no 1, beside one, between two."""


def widest_gaps(figures: Iterable[tuple[InkLine, str]], pitch: float) -> WidestGaps:
    """The widest gaps without a blank on a page that has these figures, as parts of the pitch of digits (itself a part
    of their height). Between two of 1 the gap is always the same, so that the page can tell it."""
    plain: list[float] = []
    between_ones: list[float] = []
    for line, text in figures:
        if len(text) > 1 and text.isdigit():
            gaps = list(_gaps(line, text, pitch))
            between_ones += [gap for gap, ones in gaps if ones == 2]
            others = [gap for gap, ones in gaps if not ones]
            if others or not gaps:
                plain.append(max(others, default=0.0))
    usual = median(plain) if len(plain) >= _ENOUGH else _USUAL
    beside_one = usual + _BLANK_AT_ONE
    told = len(between_ones) >= _ENOUGH
    return usual + _BLANK, beside_one, max(median(between_ones) + _BLANK, beside_one) if told else beside_one


def has_blank(line: InkLine, text: str, pitch: float, widest: WidestGaps) -> bool:
    """Whether there is a blank between the digits of a figure, by the gaps in its ink, or a mark lower than a digit."""
    if len(text) < 2 or not text.isdigit():
        return False
    return line.low > 0 or any(gap > widest[ones] for gap, ones in _gaps(line, text, pitch))


def _gaps(line: InkLine, text: str, pitch: float) -> Iterator[tuple[float, int]]:
    """Each gap, in pitches, and how many of the digits beside it are a 1: where that is not known, one may be."""
    unit = pitch * (line.bottom - line.top)
    digits = [max(1, round((end - begin) / unit)) for begin, end in line.runs]
    known = sum(digits) == len(text)
    before = 0
    for number, (left, right) in enumerate(pairwise(line.runs)):
        before += digits[number]
        ones = text[before - 1 : before + 1].count("1") if known else int("1" in text)
        yield (right[0] - left[1]) / unit, ones
