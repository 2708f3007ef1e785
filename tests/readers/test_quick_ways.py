"""What is read without a closer look is what the closer look reads."""

import re
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
from giktui.readers.recogniser.tables import leftovers, single_line_table, table

REPORTS = 5
"""Of each shape and kind, each as it is and in so many spoilt ways."""
SPOILT = 3
INSERTED = ("7", "/", " 7", "-", "３", "件", "O", "\t", "|", "\n", "<td>", "（", "其他")


@contextmanager
def closely() -> Iterator[None]:
    """Everything is looked at closely: no table is read by a plan, no row and no line is taken as plain, no way to
    place numbers is left out."""
    with (
        patch.object(table, "_by_plan", lambda *_given: None),
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


_ALONE = re.compile(r"(?<=[\t|>\n ])\d{1,7}(?=[\t|<\n\r ])")


def with_other_figures(text: str, random: Random) -> str:
    """The text with other numbers where one stands alone in its field or line, some of them sums of others."""
    drawn = [random.choice((0, 0, 1, 2, 3, random.randrange(10**6))) for _figure in range(5)]
    return _ALONE.sub(lambda _found: str(sum(random.sample(drawn, random.randint(1, 3)))), text)


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


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("make", [ordinary, balanced, published])
def test_a_table_is_read_by_a_plan_as_without_one(shape: str, make: Callable[[Random], Published]) -> None:
    for number in range(REPORTS):
        random = Random(f"plan {shape} {make.__name__} {number}")
        report = replace(make(random), agency="青禾县人民政府")
        one = sample(shape, random, report, noise=make is published)
        text = decode(one.data, one.name)
        for version in (text, *[spoilt(text, random) for _time in range(SPOILT)]):
            versions = [version, *[with_other_figures(version, random) for _time in range(4)]]
            by_plan = [read(data.encode(), one.name) for data in versions]
            with closely():
                assert [read(data.encode(), one.name) for data in versions] == by_plan, version


@pytest.mark.parametrize("shape", ["tabs", "html"])
def test_tables_laid_out_alike_are_read_by_one_plan(shape: str) -> None:
    """Even where a label is worded or an amount is written otherwise."""
    one = sample(shape, Random(shape), replace(ordinary(Random(shape)), agency="青禾县人民政府"), noise=False)
    text = decode(one.data, one.name)
    reports_in(text.encode(), one.name)
    reports_in(text.encode(), one.name)
    with patch.object(table, "_read", side_effect=AssertionError("looked at closely")) as closer:
        found = reports_in(with_other_figures(text, Random(1)).replace("（一）", "(一)").encode(), one.name)
    assert not closer.called
    assert found[0].certain
    assert len(found[0].report.cells) == len(one.figures)
