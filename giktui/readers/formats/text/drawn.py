"""Tables drawn in plain text: by a frame around their cells, or by rulers that show their columns."""

from collections.abc import Callable, Sequence

from giktui.readers.document import Grid
from giktui.readers.formats.text.frame import RULE, framed, height_of
from giktui.readers.formats.text.frame_spans import with_spans
from giktui.readers.formats.text.rulers import MOST_LINES, is_ruler, ruled
from giktui.readers.limits import Limits

_LONGEST_RULE = 1000
_TRIES = 20


class Drawn:
    """The drawn tables of a text. Each try looks at all lines of a drawing, and a file of nothing but rules would be
    looked at as often as it has lines: it is told how often one was taken for a table in vain."""

    def __init__(self, lines: Sequence[str], name: str, limits: Limits, *, framed: bool, ruled: bool) -> None:
        self._lines, self._name, self._limits = lines, name, limits
        self._framed, self._ruled = framed, ruled
        self._end = self._times = 0

    def table(self, number: int) -> tuple[Grid, int] | None:
        """The table that begins with the line, and how many lines it takes; None where there is none."""
        line = self._lines[number]
        framed = self._framed and len(line) <= _LONGEST_RULE and RULE.match(line)
        if framed and self._may_try(number, height_of):
            return self._frame(number)
        if self._ruled and line.strip() and self._begins_ruled(number):
            table = ruled(self._lines, number, self._name) if self._may_try(number, _most) else None
            self._times -= table is not None
            return table
        return None

    def _frame(self, number: int) -> tuple[Grid, int] | None:
        height = height_of(self._lines, number)
        drawn = self._lines[number : number + height]
        grid = framed(self._lines, number, self._name) or with_spans(drawn, number + 1, self._name, self._limits)
        return (grid, height) if grid else None

    def _begins_ruled(self, number: int) -> bool:
        beside = self._lines[number : number + 2]
        return any(map(is_ruler, beside)) or (line := beside[0].strip()).count("-") == len(line) > 0

    def _may_try(self, number: int, height: Callable[[Sequence[str], int], int]) -> bool:
        """Whether a table may be looked for from the line on, in as many lines as `height` says."""
        if number >= self._end:
            self._end, self._times = number + height(self._lines, number), 0
        self._times += 1
        return self._times <= _TRIES


def _most(_lines: Sequence[str], _number: int) -> int:
    return MOST_LINES
