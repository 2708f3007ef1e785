"""What the recogniser makes of a document: a report as far as it is certain, how it was read, and what is in doubt."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from giktui.readers.document import Place
from giktui.report import Number, Report


class Reading(NamedTuple):
    """How one cell was read: its value, the characters it was printed in, where they stand, how its row was known.

    `how` is `exact` (the form's own wording), `also` (another wording the form file lists), `fuzzy 0.93` (alike to
    that degree), `position` (a line of numbers under its heads) or `sums` (proved by the form's sums). A blank cell
    that was found has the value None.
    """

    value: Number | None
    printed: str
    place: Place
    how: str


class Run(NamedTuple):
    """The readings of cells that stand in one place and were known in one way: mostly those of a row of a table.

    A report has two hundred cells and forty runs; kept so, they are quick to make and to hand to another process.
    """

    cells: tuple[str, ...]
    values: tuple[Number | None, ...]
    printed: tuple[str, ...]
    place: Place
    how: str


def runs_of(readings: Iterable[tuple[str, Reading]]) -> Iterator[Run]:
    """Readings of cells, by their ids, as runs in the same order."""
    for (place, how), part in groupby(readings, key=lambda read: (read[1].place, read[1].how)):
        cells, alike = zip(*part, strict=True)
        yield Run(cells, tuple([one.value for one in alike]), tuple([one.printed for one in alike]), place, how)


def readings_of(runs: Iterable[Run]) -> Iterator[tuple[str, Reading]]:
    """The reading of each cell, with its id."""
    for cells, values, printed, place, how in runs:
        for cell, value, text in zip(cells, values, printed, strict=True):
            yield cell, Reading(value, text, place, how)


class Doubt(NamedTuple):
    """Something that could not be read with certainty; `rule` is the id of the FV- rule that reports it.

    `cells` are the cells it leaves open: none of them is in the report. `message` names section and row. `suggested`
    is what would be read in each of them, in their order, for a person to accept; empty where there is nothing to
    propose.
    """

    rule: str
    section: str
    cells: tuple[str, ...]
    message: str
    place: Place
    suggested: tuple[str, ...] = ()


class Recognition(NamedTuple):
    """One report found in a document. `runs` have every cell that was found, once; `published` is the day that its
    page names as that of publication (2025-01-24), empty where it names none."""

    report: Report
    runs: tuple[Run, ...]
    doubts: tuple[Doubt, ...] = ()
    name: str = ""
    kind: str = ""
    published: str = ""

    @property
    def readings(self) -> Mapping[str, Reading]:
        """How each cell that was found was read, by cell id."""
        return dict(readings_of(self.runs))

    @property
    def uncertain(self) -> tuple[Doubt, ...]:
        """The doubts that leave something open; a section's title in other words (FV-TITLES) leaves nothing."""
        return tuple(doubt for doubt in self.doubts if doubt.rule != "FV-TITLES")

    @property
    def certain(self) -> bool:
        """Whether nothing is left open."""
        return not self.uncertain


def as_stated(report: Report, name: str, kind: str) -> Recognition:
    """A report that a file gives cell by cell, under the cells' ids, so that nothing had to be recognised."""
    values = tuple(report.cells.values())
    run = Run(tuple(report.cells), values, tuple(map(str, values)), Place(name), "exact")
    return Recognition(report, (run,), (), name, kind)
