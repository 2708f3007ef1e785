"""What may be the number of no more than a part of what the tables count: it is wrong only where it is more."""

from itertools import pairwise
from typing import Final

from giktui.checks.narrative.clause import SPOILERS, Clause
from giktui.checks.narrative.statement import Found
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.names import has_branches, names_another
from giktui.text.patterns import compiled_late

_OFFICE: Final = compiled_late(
    "(?:[局厅委办关院]|政府)(?:机关|本级)(?![及和、与])|政府[及和、与]其?[省市县区州旗]?(?:人民)?政府办"
)
_STRANGE: Final = compiled_late(
    "[对涉局委厅拟]|机关|部门|单位|检查|查处|查办|抽查|督查|公开|公示|公布|归集|指导|建议|提请|提交|移交|移送|转交|申请|申报"
    "|有关|其中|其他|其余|剩余|上级|下级|全国|协助|配合|应当|取消|承接|下放|现有|保留|梳理|清单"
)
"""What does not stand in the name of a kind of licences."""
_CORRECTED: Final = compiled_late("[纠败改]|维持")
_DECIDES: Final = compiled_late(
    "(?:其中)?(?:由|经|被)?[\u4e00-\u9fff、]{2,16}?(?:署|部|局|厅|委|委员会|院|政府)(?:审结|审理|复议|作出|判决|裁定|依法|均|已)*"
)
_COUNTED: Final = compiled_late("[0-9０-９]+[件宗项起份个][、）)]?")
_LONGEST: Final = 40


def of_the_office_alone(clause: Clause, place: int) -> bool:
    """Whether the sentence named the own office as such before, where tables may hold more: 市公安局机关收到129宗."""
    words = clause.text[clause.sentence[0] : place]
    named = "机关" in words or "本级" in words or "政府办" in words
    return named and has_branches(clause.agency) and _OFFICE.search(words) is not None


def of_one_outcome(clause: Clause, found: Found) -> bool:
    """Whether the words are of one way to correct, or to uphold: 撤销3件、确认违法1件, 驳回诉讼请求2件."""
    if found.about.isdisjoint({"corrected", "upheld"}):
        return False
    return _CORRECTED.search(clause.text, found.start, found.end) is None


def counted_cases_before(clause: Clause) -> bool:
    """Whether the sentence counted the reviews or suits before whose outcomes it tells."""
    pairs = pairwise(clause.before)
    return any(cases.kind in lexicon.PROCEEDINGS and number.kind == "number" for cases, number in pairs)


def decided_by_another(clause: Clause, found: Found) -> bool:
    """Whether nothing but a name of who decides stands before an outcome of the cases counted: 海关总署维持5件."""
    told = next((token for token in clause.tokens if token.start >= found.start), None)
    if found.about.isdisjoint(lexicon.OUTCOMES) or not counted_cases_before(clause) or told is None:
        return False
    if clause.text[slice(*clause.sentence)].count(told.text) > 1:  # 市政府维持41件，区政府维持12件
        return False
    return _DECIDES.fullmatch(clause.text, clause.begin, found.start) is not None


def of_one_kind(clause: Clause, place: int) -> bool:
    """Whether nothing but words unknown here stands before the decisions counted at `place`: the kind they are of.

    办理药品、医疗器械行政许可213件, 治安管理等行政处罚97件.
    """
    named = [token.end for token in clause.tokens if token.end <= place and token.kind != "list"]
    words = clause.text[max(named, default=clause.begin) : place]
    for found in _COUNTED.finditer(words):
        words = words[found.end() :]
    plain = bool(words) and len(words) <= _LONGEST and _STRANGE.search(words) is None
    return plain and not any(names_another(word, clause.agency) for word in words.split("、"))


def for_a_reason(clause: Clause, at: int) -> bool:
    """Whether the figure is spoiled by nothing but a reason told with it: 因本机关不掌握无法提供6件."""
    spoiling = {token.kind for token in clause.tokens[:at]} & SPOILERS
    if spoiling != {"reason"}:
        return False
    whole = clause._replace(tokens=tuple(token for token in clause.tokens if token.kind != "reason"))
    return not whole.spoiled(whole.tokens.index(clause.tokens[at]))
