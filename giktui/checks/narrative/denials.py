"""What a clause denies: 未收到申请, 未发生行政复议, 无结转下年度, 未制发规范性文件."""

import re
from collections.abc import Iterator
from decimal import Decimal

from giktui.checks.narrative.beside import chain
from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.counted_thing import behind_others
from giktui.checks.narrative.statement import Statement, without_amount
from giktui.checks.narrative.words import lexicon
from giktui.text.numerals import Amount


def denials(text: str, clause: Clause, at: int) -> Iterator[Statement]:
    """“未收到 … 申请”, “未发生行政复议、行政诉讼”, “行政复议、行政诉讼均为零”; “无结转下年度” says the number 0."""
    token = clause.tokens[at]
    if clause.spoiled(at):
        return
    found, end = chain(text, clause, at, +1)
    start = token.start
    if not found and token.text not in {"未收到", "没有收到"}:
        found, start = chain(text, clause, at, -1)
        end = token.end
    elif "因" in text[token.end : end] or "由" in text[token.end : end]:
        if found & lexicon.DECISIONS:
            return  # 未发生因行政处罚引发的申请 denies no decisions
        found -= {"application"}
    carried = found - {"application"}
    if (
        len(carried) == 1
        and carried <= lexicon.CARRIED
        and clause.application_here
        and not clause.of_other_cases(at)
        and not ("application" not in found and behind_others(carried, clause))
        and clause.ends_at(end)
    ):
        zero = Amount(Decimal(0), Decimal(0), Decimal(0))
        yield Statement("number", carried, frozenset(), zero, start, end, text[start:end])
        return
    if found & (lexicon.DOCUMENTS | lexicon.DECISIONS):
        yield from _none_in_table_two(text, clause, at, found, end)
        return
    about = found & (lexicon.PROCEEDINGS | {"application"})
    if about & lexicon.PROCEEDINGS and "application" in about and not re.search("收|接|受", token.text):
        about -= {"application"}
    if (
        about
        and not found & (lexicon.OUTCOMES | lexicon.RESULTS)
        and clause.ends_at(end)
        and clause.known_before(start)
    ):
        yield without_amount("none", text, start, end, about)


def _none_in_table_two(text: str, clause: Clause, at: int, found: frozenset[str], end: int) -> Iterator[Statement]:
    """“未制发规范性文件”, “未实施行政强制”, “无行政许可、行政处罚”: what table two counts."""
    verbs, start = found & lexicon.VERBS, clause.tokens[at].start
    about = found & lexicon.DECISIONS | (found & lexicon.DOCUMENTS if verbs == {"issued"} else frozenset())
    if verbs - {"issued"} or found - about - verbs or not about:
        return
    public = any(token.kind == "public" for token in clause.so_far)
    end += len("决定") if about & lexicon.DECISIONS and text.startswith("决定", end) else 0  # 未作出行政处罚决定
    if clause.ends_at(end) and clause.known_before(start) and not public:
        yield without_amount("none", text, start, end, about)
