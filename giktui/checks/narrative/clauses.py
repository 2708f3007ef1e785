"""The clauses of a text, with what is known where they begin: whose figures, of which year, in what matter."""

from collections.abc import Generator, Iterator
from functools import lru_cache
from typing import Final

from giktui.checks.narrative.clause import BREAKS, SPOILERS, Clause, last_run
from giktui.checks.narrative.in_context import told_by_what_stands_before
from giktui.checks.narrative.parts import Track
from giktui.checks.narrative.proceedings import decided_by
from giktui.checks.narrative.scope import SCOPED, Scope, Subject, Token, as_token, closed, opened, within
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.ignorable_words import familiar, harmless
from giktui.checks.narrative.words.names import names_another, own_from
from giktui.checks.narrative.words.prefilter import worth_reading
from giktui.checks.narrative.words.word_search import words_in
from giktui.text.patterns import compiled_late

_ENDS: Final = compiled_late(r"[。！!？?]|(?<![：:；;，,、])\n")
"""The end of a sentence: a line that ends in a colon, a semicolon or a comma goes on in the next."""
_OWN_OFFICE: Final = compiled_late(
    "(?:本级|[局厅委关]机关)(?!及|和|、|与)|(?<![\u4e00-\u9fff])[省市县区]局(?=作出|收到|办理|受理|办结|答复)"
)
_BRANCHES: Final = compiled_late(
    "(?:分局|各县(?:（[市区、]+）|区|市)?局|区县局|县局|支队|大队|所属单位|下属单位|[局厅委]属(?:各|事业)*单位|隶属海关|直属单位|基层单位)"
    "[^，。；0-9]{0,8}(?:收到|办结|受理|答复|办理|新收|作出)"
)
_GOVERNMENT_TOO: Final = compiled_late(
    "政府(?!办|信息)[^，。；0-9]{0,4}(?:收到|受理|办结|答复)[^，。；0-9]{0,8}[0-9]+件[^。]*政府办(?:公室)?(?:收到|受理|办结|答复)"
)
_BY_OTHERS: Final = compiled_late(
    "由(?:各|其|村|社区|街道|镇|乡|学校|下级|下属|所属|有关|相关)[^，。；0-9]{0,10}(?:自行|分别)?(?:答复|统计|办理|负责|处理)"
)
_ALL_OR_NONE: Final = compiled_late("[均都皆无未没零]|全部|全都|不存在|主要|集中")
_MADE_PUBLIC: Final = compiled_late("(?:公开|公示|发布|到位)$")
_WHAT_ABOUT: Final = compiled_late("(?:申请|所?涉及?|申请的?)?(?:内容|事项)?(?:主要|大多|多)?(?:涉及|集中|为)")
_SUCH: Final = compiled_late("[^，。；0-9]{2,20}的")
_LONGEST: Final = 2_000
"""Characters of a sentence that anybody wrote; a longer one is not judged, which takes time with its square."""
_SAID_OF: Final = frozenset({"received", "new", "handled", "none", "issued", "application", *lexicon.RESULTS})
"""Words whose subject matters: who received, who answered, who has none."""
_NAMED_BEFORE: Final = _SAID_OF | {"year", "this_year"}
"""Words that an agency is named in front of: 清河区全年收到, 清河区2024年收到."""
_TAKEN_IN: Final = frozenset({"received", "new"})
_CASES: Final = frozenset("件宗份起")
_WHOSE: Final = frozenset({"application", "own", "region", "organ", "system", "branches", "government_offices"})
_LAST_YEARS: Final = frozenset({"other_year", "number"})
_DOER: Final = compiled_late(
    r"\s*(?:[（(][^）)]{1,3}[）)]|[一二三四五六七八九]是)?(?P<who>[\u4e00-\u9fff]{2,16}?)(?:全年|共|依法|累计|分别)*(?:查处|查办|办理|处理|受理|作出|实施|出具|开展|审核|立案|办结|制发|收到|承办|审理|处置|调处)"
)
_OPENING: Final = frozenset("（(")
_DATES: Final = frozenset("年月日")
_NARROWING: Final = SPOILERS - {"against", "share", "alien", "reason"}
_LASTING: Final = _NARROWING - {"delayed"}


@lru_cache(maxsize=64)
def clauses(subject: Subject) -> tuple[Clause, ...]:
    """The clauses of the sentences that may say something about figures, in order."""
    return tuple(_clauses(subject))


def _clauses(subject: Subject) -> Iterator[Clause]:
    text, scope, start = subject.text, Scope(), 0
    while start < len(text):
        found = _ENDS.search(text, start)
        end = found.end() if found else len(text)
        sentence, before = text[start:end], scope.of_year
        scope = opened(scope, sentence)
        if len(sentence) <= _LONGEST and worth_reading(sentence, application=scope.heading):
            scope = yield from _sentence(subject, start, end, scope)
        scope = closed(scope, sentence, before, subject.year)
        start = end


