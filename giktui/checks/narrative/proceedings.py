"""Which reviews and suits a clause speaks of, and whether the agency is the one that decides them."""

from typing import Final

from giktui.checks.narrative.clause import Clause, last_run
from giktui.checks.narrative.words import lexicon
from giktui.text.patterns import compiled_late

_BRACKETS: Final = frozenset("（(）)")
_DECIDED_BY: Final = compiled_late("(?P<court>法院|判决|裁判)|复议机[关构]|复议决定")
_DECIDES: Final = compiled_late("(?:办理|审理|审结|受理|承办)(?:各类|的)?(?:行政)?(?:复议|诉讼)")


def proceedings_before(clause: Clause, at: int) -> frozenset[str]:
    """The proceedings spoken of last before the token; all suits where the sentence told the two kinds apart in a
    clause before, none where only one kind was told as a part of them."""
    here = last_run(clause.tokens[:at], lexicon.PROCEEDINGS)
    if here:
        return here
    if by := decided_by(clause, clause.tokens[at].start):
        return by
    told = {token.kind for token in clause.before} & {"direct", "after_review"}
    before = clause.scope.proceedings
    if len(told) == 1 and before == told and _behind_a_part(clause, at):
        return frozenset()
    return frozenset(told) if len(told) > 1 and before <= told else before


def _behind_a_part(clause: Clause, at: int) -> bool:
    """Whether what the token says may be of all suits or of the part told last: 4件，其中复议后起诉1件，维持1件."""
    suits = next((token for token in clause.before if token.kind == "litigation"), None)
    part = next(token for token in reversed(clause.before) if token.kind in {"direct", "after_review"})
    behind = clause.text[part.end : clause.tokens[at].start]
    listed = suits is not None and "其中" in clause.text[suits.end : part.start]
    return listed and not any(mark in behind for mark in "（(；")


def decided_by(clause: Clause, end: int) -> frozenset[str]:
    """The proceedings in which those decide who are named up to `end`: 被复议机关纠正8件，被法院判决纠正2件."""
    named = _DECIDED_BY.search(clause.text, clause.begin, end)
    return frozenset({"litigation" if named["court"] else "review"}) if named else frozenset()


def of_an_organ_that_decides(clause: Clause) -> bool:
    """Whether the sentence told before of cases that were dealt with: 受理行政复议申请17件."""
    return _DECIDES.search(clause.text, clause.sentence[0], clause.begin) is not None


def decides(clause: Clause, at: int) -> bool:
    """Whether the words before the token say that cases of all kinds were decided, as the organ of review does."""
    if _DECIDES.search(clause.text, clause.sentence[0], clause.tokens[at].start) is None:
        return False
    return not clause.disclosure_before(at)


def in_brackets_of_cases(clause: Clause) -> bool:
    """Whether the clause stands in brackets behind the number of reviews or suits, sorted there by cause."""
    marks = [token for token in clause.before if token.text in _BRACKETS]
    if not marks or marks[-1].text in "）)":
        return False
    labels = (one.kind for one in reversed(clause.before) if one.end <= marks[-1].start)
    return next((kind for kind in labels if kind in lexicon.LABELS), "") in lexicon.PROCEEDINGS
