"""Clauses with what is known where they begin: whose figures these are, of which year, in what matter."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from giktui.checks.text import lexicon
from giktui.checks.text.lexicon import familiar, harmless, lexer
from giktui.checks.text.names import is_own, names_another
from giktui.checks.text.signs import worth_reading

_ENDS: Final = re.compile(r"[。！!？?\n]")
_END_OF_YEAR: Final = re.compile(r".{0,7}(年底|年末|12月)")
_GOVERNMENT: Final = re.compile("政府|街道|镇|乡")
_SAID_OF: Final = frozenset({"received", "new", "handled", "none", "issued", "application", *lexicon.RESULTS})
"""Words whose subject matters: who received, who answered, who has none."""
_HEAD: Final = 40
"""A line of at most so many characters may be the head of what follows."""
_BREAKS: Final = frozenset({"break", "stop", "opaque"})
_SPOILERS: Final = frozenset({"against", "share", "subset", "alien", "part_of_year", "other_year", "future"})
_NARROWING: Final = _SPOILERS - {"against", "share", "alien"}


class Token(NamedTuple):
    """A word of the lexicon in its place."""

    kind: str
    start: int
    end: int
    text: str
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A narrative, and the year and agency of the report it stands in."""

    text: str
    year: int
    agency: str


class Scope(NamedTuple):
    """What holds where a clause begins. `narrowed` and `foreign`: the figures are of a part, or of another agency."""

    of_year: bool = True
    said_year: bool = False
    ever: bool = False
    foreign: bool = False
    narrowed: bool = False
    application: bool = False
    disclosure: bool = False
    proceedings: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """The words between two commas, and the scope they stand in."""

    text: str
    tokens: tuple[Token, ...]
    end: int
    sentence: tuple[int, int]
    scope: Scope
    counted: str
    earlier: tuple[Token, ...]
    agency: str

    @property
    def application(self) -> bool:
        """Whether the talk is of applications."""
        return self.scope.application or any(token.kind == "application" for token in self.tokens)

    @property
    def application_here(self) -> bool:
        """Whether this very sentence, or one before, speaks of applications: “在已答复的申请中”."""
        return self.application or "申请" in self.text[slice(*self.sentence)]

    @property
    def disclosure(self) -> bool:
        """Whether the talk is of information disclosure, here or before."""
        return self.scope.disclosure or self.disclosure_here

    @property
    def disclosure_here(self) -> bool:
        """Whether this very sentence speaks of information disclosure."""
        return "公开" in self.text[slice(*self.sentence)]

    @property
    def may_say_all_handled(self) -> bool:
        """Whether “all handled” would be said of all applications of the year."""
        sentence = self.text[slice(*self.sentence)]
        kinds = {token.kind for token in self.tokens}
        return (
            self.application
            and not self.spoiled(len(self.tokens))
            and not kinds & (lexicon.PROCEEDINGS | lexicon.RESULTS | {"number"})
            and self.counted in {"", "received", "new", "handled"}
            and not re.search("结转|除|正在办理|未到期|在办|尚在|顺延", sentence)
        )

    def spoiled(self, at: int) -> bool:
        """Whether something before the token, or right behind it, makes its figure one of another kind."""
        scope = self.scope
        if not scope.of_year or scope.ever or scope.foreign or scope.narrowed:
            return True
        if any(token.kind in _SPOILERS for token in self.tokens[:at]):
            return True
        if at + 1 >= len(self.tokens):
            return False
        here, following = self.tokens[at], self.tokens[at + 1]
        gap = self.text[here.end : following.start]
        return following.kind in {"subset", "alien"} and harmless().fullmatch(gap) is not None

    def known_before(self, place: int) -> bool:
        """Whether all that stands between the last comma and the place is understood.

        Unknown words there may name another agency, or a part of the cases: then the figure is not sure to be ours.
        """
        start = max(self.sentence[0], *(self.text.rfind(mark, 0, place) + 1 for mark in "，,；;。\n"))
        edge = start
        for token in (*self.earlier, *self.tokens):
            if token.start >= place:
                break
            if token.start >= edge:
                gap = self.text[edge : token.start]
                if not familiar().fullmatch(gap) and f"{gap}{token.text}" not in self.agency:
                    return False
                edge = token.end
        return familiar().fullmatch(self.text[edge:place]) is not None

    def proceedings_before(self, at: int) -> frozenset[str]:
        """The proceedings spoken of last before the token."""
        return _last_run(self.tokens[:at], lexicon.PROCEEDINGS) or self.scope.proceedings

    def documents_before(self, at: int) -> frozenset[str]:
        """The documents spoken of last before the token."""
        return _last_run(self.tokens[:at], lexicon.DOCUMENTS) or self.scope.documents

    def has_before(self, kind: str, at: int) -> bool:
        """Whether such a word stands before the token."""
        return any(token.kind == kind for token in self.tokens[:at])

    def nothing_else_after(self, at: int) -> bool:
        """Whether only harmless words follow the token up to the next word of the lexicon, or the clause's end."""
        end = self.tokens[at + 1].start if at + 1 < len(self.tokens) else self.end
        return harmless().fullmatch(self.text[self.tokens[at].end : end]) is not None

    def ends_at(self, place: int) -> bool:
        """Whether nothing but a harmless tail follows up to the next denial or the clause's end."""
        following = next((t.start for t in self.tokens if t.start >= place and t.kind in {"none", "list"}), self.end)
        return _tail().fullmatch(self.text[place:following]) is not None