def _sentence(subject: Subject, start: int, end: int, scope: Scope) -> Generator[Clause, None, Scope]:
    tokens = tuple(as_token(match, subject.year) for match in words_in(subject.text, start, end))
    tokens = told_by_what_stands_before(tokens)
    sentence = subject.text[start:end]
    apart = _told_apart(sentence)
    if "由" in sentence and _BY_OTHERS.search(sentence):  # 村民提出公开申请14件，由各村村委会答复
        scope = scope._replace(foreign=True)
    scope = scope._replace(narrowed=True) if apart else scope
    track, first, begin = Track(scope, throughout=apart), 0, start
    for at, token in enumerate((*tokens, None)):
        if token is not None and token.kind not in BREAKS and not (token.kind == "list" and _counts(tokens[first:at])):
            track.scope = _heard(subject, track.scope, token, tokens[at - 1].end if at else start, start)
            continue
        if at > first:
            here = tokens[first:at]
            clause = Clause(
                text=subject.text,
                tokens=here,
                kinds=frozenset([one.kind for one in here]),
                begin=begin,
                end=token.start if token else end,
                sentence=(start, end),
                scope=track.scope,
                counted=track.counted,
                so_far=tokens[:at],
                agency=subject.agency,
                year=subject.year,
            )
            yield clause
            track.leave(here, _after(clause), _counted(clause))
        if token is not None:
            track.pass_by(token.text, part=subject.text.startswith("其中", token.end))
            if token.text in _OPENING and not any(one.kind != "list" for one in tokens[first:at]):
                track.scope = _bracketed(subject, track.scope, subject.text[begin : token.start])
            first, begin = at + 1, token.end
    return track.scope


def _told_apart(sentence: str) -> bool:
    """Whether the sentence tells the office's own figures and those of its branches, or of its government, apart.

    市局机关收到21件，各县局收到36件; 县政府收到31件，县政府办收到14件.
    """
    if (
        "本级" in sentence or "机关" in sentence or "分局" in sentence
    ):  # quicker than a pattern, and few sentences have them
        return _OWN_OFFICE.search(sentence) is not None and _BRANCHES.search(sentence) is not None
    return "政府办" in sentence and _GOVERNMENT_TOO.search(sentence) is not None


def _heard(subject: Subject, scope: Scope, token: Token, before: int, start: int) -> Scope:
    """The scope with one word more; `before` is where the words in front of it begin, `start` the sentence."""
    if token.kind in SCOPED:
        scope = within(subject, scope, token, max(start, token.start - 10))
    if token.kind in _NAMED_BEFORE and names_another(subject.text[before : token.start], subject.agency):
        scope = scope._replace(foreign=True)
    return scope


def _bracketed(subject: Subject, scope: Scope, words: str) -> Scope:
    """The scope in brackets that stand behind such words: behind a name, the figures are of what is named."""
    plain = words.strip(" 、和及")
    if familiar(plain) or own_from(plain, subject.agency) is not None:
        return scope
    return scope._replace(narrowed=True)


def _after(clause: Clause) -> Scope:
    """The scope behind a clause: what it narrowed stays narrow, what it spoke of is spoken of."""
    kinds, scope = clause.kinds, clause.scope
    named = "reason" in kinds and "申请" in clause.text[clause.begin : clause.end]
    narrows = not kinds.isdisjoint(_LASTING) and not _of_all(clause, kinds) and not _last_years_number(clause, kinds)
    narrows = narrows or (named and "number" in kinds and clause.text.startswith("其中", clause.end + 1))
    narrows = narrows or _of_something_else(clause, kinds) or _done_by_another(clause, kinds)
    others = "alien" in kinds and "number" in kinds and not named and not clause.lists_results
    petitions = "reason" in kinds and "number" in kinds and not named and not _of_results(clause)
    aside = scope.aside or others or petitions or _of_other_requests(clause, kinds)
    return scope._replace(
        foreign=scope.foreign or _received_by_somebody(clause, kinds),
        aside=aside and "application" not in kinds,
        narrowed=scope.narrowed or narrows,
        delayed=scope.delayed or ("delayed" in kinds and not _of_all(clause, kinds)),
        application=scope.application or "application" in kinds,
        proceedings=(kinds & lexicon.PROCEEDINGS and last_run(clause.tokens, lexicon.PROCEEDINGS))
        or (decided_by(clause, clause.end) if kinds & lexicon.OUTCOMES else None)
        or scope.proceedings,
        documents=(kinds & lexicon.DOCUMENTS and last_run(clause.tokens, lexicon.DOCUMENTS)) or scope.documents,
    )


