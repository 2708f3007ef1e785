"""Whether reviews and suits are those about disclosure, of which table four is, or of all kinds."""

from typing import Final

from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.proceedings import in_brackets_of_cases, of_an_organ_that_decides
from giktui.checks.narrative.words import lexicon
from giktui.text.patterns import compiled_late

_NOTHING: Final[frozenset[str]] = frozenset()
_OF_DISCLOSURE: Final = compiled_late(
    r"\s*[，,（(、]\s*(?:其中(?:包?含|包括)?|包?含|包括)(?:因|由|为|属|属于|有关|涉及|涉|关于)?(?:政府)?信息公开(?:的|类|案件|方面|引发|事项|工作|申请)*(?:行政)?(?:复议|诉讼)?(?:案件)?[^，。；]{0,2}[0-9０-９]"
)
_OF_REPLIES: Final = compiled_late("公开|答复")
_ONLY_DISCLOSURE: Final = compiled_late(
    r"[\s、]*(?:因|涉及|涉)?(?:政府)?信息公开(?:类|方面|引发|引起)?(?:的|案件)*[0-9０-９]+[件起宗]$"
)
_CAUSED: Final = compiled_late("[因由对就][^，。；0-9]{1,20}?(?:引发|引起|导致|产生|提起|不服|而)")
_OF_THEM_NEXT: Final = compiled_late(
    r"[，,、（(]\s*其中[^，。；0-9]{0,8}信息公开|[（(][^）)]{0,30}?信息公开[^）)0-9]{0,8}[0-9]+[件起宗]"
)
_OF_THEM: Final = compiled_late(r"其中(?:[^，。；]{0,40}[、，])?[^，。；、0-9]{0,8}信息公开")
_APART: Final = compiled_late(
    r"其中[^，。；0-9]{0,8}信息公开|[（(][^）)]{0,30}?信息公开[^）)0-9]{0,8}[0-9]"
    r"|信息公开(?:类|方面|领域)?的?(?:行政)?(?:复议|诉讼|应诉)"
    r"|信息公开(?:类|方面|领域|引起|引发|案件|分别为|各|占|为|有|的)*[0-9]+[件起宗]"
)


_FAR: Final = 60
"""Characters behind the cases that their part about disclosure can stand in."""
_OF_ANOTHER_KIND: Final = compiled_late("(?:[均都皆]|全部)(?:为|系|属于?)(?![^，。；]*公开)[^，。；0-9]{2,12}类")
_OF_DISCLOSURE_ALONE: Final = compiled_late("(?:涉及)?(?:政府)?信息公开(?:类|方面)?的?(?:行政)?(?:复议|诉讼)")
"""What a number right in front counts: 26件政府信息公开行政复议案件."""
_EXCEPT: Final = compiled_late("(?:不(?:包?含|包括|计)|非|除)(?:涉及|涉)?(?:政府)?信息公开")
_OTHER_KINDS: Final = compiled_late(
    "(?:(?:各类|各种|各项|所有类型的?)|[^，。；、（(0-9]{2,16}类的?)(?:行政)?(?:复议|诉讼|应诉)"
)


def of_all_kinds(text: str, number: tuple[int, int]) -> bool:
    """Whether the cases that the number at that place counts are of all kinds, as the sentence says of them, or since
    it tells which of them are about disclosure.

    各类行政复议19件、应诉27件; 行政处罚类复议19件; 46件，其中涉及政府信息公开5件;
    复议46件、诉讼31件，其中政府信息公开类5件、2件; 复议340件，政府信息公开类复议38件.
    """
    start, end_of_number = number
    begin = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    end = min((at for mark in "。\n" if (at := text.find(mark, end_of_number)) >= 0), default=len(text))
    clause = max(begin, *(text.rfind(mark, begin, start) + 1 for mark in "，；、（("))
    if "公开" in text[clause:start] or _OF_DISCLOSURE_ALONE.match(text, end_of_number):
        return False
    wide = _OTHER_KINDS.search(text, begin, start)
    others = text.startswith("已审结", end_of_number) or _OF_ANOTHER_KIND.search(text, end_of_number, end)
    if others or (wide is not None and "公开" not in text[wide.start() : start]):
        return True
    cause = _cause(text, begin, start)
    told = "信息公开" in text[begin : max(end, end_of_number + _FAR)]
    of_others = told and (_EXCEPT.search(text, begin, start) or _OF_THEM_NEXT.match(text, end_of_number))
    if of_others or (cause is not None and not _OF_REPLIES.search(cause)):
        return True  # 因行政处罚引发的行政复议9件
    if not told:
        return False
    narrowed = _OF_THEM.search(text, begin, end)
    if narrowed and narrowed.start() < start:  # 其中政府信息公开复议10件、诉讼5件 are both the narrowed ones
        return any(mark in text[narrowed.start() : start] for mark in "，；")
    begin = max(begin, text.rfind("；", begin, start) + 1)
    return "公开" not in text[begin:start] and _APART.search(text, end_of_number, end) is not None


def _cause(text: str, begin: int, end: int) -> str | None:
    """The cause named last before the cases in the part of the sentence they stand in; None where none is."""
    part = max(begin, *(text.rfind(mark, begin, end) + 1 for mark in "；，"))
    causes = [found.group() for found in _CAUSED.finditer(text, part, end)]
    return causes[-1] if causes else None


def sorted_by_cause(text: str, clause: Clause) -> frozenset[str]:
    """The proceedings of which the clause tells the part about disclosure, in brackets or behind other parts.

    复议11件（归类争议5件，政府信息公开6件）; 复议61件，其中治安处罚类53件、信息公开类8件.
    """
    if "信息公开" not in text[clause.begin : clause.end]:
        return _NOTHING
    scope = clause.scope
    if scope.foreign or scope.ever or not scope.of_year or not _ONLY_DISCLOSURE.match(text, clause.begin, clause.end):
        return _NOTHING
    if of_an_organ_that_decides(clause):
        return _NOTHING
    if not in_brackets_of_cases(clause) and "其中" not in text[clause.sentence[0] : clause.begin]:
        return _NOTHING
    cases = next((token.kind for token in reversed(clause.before) if token.kind in lexicon.PROCEEDINGS), "")
    return frozenset({cases}) if cases in {"review", "litigation"} else _NOTHING


def part_about_disclosure(text: str, clause: Clause) -> frozenset[str]:
    """The proceedings of which the number is the part about disclosure; none where it is not such a part."""
    if not clause.kinds.isdisjoint(lexicon.LABELS):
        return _NOTHING
    begin = max((token.start for token in clause.so_far if token.start < clause.begin), default=clause.begin)
    if not _OF_DISCLOSURE.match(text, begin):
        return _NOTHING
    cases = next((token.kind for token in reversed(clause.before) if token.kind in lexicon.PROCEEDINGS), None)
    return frozenset({cases}) if cases else _NOTHING
