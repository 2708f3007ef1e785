"""Several things and then their numbers in the same order: 维持、纠正的分别为57件、12件."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from giktui.checks.narrative.cases_of_disclosure import of_all_kinds
from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.counted_thing import counts, meant
from giktui.checks.narrative.words import lexicon
from giktui.text.numerals import NUMBER, Amount, amount
from giktui.text.patterns import compiled_late

WORD: Final = "分别"
"""What says that the numbers behind are each of one of the things in front."""
_UNIT: Final = "(?:件次|[件宗起份例部项个])"
_EACH = compiled_late(rf"各(?:有|为)?(?P<n>{NUMBER})\s*(?P<unit>{_UNIT})")
_ONE_MORE = compiled_late("、[0-9]")
_ONE: Final = rf"(?:{NUMBER})\s*{_UNIT}"
_NUMBERS = compiled_late(
    rf"{WORD}(?:为|是|有|达|计|共|收到|办理|发生|\s)*(?P<all>{_ONE}(?:\s*[、，和及与]\s*{_ONE})+)(?![^。；]{{0,2}}[%％])"
)
_NUMBER = compiled_late(rf"(?P<n>{NUMBER})\s*(?P<unit>{_UNIT})")


class InTurn(NamedTuple):
    """One of several things with its number; `start` and `end` reach from the first of them to the number."""

    about: frozenset[str]
    within: frozenset[str]
    amount: Amount
    start: int
    end: int


def in_turn(clause: Clause) -> Iterator[InTurn]:
    """Each thing that the clause names before 分别 with its number; nothing where there are not as many of both."""
    each = each_of_several(clause.text, clause.begin, clause.end)
    word = each.start() if each else clause.text.find(WORD, clause.begin, clause.end)
    if word < 0:
        return
    named = [at for at, token in enumerate(clause.tokens) if token.kind in lexicon.LABELS and token.end <= word]
    if each and {"direct", "after_review"} <= {clause.tokens[at].kind for at in named}:
        named = [at for at in named if clause.tokens[at].kind != "litigation"]  # 直接起诉和复议后起诉的诉讼各1件
    kinds = [clause.tokens[at].kind for at in named]
    object_ = frozenset(kinds) & lexicon.DOCUMENTS
    if len(object_) == 1 and kinds.count(min(object_)) == 1 and set(kinds) - object_ <= lexicon.VERBS:
        named = [at for at in named if clause.tokens[at].kind not in object_]  # 制发、废止行政规范性文件各1件
    else:
        object_ = frozenset()
    numbers = [each] * len(named) if each and len(named) > 1 else numbers_behind(clause.text, word) if named else []
    if not numbers or clause.spoiled(named[-1] + 1):
        return
    begin = clause.tokens[named[0]].start
    if len(numbers) != len(named) or not clause.known_before(begin):
        return
    seen = clause.kinds
    for at, number in zip(named, numbers, strict=True):
        label = clause.tokens[at].kind
        told, said = meant(frozenset({label}) | object_, clause, seen, at), amount(number["n"])
        if label in lexicon.PROCEEDINGS and of_all_kinds(clause.text, number.span()):
            continue
        if told and told[0] and said and all(counts(number["unit"][0], one, seen, clause) for one in told[0]):
            yield InTurn(*told, said, begin, number.end())


def each_of_several(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The number (group `n`, with its `unit`) that each of the things in front has: 直接起诉和复议后起诉各2件."""
    found = _EACH.search(text, begin, end) if "各" in text[begin:end] else None
    return None if found and _ONE_MORE.match(text, found.end()) else found


def numbers_behind(text: str, word: int) -> list[re.Match[str]]:
    """The numbers (group `n`, with their `unit`) listed behind the 分别 at `word`."""
    listed = _NUMBERS.match(text, word)
    return list(_NUMBER.finditer(text, listed.start("all"), listed.end("all"))) if listed else []
