"""Tables in plain text whose columns a line of dashes shows, one stretch of them a column: pandoc's simple and
multiline tables, reStructuredText's simple ones.

    ============== ====
    信息内容        数量
    ============== ====
"""

from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from giktui.readers.document import Grid, Line, Place
from giktui.readers.marks import is_figure, may_be_figure
from giktui.text.patterns import compiled_late
from giktui.text.width import width_of

_RULER = compiled_late(r"[ \u3000]*(?:-{2,}(?: +-{2,})+|={2,}(?: +={2,})+)[ \r]*")
_WHOLE = compiled_late(r"[ \u3000]*-{10,}[ \r]*")
_HEAD_LINES = 12
MOST_LINES = 500
"""Lines of the longest table that is looked for."""
_LONGEST = 2_000


def is_ruler(line: str) -> bool:
    """Whether a line is dashes in stretches, one for each column of a table."""
    return len(line) <= _LONGEST and bool(_RULER.fullmatch(line))


def ruled(lines: Sequence[str], start: int, name: str) -> tuple[Grid, int] | None:
    """The table whose first line is that one (a ruler, a line of dashes over its heads, or heads over a ruler),
    aligned, and how many lines it takes; None if the texts do not stand in the columns that the ruler shows."""
    extent = _extent(lines, start)
    if extent is None:
        return None
    ruler, end = extent
    body = [
        (number, line)
        for number, line in enumerate(lines[start:end], start)
        if line.strip("-= \u3000\r") or not line.strip()
    ]
    for measures in ((width_of, _wide), (len,)):
        columns = _columns(lines[ruler], measures[0])
        cut: list[tuple[int, tuple[str, ...]]] = []
        for number, line in body:
            ways = {fields for measure in measures if (fields := _cut(line, columns, measure))}
            if len(ways) == 1:
                cut.append((number, ways.pop()))
        if len(cut) == len(body) and any(any(fields) for _number, fields in cut):
            rows = _with_doubts(_rows(cut))
            return Grid(
                tuple(Line(fields, Place(name, number + 1)) for number, fields in rows), aligned=True
            ), end - start
    return None


def _wide(character: str) -> int:
    """How wide a character is for programs that give “ and … the width of two."""
    return 2 if east_asian_width(character) == "A" else width_of(character)


def _extent(lines: Sequence[str], start: int) -> tuple[int, int] | None:
    """Which line is the ruler, and the line behind the table."""
    near, far = (range(start + 1, min(start + most, len(lines))) for most in (_HEAD_LINES, MOST_LINES))
    if _WHOLE.fullmatch(lines[start]):
        ruler = next((number for number in near if is_ruler(lines[number])), None)
        last = next((number for number in far if _WHOLE.fullmatch(lines[number])), None)
        return None if ruler is None or last is None or last < ruler else (ruler, last + 1)
    if is_ruler(lines[start]):
        same = lines[start].strip()
        ends = (number for number in far if lines[number].strip() == same and not _goes_on(lines, number, same))
        end = next(ends, None)
        return None if end is None else (start, end + 1)
    if start + 1 < len(lines) and lines[start].strip() and is_ruler(lines[start + 1]):
        end = next((number for number in range(start + 2, len(lines)) if not lines[number].strip()), len(lines))
        return (start + 1, end)
    return None


def _goes_on(lines: Sequence[str], number: int, same: str) -> bool:
    """Whether another ruler like this one comes before the text that follows is broken by an empty line."""
    for line in lines[number + 1 : number + MOST_LINES]:
        if line.strip() == same:
            return True
        if not line.strip():
            return False
    return False


def _columns(ruler: str, measure: Callable[[str], int]) -> list[tuple[int, int]]:
    """Where each column begins, and where its dashes end."""
    columns: list[tuple[int, int]] = []
    at = 0
    for dashes, stretch in groupby(ruler.rstrip(), key=lambda character: character in "-="):
        wide = measure("".join(stretch))
        if dashes:
            columns.append((at, at + wide))
        at += wide
    return columns


def _cut(line: str, columns: Sequence[tuple[int, int]], measure: Callable[[str], int]) -> tuple[str, ...] | None:
    """The fields of a line; None if a text stands between two columns."""
    fields, starts, at = [""] * len(columns), [begin for begin, _end in columns], 0
    for character in line.rstrip():
        place, end = bisect(starts, at) - 1, at + measure(character)
        if not character.isspace() and (
            place < 0 or (place + 1 < len(columns) and (at >= columns[place][1] or end > starts[place + 1]))
        ):
            return None
        if place >= 0:
            fields[place] += character
        at = end
    return tuple(["" if (text := field.strip()) == "\\" else text for field in fields])


def _rows(cut: Sequence[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]]:
    """The rows: the lines, or where empty ones part them, those between two as one."""
    if all(any(fields) for _number, fields in cut):
        return list(cut)
    rows: list[tuple[int, tuple[str, ...]]] = []
    for full, lines in groupby(cut, key=lambda line: any(line[1])):
        if full:
            numbers, pieces = zip(*lines, strict=True)
            rows.append((numbers[0], tuple(_joined(column) for column in zip(*pieces, strict=True))))
    return rows


def _joined(pieces: Sequence[str]) -> str:
    """The pieces of a field; two numbers below each other do not make one."""
    texts = [text for text in pieces if text]
    figures = sum(map(may_be_figure, texts))
    return ("\n" if figures > 1 else "").join(texts)


def _with_doubts(rows: Sequence[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]]:
    """The rows, one of several figures that has none in the last column, though most have, with its figures in one
    field: where one was lost, those behind it may have moved up."""
    last = [fields[-1] for _number, fields in rows if _figures(fields) > 1]
    if 2 * last.count("") >= len(last):
        return list(rows)
    return [(number, _in_one(fields) if _figures(fields) > 1 and not fields[-1] else fields) for number, fields in rows]


def _figures(fields: Sequence[str]) -> int:
    return sum(map(is_figure, fields))


def _in_one(fields: Sequence[str]) -> tuple[str, ...]:
    first = next(place for place, text in enumerate(fields) if is_figure(text))
    rest = "  ".join(text for text in fields[first:] if text)
    return (*fields[:first], rest, *[""] * (len(fields) - first - 1))
