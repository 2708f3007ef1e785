"""How a number of applications is made up: by applicant, by channel, by the reason of a result."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.clauses import clauses
from giktui.checks.narrative.in_turn import WORD, each_of_several, numbers_behind
from giktui.checks.narrative.scope import Subject
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.lexicon import named_words
from giktui.checks.narrative.words.names import names_another
from giktui.text.numerals import NUMBER, value
from giktui.text.patterns import compiled_late

Kind = Literal["applicant", "channel", "reason"]
_NOT_OF_APPLICATIONS: Final = frozenset({"other_year", "part_of_year", "future", "against"}) | lexicon.PROCEEDINGS
_SEVERAL: Final = 2
_WITH: Final = compiled_late(r"[^\s，。；：件宗起份条项）)0-9](?:[、和与或]|(?<!涉)及)$")
_IS: Final = "(?:属于?|系|为|是|因|由|来自|通过|经由?)"
_ATTRIBUTE: Final = "(?:[^，。；、0-9]{1,12}等|(?:辖区|本地|当地|外地|居民|村民|群众)+)?"
_HANDED_IN: Final = "(?=[^，。；、0-9]{2,6}(?:递交|提交|提出|寄来|寄送))"
"""What joins a number to the part behind it."""
_THROUGH: Final = ("通过", "经", "向", "在", "其中通过", "其中经", "由")
_AND_MORE: Final = compiled_late(
    "(?:类|等|的|事项|情形|政府|信息|公开|申请)*[、和及与或](?!(?:其[余他][^，。；、0-9０-９]{0,6})?[0-9０-９])"
)
"""What lists a part together with another, which has no number of its own."""
_OF_APPLICATIONS: Final = compiled_late("(?:办理|办结|处理|答复|回复)[^，。；0-9]{0,6}公开申请中")
_GROUPS: Final = {
    "refused": "不予公开|不公开|未公开|未予公开", "unavailable": "无法提供|不能提供",
    "unprocessed": "不予处理|不予重复处理|不再处理", "other": "其他处理|不再处理|补正|逾期|缴费|撤回",
}  # fmt: skip
"""The result that a row belongs to must be spoken of, or the words may be of other things (信访120件)."""
_SORTED_BY_RESULT = compiled_late("[，（(]其中(?:予以|部分|不予|全部)")
"""Of such a reason were so many that its number is none of table three: 涉及执法案卷的申请112件，其中不予公开47件."""


class Part(NamedTuple):
    """So many of the whole are of this kind: a column (`natural_person`, `organisations`), a row, or a channel.

    `sentence` is where the sentence begins: parts of one whole stand in one.
    """

    kind: Kind
    key: str
    number: int
    start: int
    end: int
    sentence: int


@lru_cache(maxsize=64)
def parts(subject: Subject) -> tuple[Part, ...]:
    """Every part of the year's own applications that the text counts."""
    return tuple(part for clause in clauses(subject) if _own(clause) for part in _parts(subject.text, clause))


def _own(clause: Clause) -> bool:
    """Whether the figures are the agency's and of the year; a clause on proceedings has other parts."""
    scope = clause.scope
    if not scope.of_year or scope.ever or scope.foreign or clause.kinds & _NOT_OF_APPLICATIONS:
        return False
    return all(token.text.startswith(str(clause.year)) for token in clause.tokens if token.kind == "year")


def _parts(text: str, clause: Clause) -> Iterator[Part]:
    if "number" not in clause.kinds:
        return
    found = [*_counted(text, clause, "applicant", _applicants), *_counted(text, clause, "channel", _channels)]
    reasons = [] if clause.of_documents else list(_counted(text, clause, "reason", _reasons))
    if not found and not reasons:
        return
    paragraph = text[text.rfind("\n", 0, clause.sentence[0]) + 1 : clause.end]
    yield from found if "申请" in paragraph else ()
    sentence = text[slice(*clause.sentence)]
    before = text[: clause.sentence[0]].rstrip("\n").rpartition("\n")[2][-60:]
    for part in reasons:
        if (part.key == "unprocessed_petition" and _takes_in(clause)) or _SORTED_BY_RESULT.match(text, part.end):
            continue
        group = next((words for stem, words in _GROUPS.items() if part.key.startswith(stem)), "")
        if (
            re.search(group, sentence)
            or (re.search(group, before) and "申请" in paragraph)
            or (clause.lists_reasons and clause.application_here)
            or _OF_APPLICATIONS.search(sentence)
        ):
            yield part


def _takes_in(clause: Clause) -> bool:
    """Whether the clause tells what was received, not why a result came about: 受理信访事项17件."""
    return any(token.kind in {"received", "new"} for token in clause.tokens)


