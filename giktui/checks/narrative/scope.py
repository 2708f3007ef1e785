"""What is known where a clause begins: whose figures these are, of which year, in what matter."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from giktui.checks.narrative.words.names import (
    in_own_name,
    is_own,
    is_own_government,
    is_own_system,
    is_own_team,
    level_of,
    own_from,
)
from giktui.text.patterns import compiled_late

_IN_THE_YEAR: Final = compiled_late(r".{0,7}(?:年底|年末|12月)|(?:20\d\d年)?\d{1,2}月")
"""What is told up to such a day is of this year: all of it, or a part (`part_of_year`)."""
_UP_TO: Final = ("至", "到", "—", "-", "截止", "、", "和", "与", "及")
"""Behind these a year is the end of several: 2019年施行以来至2023年."""
_LEVELS: Final = ("省", "市", "县", "区", "旗")
_GOVERNMENT: Final = compiled_late("政府|街道|镇|乡")
_OFFICE: Final = compiled_late("办公[室厅]$|政府办$")
_CONTINUES: Final = compiled_late(r"\s*(?:在)?(?:其中|上述|以上|这些|办理结果|从办理|已办结|已答复)")
"""Sentences that begin so go on about what the sentence before counted."""
SCOPED: Final = frozenset(
    {
        "year", "period", "this_year", "ever", "ever_or_year", "until", "own", "region", "organ", "in_name", "system",
        "government_offices",
        "branches",
    }
)  # fmt: skip
"""Words that say of what year or of whose the figures are."""
_OPENING: Final = compiled_late(r"\s*(?:[（(][^）)]*[）)])?\s*(20\d\d)年")
_MADE: Final = compiled_late("(?:全年|共|新|累计)*(?:制发|制定|出台|印发|发布|制作|行政规范性|规范性)")
_HEAD: Final = 40
"""A line of at most so many characters may be the head of what follows."""


class Token(NamedTuple):
    """A word of the lexicon in its place."""

    kind: str
    start: int
    end: int
    text: str
    match: re.Match[str]


class Subject(NamedTuple):
    """A narrative, and the year and agency of the report it stands in."""

    text: str
    year: int
    agency: str


class Scope(NamedTuple):
    """What holds where a clause begins. `narrowed` and `foreign`: the figures are of a part, or of another agency.

    `government`: that other agency is the government itself, which alone makes rules. `delayed`: of those that took
    longer, which no later sentence goes on about. `aside`: they were of something else, until applications are named
    again. `heading`: the sentence before named applications, or this paragraph's.
    """

    of_year: bool = True
    said_year: bool = False
    ever: bool = False
    foreign: bool = False
    government: bool = False
    narrowed: bool = False
    delayed: bool = False
    aside: bool = False
    application: bool = False
    heading: bool = False
    disclosure: bool = False
    proceedings: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()


def opened(scope: Scope, sentence: str) -> Scope:
    """The scope in which a sentence begins: a part or another agency holds on only where it goes on about the same."""
    scope = scope._replace(delayed=False) if scope.delayed else scope
    if not (scope.said_year or scope.ever or scope.foreign or scope.narrowed or scope.aside):
        return scope
    if _CONTINUES.match(sentence):
        return scope
    return scope._replace(said_year=False, ever=False, foreign=False, narrowed=False, aside=False)


def closed(scope: Scope, sentence: str, before: bool, year: int) -> Scope:
    """What a sentence leaves behind for the next one: a year named at its beginning holds for the paragraph."""
    ends = sentence.endswith("\n")
    opening, named, disclosed = _said(sentence)
    of_year = ends or (opening == str(year) if opening else before)
    application = scope.application or named or ("予以公开" in sentence and "无法提供" in sentence)
    # a heading on applications, or a sentence on them that ends within its paragraph
    heading = (named and (len(sentence) <= _HEAD or not ends)) or (scope.heading and not ends)
    disclosure = disclosed or (scope.disclosure and not (ends and len(sentence) > _HEAD))
    proceedings = frozenset[str]() if ends else scope.proceedings
    left: tuple[object, ...] = (of_year, application, heading, disclosure, proceedings, frozenset())
    if left == (
        scope.of_year, scope.application, scope.heading, scope.disclosure, scope.proceedings, scope.documents,
    ):  # fmt: skip
        return scope  # nearly always so: making another one for each sentence of a province takes its time
    return scope._replace(
        of_year=of_year,
        application=application,
        heading=heading,
        disclosure=disclosure,
        proceedings=proceedings,
        documents=frozenset(),
    )


@lru_cache(maxsize=4096)
def _said(sentence: str) -> tuple[str, bool, bool]:
    """The year it begins with, if it does, and whether it names applications, and disclosure."""
    opening = _OPENING.match(sentence)
    disclosure = "公开" in sentence
    named = disclosure and ("公开申请" in sentence or "申请公开" in sentence)
    return opening[1] if opening else "", named, disclosure


def within(subject: Subject, scope: Scope, token: Token, before: int) -> Scope:
    """The scope with what one word says of year and agency; `before` is where the words in front of it begin."""
    match token.kind:
        case "year" | "period":
            own = year_of(token.text) == subject.year
            front = subject.text[max(0, token.start - 2) : token.start]
            ever = scope.ever and not (own and not front.endswith(_UP_TO))
            # what is told as a part is of that year, what follows it need not be: 累计9件，其中2022年2件；累计…
            scope = scope._replace(of_year=own, said_year=own and not (scope.ever and front == "其中"), ever=ever)
        case "this_year":
            scope = scope._replace(of_year=True, said_year=True)
        case "ever":
            scope = scope._replace(ever=True)
        case "ever_or_year" | "until" if not scope.said_year:
            # “截至2023年底” and “2023年累计” are of the year, “截至目前” and “累计” alone are not
            of_year = token.kind == "until" and _IN_THE_YEAR.match(subject.text, token.end)
            scope = scope._replace(ever=not of_year)
        case "own":
            scope = scope._replace(foreign=False)
        case "region":
            whole = _GOVERNMENT.search(subject.agency) and not _OFFICE.search(subject.agency)
            if token.text.startswith(_LEVELS):  # 区政府及34个部门: its own, in the report of a district
                whole = whole and level_of(subject.agency) == token.text[0]
            scope = scope._replace(foreign=not whole)
        case "organ":
            named = subject.text[before : token.end]
            own = is_own(named, token.text, subject.agency) or is_own_team(
                subject.text[max(0, token.start - 6) : token.end + 10], subject.agency
            )
            scope = scope._replace(foreign=not own, government=is_own_government(token.text, subject.agency))
        case "government_offices":
            scope = scope._replace(foreign=not _of_the_government(subject, token))
        case "in_name":
            scope = scope._replace(foreign=not _in_one_name(subject, token))
        case "system":
            scope = scope._replace(foreign=not is_own_system(subject.text, token.text, subject.agency))
        case "branches" if own_from(subject.text[before : token.start], subject.agency) is not None:
            scope = scope._replace(foreign=False)
    return scope


def _of_the_government(subject: Subject, token: Token) -> bool:
    """Whether a government with its offices is the agency: its office always, itself where documents are made."""
    if _OFFICE.search(subject.agency):
        return "办" in token.text
    return subject.agency.endswith("政府") and _MADE.match(subject.text, token.end) is not None


def _in_one_name(subject: Subject, token: Token) -> bool:
    """Whether documents are made in this name, and in no other beside it, and the name is the agency's."""
    begin = subject.text.rfind("。", 0, token.start) + 1
    alone = subject.text[begin:].partition("。")[0].count("名义") == 1
    made = _MADE.match(subject.text, token.end) is not None
    return alone and made and in_own_name(token.text, subject.agency)