def clauses(subject: Subject) -> Iterator[Clause]:
    """The clauses of the sentences that may say something about figures, in order."""
    text, scope, start = subject.text, Scope(), 0
    while start < len(text):
        found = _ENDS.search(text, start)
        end = found.end() if found else len(text)
        scope = scope._replace(said_year=False, ever=False, foreign=False, narrowed=False)
        sentence, before = text[start:end], scope.of_year
        if worth_reading(sentence):
            scope = yield from _sentence(subject, start, end, scope)
        scope = _across(scope, sentence, before, subject.year)
        start = end


def _across(scope: Scope, sentence: str, before: bool, year: int) -> Scope:
    """What a sentence leaves behind for the next one: a year named at its beginning holds for the paragraph."""
    opening = re.match(r"\s*(?:[（(][^）)]*[）)])?\s*(20\d\d)年", sentence)
    return scope._replace(
        of_year=sentence.endswith("\n") or (opening[1] == str(year) if opening else before),
        application=scope.application or "公开申请" in sentence or "申请公开" in sentence,
        disclosure="公开" in sentence or (scope.disclosure and not (sentence.endswith("\n") and len(sentence) > _HEAD)),
        proceedings=frozenset() if sentence.endswith("\n") else scope.proceedings,
        documents=frozenset(),
    )


def _sentence(subject: Subject, start: int, end: int, scope: Scope) -> Generator[Clause, None, Scope]:
    tokens = [_token(match, subject.year) for match in lexer().finditer(subject.text, start, end)]
    here: list[Token] = []
    counted = ""
    for at, token in enumerate([*tokens, None]):
        closes = token is None or token.kind in _BREAKS
        listed = token is not None and token.kind == "list" and any(one.kind == "number" for one in here)
        if token is not None and not closes and not listed:
            scope = _within(subject, scope, token, max(tokens[at - 1].end if at else start, token.start - 10))
            gap = subject.text[tokens[at - 1].end if at else start : token.start]
            if token.kind in _SAID_OF and names_another(gap, subject.agency):
                scope = scope._replace(foreign=True)
            here.append(token)
            continue
        clause = Clause(
            text=subject.text,
            tokens=tuple(here),
            end=token.start if token else end,
            sentence=(start, end),
            scope=scope,
            counted=counted,
            earlier=tuple(tokens[:at]),
            agency=subject.agency,
        )
        yield clause
        counted = _counted(clause) or counted
        scope = _after(clause)
        if token is not None and token.text in {"；", ";"}:
            scope = scope._replace(narrowed=False)
        here = []
    return scope