def _counted(text: str, clause: Clause, kind: Kind, pattern: Callable[[], re.Pattern[str]]) -> Iterator[Part]:
    """The parts of one kind in the clause, each with a number of its own beside it."""
    begin = clause.sentence[0] if text[clause.begin - 2 : clause.begin] in {"%，", "%,", "%（", "%("} else clause.begin
    if kind == "reason" and text[clause.begin - 1 : clause.begin] in {"（", "("}:  # 主要是本机关不掌握（44件）
        begin = max(clause.sentence[0], *(text.rfind(mark, 0, clause.begin) + 1 for mark in "，；。：、）"))
    if not _words(kind).search(text, begin, clause.end):  # compiling the pattern is the longest part of all this
        return
    yield from _in_turn(text, clause, kind)
    everyone = [token for token in clause.tokens if token.kind == "everyone" and not token.text.startswith("法人")]
    for found in pattern().finditer(text, begin, clause.end):
        if found.end() <= clause.begin:
            continue
        if any(one.start <= found.start() < one.end for one in everyone):  # 公民、法人和其他组织提出的申请
            continue
        if found["m"] and _AND_MORE.match(text, found.end()):  # 3件为重复申请和逾期不补正
            continue
        if kind == "channel" and _by_another(text, clause, found.start()):
            continue
        if kind == "applicant" and _WITH.search(text, clause.begin, found.start()):  # 企业、律师事务所申请60件
            continue
        number = value(found["n"] or found["m"])
        key = next(name for name, words in found.groupdict().items() if words and name not in "nm")
        if number is not None and number == int(number):
            yield Part(kind, key.rstrip("_"), int(number), found.start(), found.end(), clause.sentence[0])


def _by_another(text: str, clause: Clause, place: int) -> bool:
    """Whether what came in was another's: 区政务服务中心线上受理申请9204件; not 通过政务服务中心窗口提交."""
    words = text[clause.begin : place]
    return not words.startswith(_THROUGH) and names_another(words, clause.agency)


def _in_turn(text: str, clause: Clause, kind: Kind) -> Iterator[Part]:
    """Several parts and then their numbers in the same order: 内部事务信息、过程性信息分别为15件、9件; 各1件."""
    each = each_of_several(text, clause.begin, clause.end)
    word = each.start() if each else text.find(WORD, clause.begin, clause.end)
    named = list(_named(kind).finditer(text, clause.begin, word)) if word >= 0 else []
    numbers = [each] * len(named) if each else numbers_behind(text, word) if named else []
    if (
        len(numbers) != len(named)
        or len(named) < _SEVERAL
        or any(one.kind == "number" and one.start < word for one in clause.tokens)
    ):
        return
    for one, number in zip(named, numbers, strict=True):
        said = value(number["n"])
        if said is not None and said == int(said):
            key = one.lastgroup or ""
            yield Part(kind, key.rstrip("_"), int(said), number.start(), number.end(), clause.sentence[0])


@cache
def _named(kind: Kind) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{key}_>{pattern})" for key, pattern in named_words(f"{kind}s")))


@cache
def _words(kind: Kind) -> re.Pattern[str]:
    """Any word that names a part of the kind."""
    return re.compile("|".join(pattern for _key, pattern in named_words(f"{kind}s")))


@cache
def _applicants() -> re.Pattern[str]:
    return _pattern(
        "applicants",
        r"(?:名义)?(?:提出|提交)?的?(?:政府)?(?:信息)?(?:公开)?(?:申请)?人?(?:数量)?"
        r"(?:占[^，。；0-9]{0,8}[0-9.．]+%[，,（(])?(?:共|为|是|有|计)?\s*[：:]?\s*",
    )


@cache
def _channels() -> re.Pattern[str]:
    return _pattern(
        "channels",
        r"(?:等)?(?:形式|方式|渠道|途径|平台)?(?:提出|提交|递交|寄送|寄来|收到|接收|受理)?的?(?:政府)?(?:信息)?(?:公开)?(?:申请)?(?:共|为|是|有|计)?\s*[：:]?\s*",
    )


@cache
def _reasons() -> re.Pattern[str]:
    return _pattern(
        "reasons",
        r"[”\"]?(?:类|事项|情形|原因)?(?:的)?(?:相关|有关)?(?:政府)?(?:信息|内容)?[”\"]?的?(?:申请)?(?:而|[、，]?行政机关|、)?(?:不予公开|无法提供|不予处理|其他处理|不再处理)?其?的?(?:申请)?的?"
        r"(?:共|为|是|有|计)?\s*[：:（(]?\s*",
    )


def _pattern(group: str, between: str) -> re.Pattern[str]:
    """Words of the group with a number behind (自然人申请12件), or in front (12件为自然人申请, 5件属于行政执法案卷,
    6件现场递交)."""
    unit = r"\s*(?:件次|[件宗份个封条项起])"
    words = "|".join(f"(?P<{key}_>{pattern})" for key, pattern in named_words(group))
    front = "|".join(f"(?P<{key}__>{pattern})" for key, pattern in named_words(group))
    return re.compile(
        rf"(?:{words}){between}(?P<n>{NUMBER}){unit}"
        rf"|(?P<m>{NUMBER}){unit}(?:申请)?(?:{_IS}(?:涉及|保护)?{_ATTRIBUTE}|{_HANDED_IN})(?:{front})(?![^，。；、]{{0,14}}(?:等|[0-9０-９]+[件宗]))"
    )