def _received_by_somebody(clause: Clause, kinds: frozenset[str]) -> bool:
    """Whether unknown words stand in front of who received how many: what the sentence tells next is theirs, too."""
    if kinds.isdisjoint(_TAKEN_IN):
        return False
    number = next((t for t in clause.tokens if t.kind == "number" and t.match["unit"] in _CASES), None)
    verb = next(t for t in clause.tokens if t.kind in _TAKEN_IN)
    if number is None or verb.start > number.start or clause.text.startswith(("通过", "经"), clause.begin):
        return False
    return not clause.known_before(verb.start)


def _done_by_another(clause: Clause, kinds: frozenset[str]) -> bool:
    """Whether another office is named in front of what was done and counted: 交警大队查处违法案件3.1万起."""
    if "number" not in kinds or not kinds.isdisjoint(lexicon.LABELS | _WHOSE):
        return False
    if not any(token.kind == "number" and token.match["unit"] in _CASES for token in clause.tokens):
        return False
    doer = _DOER.match(clause.text, clause.begin, clause.end)
    return doer is not None and names_another(doer["who"], clause.agency)


def _last_years_number(clause: Clause, kinds: frozenset[str]) -> bool:
    """Whether the clause is nothing but last year's number, told in passing: 收到38件，去年同期31件，办结37件."""
    return kinds == _LAST_YEARS and not clause.text.startswith("其中", clause.end + 1)


def _of_results(clause: Clause) -> bool:
    """Whether the sentence has told a result of applications so far, or tells several reasons."""
    return clause.lists_reasons or not lexicon.RESULTS.isdisjoint(token.kind for token in clause.so_far)


def _of_all(clause: Clause, kinds: frozenset[str]) -> bool:
    """Whether the clause says of all what it says, or of none (均为自然人申请, 无逾期情况), and counts nothing."""
    first = next(token for token in clause.tokens if token.kind in _NARROWING)
    return (
        first.kind in {"subset", "delayed"}
        and "number" not in kinds
        and (
            _ALL_OR_NONE.search(clause.text, clause.begin, first.start) is not None
            or _MADE_PUBLIC.search(clause.text, first.end, clause.end) is not None
            or _WHAT_ABOUT.match(clause.text, clause.begin) is not None
        )
    )


def _of_other_requests(clause: Clause, kinds: frozenset[str]) -> bool:
    """Whether the clause counts other matters: 受理信访事项25件, 收到档案查询申请23件."""
    if "number" not in kinds or "application" in kinds:
        return False
    words = clause.text[clause.begin : clause.end]
    asked = words.find("申请")
    if asked >= 0 and any(token.start <= clause.begin + asked < token.end for token in clause.tokens):
        return False
    if asked < 0:
        return "reason" in kinds and bool(kinds & {"received", "new", "handled"})
    behind = max((token.end - clause.begin for token in clause.tokens if token.end <= clause.begin + asked), default=0)
    return not familiar(words[behind:asked]) and own_from(words[behind:asked], clause.agency) is None


def _of_something_else(clause: Clause, kinds: frozenset[str]) -> bool:
    """Whether the clause counts cases by a word unknown here (`义务教育招生30件`): what follows may be of those.

    So do reviews with an unknown word before them (`向市政府申请行政复议66件`): the outcomes that follow are theirs.
    """
    if "number" not in kinds or "against" in kinds:
        return False
    number = next((t for t in clause.tokens if t.kind == "number" and t.match["unit"] in _CASES), None)
    if number is None or clause.closed_cases:
        return False
    if "public" in kinds and kinds.isdisjoint(_SAID_OF | lexicon.LABELS):  # 涉及我厅起草的31件，废止4件
        return all(token.kind not in lexicon.VERBS for token in clause.before)
    named = next((t for t in reversed(clause.tokens) if t.end <= number.start), None)
    if named and named.kind == "application" and _SUCH.fullmatch(clause.text, named.end, number.start):
        return not harmless(clause.text[named.end : number.start])  # 申请公开接处警录音的9件
    if not kinds & (lexicon.LABELS | {"application", "reason", "every_reason", "licence_request"}):
        return not clause.known_before(number.start)
    cases = next((token for token in clause.tokens if token.kind in lexicon.PROCEEDINGS), None)
    return cases is not None and not clause.known_before(cases.start)


def _counts(tokens: tuple[Token, ...]) -> bool:
    return any(token.kind == "number" for token in tokens)


def _counted(clause: Clause) -> str:
    """What the words gave a number of, if they gave one."""
    numbers = (token for token in clause.tokens if token.kind == "number")
    if "number" not in clause.kinds or all(token.match["unit"] in _DATES for token in numbers):
        return ""
    kinds = [token.kind for token in reversed(clause.tokens)]
    other = "application" if "application" in kinds else "something"
    return next((kind for kind in kinds if kind in lexicon.LABELS), other)
