"""What a check may know beside the two reports. Everything has a harmless default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from giktui.checks.thresholds import Thresholds
from giktui.report import Number


class Doubt(NamedTuple):
    """What the reader could not read with certainty; `rule` is an id of the family FV."""

    rule: str
    message: str
    cells: tuple[str, ...] = ()
    evidence: str = ""


class Child(NamedTuple):
    """An agency under the one checked, or its own office: its cells on the parent's form; None: no report."""

    agency: str
    cells: Mapping[str, Number] | None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the agency, of the file the report came from, and of the agencies below.

    `level` and `makes_rules` are None where nobody said; then the agency's name decides, if it can.
    `submitted` is the day the report was handed in, `published` that on which its page was published, as the page says;
    None where it is not known. `children` are all whose cells the report should add up to.
    """

    doubts: tuple[Doubt, ...] = ()
    level: str | None = None
    makes_rules: bool | None = None
    is_government: bool | None = None
    submitted: date | None = None
    submitting: bool = False
    published: date | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)
    children: tuple[Child, ...] = ()
