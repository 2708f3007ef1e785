"""Findings as JUnit XML: a suite for each report, a case for each finding, failed where `--fail-on` says so."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from giktui.checks import Finding, severity_order
from giktui.cli.findings.printing import Checked
from giktui.form import Severity


class Case(NamedTuple):
    """A finding as a case: how it came out, and its XML."""

    agency: str
    year: int
    outcome: Literal["failed", "skipped", "passed"]
    xml: str


def junit(reports: Sequence[Checked], fail_on: Severity) -> str:
    """The document; a finding that is not evaluated, or waived, is a skipped case."""
    suites = (
        suite(one.agency, one.year, [case(one.agency, one.year, finding, fail_on) for finding in one.findings])
        for one in reports
    )
    return "".join(junit_pieces(suites))


def junit_pieces(suites: Iterable[str]) -> Iterator[str]:
    """The document of these suites, bit by bit."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    begun = False
    for one in suites:
        yield one if begun else f'<testsuites name="giktui check">\n{one}'
        begun = True
    yield "</testsuites>\n" if begun else '<testsuites name="giktui check" />\n'


def case(agency: str, year: int, finding: Finding, fail_on: Severity) -> Case:
    """A finding of the report as a case."""
    failing = severity_order[: severity_order.index(fail_on) + 1]
    element = Element("testcase", classname=f"{agency}.{year}", name=finding.rule)
    outcome: Literal["failed", "skipped", "passed"] = "passed"
    if finding.status != "open":
        outcome = "skipped"
        SubElement(element, "skipped", message=finding.message)
    elif finding.severity in failing:
        outcome = "failed"
        SubElement(element, "failure", type=finding.severity, message=finding.message).text = finding.evidence
    else:
        SubElement(element, "system-out").text = finding.message
    indent(element, level=2)
    return Case(agency, year, outcome, tostring(element, encoding="unicode"))


def suite(agency: str, year: int, cases: Sequence[Case]) -> str:
    """A report's cases as a suite."""
    outcomes = [one.outcome for one in cases]
    numbers = {"tests": len(cases), "failures": outcomes.count("failed"), "skipped": outcomes.count("skipped")}
    element = Element("testsuite", {"name": f"{agency} {year}", **{name: str(n) for name, n in numbers.items()}})
    if not cases:
        return f"  {tostring(element, encoding='unicode')}\n"
    element.text = "\n"
    head = tostring(element, encoding="unicode").removesuffix("</testsuite>")
    return f"  {head}{''.join(f'    {one.xml.strip()}{chr(10)}' for one in cases)}  </testsuite>\n"
