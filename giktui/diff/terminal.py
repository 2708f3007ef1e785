"""A difference for a terminal: what `table` says, in lines as wide as the window, with colour where that is wanted.

Colour adds nothing that the signs do not say: what is gone stands in [- -], what has come in {+ +}.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from giktui.diff import list as long_form
from giktui.diff import words
from giktui.diff.compare import Difference
from giktui.diff.facts import fact_lines, facts
from giktui.diff.table import WIDTH, heading, tables
from giktui.text.patterns import compiled_late
from giktui.text.wrapping import break_offsets

_BOLD, _DIM, _RED, _GREEN, _YELLOW, _CYAN = "1", "2", "31", "32", "33", "36"
_LOOKS = {"same": "", "removed": _RED, "added": _GREEN}
_CHANGED = compiled_late(r"(?<= )\*\S+")

Run = tuple[str, str]
"""Some characters, and the parameter of the escape sequence that sets them off; empty: as they are."""


def lines(difference: Difference, width: int) -> Iterator[Sequence[Run]]:
    """The difference in lines of at most `width` columns (tables need up to 80), each in runs of one colour."""
    title, *legend = heading(difference)
    yield [(title, _BOLD)]
    yield from ([(line, _DIM)] for line in legend)
    for title, *rows in tables(difference, max(width, WIDTH)):
        yield []
        yield [(title, _BOLD)]
        yield from map(_row, rows)
    counted = facts(difference)
    for text in difference.texts:
        yield []
        yield [(long_form.text_title(difference, text), _BOLD)]
        for mark, runs in long_form.paragraph_runs(text):
            yield from _wrapped(mark, [(said, _LOOKS[look]) for said, look in runs], width)
        for fact in fact_lines(one for one in counted if one.part == text.part):
            mark, said = fact[:2], fact[2:]
            yield from _wrapped(mark, [(said, "")], width)
    for rest in difference.incomparable:
        yield []
        yield from _wrapped("", [(words.incomparable(rest), "")], width)
    yield []
    yield [(words.summary(difference), _BOLD)]


def _row(line: str) -> list[Run]:
    """A line of a table, its changed numbers apart."""
    runs: list[Run] = []
    end = 0
    for found in _CHANGED.finditer(line):
        runs += [(line[end : found.start()], ""), (found[0], _YELLOW)]
        end = found.end()
    return [*runs, (line[end:], "")]


def _wrapped(mark: str, runs: Sequence[Run], width: int) -> Iterator[list[Run]]:
    """The runs behind a mark, in lines that begin where the first does."""
    text = "".join(said for said, _look in runs)
    looks = [look for said, look in runs for _character in said]
    starts = break_offsets(text, max(20, width - len(mark)))
    for number, (start, end) in enumerate(pairwise((0, *starts, len(text)))):
        line: list[Run] = [(mark, _CYAN) if not number else (" " * len(mark), "")]
        for at in range(start, end):
            if len(line) > 1 and line[-1][1] == looks[at]:
                line[-1] = (line[-1][0] + text[at], looks[at])
            else:
                line.append((text[at], looks[at]))
        yield line
