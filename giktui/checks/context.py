"""What a check may know beside the two reports. Everything has a harmless default."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from giktui.checks.thresholds import Thresholds
from giktui.form import Severity
from giktui.report import Number, Report


class Doubt(NamedTuple):
    """What the reader could not read with certainty; `rule` is an id of the family FV.

    `suggested` is what it would read in each of `cells`; empty where it has nothing to propose.
    """

    rule: str
    message: str
    cells: tuple[str, ...] = ()
    evidence: str = ""
    suggested: tuple[str, ...] = ()


class Child(NamedTuple):
    """An agency under the one checked, or its own office: its cells on the parent's form; None: no report."""

    agency: str
    cells: Mapping[str, Number] | None


class Twin(NamedTuple):
    """Another agency's report of the same year that is nearly this one: which section, and how much alike in percent.

    What a whole county shares is not counted in. For a table `percent` is 100 and `figures` says how many are equal.
    """

    agency: str
    section: str
    percent: int
    figures: int = 0


class Context(NamedTuple):
    """What is known of the agency, of the file the report came from, and of the agencies below.

    `level` and `makes_rules` are None where nobody said; then the agency's name decides, if it can.
    `submitted` is the day the report was handed in, `published` that on which its page was published, as the page says;
    None where it is not known. `children` are all whose cells the report should add up to. `register` is what the
    register of requests counts now for the cells that were filled from it.

    `names` are the agency's other names, `government` the level of the government above it. `predecessors` are those
    whose reports last year's adds up, where the agency goes on from others. `today` is the day of submitting.
    `following` is next year's report, which a repair must not break; `repair_cells` and `repair_steps` are what the
    search for one may take, by default little enough for every keystroke. `levels` are severities set for rules in
    place of the catalogue's, `rules_version` names the rules with these settings.
    """

    doubts: tuple[Doubt, ...] = ()
    level: str | None = None
    makes_rules: bool | None = None
    is_government: bool | None = None
    submitted: date | None = None
    submitting: bool = False
    published: date | None = None
    thresholds: Thresholds = Thresholds()
    children: tuple[Child, ...] = ()
    register: Mapping[str, int] = {}
    names: tuple[str, ...] = ()
    government: str | None = None
    predecessors: tuple[str, ...] = ()
    twins: tuple[Twin, ...] = ()
    today: date | None = None
    following: Report | None = None
    repair_cells: int = 3
    repair_steps: int = 2_000
    levels: Mapping[str, Severity | Literal["off"]] = {}
    rules_version: str = ""
