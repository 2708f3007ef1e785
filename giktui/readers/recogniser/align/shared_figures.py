"""A figure whose cell claims several lines: which of their rows it is of is told by the sums, or left open."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from giktui.form import Form, Table
from giktui.i18n import _
from giktui.readers.recogniser.align.open_rows import HOW
from giktui.readers.recogniser.align.proof import proved
from giktui.readers.recogniser.segment.lines import where
from giktui.readers.recognition import Doubt, Reading, Run, readings_of, runs_of
from giktui.wording.cells import cell_label

_MOST = 6
"""Lines of the tallest cell that is looked at."""


def settled_shared(
    runs: Sequence[Run], doubts: Sequence[Doubt], form: Form, table: Table
) -> tuple[list[Run], list[Doubt]]:
    """The readings and the doubts of a table, where a field below a figure is in doubt because the figure's cell covers
    it (`spans.below_figure`): the sums prove which of the cells it is in, each on its own, or all of them are open."""
    alone = [doubt for doubt in doubts if doubt.rule == "FV-NUMBER" and len(doubt.cells) == 1 == len(doubt.suggested)]
    below = {doubt.cells[0]: doubt for doubt in alone}
    if not below:
        return list(runs), list(doubts)
    read = dict(readings_of(runs))
    kept = list(doubts)
    for cells in _columns_of(below, read, table):
        first = read.pop(cells[0])
        ways = product((first.value, None), repeat=len(cells))
        choices = [dict(zip(cells, way, strict=True)) for way in ways if way.count(None) < len(way)]
        answer = proved(form, {cell: one.value for cell, one in read.items()}, [choices])[0]
        kept = [doubt for doubt in kept if doubt not in [below.get(cell) for cell in cells]]
        for cell, value in answer.items():
            own = cell == cells[0]
            text = first.printed if own else f"[{first.printed}]"  # as it stands in the field
            read[cell] = Reading(value, text, first.place if own else below[cell].place, HOW)
        left = tuple(cell for cell in cells if cell not in answer)
        if left:
            message = _("{cells}：“{text}”的格子占了几行，分不清是哪一行的").format(
                cells=_("、").join(cell_label(form, cell, section=cell == left[0]) for cell in left), text=first.printed
            )
            kept.append(Doubt("FV-CELLS", table.id, left, message + where(first.place), first.place))
    return list(runs_of((cell.id, read[cell.id]) for cell in table.cells if cell.id in read)), kept


def _columns_of(below: Mapping[str, Doubt], read: Mapping[str, Reading], table: Table) -> Iterator[tuple[str, ...]]:
    """The cells that may share a figure: one that was read, and those under it that are in doubt with its number."""
    for column in table.columns:
        group: list[str] = []
        for row in table.rows:
            cell = f"{table.id}.{row.id}.{column.id}"
            if group and cell in below and below[cell].suggested == (read[group[0]].printed,) and len(group) < _MOST:
                group.append(cell)
                continue
            if len(group) > 1:
                yield tuple(group)
            group = [cell] if cell in read and read[cell].value is not None else []
        if len(group) > 1:
            yield tuple(group)
