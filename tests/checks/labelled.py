"""The labelled sentences, and what the rules make of them: precision and recall."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from giktui.checks import check
from giktui.form import form_for_year
from giktui.report import Number, Report

_FILE = Path(__file__).with_name("sentences.toml")
SETS = (
    "tuned",
    "held_out",
    "independent",
    "offices",
    "offices_held_out",
    "offices_third",
    "offices_fourth",
    "offices_fresh",
    "offices_last",
    "overviews",
)
LAST = ("offices_fresh", "offices_last", "overviews")
"""The sets whose first run says best what new reports may expect."""
_DOCUMENTS = {"2019": ("made", "published", "total_public"), "2021": ("issued", "repealed", "in_force")}
_APART = {"TX-FEE", "TX-APPLICANTS", "TX-CHANNELS", "TX-ROW", "TX-SHARE", "TX-GROWTH"}
"""About what is missing; or younger than these labels: `paragraphs.toml` has theirs."""


@dataclass(frozen=True)
class Outcome:
    """One sentence: what was expected, and what was found."""

    text: str
    expected: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True)
class Score:
    """How many accusations there were and were right, of how many contradictions."""

    sentences: int
    right: int
    accusations: int
    contradictions: int

    @property
    def precision(self) -> float:
        """How often accusations are right, in percent."""
        return 100 * self.right / max(self.accusations, 1)

    @property
    def recall(self) -> float:
        """How many contradictions are found, in percent."""
        return 100 * self.right / max(self.contradictions, 1)


def outcomes(name: str) -> Iterator[Outcome]:
    """Every sentence of one of the `SETS`, checked."""
    for profile, text, rules in _data()["sentences"][name]:
        report = _report(_data()["profiles"][profile]).with_narrative("overview", text)
        found = {f.rule for f in check(report) if f.rule.startswith("TX-") and f.status == "open"}
        yield Outcome(text, frozenset(rules.split()), frozenset(found - _APART))


def score(name: str) -> Score:
    """Precision and recall over one set."""
    seen = list(outcomes(name))
    return Score(
        sentences=len(seen),
        right=sum(len(one.expected & one.found) for one in seen),
        accusations=sum(len(one.found) for one in seen),
        contradictions=sum(len(one.expected) for one in seen),
    )


def first_run(name: str) -> Score | None:
    """What the set's first run gave, before anything was mended on it; None where that is not known as a whole."""
    data = _data()
    counts = data["first_run"].get(name)
    return Score(sentences=len(data["sentences"][name]), **counts) if counts else None


def together(scores: Iterable[Score]) -> Score:
    """The scores as one."""
    every = list(scores)
    return Score(
        sentences=sum(one.sentences for one in every),
        right=sum(one.right for one in every),
        accusations=sum(one.accusations for one in every),
        contradictions=sum(one.contradictions for one in every),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _report(profile: Mapping[str, Any]) -> Report:
    form = form_for_year(profile["year"])
    cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
    for row, name in (("normative_documents", "documents"), ("rules", "rules")):
        for column, value in zip(_DOCUMENTS[form.id], profile["table2"][name], strict=True):
            cells[f"disclosure.{row}.{column}"] = value
    for row in ("licences", "penalties", "coercion"):
        cells[f"disclosure.{row}.decisions"] = profile["table2"][row]
    results = profile["results"]
    rows = {**results, "results_total": sum(results.values())}
    rows |= {row: profile[row] for row in ("received", "carried_in", "carried_out")}
    for row, value in rows.items():
        for column in ("natural_person", "total"):
            cells[f"applications.{row}.{column}"] = value
    for row, values in profile["proceedings"].items():
        for column, value in zip(
            ("upheld", "corrected", "other", "pending", "total"), [*values, sum(values)], strict=True
        ):
            cells[f"proceedings.{row}.{column}"] = value
    return Report(profile["agency"], profile["year"], form.id, cells=cells)
