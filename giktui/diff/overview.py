"""Many agencies compared at once, one line each: the form's headline figures then and now, how much else has changed.

The reports come as a stream and the lines go as one, so that a province needs no more memory than an agency.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from giktui.diff.compare import CellDifference, Difference, compare, select
from giktui.form import load_form
from giktui.report import Report

State = Literal["both", "old", "new", "none"]
"""Which of the two years the agency has reported on."""


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency: its headline figures, and how much else has changed.

    `cells` and `texts` count what changed, `large` the cells that changed by the threshold or have no percentage;
    `steepest` is the cell that changed most by percentage, `likeness` that of the most alike narrative (from 0 to 1,
    numbers aside). Both are None where there is none.
    """

    agency: str
    state: State
    figures: tuple[CellDifference, ...] = ()
    cells: int = 0
    large: int = 0
    texts: int = 0
    steepest: CellDifference | None = None
    likeness: float | None = None

    @property
    def same(self) -> bool:
        """Whether both years are there and nothing compared has changed."""
        return self.state == "both" and not self.cells and not self.texts


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
        yield _line(agency, compare(old, new), threshold)


def _line(agency: str, difference: Difference, threshold: Decimal | float) -> AgencyLine:
    wanted = set(headline_cells(difference.new.form))
    changed = select(difference)
    likenesses = [text.likeness for text in difference.texts if text.likeness is not None]
    return AgencyLine(
        agency,
        "both",
        tuple(cell for cell in difference.cells if wanted & set(cell.new_cells)),
        len(changed.cells),
        len(select(difference, threshold=threshold).cells),
        len(changed.texts),
        max((cell for cell in changed.cells if cell.percent is not None), key=_steepness, default=None),
        max(likenesses, default=None),
    )


def _steepness(cell: CellDifference) -> Decimal:
    return abs(cell.percent or Decimal(0))
