"""Which figure is which cell, worked out once for a layout and read off in every other table of it.

What the reader makes of a layout is seen by a specimen, in which each figure is another: where those went is the plan.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from giktui.form import Form, Kind, Table
from giktui.readers.recogniser.detect.numbers import MONEY, cell_value, plain_numbers, printed
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.tables.layout import Layout
from giktui.readers.recognition import Run
from giktui.report import Number


class Step(NamedTuple):
    """The readings of one line: which line it is, and behind how many fields its figures stand; what takes the figures
    in the order of their cells out of those; the cells, their kinds, the unit of amounts, how they were known."""

    line: int
    behind: int
    figures_in: Callable[[tuple[str, ...]], tuple[str, ...]]
    cells: tuple[str, ...]
    kinds: tuple[Kind, ...]
    unit: str
    how: str


class Plan(NamedTuple):
    """How to read a table: line by line; `exact` where a field's position tells, and not only its order."""

    steps: tuple[Step, ...]
    exact: bool


def plan_of(layout: Layout, specimen: Sequence[Item], runs: Sequence[Run], form: Form, table: Table) -> Plan | None:
    """The plan by which a specimen was read; None unless each of its figures is in one reading, with those of its line.

    Where blanks do not count, each row of the table has to stand in full behind its label: else they may.
    """
    exact = isinstance(layout.filled[0], bytes)
    rows = 1 if table.layout == "line" else len(table.rows)
    if not layout.aligned and (len(runs) != rows or any("" in run.printed for run in runs)):
        return None
    left = {field: (n, index) for n, item in enumerate(specimen) for index, field in enumerate(item.fields)}
    for item in specimen:
        for _index, word in item.words:
            left.pop(word, None)
    left.pop("", None)
    steps: list[Step] = []
    for run in runs:
        line = run.place.line or 0
        item = specimen[line]
        blank = (line, item.fields.index("")) if "" in item.fields else None
        found = [left.pop(text, None) if text else blank for text in run.printed]
        behind = 0 if exact or not item.words else item.words[-1][0] + 1
        at = [place[1] - behind for place in found if place and place[0] == line]
        if len(at) < len(found) or (not exact and not item.words):
            return None
        figures_in = itemgetter(*at) if len(at) > 1 else itemgetter(slice(at[0], at[0] + 1))
        kinds = tuple([form.cells[cell].kind for cell in run.cells])
        steps.append(Step(line, behind, figures_in, run.cells, kinds, _unit(run, kinds), run.how))
    return None if left else Plan(tuple(steps), exact)


def _unit(run: Run, kinds: Sequence[Kind]) -> str:
    """The unit in which amounts of a specimen were read; "" where there are none."""
    read = zip(run.values, run.printed, kinds, strict=True)
    amount = next(((value, Decimal(text)) for value, text, kind in read if kind == "amount" and text), None)
    return next((unit for unit, shift in MONEY.items() if amount and amount[0] == amount[1].scaleb(shift)), "")


def filled_in(plan: Plan, items: Sequence[Item]) -> list[Run] | None:
    """The readings of a table by its plan; None where what stands for a figure is none, or more than one."""
    runs: list[Run] = []
    for line, behind, figures_in, cells, kinds, unit, how in plan.steps:
        item = items[line]
        fields = figures_in(item.fields if plan.exact else tuple(filter(None, item.fields[behind:])))
        values = ("amount" not in kinds and plain_numbers(fields)) or _values(fields, kinds, unit)
        if values is None:
            return None
        runs.append(Run(cells, values, fields, item.place, how))
    return runs


def _values(fields: Sequence[str], kinds: Sequence[Kind], unit: str) -> tuple[Number | None, ...] | None:
    """The values of figures that are not all plain digits; None where one is no number, or has a remark."""
    values: list[Number | None] = []
    for field, kind in zip(fields, kinds, strict=True):
        held = printed(field)
        value = cell_value(held, kind, unit if kind == "amount" else "")
        if field and (held.kind != "number" or value is None or held.remark):
            return None
        values.append(value)
    return tuple(values)
