"""What a sentence behind says the figures were of: 维持6件，纠正1件。上述均系信息公开案件."""

import re

from giktui.text.patterns import compiled_late

_FAR = 400
"""Characters behind which nobody speaks of what was told before."""
_ENDS = "。！!？?\n"
_TAIL = r"[^，。；0-9]{0,12}?(?:(?P<asked>依申请公开|(?:信息)?公开的?申请)|信息公开)[^，。；]*(?:[。\n）)]|$)"
_THESE = compiled_late(
    r"[ 　]*[（(]?(?:注[：:]?)?(?:以上|上述|前述|该)[^，。；0-9]{0,10}?(?:[均都皆]|全部)?"
    r"(?:为|系|属于?|是|来自|涉及|指|(?P<cause>因|由))" + _TAIL
)
_ALL_THESE = compiled_late(
    rf"(?<=。)(?:以上|上述|前述)?[^，。；0-9]{{0,10}}?(?:[均都皆]|全部)(?:为|系|属于?|是|来自|涉及|指|与|(?P<cause>因|由)){_TAIL}"
)
_GOING_ON = compiled_late(
    r"[ 　]*(?:在)?(?:已|所)?(?:(?:办理|办结|答复|受理)的?[^，。；0-9]{0,6}公开申请"
    r"|(?:办理|办结|答复)的?(?:全部)?申请[中里][：:，,]?[“\"]?(?:予以公开|部分公开|不予公开|无法提供))"
)


def disclosure(text: str, end: int) -> bool:
    """Whether a sentence behind `end`, in the paragraph, says that what was told before it is about disclosure."""
    return _said(text, end) is not None


def applications(text: str, end: int) -> bool:
    """Whether it says so of applications, or goes on with them: 办理的政府信息公开申请中，…."""
    said = _said(text, end)
    of_these = said is not None and said["asked"] is not None and said["cause"] is None
    return of_these or _GOING_ON.match(text, end) is not None


def _said(text: str, end: int) -> re.Match[str] | None:
    """The next sentence where it says so, or a later one of the paragraph that says so of all."""
    if text[end - 1 : end] not in _ENDS or text[end - 1 : end] == "\n":
        return None
    said = _THESE.match(text, end)
    if said:
        return said
    stop = text.find("\n", end, end + _FAR)
    return _ALL_THESE.search(text, end, end + _FAR if stop < 0 else stop)
