"""Words that mean one thing or another by what the sentence told before them."""

from giktui.checks.narrative.scope import Token
from giktui.checks.narrative.words import lexicon

_NOT_ALL_ANSWERED = frozenset({"carried_out", "carried_bare", "handled"})
"""Told behind what was dealt with: 办理473件，办结452件 or 结转21件 is more than the results."""
_ALL_RESULTS = 3
"""So many results told before: 其他8件 goes on with them."""


def told_by_what_stands_before(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with the kind of 结转9件 and 其他8件 settled by the numbers before them."""
    if not any(token.kind in {"carried_out_bare", "outcome_other", "otherwise", "dealt"} for token in tokens):
        return tokens
    settled = (_settled(tokens, at) for at in range(len(tokens)))
    return tuple(token for token in settled if token.kind != "dealt")


def _settled(tokens: tuple[Token, ...], at: int) -> Token:
    token = tokens[at]
    before = [one.kind for one in tokens[:at] if one.kind in lexicon.LABELS]
    if token.kind == "dealt":  # 共办理302件，其中予以公开158件，部分公开31件，不予公开28件 …
        told = {one.kind for one in tokens[at:]}
        numbers = sum(one.kind == "number" for one in tokens[at:])
        made_up = len(told & lexicon.RESULTS) >= _ALL_RESULTS and numbers > _ALL_RESULTS
        return token._replace(kind="handled") if made_up and told.isdisjoint(_NOT_ALL_ANSWERED) else token
    if token.kind == "carried_out_bare":  # 办结12件，结转9件; otherwise it may be from last year
        return token._replace(kind="carried_out" if before[-1:] == ["handled"] else "carried_bare")
    if token.kind == "otherwise" and set(before) & lexicon.OUTCOMES and not set(before) & lexicon.RESULTS:
        return token._replace(kind="outcome_other")  # 维持5件、纠正1件、其他处理2件
    if token.kind == "outcome_other" and len(lexicon.RESULTS & set(before)) >= _ALL_RESULTS:
        cases = any(kind in lexicon.PROCEEDINGS | lexicon.OUTCOMES for kind in before)
        return token if cases else token._replace(kind="otherwise")
    return token
