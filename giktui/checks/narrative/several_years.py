"""This year's number told beside other years': 复议由17件增至21件, 申请从2022年的1218件上升到2023年的1325件."""

import re
from functools import cache
from typing import Final

from giktui.checks.narrative import lexicon
from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.found import Found
from giktui.checks.narrative.ignorable_words import harmless
from giktui.text.patterns import compiled_late

_NOTHING: Final[frozenset[str]] = frozenset()
_SUBJECTS: Final = {
    "application": "asked", "received": "asked", "new": "new", "review": "review", "litigation": "litigation",
}  # fmt: skip
_ASKED: Final = frozenset({"application", "received", "new"})
_OTHERS: Final = (lexicon.LABELS - _ASKED) | {"subset", "alien", "reason", "delayed", "part_of_year"}
_CHANGE: Final = "(?:增|减|降|升|增加|减少|上升|下降|增长|变)(?:至|到|为)"


def is_another_years(clause: Clause, at: int) -> bool:
    """Whether the number is the first of two, last year's: 由17件增至21件."""
    token = clause.tokens[at]
    told = clause.text[clause.begin : token.start].endswith(("由", "从", "年的", "年"))
    return told and _changes().match(clause.text, token.end) is not None


def told_beside_another_year(clause: Clause, at: int) -> Found | None:
    """What the number tells of this year, behind another year's; None where it stands behind none."""
    token, text = clause.tokens[at], clause.text
    if clause.scope.foreign or clause.scope.narrowed:
        return None
    if found := _from_to().search(text, clause.sentence[0], token.start):
        named = next((one for one in reversed(clause.so_far) if one.end <= found.start()), None)
        known = named is not None and named.kind in _SUBJECTS and harmless(text[named.end : found.start()])
        if named is None or not known or not clause.disclosure_before(at) or not clause.known_before(named.start):
            return None
        return Found(frozenset({_SUBJECTS[named.kind]}), _NOTHING, named.start, token.end)
    told = {one.kind for one in clause.so_far if one.end <= token.start}
    years = _years().search(text, clause.sentence[0], token.start)
    if years is None or "application" not in told or told & _OTHERS:
        return None
    if int(years["own"]) != clause.year or int(years["other"]) == clause.year:
        return None
    return Found(frozenset({"asked"}), _NOTHING, years.start("own"), token.end)


_changes = compiled_late(_CHANGE)


@cache
def _from_to() -> re.Pattern[str]:
    year = "(?:上一?年|去年|20[0-9][0-9]年)?度?的?"
    return re.compile(rf"[由从]{year}[0-9]+[件宗起]{_CHANGE}{year}$")


_years = compiled_late(rf"(?P<other>20\d\d)年的?[0-9]+[件宗]、?(?:{_CHANGE})?(?P<own>20\d\d)年的?$")
