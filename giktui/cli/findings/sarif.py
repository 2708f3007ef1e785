"""Findings as SARIF 2.1.0, for the tools that show results of checks."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import indent
from urllib.parse import quote

from giktui import __version__
from giktui.checks import Finding, explanation, rule
from giktui.cli.findings.printing import Checked
from giktui.text.cleaning import as_json

_LEVELS = {"error": "error", "soft": "warning", "warning": "warning", "info": "note"}


def sarif(reports: Sequence[Checked]) -> str:
    """One run with a result for each open or waived finding; the waived ones are marked as suppressed."""
    shown = [(one, finding) for one in reports for finding in one.findings if finding.status in ("open", "waived")]
    families = {rule(finding.rule).id for _one, finding in shown}
    return "".join(sarif_pieces(families, (as_json(result(one, finding)) for one, finding in shown)))


def sarif_pieces(families: Iterable[str], results: Iterable[str]) -> Iterator[str]:
    """The document of these results (JSON of `result` each), which are of these families of rules, bit by bit."""
    driver = {
        "name": "giktui",
        "version": __version__,
        "rules": [{"id": id, "shortDescription": {"text": explanation(id).title}} for id in sorted(families)],
    }
    run = {"tool": {"driver": driver}, "results": []}
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    head, _list, tail = as_json(document).rpartition("]\n    }\n  ]\n}")
    before = head + "\n"
    for one in results:
        yield before + indent(one, " " * 8)
        before = ",\n"
    yield (head if before != ",\n" else "\n      ") + _list + tail + "\n"


def result(one: Checked, finding: Finding) -> Mapping[str, object]:
    """A finding of that report as SARIF has it."""
    place: dict[str, object] = {
        "logicalLocations": [
            {"fullyQualifiedName": f"{one.agency}/{one.year}/{cell}"} for cell in finding.cells or ("",)
        ]
    }
    if one.source:
        place["physicalLocation"] = {"artifactLocation": {"uri": _uri(one.source)}}
    return {
        "ruleId": rule(finding.rule).id,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{one.agency}{one.year} {finding.rule} {finding.message}"},
        "locations": [place],
        "partialFingerprints": {"giktui/v1": finding.fingerprint},
        **({"suppressions": [_suppression(one, finding)]} if finding.status == "waived" else {}),
    }


def _uri(source: str) -> str:
    """The file's path as a URI reference: below the folder one works in, or absolute."""
    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _suppression(one: Checked, finding: Finding) -> Mapping[str, object]:
    return {"kind": "external", "justification": one.reasons.get(finding.fingerprint, "")}
