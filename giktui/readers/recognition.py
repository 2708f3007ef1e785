"""What the recogniser makes of a document: a report as far as it is certain, how it was read, and what is in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from giktui.readers.document import Place
from giktui.report import Number, Report


class Reading(NamedTuple):
    """How one cell was read: its value, the characters it was printed in, where they stand, how its row was known.

    `how` is `exact` (the form's own wording), `also` (another wording the form file lists), `fuzzy 0.93` (alike to
    that degree) or `position` (a line of numbers under its heads). A blank cell that was found has the value None.
    """

    value: Number | None
    printed: str
    place: Place
    how: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that could not be read with certainty; `rule` is the id of the FV- rule that reports it.

    `cells` are the cells it leaves open: none of them is in the report. `message` names section and row.
    """

    rule: str
    section: str
    cells: tuple[str, ...]
    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Recognition:
    """One report found in a document. `readings` has every cell that was found, by cell id."""

    report: Report
    readings: Mapping[str, Reading] = field(repr=False)
    doubts: tuple[Doubt, ...] = ()
    name: str = ""
    kind: str = ""

    @property
    def uncertain(self) -> tuple[Doubt, ...]:
        """The doubts that leave something open; a section's title in other words (FV-TITLES) leaves nothing."""
        return tuple(doubt for doubt in self.doubts if doubt.rule != "FV-TITLES")

    @property
    def certain(self) -> bool:
        """Whether nothing is left open."""
        return not self.uncertain
