"""Statements: what the sentences of a narrative say about the figures of the report's own year."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from giktui.checks.narrative import matter
from giktui.checks.narrative.beside import Chain, chain
from giktui.checks.narrative.cases_of_disclosure import of_all_kinds, part_about_disclosure, sorted_by_cause
from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.clauses import clauses
from giktui.checks.narrative.counted_thing import MEASURES, counts, meant
from giktui.checks.narrative.denials import denials
from giktui.checks.narrative.in_turn import WORD, in_turn
from giktui.checks.narrative.of_a_part import (
    counted_cases_before,
    decided_by_another,
    for_a_reason,
    of_one_kind,
    of_one_outcome,
    of_the_office_alone,
)
from giktui.checks.narrative.scope import Subject, Token
from giktui.checks.narrative.several_years import is_another_years, told_beside_another_year
from giktui.checks.narrative.statement import Found, Kind, Statement, without_amount
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.ignorable_words import harmless
from giktui.text.numerals import Amount, amount
from giktui.text.patterns import compiled_late

_SAYING: Final = frozenset({"number", "none", "all_handled"}) | lexicon.OUTCOMES
_TOLD: Final = frozenset({"application", "all_handled"}) | lexicon.LABELS
"""A clause without a word of each kind says nothing of a figure."""
_NOTHING: Final[frozenset[str]] = frozenset()
_ASKED: Final = frozenset({"asked"})
_WAITING: Final = frozenset({"pending", "carried_out"})
_RECEIVED: Final = lexicon.APPLICATIONS - lexicon.CARRIED
_BESIDE: Final = compiled_late(
    r"其中.{0,6}信息公开|合计|共计|总计|总共|累计|共(?=[0-9])|信息公开类?[0-9]|20\d\d年的?[0-9]+[件宗]"
)
_IN_HAND: Final = compiled_late("正在|尚在|仍在")
_OF_THESE: Final = ("其余", "其中", "剩余", "余下")
_DEALT_WITH: Final = ("作出处理", "作出答复", "作出了", "进行了答复", "予以答复", "均作出", "予以了答复")
_SINCE: Final = compiled_late(r"\s*[（(]\s*(?:自|从)?20\d\d年(?:\d+月)?(?:以来|起|至今)")
_HANDLED: Final = compiled_late("已?(?:办结|答复|办理完毕)的?(?:政府信息公开)?申请[中里]")
_DONE: Final = ("已", "办结", "答复", "办理")
_DEALT_WITH_THEM: Final = compiled_late(
    "(?:办理|处理|办结)行政许可事项[0-9,，]+件$|行政许可事项(?:共)?(?:办结|办理)[0-9,，]+件$"
)
"""A number of matters is a list, not decisions taken, but for these."""
_DENIALS: Final = ("不", "未", "非")
"""Right in front of a word these make it say something else: 非行政许可, 未受理."""
_MORE_CARRIED: Final = compiled_late("[^。；]*[，；]另外?(?:有)?[0-9]+件[^。；]{0,12}(?:结转|顺延)")
_OF_THEM: Final = ("中有", "中，有")
_OF_ALL: Final = ("中，", "里，", "分别通过", "分别来自")
_INCLUDING: Final = compiled_late(
    r"\s*[（(，,]\s*(?:其中)?(?:包?含|包括)[^，。；、）)0-9]{0,6}(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)"
)


@lru_cache(maxsize=256)
def statements(text: str, year: int, agency: str) -> tuple[Statement, ...]:
    """What the text says of the report on `year` by `agency`; doubtful sentences say nothing."""
    return tuple(
        statement
        for clause in clauses(Subject(text, year, agency))
        if not clause.kinds.isdisjoint(_SAYING) and _tells(clause)
        for statement in _of_clause(text, clause)
    )


def _tells(clause: Clause) -> bool:
    """Whether the clause may say what its numbers are: by its own words, or as a part or sum of what was told."""
    if not clause.kinds.isdisjoint(_TOLD):
        return True
    if clause.text.startswith(("（20", "(20"), clause.end):
        return True
    return _BESIDE.search(clause.text, clause.begin, clause.end) is not None


def _of_clause(text: str, clause: Clause) -> Iterator[Statement]:
    for one in in_turn(clause):
        yield Statement("number", one.about, one.within, one.amount, one.start, one.end, text[one.start : one.end])
    for at, token in enumerate(clause.tokens):
        if token.kind == "number":
            yield from _number(text, clause, at)
        elif token.kind == "none":
            yield from denials(text, clause, at)
        elif token.kind in lexicon.OUTCOMES:
            yield from _outcome_of_all(text, clause, at)
        elif token.kind == "all_handled" and clause.may_say_all_handled:
            yield without_amount("all_handled", text, token.start, token.end, frozenset({"handled"}))


def _number(text: str, clause: Clause, at: int) -> Iterator[Statement]:
    token = clause.tokens[at]
    measure = token.match["unit"] or ""
    said = _amount(token) if measure.replace("件次", "件") in MEASURES else None
    if said is None or clause.not_one(at) or _SINCE.match(text, token.end):
        return
    found = told_beside_another_year(clause, at)
    if cases := sorted_by_cause(text, clause):
        found = Found(cases, _NOTHING, clause.begin, token.end)
    spoiled = found is None and clause.spoiled(at)
    if found is None and ((spoiled and not for_a_reason(clause, at)) or is_another_years(clause, at)):
        return
    beside = (chain(text, clause, at, -1), chain(text, clause, at, +1))
    found = found or _by_place(text, clause, at, beside)
    if found is None:
        yield from _counted(text, clause, at, beside, spoiled=spoiled)
    elif not spoiled:
        yield Statement("number", found.about, _NOTHING, said, found.start, found.end, text[found.start : found.end])


def _counted(text: str, clause: Clause, at: int, beside: tuple[Chain, Chain], *, spoiled: bool) -> Iterator[Statement]:
    """What the words beside the number say it counts: all that the table does, or a part."""
    token, said, found = clause.tokens[at], _amount(clause.tokens[at]), _by_words(text, clause, at, beside)
    counted = meant(found.about, clause, found.seen, at) if found else None
    if found is None or counted is None or _other_figure(text, found, counted[0], token):
        return
    about, within = counted
    if (
        not about
        or text.endswith(_DENIALS, 0, found.start)
        or not all(counts(token.match["unit"], one, found.seen, clause) for one in about)
    ):
        return
    known = clause.known_before(found.start) or decided_by_another(clause, found)
    if spoiled and not (known and about <= lexicon.RESULTS):
        return
    if known or (about <= lexicon.DECISIONS and of_one_kind(clause, found.start)):
        one = of_one_outcome(clause, found)
        if one and not counted_cases_before(clause):
            return  # 行政复议机关责令重新答复225件
        part = spoiled or not known or one or of_the_office_alone(clause, found.start)
        kind: Kind = "part" if part else "number"
        yield Statement(kind, about, within, said, found.start, found.end, text[found.start : found.end])


def _by_place(text: str, clause: Clause, at: int, beside: tuple[Chain, Chain]) -> Found | None:
    """What is told by where the number stands: a sum of parts, the part about disclosure, 386件申请中."""
    token = clause.tokens[at]
    if clause.is_sum and clause.application_here:
        about = frozenset({"handled"}) if clause.sums_results else _ASKED
        return Found(about, _NOTHING, clause.begin, token.end)
    if about := part_about_disclosure(text, clause):
        return Found(about, _NOTHING, clause.begin, token.end)
    done = _HANDLED.match(text, token.end) if text.startswith(_DONE, token.end) else None
    if done and clause.known_before(token.start):  # 在全部302件办结申请中
        return Found(frozenset({"handled"}), _NOTHING, token.start, done.end())
    (left, _edge), (right, end) = beside
    if right - {"new"} != {"application"} or left & lexicon.LABELS or not clause.known_before(token.start):
        return None
    if text.endswith("对", 0, token.start) and text.startswith(_DEALT_WITH, end):
        return Found(frozenset({"handled"}), _NOTHING, token.start, end)
    return Found(_ASKED, _NOTHING, token.start, end) if text.startswith(_OF_ALL, end) else None


def _by_words(text: str, clause: Clause, at: int, beside: tuple[Chain, Chain]) -> Found | None:
    """What the words beside the number say it counts; None where they are no way to say it."""
    token = clause.tokens[at]
    (left, left_end), (right, right_end) = beside
    if clause.the_rest(at) and right & {"handled", "all_handled"}:
        return Found(frozenset({"handled"}), right | {"application"}, token.start, right_end)
    if "all_handled" in right and not (left | right) & lexicon.LABELS and clause.application_here:
        return Found(frozenset({"handled"}), right | left, token.start, right_end)
    if not (left | right) & lexicon.LABELS and "application" in left and clause.may_be_all_asked(left_end):
        denied = any(one.kind == "none" for one in clause.tokens[:at])
        return None if denied else Found(_ASKED, left, left_end, token.end)
    if not left & lexicon.LABELS:
        about = right & lexicon.LABELS
        # “12件受理” is no way to say it, “2件转下年度” is; “对5件不予公开的” speaks of some
        some = text.endswith(("对", "就", "将", "把"), 0, token.start)
        of_all = about <= _WAITING and not matter.other_requests(text[slice(*clause.sentence)])
        some = some or (not of_all and text.endswith(("尚有", "仍有", "还有"), 0, token.start))
        more = about & lexicon.PROCEEDINGS and not harmless(text[right_end : clause.end].rstrip("。；，、\n"))
        # “2件行政诉讼案件被裁定再审” speaks of some, too
        return None if about & _RECEIVED or some or more else Found(about, right | left, token.start, right_end)
    about, end = left & lexicon.LABELS, token.end
    told_behind = about <= {"received", "new", "handled"} and right & (lexicon.PROCEEDINGS | lexicon.DECISIONS)
    if told_behind or (about and about <= lexicon.VERBS and right & lexicon.DOCUMENTS):  # 制发3件规范性文件
        about, end = about | right & lexicon.LABELS, right_end
    return Found(about, left | right, left_end, end)


def _other_figure(text: str, found: Found, about: frozenset[str], token: Token) -> bool:
    """Whether words beside make the number another than the table's, or one of several that are not known here."""
    said = text[found.start : found.end]
    return bool(
        (about & (lexicon.PROCEEDINGS | lexicon.OUTCOMES) and of_all_kinds(text, (token.start, token.end)))
        or (about == {"carried_out"} and _IN_HAND.search(said) and text.endswith(_OF_THESE, 0, found.start))
        or (about == {"carried_in"} and text.startswith(_OF_THEM, token.end))  # 2023年度结转3件中有1件撤回
        or (about == {"carried_out"} and _MORE_CARRIED.match(text, found.end) is not None)
        or (about & lexicon.DECISIONS and "事项" in said and not _DEALT_WITH_THEM.search(text, 0, token.end))
        or WORD in text[found.start : token.start]  # each of several has its own number
        or (about & lexicon.RESULTS and _INCLUDING.match(text, token.end))  # 予以公开30件（含部分公开9件）
    )


def _outcome_of_all(text: str, clause: Clause, at: int) -> Iterator[Statement]:
    """“行政复议3件，结果均为维持”: the number stands in front, and all of it had this outcome."""
    if any(token.kind == "number" for token in clause.tokens) or len(clause.before) < 3:
        return
    token, (cases, number, _comma) = clause.tokens[at], clause.before[-3:]
    if cases.kind not in lexicon.PROCEEDINGS or number.kind != "number" or not clause.only_outcome(at):
        return
    said = _amount(number)
    if said is not None and clause.disclosure and not clause.spoiled(at) and clause.known_before(cases.start):
        begin, within = cases.start, frozenset({cases.kind})
        yield Statement("number", frozenset({token.kind}), within, said, begin, token.end, text[begin : token.end])


def _amount(token: Token) -> Amount | None:
    part = {name: token.match[name] or "" for name in ("number", "before", "between", "after", "upto")}
    return None if token.match["scale"] else amount(**part)
