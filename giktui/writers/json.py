"""The report as interchange JSON: the form other programs, and another giktui, take it in."""

import json

from giktui.interchange import as_dict
from giktui.report import Report


def write(report: Report) -> str:
    """One JSON object, indented by two, Chinese as it is, in the order of the form."""
    return json.dumps(as_dict(report), ensure_ascii=False, indent=2) + "\n"
