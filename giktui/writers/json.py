"""The report as interchange JSON: the form other programs, and another giktui, take it in."""

from giktui.interchange import as_dict
from giktui.report import Report
from giktui.text.cleaning import as_json


def write(report: Report) -> str:
    """One JSON object, indented by two, Chinese as it is, in the order of the form."""
    return as_json(as_dict(report)) + "\n"