def as_token(match: re.Match[str], year: int) -> Token:
    """The word a match stands for; years named with what is carried over are held against the report's."""
    kind = (match.lastgroup or "").removesuffix("_")
    if kind in _DEPENDS:
        kind = _kind_of(kind, match, year)
    return Token(kind, match.start(), match.end(), match.group(), match)


_DEPENDS: Final = frozenset({"opaque_mark", "carried_out_rest", "carried_in_year", "carried_out_year", "ever"})
"""What may be said of several things, by the year that is named with it."""


def _kind_of(kind: str, match: re.Match[str], year: int) -> str:
    if kind == "opaque_mark":
        return "opaque"
    if kind == "carried_out_rest":
        named = re.match(r"[^。；]{0,30}?(20\d\d)年", match.string[match.end() : match.end() + 40])
        return "carried_out" if named is None or int(named[1]) == year + 1 else "other_year"
    if kind in {"carried_in_year", "carried_out_year"}:
        named = re.search(r"20\d\d", match.group())
        due = year - 1 if kind == "carried_in_year" else year + 1
        return kind.removesuffix("_year") if named is None or int(named.group()) == due else "other_year"
    return "this_year" if re.fullmatch(f"[自从]?{year}年(?:以来|起)", match.group()) else kind


def year_of(text: str) -> int:
    """The year named at the beginning of the text, in figures or characters; 0 if none is."""
    digits = text[:4].translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))
    return int(digits) if digits.isdigit() else 0
