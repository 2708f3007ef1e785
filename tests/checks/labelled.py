"""The labelled sentences, and what the rules make of them: precision and recall."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giktui.checks import check
from giktui.form import form_for_year
from giktui.report import Number, Report

_FILE = Path(__file__).with_name("sentences.toml")
SETS = ("tuned", "held_out", "independent", "offices", "offices_held_out", "offices_third", "offices_fourth", "offices_fresh", "offices_last")
_DOCUMENTS = {"2019": ("made", "published", "total_public"), "2021": ("issued", "repealed", "in_force")}
_APART = {"TX-FEE"}  # about what is missing, not about what is said


@dataclass(frozen=True)
class Outcome:
    """One sentence: what was expected, and what was found."""

    text: str
    expected: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True)
class Score:
    """How often accusations are right, and how many contradictions are found, in percent."""

    sentences: int
    accusations: int
    contradictions: int
    precision: float
    recall: float


def outcomes(name: str) -> Iterator[Outcome]:
    """Every sentence of one of the `SETS`, checked."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    for profile, text, rules in data["sentences"][name]:
        report = _report(data["profiles"][profile]).with_narrative("overview", text)
        found = {f.rule for f in check(report) if f.rule.startswith("TX-") and f.status == "open"}
        yield Outcome(text, frozenset(rules.split()), frozenset(found - _APART))


def score(name: str) -> Score:
    """Precision and recall over one set."""
    seen = list(outcomes(name))
    right = sum(len(one.expected & one.found) for one in seen)
    accusations = sum(len(one.found) for one in seen)
    contradictions = sum(len(one.expected) for one in seen)
    return Score(
        len(seen),
        accusations,
        contradictions,
        100 * right / max(accusations, 1),
        100 * right / max(contradictions, 1),
    )


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
