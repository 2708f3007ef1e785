"""What a text says of shares: 30件，占52.6%; 予以公开147件（34.0%）; 自然人占64.2%，为61件."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from giktui.checks.narrative import matter
from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.clauses import clauses
from giktui.checks.narrative.proceedings import of_an_organ_that_decides
from giktui.checks.narrative.proportions.breakdown import parts
from giktui.checks.narrative.scope import Subject, Token
from giktui.checks.narrative.statements import statements
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.names import level_of
from giktui.text.numerals import value
from giktui.text.patterns import compiled_late

_UNITS: Final = frozenset({"件", "宗", "起", "份", "个", "条", "封", "件次"})
_SEVERAL: Final = 2
_WHOLE_SAID: Final = compiled_late("新收|收到的?|受理|办结|答复|申请")
_OF_OUTCOME: Final = {"维持": "upheld", "纠正": "corrected", "纠错": "corrected", "败诉": "corrected"}
_NEAR: Final = 30
"""So near before its number a share is told."""
_COUNTED: Final = compiled_late("自然人|个人|公民|企业|法人|组织|机构|事务所")
"""Whose part a share may be told of, beside that of a result."""
_OTHER_THINGS: Final = compiled_late("材料|意见|预约|稿件|线索|人次")
"""What comes in by the same ways."""
_WHOLES: Final = compiled_late(
    r"(?:全部|全年|本年|年度|全[市县区省州旗]|我[局厅委镇乡市县区]|新收|收到|受理|办结|已办|答复|办理|申请|政府信息公开|依申请公开|总|数|量|件|比|结果|的|为|到|达|了|比例|：|:|\s)*"
)
_SHARE = compiled_late(
    r"(?:(?:为|系|属)(?:自然人|个人|公民|企业|法人)(?:提出的?)?)?(?:申请)?(?:的)?(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)?[，,、]?\s*[（(]?\s*(?:约)?"
    r"占(?P<of>[^，,。；;（）()\d约近超]{0,18}?)(?P<p>\d{1,3}(?:[.．]\d+)?)\s*[%％](?!以上|左右|以下)"
)
_PERSONS = compiled_late(
    r"自然人(?:申请)?占(?P<of>[^，,。；;（）()\d约近超]{0,18}?)(?P<p>\d{1,3}(?:[.．]\d+)?)[%％](?=[，。；）\n]|$)"
)
_RATE = compiled_late(
    r"[，,、]?\s*[（(]?\s*(?P<rate>维持|纠正|纠错|败诉)率(?P<of>)(?:为|达|是|：)?(?P<p>\d{1,3}(?:[.．]\d+)?)[%％]"
)
"""What is the share of an outcome as a rate: 纠正3件，纠错率17.6%."""
_IN_BRACKETS = compiled_late(r"[（(](?P<of>)(?P<p>\d{1,3}(?:[.．]\d+)?)[%％][）)]")
"""What is the share of a result without a word: 予以公开147件（34.0%）."""
_SHARE_FIRST = compiled_late(
    r"(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|自然人|个人|公民|企业|法人|组织|机构|事务所)(?:提出|提交)?的?(?:申请)?"
    r"占(?P<of>[^，,。；;（）()\d约近超]{0,18}?)(?P<p>\d{1,3}(?:[.．]\d+)?)\s*[%％][，,（(]?\s*(?:为|共|计|有|即|达)?\s*$"
)


class Share(NamedTuple):
    """A number and the percentage it is said to be of a whole; `decimals` are those printed. With `of_cases` it is one
    of reviews or suits with an outcome, else one of applications."""

    number: int
    percent: Decimal
    decimals: int
    start: int
    end: int
    of_cases: bool = False


@lru_cache(maxsize=64)
def shares(subject: Subject) -> tuple[Share, ...]:
    """Every number of the year's own results, applicants, or outcomes of reviews and suits with its share."""
    found: list[Share] = []
    if "占" not in subject.text and "%" not in subject.text:
        return ()
    for clause in clauses(subject):
        of_cases = _of_cases(clause)
        told = of_cases or clause.kinds.isdisjoint(lexicon.PROCEEDINGS)
        if told and _of_the_year(clause) and not _of_other_matters(clause):
            found += _shares(subject, clause, of_cases=of_cases)
            found += _of_persons(subject, clause)
    return tuple(found)


def _of_cases(clause: Clause) -> bool:
    """Whether the clause tells an outcome of reviews or suits about disclosure."""
    return not clause.kinds.isdisjoint(lexicon.OUTCOMES) and clause.disclosure and not of_an_organ_that_decides(clause)


