"""Where there is a blank in a figure of a picture: told from the room that digits leave anyway, pixel by pixel."""

import pytest

from giktui.readers.formats.picture.gaps import has_blank, widest_gaps
from giktui.readers.formats.picture.ink_lines import InkLine

PITCH = 0.75
"""Of digits 12 pixels apart and 16 high."""


def line(*runs: tuple[int, int]) -> InkLine:
    return InkLine(0, runs[0][0], 0, runs[-1][1], 16, len(runs), 0.0, runs=runs)


def pair(gap: int, width: int = 10) -> InkLine:
    """Two digits so wide, so many pixels apart."""
    return line((0, width), (width + gap, 2 * width + gap))


PAGE = [(pair(1), "48"), (pair(2), "36"), (pair(1), "50"), (pair(6, 7), "11"), (pair(7, 7), "11"), (pair(6, 7), "11")]


@pytest.mark.parametrize(
    ("text", "gap", "width", "blank"),
    [
        ("29", 3, 11, False),
        ("29", 4, 11, True),
        ("17", 4, 8, False),
        ("17", 7, 8, True),
        ("11", 7, 7, False),
        ("11", 10, 7, True),
    ],
)
def test_a_blank_is_wider_than_what_the_page_has_between_such_digits(
    text: str, gap: int, width: int, blank: bool
) -> None:
    assert has_blank(pair(gap, width), text, PITCH, widest_gaps(PAGE, PITCH)) is blank


def test_a_page_that_has_few_of_1_1_tells_nothing_of_them() -> None:
    assert has_blank(pair(7, 7), "11", PITCH, widest_gaps(PAGE[:3], PITCH))
