"""Every rule, a line each: id, severity, and the function that applies it.

What a rule is for, its source and an example stand in `explanations.toml`, under the same id. A family (T3-ROW) stands
for rules of the form file that differ in row or column (T3-ROW-granted).
"""

from functools import cache
from typing import NamedTuple

from giktui.checks.rule_input import Find
from giktui.checks.rules import breakdowns, citations, completeness, deadlines, growth, hierarchy, last_year, register
from giktui.checks.rules import fee as text_fee
from giktui.checks.rules import form as form_rules
from giktui.checks.rules import plausibility as plausible
from giktui.checks.rules import text_year as years
from giktui.checks.rules.form import doubts
from giktui.checks.rules.slips import includes, slips, split
from giktui.checks.rules.sums import relations
from giktui.checks.rules.text import all_handled, denies, says
from giktui.form import Severity


class Rule(NamedTuple):
    """A rule, or a family of rules that differ in the row or column they are about."""

    id: str
    severity: Severity
    find: Find


RULES: tuple[Rule, ...] = (
    Rule("FV-FORM", "error", form_rules.form),
    Rule("FV-YEAR", "soft", deadlines.year),
    Rule("FV-TITLE", "warning", citations.title),
    Rule("FV-CITES", "warning", citations.cites),
    Rule("FV-SECTIONS", "error", doubts("FV-SECTIONS")),
    Rule("FV-TITLES", "info", doubts("FV-TITLES")),
    Rule("FV-CELLS", "error", doubts("FV-CELLS")),
    Rule("FV-UNREAD", "warning", doubts("FV-UNREAD")),
    Rule("FV-NUMBER", "error", form_rules.number),
    Rule("FV-NEGATIVE", "error", form_rules.negative),
    Rule("FV-INTEGER", "error", form_rules.integer),
    Rule("FV-DECIMALS", "warning", form_rules.decimals),
    Rule("T3-ROW", "error", relations("T3-ROW")),
    Rule("T3-COL", "error", relations("T3-COL")),
    Rule("T3-BAL", "error", relations("T3-BAL")),
    Rule("T4-SUM", "error", relations("T4-SUM")),
    Rule("XY-CARRY", "soft", relations("XY-CARRY")),
    Rule("XY-FORCE", "soft", relations("XY-FORCE")),
    Rule("XY-REPEAL", "warning", relations("XY-REPEAL")),
    Rule("XY-PENDING", "info", relations("XY-PENDING")),
    Rule("XY-AFTER", "info", last_year.after_review),
    Rule("IN-FORCE", "warning", relations("IN-FORCE")),
    Rule("TX-RECEIVED", "warning", says("RECEIVED")),
    Rule("TX-CARRIED-IN", "warning", says("CARRIED-IN")),
    Rule("TX-HANDLED", "warning", says("HANDLED")),
    Rule("TX-CARRIED-OUT", "warning", says("CARRIED-OUT")),
    Rule("TX-GRANTED", "warning", says("GRANTED")),
    Rule("TX-PARTLY", "warning", says("PARTLY")),
    Rule("TX-REFUSED", "warning", says("REFUSED")),
    Rule("TX-UNAVAILABLE", "warning", says("UNAVAILABLE")),
    Rule("TX-UNPROCESSED", "warning", says("UNPROCESSED")),
    Rule("TX-OTHER", "warning", says("OTHER")),
    Rule("TX-REVIEW", "warning", says("REVIEW")),
    Rule("TX-LITIGATION", "warning", says("LITIGATION")),
    Rule("TX-RULES", "warning", says("RULES")),
    Rule("TX-DOCUMENTS", "warning", says("DOCUMENTS")),
    Rule("TX-LICENCES", "warning", says("LICENCES")),
    Rule("TX-PENALTIES", "warning", says("PENALTIES")),
    Rule("TX-COERCION", "warning", says("COERCION")),
    Rule("TX-APPLICANTS", "warning", breakdowns.applicants),
    Rule("TX-CHANNELS", "warning", breakdowns.channels),
    Rule("TX-ROW", "warning", breakdowns.reasons),
    Rule("TX-SHARE", "warning", breakdowns.shares_of_all),
    Rule("TX-GROWTH", "warning", growth.growth),
    Rule("TX-NONE-APPLICATIONS", "soft", denies("APPLICATIONS")),
    Rule("TX-NONE-REVIEW", "soft", denies("REVIEW")),
    Rule("TX-NONE-LITIGATION", "soft", denies("LITIGATION")),
    Rule("TX-NONE-DOCUMENTS", "soft", denies("DOCUMENTS")),
    Rule("TX-NONE-LICENCES", "soft", denies("LICENCES")),
    Rule("TX-NONE-PENALTIES", "soft", denies("PENALTIES")),
    Rule("TX-NONE-COERCION", "soft", denies("COERCION")),
    Rule("TX-ALL-HANDLED", "soft", all_handled),
    Rule("TX-YEAR", "warning", years.year),
    Rule("TX-FEE", "warning", text_fee.fee),
    Rule("PL-LEVEL", "soft", plausible.level),
    Rule("PL-JUMP", "warning", last_year.jump),
    Rule("PL-COPIED", "soft", last_year.copied),
    Rule("PL-TEXT", "warning", last_year.text),
    Rule("PL-UNIT", "warning", last_year.unit),
    Rule("PL-TRANSPOSED", "warning", slips("transposed")),
    Rule("PL-SHIFTED", "warning", slips("shifted")),
    Rule("PL-INCLUDES", "warning", includes),
    Rule("PL-SPLIT", "warning", split),
    Rule("PL-CASES", "warning", plausible.cases),
    Rule("PL-DIRECT", "info", plausible.direct_suits),
    Rule("PL-FEE", "warning", text_fee.multiple),
    Rule("PL-TWIN", "warning", plausible.twins),
    Rule("PL-OTHER", "info", plausible.other),
    Rule("CP-BLANK", "error", completeness.blank),
    Rule("CP-NARRATIVE", "error", completeness.narrative),
    Rule("CP-THIN", "soft", completeness.thin),
    Rule("CP-PARTS", "info", completeness.parts),
    Rule("CP-ASSESS", "warning", completeness.assessed),
    Rule("CP-IMPROVE", "info", completeness.improvements),
    Rule("CP-ZERO", "soft", completeness.zero),
    Rule("CP-LATE", "warning", deadlines.late),
    Rule("CP-PUBLISHED", "warning", deadlines.published),
    Rule("HR-SUM", "soft", hierarchy.sums),
    Rule("HR-MISSING", "warning", hierarchy.missing),
    Rule("HR-TWICE", "error", hierarchy.twice),
    Rule("RG-CELL", "warning", register.left_register),
)
"""In the order in which findings of one place and severity are listed."""


def rules() -> tuple[Rule, ...]:
    """All rules."""
    return RULES


def rule(id: str) -> Rule:
    """The rule of that id, or the family the id belongs to (T3-ROW for T3-ROW-granted). Raises KeyError."""
    found = id.upper()
    while found:
        if found in _by_id():
            return _by_id()[found]
        found = found.rpartition("-")[0]
    raise KeyError(id)


@cache
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in RULES}