def _of_other_matters(clause: Clause) -> bool:
    """Whether the sentence counted other matters and named no applications since: 答复举报312件，其中予以公开28件."""
    return clause.among_other_matters or (clause.scope.aside and "application" not in clause.kinds)


def _of_the_year(clause: Clause) -> bool:
    named = [token for token in clause.tokens if token.kind == "year"]
    return (
        not clause.scope.ever
        and clause.scope.of_year
        and all(token.text.startswith(str(clause.year)) for token in named)
    )


def _shares(subject: Subject, clause: Clause, *, of_cases: bool) -> Iterator[Share]:
    text = subject.text
    numbers = [token for token in clause.tokens if token.kind == "number" and (token.match["unit"] or "") in _UNITS]
    if len(numbers) == _SEVERAL and "：" in text[numbers[0].end : numbers[1].start]:
        del numbers[0]  # 答复159件：“予以公开”42件，占26.4%
    if len(numbers) != 1 or numbers[0].match["between"] or numbers[0].match["before"] or numbers[0].match["scale"]:
        return
    number = numbers[0]
    if _last_of_several(clause) and clause.text.startswith(("，占", ",占"), number.end):
        return
    said = value(number.match["number"])
    if said is None:
        return
    here = bool(clause.kinds & lexicon.RESULTS or of_cases or _COUNTED.search(text, clause.begin, clause.end))
    behind = text[number.end : number.end + _NEAR]
    if not here and "占" in behind:
        here = _came_in(subject, clause, number)
    found, reach = _SHARE.match(text, number.end) if "占" in behind else None, number.start
    if found is None and of_cases and "率" in behind:
        rate = _RATE.match(text, number.end)
        told = rate is not None and _OF_OUTCOME[rate["rate"]] in clause.kinds
        found = rate if told and not clause.scope.foreign else None
    if found is None and clause.kinds & lexicon.RESULTS and not clause.scope.foreign:
        found = _IN_BRACKETS.match(text, number.end)
    if found and not _says_of_what(found["of"], subject.agency, foreign=clause.scope.foreign):
        found = found if here and not clause.scope.foreign else None
    elif found is None and not clause.scope.foreign:
        near = max(clause.sentence[0], number.start - _NEAR)
        found = _SHARE_FIRST.search(text, near, number.start) if "占" in text[near : number.start] else None
        reach = found.start() if found else reach
    if found is None or not _WHOLES.fullmatch(found["of"]):
        return
    if of_cases and not _stated(subject, number.start):
        return
    yield _share(int(said), found, reach, max(found.end(), number.end), of_cases=of_cases)


def _share(number: int, found: re.Match[str], start: int, end: int, *, of_cases: bool = False) -> Share:
    """The number with the percentage that was found (group `p`)."""
    percent = found["p"].replace("．", ".")
    return Share(number, Decimal(percent), len(percent.partition(".")[2]), start, end, of_cases)


def _came_in(subject: Subject, clause: Clause, number: Token) -> bool:
    """Whether the number is one of applications by how they came in: 网上提交263件; not 不动产登记申请网上提交263件."""
    told = subject.text[clause.sentence[0] : number.start]
    if matter.other_requests(told) or _OTHER_THINGS.search(told):
        return False
    return any(part.kind == "channel" and part.start < number.end <= part.end for part in parts(subject))


def _last_of_several(clause: Clause) -> bool:
    """Whether the clause ends a list of numbers, so that a share may be of them together: 12件、8件、5件，占34.5%."""
    told = clause.before
    return len(told) > 1 and told[-1].kind == "list" and told[-2].kind == "number"


def _stated(subject: Subject, place: int) -> bool:
    """Whether the number at the place is one of the cases that the tables count."""
    told = statements(subject.text, subject.year, subject.agency)
    return any(one.start <= place < one.end for one in told)


def _of_persons(subject: Subject, clause: Clause) -> Iterator[Share]:
    """自然人占82.6%, behind the sentence's number of them."""
    found = _PERSONS.search(subject.text, clause.begin, clause.end) if "share" in clause.kinds else None
    if found is None or clause.scope.foreign or not _WHOLES.fullmatch(found["of"]):
        return
    told = [
        part
        for part in parts(subject)
        if part.key == "natural_person" and part.sentence == clause.sentence[0] and part.end <= found.start()
    ]
    if len(told) == 1:
        yield _share(told[0].number, found, told[0].start, found.end())


def _says_of_what(words: str, agency: str, *, foreign: bool) -> bool:
    """Whether the words say of which whole the share is: 占全县新收申请的; of another agency's number, the region's."""
    said = _WHOLE_SAID.search(words) is not None
    return said and (not foreign or (agency.endswith("人民政府") and f"全{level_of(agency)}" in words))
