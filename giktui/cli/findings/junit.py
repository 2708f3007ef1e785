"""Findings as JUnit XML: a suite for each report, a case for each finding, failed where `--fail-on` says so."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from giktui.checks import severity_order
from giktui.cli.findings.printing import Checked
from giktui.form import Severity


def junit(reports: Sequence[Checked], fail_on: Severity) -> str:
    """The document; a finding that is not evaluated, or waived, is a skipped case."""
    failing = severity_order[: severity_order.index(fail_on) + 1]
    root = Element("testsuites", name="giktui check")
    for one in reports:
        failed = [f for f in one.findings if f.status == "open" and f.severity in failing]
        skipped = [f for f in one.findings if f.status != "open"]
        suite = SubElement(
            root,
            "testsuite",
            name=f"{one.agency} {one.year}",
            tests=str(len(one.findings)),
            failures=str(len(failed)),
            skipped=str(len(skipped)),
        )
        for finding in one.findings:
            case = SubElement(suite, "testcase", classname=f"{one.agency}.{one.year}", name=finding.rule)
            if finding in failed:
                SubElement(case, "failure", type=finding.severity, message=finding.message).text = finding.evidence
            elif finding in skipped:
                SubElement(case, "skipped", message=finding.message)
            else:
                SubElement(case, "system-out").text = finding.message
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
