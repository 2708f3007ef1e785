"""This year's number told beside other years': 复议由17件增至21件, 申请从2022年的1218件上升到2023年的1325件."""

from typing import Final

from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.statement import Found
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.ignorable_words import harmless
from giktui.text.patterns import compiled_late

_NOTHING: Final[frozenset[str]] = frozenset()
_SUBJECTS: Final = {
    "application": "asked", "received": "asked", "new": "new", "review": "review", "litigation": "litigation",
}  # fmt: skip
_ASKED: Final = frozenset({"application", "received", "new"})
_OTHERS: Final = (lexicon.LABELS - _ASKED) | {"subset", "alien", "reason", "delayed", "part_of_year"}
_CHANGE: Final = "(?:增|减|降|升|增加|减少|上升|下降|增长|变)(?:至|到|为)"
_RANGE = compiled_late(
    r"(?P<first>20\d\d)年?[至到—–\-~～]+(?P<last>20\d\d)年[^。；0-9]{0,30}申请[^。；0-9]{0,6}分别(?:为|是)?(?P<before>(?:[0-9]+件[、，和])+)$"
)
_YEAR: Final = "(?:上一?年|去年|20[0-9][0-9]年)?度?的?"
_FROM_TO = compiled_late(rf"[由从]{_YEAR}[0-9]+[件宗起]{_CHANGE}{_YEAR}$")
_CHANGES = compiled_late(_CHANGE)
_YEAR_BEHIND = compiled_late(r"[（(](?P<year>20\d\d)年度?[）)]")
_LISTED = compiled_late(r"[0-9]+[件宗][（(](?P<year>20\d\d)年度?[）)][、，和及]$")
_YEARS = compiled_late(rf"(?P<other>20\d\d)年的?[0-9]+[件宗][、，]?(?:{_CHANGE})?(?P<own>20\d\d)年的?$")


def is_another_years(clause: Clause, at: int) -> bool:
    """Whether the number is the first of two, last year's: 由17件增至21件."""
    token = clause.tokens[at]
    told = clause.text[clause.begin : token.start].endswith(("由", "从", "年的", "年"))
    return told and _CHANGES.match(clause.text, token.end) is not None


def told_beside_another_year(clause: Clause, at: int) -> Found | None:
    """What the number tells of this year, behind another year's; None where it stands behind none."""
    token, text = clause.tokens[at], clause.text
    if clause.scope.foreign or clause.scope.narrowed:
        return None
    before = text[clause.sentence[0] : token.start]
    if ("由" in before or "从" in before) and (found := _FROM_TO.search(text, clause.sentence[0], token.start)):
        return _changed_to(clause, at, found.start())
    told = {one.kind for one in clause.so_far if one.end <= token.start}
    if "application" not in told or told & _OTHERS:
        return None
    years = _YEARS.search(text, clause.sentence[0], token.start)
    if years is None:
        return _with_years_behind(clause, at) or _last_of_range(clause, at)
    if int(years["own"]) != clause.year or int(years["other"]) == clause.year:
        return None
    return Found(frozenset({"asked"}), _NOTHING, years.start("own"), token.end)


def _changed_to(clause: Clause, at: int, place: int) -> Found | None:
    """What the number tells behind 由17件增至, which begins at `place`: what was named before."""
    named = next((one for one in reversed(clause.so_far) if one.end <= place), None)
    known = named is not None and named.kind in _SUBJECTS and harmless(clause.text[named.end : place])
    if named is None or not known or not clause.disclosure_before(at) or not clause.known_before(named.start):
        return None
    return Found(frozenset({_SUBJECTS[named.kind]}), _NOTHING, named.start, clause.tokens[at].end)


def _with_years_behind(clause: Clause, at: int) -> Found | None:
    """What the number tells in a list with the years in brackets: 14902件（2022年）、15670件（2023年）."""
    token, text = clause.tokens[at], clause.text
    if not text.startswith(("（20", "(20"), token.end):
        return None
    own, listed = _YEAR_BEHIND.match(text, token.end), _LISTED.search(text, clause.sentence[0], token.start)
    if own is None or listed is None or int(own["year"]) != clause.year or int(listed["year"]) == clause.year:
        return None
    return Found(frozenset({"asked"}), _NOTHING, token.start, token.end)


def _last_of_range(clause: Clause, at: int) -> Found | None:
    """What the last of as many numbers as years tells: 2022年至2024年，收到申请分别为25件、28件、36件."""
    token = clause.tokens[at]
    begin = clause.sentence[0]
    told = _RANGE.search(clause.text, begin, token.start) if "分别" in clause.text[begin : token.start] else None
    if told is None or int(told["last"]) != clause.year:
        return None
    complete = told["before"].count("件") == int(told["last"]) - int(told["first"])
    return Found(frozenset({"asked"}), _NOTHING, token.start, token.end) if complete else None
