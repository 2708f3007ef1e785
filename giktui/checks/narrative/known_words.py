"""Whether the words in front of a statement are understood, so that it is sure to be the agency's own."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from giktui.checks.narrative.scope import Token
from giktui.checks.narrative.words.ignorable_words import familiar
from giktui.checks.narrative.words.names import names_another, own_from
from giktui.text.patterns import compiled_late

_BRACKETED: Final = compiled_late(
    r"(?:(?:20\d\d|[本今全])年度?)?(?P<name>[^（(，。；、]{2,30})[（(](?P<more>[^）)]{1,12})[）)]"
)
_HEADED: Final = compiled_late(r"\s*(?P<head>[^，。；：、0-9]{2,14})：")
CLOSED: Final = compiled_late(r"\s*(?:复议机关|法院|已|均已|共|其中)*审结的?[0-9]+[件宗起](?:[：:，,]|中|$)")
"""So many of the cases are closed."""
_PLACES: Final = "省市县区州旗盟乡镇"
_CLOSING: Final = frozenset("）)")
_COMMAS: Final = frozenset("，,；;。\n")
_EXAMPLES = compiled_late(
    r"(?:全系统|全局|我局|本局)?(?:全年)?(?:共|依法)*(?:查封|扣押|、)*(?:办理|作出|核发|完成|受理并办结|采取|实施)?[^，。；0-9对涉查关局机部院所委厅]{2,30}等(?:各类|各项)?"
)
"""Kinds of licences named as examples of them all: 办理道路运输、涉路施工等行政许可."""
_DECIDED_BY = compiled_late(r"\s*(?:由|经|被)?(?:上级)?复议机关[^，。；0-9]{2,16}")
"""Who decides on reviews, by name."""
_GOVERNMENT = compiled_late(r"\s*(?:其中|由|经|被|上级)*[^，。；0-9]{0,6}[省市县区州旗盟](?:人民)?政府")
_ABOVE = compiled_late("[省市县区](?:人民)?政府$")
"""Whom the agency belongs to, in front of its name: 区政府石桥街道办事处."""


def understood(text: str, tokens: Iterable[Token], reach: tuple[int, int], agency: str) -> bool:
    """Whether all words between the last comma (or the beginning of `reach`) and its end are known, or its name."""
    begin, place = reach
    words = [token for token in tokens if token.start < place]
    commas = (token.end for token in reversed(words) if _parts_words(text, token) and token.end <= place)
    edge = next(commas, begin)
    headed = _HEADED.match(text, edge, place) if "：" in text[edge:place] else None
    if headed and not names_another(headed["head"], agency):  # 行政争议情况：全年被申请行政复议9件
        edge = headed.end()
    if "审结" in text[edge:place] and (closed := CLOSED.match(text, edge, place)):  # 审结31件：维持20件
        edge = closed.end()
    if text.startswith(("行政许可", "行政强制"), place) and _by_examples(text, begin, edge, place):
        return True
    bracketed = "（" in text[edge:place] or "(" in text[edge:place]
    whose = _BRACKETED.match(text, edge, place) if bracketed else None
    if whose and (_own(whose["name"], agency) or _own(whose["name"] + whose["more"], agency)):  # 管委会（办公室）共受理
        edge = whose.end()
    if "复议机关" in text[edge:place] and (by := _DECIDED_BY.fullmatch(text, edge, place)):  # 复议机关省政府维持9件
        edge = by.end()
    if text.startswith("复议", place) and _GOVERNMENT.fullmatch(text, edge, place):  # 县政府复议维持5件
        return True
    for token in words:
        if token.start < edge:
            continue
        gap = text[edge : token.start]
        named = f"{gap}{token.text}"
        if not _known(gap, agency) and named not in agency and not (token.kind == "organ" and _known(named, agency)):
            return False
        edge = token.end
    return _known(text[edge:place], agency)


def _parts_words(text: str, token: Token) -> bool:
    """Whether what follows the token is no more about what stands in front: a comma, or 5件（其中…3件）、."""
    return token.text in _COMMAS or (token.text in _CLOSING and text.startswith("、", token.end))


def _by_examples(text: str, begin: int, edge: int, place: int) -> bool:
    """Whether what is counted at `place` is told by examples, once in its sentence: 施工、排水等行政许可."""
    once = text[begin:].partition("。")[0].count(text[place : place + 4]) == 1
    return once and _EXAMPLES.fullmatch(text, edge, place) is not None


@lru_cache(maxsize=4096)
def _known(words: str, agency: str) -> bool:
    """Whether the words are familiar, but for the agency's own name in front and its field behind."""
    if _familiar(words, agency):
        return True
    return any(_field(words[at:], agency) and _familiar(words[:at], agency) for at in range(len(words)))


def _familiar(words: str, agency: str) -> bool:
    """Whether the words are familiar, but for the agency's own name, which may stand in front."""
    if familiar(words) or _own(words, agency):
        return True
    return any(_own(words[:at], agency) and familiar(words[at:]) for at in range(len(words) - 1, 1, -1))


def _field(words: str, agency: str) -> bool:
    """Whether the words are the agency's field as its name has it: the 海事 of 海事行政许可."""
    return len(words) > 1 and words in agency and words[-1] not in _PLACES


def _own(words: str, agency: str) -> bool:
    """Whether the words end in the agency's own name, behind nothing but familiar words."""
    own = own_from(words, agency)
    return own is not None and familiar(_ABOVE.sub("", words[:own]))
