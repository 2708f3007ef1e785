"""Reads a table drawn with + - | (or box characters) in plain text, whose fields may span columns and lines."""

from collections.abc import Sequence, Set

from giktui.readers.document import Grid, Line, Place
from giktui.text.patterns import compiled_late
from giktui.text.width import width_of

RULE = compiled_late(r"\s*[+┌├╔╠┏┣][-=+─═━┬┼┴┐┤┘╦╬╩╗╣╝┳╋┻┓┫┛|]{3,}\s*$")
"""A line that is drawn, not written."""

_BOTTOM = compiled_late(r"\s*[└╚┗][-=+─═━┴┘╩╝┻┛]{3,}\s*$")
BARS = frozenset("|│┃║")
EDGES = frozenset("+┌├└┬┼┴┐┤┘╔╠╚╦╬╩╗╣╝┏┣┗┳╋┻┓┫┛")
"""Where rules begin, end and meet."""
_BAR = compiled_late(f"[{''.join(BARS)}]")
_SHEET_RULES = 3


def height_of(lines: Sequence[str], start: int) -> int:
    """How many lines the frame that begins at a line has."""
    end = start
    while end < len(lines) and (line := lines[end].strip()) and (line[0] in BARS or line[0] in EDGES):
        end += 1
    return end - start


def framed(lines: Sequence[str], start: int, name: str) -> Grid | None:
    """The grid drawn from line `start` on, aligned: a field stands in the column where it begins.

    Between two rules stands one row, whose fields may be wrapped; with rules only around head and body each line is a
    row. None if the bars do not stand under the corners of the rules, so that the columns cannot be told.
    """
    drawn = lines[start : start + height_of(lines, start)]
    rules = [line for line in drawn if _is_rule(line)]
    edges = {
        place: column for column, place in enumerate(sorted({edge for rule in rules for edge in _places(rule, EDGES)}))
    }
    wrapped = len(rules) > _SHEET_RULES
    rows: list[Line] = []
    fields: dict[int, str] = {}
    first = start
    for number, line in enumerate([*drawn, rules[-1]], start + 1):
        if _is_rule(line) or not wrapped:
            if fields:
                rows.append(_row(fields, len(edges) - 1, Place(file=name, line=first)))
            fields = {}
        if _is_rule(line):
            continue
        first = first if fields else number
        places = _places(line, BARS)
        if len(places) < 2 or any(place not in edges for place in places):
            return None
        parts = _cut(line)
        if fields and set(fields) != {edges[place] for place in places[:-1]}:
            return None
        for place, part in zip(places, parts, strict=False):
            fields[edges[place]] = fields.get(edges[place], "") + part.strip()
    return Grid(tuple(rows), aligned=True) if rows else None


def _row(fields: dict[int, str], columns: int, place: Place) -> Line:
    return Line(tuple(fields.get(column, "") for column in range(columns)), place)


def _is_rule(line: str) -> bool:
    return bool(RULE.match(line) or _BOTTOM.match(line))


def _cut(line: str) -> list[str]:
    return _BAR.split(line.strip())[1:-1]


def _places(line: str, marks: Set[str]) -> list[int]:
    """Where marks stand, in columns of a terminal."""
    places: list[int] = []
    column = 0
    for character in line:
        if character in marks:
            places.append(column)
        column += width_of(character)
    return places
