"""Whether the report itself says why a number does not go on from last year's: to the unit, in its own words."""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from giktui.checks.rule_input import RuleInput
from giktui.form import Relation
from giktui.report import Number
from giktui.text.numerals import NUMBER, value
from giktui.text.patterns import compiled_late

_NUMBER = compiled_late(NUMBER)
_COUNTED = compiled_late(rf"(?P<n>{NUMBER})\s*[件部个份]")
_TOO_FEW_OR_MANY = compiled_late(
    rf"(?P<verb>漏报|漏计|漏统计|漏填|少报|少计|少统计|多报|多计|多统计)(?:了)?[^，。；0-9]{{0,8}}?(?P<n>{NUMBER})\s*件"
)
_NO_MORE = compiled_late(
    rf"(?P<n>{NUMBER})\s*件[^，。；0-9]{{0,24}}(?:撤回|撤销|不再(?:计入|办理|处理)|已?(?:于|在)[^，。；]{{0,14}}办结|并入|合并办理|重复)"
)
_SHOULD_HAVE_BEEN = compiled_late(
    rf"(?:年度?报告|上年度?)[^，。；0-9]{{0,10}}结转[^，。；0-9]{{0,12}}(?:应为|应是|实为|实际为)\s*(?P<n>{NUMBER})\s*件"
)
_CORRECTION = compiled_late("更正|误填|误报|误写|误统计|填报有误|有误|应为|笔误|勘误|漏报|漏统计|多报|少报")
_REASON = compiled_late(
    "失效|届满|到期|期满|划转|移交|划入|划出|承接|合并计|并入|重新计|统计口径|重新梳理|补录|漏|误将|误计|剔除|核减|不再(?:统计|计入)"
)
_FORMED = compiled_late(
    "(?:由|将|原).{0,40}(?:合并|整合|重组|划入).{0,12}(?:组建|成立|而成|为)|(?:合并|整合|重新)组建|职能?(?:整体)?划入|职责(?:整体)?划入"
)


class Quote(NamedTuple):
    """The words that explain, and where they stand."""

    words: str
    span: tuple[str, int, int]


def explained(given: RuleInput, relation: Relation, left: Number, right: Number) -> Quote | None:
    """The sentence that explains the difference of a sum over two years; None where there is none.

    It corrects last year's number, naming both (应为2件，误填为3件) or by how much it was wrong (漏报1件). Of what is
    in force it names as many documents as are missing or too many beside reasons: 3件有效期届满自动失效, or
    2件到期失效，1件划转. A formation out of several agencies explains what is carried in.
    """
    last = given.last_cells or {}
    before = next((last.get(term.cell) for term in relation.terms if term.last), None)
    off = abs(left - right)
    for section, sentence, start in _sentences(given):
        numbers = {value(found.group()) for found in _NUMBER.finditer(sentence)}
        corrected = _CORRECTION.search(sentence) is not None and before in numbers
        corrected = corrected and bool(numbers & {left, _meant(before, left, right)})
        if relation.family == "XY-CARRY":
            meant = _SHOULD_HAVE_BEEN.search(sentence)
            corrected = corrected or _off_by(sentence, left, right) or _dropped(sentence, numbers, before, right - left)
            corrected = corrected or (meant is not None and value(meant["n"]) == left)
        lapsed = relation.family == "XY-FORCE" and _REASON.search(sentence) is not None
        lapsed = lapsed and off in {*numbers, _for_reasons(sentence)}
        formed = relation.family == "XY-CARRY" and not given.context.predecessors and _FORMED.search(sentence)
        if corrected or lapsed or (formed and left >= right):
            return Quote(sentence.strip(), (section, start, start + len(sentence)))
    return None


def _off_by(sentence: str, left: Number, right: Number) -> bool:
    """Whether last year's number is said to have been so much too small or too large (上年度漏报1件)."""
    found = _TOO_FEW_OR_MANY.search(sentence) if "结转" in sentence or "申请" in sentence else None
    said = value(found["n"]) if found else None
    if found is None or said is None:
        return False
    return said == (right - left if found["verb"].startswith("多") else left - right)


def _dropped(sentence: str, numbers: Set[Number | None], before: Number | None, off: Number) -> bool:
    """Whether so many of last year's are said to count no more: 2023年度结转3件中有1件申请人撤回，不再计入."""
    found = _NO_MORE.search(sentence)
    return found is not None and before in numbers and value(found["n"]) == off


def _for_reasons(sentence: str) -> Number | None:
    """What the numbers that each have a reason of their own add up to (2件到期失效，1件划转)."""
    parts = [
        number
        for part in re.split("[，、,]", sentence)
        if _REASON.search(part)
        for found in [_COUNTED.search(part)]
        if found and (number := value(found["n"])) is not None
    ]
    return sum(parts, start=0) if parts else None


def _meant(before: Number | None, left: Number, right: Number) -> Number:
    """What last year's number should have been for the sum to hold."""
    return (before or 0) + left - right


def _sentences(given: RuleInput) -> Iterator[tuple[str, str, int]]:
    for section, text in given.texts.items():
        for found in re.finditer(r"[^。；\n]+", text):
            yield section, found.group(), found.start()
