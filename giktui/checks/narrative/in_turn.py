"""Several things and then their numbers in the same order: 维持、纠正的分别为57件、12件."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from giktui.checks.narrative import lexicon
from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.counted_thing import counts, meant
from giktui.text.numerals import NUMBER, Amount, amount
from giktui.text.patterns import compiled_late

WORD: Final = "分别"
"""What says that the numbers behind are each of one of the things in front."""
_UNIT: Final = "(?:件次|[件宗起份例部项个])"


class InTurn(NamedTuple):
    """One of several things with its number; `start` and `end` reach from the first of them to the number."""

    about: frozenset[str]
    within: frozenset[str]
    amount: Amount
    start: int
    end: int


def in_turn(clause: Clause) -> Iterator[InTurn]:
    """Each thing that the clause names before 分别 with its number; nothing where there are not as many of both."""
    word = clause.text.find(WORD, clause.begin, clause.end)
    listed = _numbers().match(clause.text, word) if word >= 0 else None
    named = [at for at, token in enumerate(clause.tokens) if token.kind in lexicon.LABELS and token.end <= word]
    if listed is None or not named or clause.spoiled(named[-1] + 1):
        return
    numbers = list(_number().finditer(clause.text, listed.start("all"), listed.end("all")))
    begin = clause.tokens[named[0]].start
    if len(numbers) != len(named) or not clause.known_before(begin):
        return
    seen = clause.kinds
    for at, number in zip(named, numbers, strict=True):
        label = clause.tokens[at].kind
        told, said = meant(frozenset({label}), clause, seen, at), amount(number["n"])
        if told and told[0] and said and all(counts(number["unit"][0], one, seen, clause) for one in told[0]):
            yield InTurn(*told, said, begin, number.end())


@cache
def _numbers() -> re.Pattern[str]:
    one = rf"(?:{NUMBER})\s*{_UNIT}"
    return re.compile(
        rf"{WORD}(?:为|是|有|达|计|共|收到|办理|发生|\s)*(?P<all>{one}(?:\s*[、，和及与]\s*{one})+)(?![^。；]{{0,2}}[%％])"
    )


_number = compiled_late(rf"(?P<n>{NUMBER})\s*(?P<unit>{_UNIT})")
