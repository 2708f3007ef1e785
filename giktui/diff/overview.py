"""Many agencies compared at once, one line each: the form's headline figures then and now, how much else has changed.

The reports come as a stream and the lines go as one, so that a province needs no more memory than an agency.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from giktui.diff.compare import CellDifference, compare, select
from giktui.form import load_form
from giktui.report import Report

State = Literal["both", "old", "new", "none"]
"""Which of the two years the agency has reported on."""


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency: its headline figures, how many of its comparable numbers changed, and how many by `threshold` %.

    `likeness` is that of its most alike narrative, numbers aside, from 0 to 1; None where none can be compared.
    """

    agency: str
    state: State
    figures: tuple[CellDifference, ...] = ()
    changed: int = 0
    large: int = 0
    likeness: float | None = None


@cache
def headline_cells(form: str) -> tuple[str, ...]:
    """The cells that sum a report up: those its balance is struck with, in the total column, and the total of each
    group of a one-line table."""
    definition = load_form(form)
    found: dict[str, None] = {}
    for relation in definition.relations:
        table = definition.table(relation.table)
        if relation.across_years or relation.operator != "=":
            continue
        if relation.total is None:
            found.update((t.cell, None) for t in relation.terms if t.cell.endswith(f".{table.columns[-1].id}"))
        elif table.layout == "line":
            found[relation.total] = None
    return tuple(id for id in definition.cells if id in found)


def overview(
    agencies: Iterable[tuple[str, Report | None, Report | None]], *, threshold: Decimal | float = 50
) -> Iterator[AgencyLine]:
    """A line for each (agency, report of the old year, report of the new year), as they come."""
    for agency, old, new in agencies:
        if old is None or new is None:
            yield AgencyLine(agency, "old" if old else "new" if new else "none")
            continue
        difference = compare(old, new)
        wanted = set(headline_cells(new.form))
        likenesses = [text.likeness for text in difference.texts if text.likeness is not None]
        yield AgencyLine(
            agency,
            "both",
            tuple(cell for cell in difference.cells if wanted & set(cell.new_cells)),
            len(select(difference).cells),
            len(select(difference, threshold=threshold).cells),
            max(likenesses, default=None),
        )