def _within(subject: Subject, scope: Scope, token: Token, before: int) -> Scope:
    """The scope with what one word says of year and agency; `before` is where the words in front of it begin."""
    match token.kind:
        case "year" | "period":
            own = _year(token.text) == subject.year
            scope = scope._replace(of_year=own, said_year=own)
        case "this_year":
            scope = scope._replace(of_year=True, said_year=True)
        case "ever":
            scope = scope._replace(ever=True)
        case "ever_or_year" | "until" if not scope.said_year:
            # “截至2023年底” and “2023年累计” are of the year, “截至目前” and “累计” alone are not
            of_year = token.kind == "until" and _END_OF_YEAR.match(subject.text, token.end)
            scope = scope._replace(ever=not of_year)
        case "own":
            scope = scope._replace(foreign=False)
        case "region":
            scope = scope._replace(foreign=not _GOVERNMENT.search(subject.agency))
        case "organ":
            named = subject.text[before : token.end]
            scope = scope._replace(foreign=not is_own(named, token.text, subject.agency))
    return scope


def _after(clause: Clause) -> Scope:
    """The scope behind a clause: what it narrowed stays narrow, what it spoke of is spoken of."""
    kinds = {token.kind for token in clause.tokens}
    narrows = kinds & _NARROWING or kinds >= {"alien", "number"} or _of_something_else(clause)
    return clause.scope._replace(
        narrowed=clause.scope.narrowed or bool(narrows),
        application=clause.application,
        proceedings=_last_run(clause.tokens, lexicon.PROCEEDINGS) or clause.scope.proceedings,
        documents=_last_run(clause.tokens, lexicon.DOCUMENTS) or clause.scope.documents,
    )


def _of_something_else(clause: Clause) -> bool:
    """Whether the clause counts cases by a word unknown here (`义务教育招生30件`): what follows may be of those."""
    kinds = {token.kind for token in clause.tokens}
    counted = any(token.kind == "number" and token.match["unit"] == "件" for token in clause.tokens)
    return counted and not kinds & (lexicon.LABELS | {"application"})


def _last_run(tokens: tuple[Token, ...], kinds: frozenset[str]) -> frozenset[str]:
    """The kinds that stand last, taken together unless a number comes between."""
    run: set[str] = set()
    for token in reversed(tokens):
        if token.kind == "number" and run:
            break
        if token.kind in kinds:
            run.add(token.kind)
    return frozenset(run & {"direct", "after_review"} or run)


def _counted(clause: Clause) -> str:
    """What the clause gave a number of, if it gave one."""
    if not any(token.kind == "number" for token in clause.tokens):
        return ""
    return next((t.kind for t in reversed(clause.tokens) if t.kind in lexicon.LABELS), "something")


def _token(match: re.Match[str], year: int) -> Token:
    kind = (match.lastgroup or "").removesuffix("_")
    if kind in {"carried_in_year", "carried_out_year"}:
        named = re.search(r"20\d\d", match.group())
        due = year - 1 if kind == "carried_in_year" else year + 1
        kind = kind.removesuffix("_year") if named and int(named.group()) == due else "other_year"
    elif kind == "ever" and re.fullmatch(f"[自从]?{year}年(?:以来|起)", match.group()):
        kind = "this_year"
    return Token(kind, match.start(), match.end(), match.group(), match)


def _year(text: str) -> int:
    digits = text[:4].translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))
    return int(digits) if digits.isdigit() else 0


@cache
def _tail() -> re.Pattern[str]:
    """What may follow a denial without narrowing it."""
    return re.compile(
        r"(?:的|案件|案|件|事项|情况|情形|现象|业务|及其?|等|发生|产生|也|均|工作|问题|行为|数量|数|申请|\s)*"
    )
