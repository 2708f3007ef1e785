"""Clauses with what is known where they begin: whose figures these are, of which year, in what matter."""

import re
from collections.abc import Generator, Iterator
from functools import cache
from typing import Final, NamedTuple

from giktui.checks.text import lexicon
from giktui.checks.text.lexicon import familiar, harmless, lexer
from giktui.checks.text.names import names_another
from giktui.checks.text.scope import Scope, Subject, Token, as_token, closed, opened, within
from giktui.checks.text.signs import worth_reading

_ENDS: Final = re.compile(r"[。！!？?\n]")
_SAID_OF: Final = frozenset({"received", "new", "handled", "none", "issued", "application", *lexicon.RESULTS})
"""Words whose subject matters: who received, who answered, who has none."""
_NAMED_BEFORE: Final = _SAID_OF | {"year", "this_year"}
"""Words that an agency is named in front of: 清河区全年收到, 清河区2024年收到."""
_RESULT: Final = re.compile("予以公开|部分公开|不予公开|无法提供|不予处理|其他处理")
_LISTED: Final = 3
"""So many results together are said of nothing but applications."""
_DATES: Final = frozenset("年月日")
_COMMAS: Final = frozenset("，,；;。\n")
_MATTERS: Final = frozenset({"application"}) | lexicon.PROCEEDINGS | lexicon.DECISIONS
"""What cases can be: what is carried over or answered is of the kind named last."""
_BREAKS: Final = frozenset({"break", "stop", "opaque"})
_SPOILERS: Final = frozenset({"against", "share", "subset", "alien", "part_of_year", "other_year", "future"})
_NARROWING: Final = _SPOILERS - {"against", "share", "alien"}


class Clause(NamedTuple):
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
        """Whether this very sentence, or one before, speaks of applications: “在已答复的申请中”, or lists results."""
        sentence = self.text[slice(*self.sentence)]
        return self.application or "申请" in sentence or len(set(_RESULT.findall(sentence))) >= _LISTED

    @property
    def disclosure(self) -> bool:
        """Whether the talk is of information disclosure, here or before."""
        return self.scope.disclosure or self.disclosure_here

    @property
    def disclosure_here(self) -> bool:
        """Whether this very sentence speaks of information disclosure."""
        return "公开" in self.text[slice(*self.sentence)]

    def of_other_cases(self, at: int) -> bool:
        """Whether the sentence spoke last, before the token, of other cases than applications: 行政复议9件，结转1件."""
        before = (token for token in reversed(self.earlier) if token.start < self.tokens[at].start)
        matter = next((t.kind for t in before if t.kind in _MATTERS), "application")
        return matter != "application"

    @property
    def may_say_all_handled(self) -> bool:
        """Whether “all handled” would be said of all applications of the year."""
        sentence = self.text[slice(*self.sentence)]
        kinds = {token.kind for token in self.tokens}
        return (
            self.application
            and not self.spoiled(len(self.tokens))
            and not kinds & (lexicon.PROCEEDINGS | lexicon.RESULTS | {"number"})
            and self.counted in {"", "application", "received", "new", "handled"}
            and not re.search("(?<![无零])(?<!没有)结转|除|正在办理|未到期|在办|尚在|顺延", sentence)
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
        commas = (token.end for token in self.earlier if token.text in _COMMAS and token.end <= place)
        edge = max(commas, default=self.sentence[0])
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
        sentence, before = text[start:end], scope.of_year
        scope = opened(scope, sentence)
        if worth_reading(sentence):
            scope = yield from _sentence(subject, start, end, scope)
        scope = closed(scope, sentence, before, subject.year)
        start = end


def _sentence(subject: Subject, start: int, end: int, scope: Scope) -> Generator[Clause, None, Scope]:
    tokens = [as_token(match, subject.year) for match in lexer().finditer(subject.text, start, end)]
    here: list[Token] = []
    counted = ""
    for at, token in enumerate([*tokens, None]):
        closes = token is None or token.kind in _BREAKS
        listed = token is not None and token.kind == "list" and any(one.kind == "number" for one in here)
        if token is not None and not closes and not listed:
            scope = within(subject, scope, token, max(tokens[at - 1].end if at else start, token.start - 10))
            gap = subject.text[tokens[at - 1].end if at else start : token.start]
            if token.kind in _NAMED_BEFORE and names_another(gap, subject.agency):
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
    """Whether the clause counts cases by a word unknown here (`义务教育招生30件`): what follows may be of those.

    So do reviews with an unknown word before them (`向市政府申请行政复议66件`): the outcomes that follow are theirs.
    """
    kinds = {token.kind for token in clause.tokens}
    if not any(token.kind == "number" and token.match["unit"] == "件" for token in clause.tokens):
        return False
    if not kinds & (lexicon.LABELS | {"application"}):
        return True
    cases = next((token for token in clause.tokens if token.kind in lexicon.PROCEEDINGS), None)
    return cases is not None and not clause.known_before(cases.start)


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
    if not any(token.kind == "number" and token.match["unit"] not in _DATES for token in clause.tokens):
        return ""
    kinds = [token.kind for token in reversed(clause.tokens)]
    other = "application" if "application" in kinds else "something"
    return next((kind for kind in kinds if kind in lexicon.LABELS), other)


@cache
def _tail() -> re.Pattern[str]:
    """What may follow a denial without narrowing it."""
    return re.compile(
        r"(?:的|案件|案|件|事项|情况|情形|现象|业务|及其?|等|发生|产生|也|均|工作|问题|行为|数量|数|申请|\s)*"
    )
