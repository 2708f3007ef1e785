"""Findings as SARIF 2.1.0, for the tools that show results of checks."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from giktui import __version__
from giktui.checks import Finding, explanation, rule
from giktui.cli.findings.printing import Checked
from giktui.text.cleaning import as_json

_LEVELS = {"error": "error", "soft": "warning", "warning": "warning", "info": "note"}


def sarif(reports: Sequence[Checked]) -> str:
    """One run with a result for each open or waived finding; the waived ones are marked as suppressed."""
    shown = [(one, finding) for one in reports for finding in one.findings if finding.status in ("open", "waived")]
    families = sorted({rule(finding.rule).id for _one, finding in shown})
    run = {
        "tool": {
            "driver": {
                "name": "giktui",
                "version": __version__,
                "rules": [{"id": id, "shortDescription": {"text": explanation(id).title}} for id in families],
            }
        },
        "results": [_result(one, finding) for one, finding in shown],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return as_json(document) + "\n"


def _result(one: Checked, finding: Finding) -> Mapping[str, object]:
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
