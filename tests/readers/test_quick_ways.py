"""What is read without a closer look is what the closer look reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from unittest.mock import patch

import pytest
from published.figures import Published, balanced, ordinary, published
from published.shapes import SHAPES, sample

from giktui.errors import GiktuiError
from giktui.readers import Recognition, reports_in
from giktui.readers.encoding import decode
from giktui.readers.recogniser.align import cells, open_rows
from giktui.readers.recogniser.tables import leftovers, single_line_table

REPORTS = 5
"""Of each shape and kind, each as it is and in so many spoilt ways."""
SPOILT = 3
INSERTED = ("7", "/", " 7", "-", "３", "件", "O", "\t", "|", "\n", "<td>", "（", "其他")


@contextmanager
def closely() -> Iterator[None]:
    """Everything is looked at closely: no row and no line is taken as plain, no way to place numbers is left out."""
    with (
        patch.object(cells, "whole_row", lambda *_given: None),
        patch.object(single_line_table, "_plain_line", lambda *_given: None),
        patch.object(leftovers, "_all_labels", lambda *_given: False),
        patch.object(open_rows, "_told_at", lambda cells, *_given: [[] for _cell in cells]),
    ):
        yield


def read(data: bytes, name: str) -> list[Recognition] | str:
    try:
        return reports_in(data, name)
    except GiktuiError as error:
        return str(error)


def spoilt(text: str, random: Random) -> str:
    """The text with a line dropped, said twice, moved, or with a character too many or too few."""
    lines = text.split("\n")
    place, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.choice(("dropped", "twice", "moved", "character", "character", "digit")):
        case "dropped":
            del lines[place]
        case "twice":
            lines.insert(place, lines[place])
        case "moved":
            lines.insert(other, lines.pop(place))
        case "character":
            at = random.randrange(len(lines[place]) + 1)
            taken = random.randint(0, 1)
            lines[place] = lines[place][:at] + random.choice(INSERTED) + lines[place][at + taken :]
        case _:
            whole = "\n".join(lines)
            at = random.choice([n for n, character in enumerate(whole) if character.isdigit()])
            return whole[:at] + random.choice(("", *INSERTED)) + whole[at + 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("make", [ordinary, balanced, published])
def test_a_quick_look_reads_what_a_close_one_does(shape: str, make: Callable[[Random], Published]) -> None:
    for number in range(REPORTS):
        random = Random(f"{shape} {make.__name__} {number}")
        report = replace(make(random), agency="青禾县人民政府")
        one = sample(shape, random, report, noise=make is published)
        text = decode(one.data, one.name)
        for version in (text, *[spoilt(text, random) for _time in range(SPOILT)]):
            data = version.encode()
            quick = read(data, one.name)
            with closely():
                assert read(data, one.name) == quick, version
