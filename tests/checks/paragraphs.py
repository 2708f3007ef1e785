"""The labelled paragraphs: each as it stands, then with each of its figures moved; what the rules make of it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from checks.labelled import Score

from giktui.checks import check, rule
from giktui.form import form_for_year
from giktui.report import Number, Report

_FILES = (
    "paragraphs.toml",
    "paragraphs_seventh.toml",
    "paragraphs_eighth.toml",
    "paragraphs_ninth.toml",
    "paragraphs_tenth.toml",
    "paragraphs_eleventh.toml",
    "paragraphs_twelfth.toml",
    "paragraphs_thirteenth.toml",
    "paragraphs_fourteenth.toml",
    "paragraphs_fifteenth.toml",
    "paragraphs_siblings.toml",
)
SETS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "siblings",
)
_MARK = re.compile(r"\{([^{}:>]+)(?:>([^{}:]+))?:([A-Z-]+)(?:-([a-z_]+))?\}")
"""What stands there, what it becomes once it is moved (or nothing, for a plain figure), the family that finds it."""
_DOCUMENTS = {"2019": ("made", "published", "total_public"), "2021": ("issued", "repealed", "in_force")}
_APART = {"TX-FEE", "TX-YEAR"}
"""Rules about the text as a whole, not about its figures."""


@dataclass(frozen=True)
class Moved:
    """A paragraph with one figure moved (or none): the rule that should find it, and what was found.

    `right` are the accusations about the figure that was moved, or of a rule that the text breaks as it stands.
    """

    text: str
    expected: frozenset[str]
    right: frozenset[str]
    wrong: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        """What should have been found."""
        return self.expected - self.right


def moved(name: str) -> Iterator[Moved]:
    """Every paragraph of a set as it stands, then with each of its figures moved, checked."""
    for profile, text, standing in _data()["paragraphs"].get(name, ()):
        report, last = reports_of(_data()["profiles"][profile])
        always = frozenset(standing.split())
        yield _checked(report, last, text, always, None)
        for mark in _MARK.finditer(text):
            yield _checked(report, last, text, always, mark)


def score(name: str) -> Score:
    """How many of the moved figures were found, and how many accusations were right."""
    seen = list(moved(name))
    return Score(
        sentences=len(_data()["paragraphs"].get(name, ())),
        right=sum(len(one.expected & one.right) for one in seen),
        accusations=sum(len(one.expected & one.right) + len(one.wrong) for one in seen),
        contradictions=sum(len(one.expected) for one in seen),
    )


def first_run(name: str) -> Score | None:
    """What the set's first run gave, before anything was mended on it."""
    counts = _data()["first_run"].get(name)
    return Score(sentences=len(_data()["paragraphs"][name]), **counts) if counts else None


def honest() -> Iterator[tuple[str, frozenset[str]]]:
    """Every true sentence on other figures, alone and behind one on applications, with what accuses it."""
    for profile, text in _data()["honest"]["sentences"]:
        report, last = reports_of(_data()["profiles"][profile])
        for said in (text, f"（二）依申请公开。规范办理政府信息公开申请。{text}"):
            yield said, _checked(report, last, said, frozenset(), None).wrong


def _checked(report: Report, last: Report, text: str, always: frozenset[str], mark: re.Match[str] | None) -> Moved:
    said, place = _said(text, mark)
    findings = [
        finding
        for finding in check(report.with_narrative("overview", said), last)
        if finding.status == "open" and finding.rule.startswith("TX-") and finding.rule not in _APART
    ]
    families = {finding: rule(finding.rule).id for finding in findings}
    here = {
        families[finding]
        for finding in findings
        if place and finding.span and finding.span[1] < place[1] and finding.span[2] > place[0]
    }
    expected = always | ({f"TX-{mark[3]}"} if mark else set())
    right = frozenset(family for family in families.values() if family in here or family in always)
    return Moved(said, expected, right, frozenset(families.values()) - right)


def _said(text: str, mark: re.Match[str] | None) -> tuple[str, tuple[int, int] | None]:
    """The text without its marks, the marked figure moved, and where that one stands."""
    pieces: list[str] = []
    place, at = None, 0
    for found in _MARK.finditer(text):
        pieces.append(text[at : found.start()])
        figure = found[1]
        if mark and found.start() == mark.start():
            figure = found[2] or _another(figure)
            begin = sum(map(len, pieces))
            place = (begin, begin + len(figure))
        pieces.append(figure)
        at = found.end()
    return "".join(pieces) + text[at:], place


def _another(figure: str) -> str:
    """A figure that is off: by one below ten, by seven above; a share by as much of its last decimal."""
    whole, point, decimals = figure.partition(".")
    if point:
        return f"{int(whole) + 2}.{decimals}"
    return str(int(whole) + (1 if int(whole) < 10 else 7))


def reports_of(profile: Mapping[str, Any]) -> tuple[Report, Report]:
    """The report of a profile, without text, and that of the year before as far as the profile knows it."""
    form = form_for_year(profile["year"])
    cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
    for row, name in (("normative_documents", "documents"), ("rules", "rules")):
        for column, value in zip(_DOCUMENTS[form.id], profile["table2"][name], strict=True):
            cells[f"disclosure.{row}.{column}"] = value
    for row in ("licences", "penalties", "coercion"):
        cells[f"disclosure.{row}.decisions"] = profile["table2"][row]
    results = profile["results"]
    rows = {**results, "results_total": sum(results.values())} | {
        row: profile[row] for row in ("carried_in", "carried_out")
    }
    for row, value in rows.items():
        for column in ("natural_person", "total"):
            cells[f"applications.{row}.{column}"] = value
    for column, value in (profile["received"] | {"total": sum(profile["received"].values())}).items():
        cells[f"applications.received.{column}"] = value
    for row, values in profile["proceedings"].items():
        for column, value in zip(
            ("upheld", "corrected", "other", "pending", "total"), [*values, sum(values)], strict=True
        ):
            cells[f"proceedings.{row}.{column}"] = value
    before = profile["last"]
    year = profile["year"] - 1
    last: dict[str, Number] = {
        "applications.received.total": before["received"],
        "proceedings.review.total": before["review"],
        "proceedings.litigation_direct.total": before["litigation"],
        "proceedings.litigation_after_review.total": 0,
    }
    return (
        Report(profile["agency"], profile["year"], form.id, cells=cells),
        Report(profile["agency"], year, form_for_year(year).id, cells=last),
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = {}
    for file in _FILES:
        for part, values in tomllib.loads(Path(__file__).with_name(file).read_text("utf-8")).items():
            data.setdefault(part, {}).update(values)
    return data
