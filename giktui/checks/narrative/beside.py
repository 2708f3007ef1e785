"""What stands beside a word of a clause: labels, and words that change nothing between."""

from typing import Final

from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.scope import Token
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.ignorable_words import harmless

_SAID: Final = frozenset({"application", "all_handled"})
"""Words that are told beside the labels."""
_PASSING: Final = frozenset(
    {"application", "own", "region", "government_offices", "this_year", "year", "ever_or_year", "list", "everyone"}
)
"""Words that a label and its number may have between them."""
Chain = tuple[frozenset[str], int]
"""The labels beside a word, and how far they reach."""


def chain(text: str, clause: Clause, at: int, step: int) -> Chain:
    """The labels that stand beside the token, nothing but harmless words between, and how far that reaches."""
    tokens = clause.tokens
    found: set[str] = set()
    edge = tokens[at].start if step < 0 else tokens[at].end
    reached = edge
    at += step
    while 0 <= at < len(tokens):
        token = tokens[at]
        gap = text[token.end : edge] if step < 0 else text[edge : token.start]
        if gap and not harmless(gap.replace(clause.agency, "")):
            break
        if "：" in gap and not found.isdisjoint(lexicon.LABELS):  # 复议和诉讼情况：行政复议1件
            break
        if token.kind in lexicon.LABELS or token.kind in _SAID:
            if step > 0 and token.kind in lexicon.LABELS and _counted_by_next(text, tokens, at):
                break
            found.add(token.kind)
            reached = token.start if step < 0 else token.end
        elif token.kind not in _PASSING:
            break
        edge = token.start if step < 0 else token.end
        at += step
    return frozenset(found), reached


def _counted_by_next(text: str, tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the label at `at` has a number of its own behind it (`5件予以公开3件`)."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and following.kind == "number" and harmless(text[tokens[at].end : following.start])
