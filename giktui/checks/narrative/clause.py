"""A clause, and what can be said of its words from where they stand."""

import re
from itertools import takewhile
from typing import Final, NamedTuple

from giktui.checks.narrative import matter, told_after
from giktui.checks.narrative.known_words import CLOSED, understood
from giktui.checks.narrative.scope import Scope, Token, year_of
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.ignorable_words import harmless
from giktui.text.numerals import value
from giktui.text.patterns import compiled_late

BREAKS: Final = frozenset({"break", "stop", "opaque"})
"""Words that end a clause."""
SPOILERS: Final = frozenset(
    {"against", "share", "subset", "delayed", "alien", "reason", "part_of_year", "other_year", "future"}
)
"""Words that make the figures behind them others than those of the tables."""
_SOME: Final = 2
"""So many reasons together, too."""
_CASES: Final = frozenset("件宗")
_LISTED: Final = 3
"""So many results together are said of nothing but applications."""
_SUM: Final = compiled_late(r"(?:合计|共计|总计|总共|累计)[^0-9，。；]{0,8}$|^\s*(?:全年)?共(?:收到|受理)?(?:申请)?$")
_BARE_SUM: Final = compiled_late(
    r"\s*(?:以上)?(?:全年|全市|全县|全区|全省)?(?:合计|共计|总计|总共|共|累计)(?:收到)?(?:申请)?\s*[0-9０-９]+\s*[件宗]\s*(?:政府信息公开申请)?"
)
_MORE_BEHIND: Final = compiled_late("[；;，,（(](?:另|此外|还有|其余|其他|除此)")
_MATTERS: Final = frozenset({"application", "licence_request"}) | lexicon.PROCEEDINGS | lexicon.DECISIONS
"""What cases can be: what is carried over or answered is of the kind named last."""
_MADE_IN_ALL = compiled_late(
    r"(?:制发|印发|出台|制定|发布)(?:了|各类|各种|行政|政策性?)*(?:公文|文件)[0-9]+[件份个][，,]$"
)
_AND_NO_MORE = compiled_late(r"(?:了|我[局委厅镇乡县市区办]|本机关|原|行政|行为|决定|答复|具体)*[。；;\s]*")
_OF_THEM_ALL = compiled_late("(?:审理|复议|审查|案件)*(?:结果|均|全部|都|已|被|为|是)*")
_TAIL = compiled_late(
    r"(?:的|案件|案|件|事项|情况|情形|现象|业务|及其?|等|发生|产生|办理|也|均|工作|问题|行为|数量|数|申请|\s)*"
)
"""What may follow a denial without narrowing it."""


class Clause(NamedTuple):
    """The words between two commas, their kinds, and the scope they stand in.

    `so_far` are the words of the sentence up to the clause's end.
    """

    text: str
    tokens: tuple[Token, ...]
    kinds: frozenset[str]
    begin: int
    end: int
    sentence: tuple[int, int]
    scope: Scope
    counted: str
    so_far: tuple[Token, ...]
    agency: str
    year: int

    @property
    def before(self) -> tuple[Token, ...]:
        """The words of the sentence before the clause."""
        return self.so_far[: len(self.so_far) - len(self.tokens)]

    @property
    def application(self) -> bool:
        """Whether the talk is of applications."""
        return self.scope.application or "application" in self.kinds

    @property
    def application_here(self) -> bool:
        """Whether this very sentence, or one before, speaks of applications: “在已答复的申请中”, or lists results."""
        sentence = self.text[slice(*self.sentence)]
        if self.application or "申请" in sentence or self.lists_results:
            return True
        kinds = {token.kind for token in self.so_far}
        carried = kinds >= lexicon.CARRIED or kinds >= {"carried_in", "new"}
        whole = carried and not kinds & {"alien", *lexicon.PROCEEDINGS}
        return whole or self.carries_over or matter.reasons(sentence) >= _SOME or self.said_of_applications_after

    @property
    def said_of_applications_after(self) -> bool:
        """Whether the next sentence says that this one was of applications."""
        return told_after.applications(self.text, self.sentence[1])

    @property
    def lists_results(self) -> bool:
        """Whether the sentence tells so many results together that it can be of nothing but applications."""
        return matter.results(self.text[slice(*self.sentence)]) >= _LISTED

    @property
    def lists_reasons(self) -> bool:
        """Whether the sentence tells several reasons together: it can be of nothing but applications."""
        return matter.reasons(self.text[slice(*self.sentence)]) >= _SOME

    @property
    def disclosure(self) -> bool:
        """Whether the talk is of information disclosure, here or before."""
        return self.scope.disclosure or self.disclosure_here

    @property
    def disclosure_here(self) -> bool:
        """Whether this very sentence speaks of information disclosure."""
        return "公开" in self.text[slice(*self.sentence)] or told_after.disclosure(self.text, self.sentence[1])

    def of_other_cases(self, at: int) -> bool:
        """Whether the sentence spoke last, before the token, of other cases than applications: 行政复议9件，结转1件."""
        before = (token for token in reversed(self.so_far) if token.start < self.tokens[at].start)
        matter = next((t.kind for t in before if t.kind in _MATTERS), "application")
        return matter != "application"

    @property
    def of_other_requests(self) -> bool:
        """Whether applications are called nothing but that, beside words of other things that are applied for."""
        named = [token.text for token in self.so_far if token.kind == "application"]
        bare = bool(named) and not any("公开" in text or "信息" in text for text in named)
        return bare and not self.scope.application and matter.other_requests(self.text[slice(*self.sentence)])

    @property
    def may_say_all_handled(self) -> bool:
        """Whether “all handled” would be said of all applications of the year."""
        sentence = self.text[slice(*self.sentence)]
        return (
            self.application
            and not self.spoiled(len(self.tokens))
            and not self.kinds & (lexicon.PROCEEDINGS | lexicon.RESULTS | {"number"})
            and self.counted in {"", "application", "received", "new", "handled"}
            and not re.search("(?<![无零])(?<!没有)结转|除|正在办理|未到期|在办|尚在|顺延", sentence)
        )

    @property
    def among_other_matters(self) -> bool:
        """Whether the sentence so far says that it counts some of other matters: 已答复的建议中."""
        return matter.among_others(self.text[self.sentence[0] : self.end])

    @property
    def of_documents(self) -> bool:
        """Whether the sentence sorts documents by how they are to be disclosed: 主动公开210件、依申请公开30件."""
        return matter.sorts_documents(self.text[slice(*self.sentence)])

    def the_rest(self, at: int) -> bool:
        """Whether the number is of all but those carried over: 除4件结转外，其余57件均已办结."""
        before = self.text[self.sentence[0] : self.tokens[at].start]
        return (
            "除" in before
            and before.endswith(("其余", "其余的", "余下", "剩余"))
            and any(token.kind == "carried_out" for token in self.so_far)
        )

    def may_be_all_asked(self, start: int) -> bool:
        """Whether applications named at `start` with a number and no verb would be all of the year's."""
        named = next(token for token in self.tokens if token.start >= start)
        return not named.text.endswith("表") and not re.search(
            r"(?:其中|(?<!提[出交])的)$", self.text[self.begin : start]
        )

    def only_outcome(self, at: int) -> bool:
        """Whether the clause says nothing but this outcome, of all: 结果均为维持."""
        before, after = self.text[self.begin : self.tokens[at].start], self.text[self.tokens[at].end : self.end]
        return _OF_THEM_ALL.fullmatch(before) is not None and _AND_NO_MORE.fullmatch(after) is not None

    def not_one(self, at: int) -> bool:
        """Whether the number is the one of 无一起, 未收到一件."""
        before = self.text[self.begin : self.tokens[at].start]
        denied = at > 0 and self.tokens[at - 1].kind == "none" and before.endswith(self.tokens[at - 1].text)
        return denied or before.endswith("无")

    def spoiled(self, at: int) -> bool:
        """Whether something before the token, or right behind it, makes its figure one of another kind."""
        scope = self.scope
        # what is in force is not of one year; of those looked through (清理1998年以来203件，其中继续有效156件) it is
        stock = any(token.kind == "in_force" for token in self.tokens[:at]) and not self._of_those_looked_through
        foreign = scope.foreign and not (scope.government and self._of_rules)
        if not scope.of_year or (scope.ever and not stock) or foreign or self._of_a_part(at):
            return True
        if any(token.kind in SPOILERS for token in self.tokens[:at]) or self._another_year(at):
            return True
        if at + 1 >= len(self.tokens):
            return False
        here, following = self.tokens[at], self.tokens[at + 1]
        gap = self.text[here.end : following.start]
        return following.kind in {"subset", "delayed", "alien"} and harmless(gap)

    @property
    def _of_those_looked_through(self) -> bool:
        before = self.text[self.sentence[0] : self.begin]
        return "其中" in self.text[self.sentence[0] : self.end] and ("清理" in before or "梳理" in before)

    @property
    def _of_rules(self) -> bool:
        """Whether the clause is on 规章, which nobody but the government itself makes."""
        others = {"documents", "application"} | lexicon.PROCEEDINGS | lexicon.DECISIONS
        return not self.kinds & others and ("rules" in self.kinds or self.scope.documents == {"rules"})

    def _of_a_part(self, at: int) -> bool:
        """Whether the figures are of a part, or of something else; one that adds up the parts is not."""
        if self.scope.aside and "application" not in self.kinds:
            return True
        return (self.scope.narrowed or self.scope.delayed) and not self._adds_up(at)

    def _adds_up(self, at: int) -> bool:
        """Whether the number is the sum of what was told before: 合计不予处理11件."""
        return at < len(self.tokens) and _SUM.search(self.text[self.begin : self.tokens[at].start]) is not None

    @property
    def is_sum(self) -> bool:
        """Whether the clause is nothing but the sum of the parts of applications told before: ，合计2316件."""
        if _BARE_SUM.fullmatch(self.text, self.begin, self.end) is None or _MORE_BEHIND.match(self.text, self.end):
            return False
        kinds = {token.kind for token in self.before}
        if "carried_in" in kinds and not kinds.isdisjoint({"received", "new"}) and "handled" not in kinds:
            return not self._adds_up_to_what_was_told  # 收到210件，加上上年结转5件，合计215件
        counted = sum(token.kind == "number" and token.match["unit"] in _CASES for token in self.before)
        few = counted < (1 if "part_of_year" in kinds else _SOME)
        if few or "其余" in self.text[self.sentence[0] : self.begin]:
            return False
        return bool(kinds & {"subset", "organ", "part_of_year"}) or self.sums_results

    @property
    def _adds_up_to_what_was_told(self) -> bool:
        """Whether the clause's number is the sum of the two told last: then it is those that may be wrong."""
        numbers = [token for token in self.so_far if token.kind == "number" and token.match["unit"] in _CASES]
        *parts, whole = [value(token.match["number"]) or 0 for token in numbers[-3:]]
        return sum(parts) == whole

    @property
    def part_of_issued(self) -> bool:
        """Whether the clause tells which part of the documents made are of another kind: 印发文件936件，其中…."""
        before = self.text[self.sentence[0] : self.begin]
        return self.text.startswith("其中", self.begin) and _MADE_IN_ALL.search(before) is not None

    @property
    def closed_cases(self) -> bool:
        """Whether the clause tells how many of the cases about disclosure are closed: 审结31件，维持20件."""
        if "审结" not in self.text[self.begin : self.end] or "其中" in self.text[self.sentence[0] : self.begin]:
            return False
        return self.disclosure and CLOSED.match(self.text, self.begin) is not None

    @property
    def sums_results(self) -> bool:
        """Whether the results were told before, from 予以公开 on."""
        results = {token.kind for token in self.before} & lexicon.RESULTS
        return "granted" in results and len(results) > _LISTED

    @property
    def carries_over(self) -> bool:
        """Whether the sentence tells what was carried in and what is carried out, where the talk is of applications."""
        return matter.carries_over(self.text, *self.sentence)

    def _another_year(self, at: int) -> bool:
        """Whether the year named last before the token is not the report's: 由2021年的45件增至2023年的58件."""
        named = next((token for token in reversed(self.tokens[:at]) if token.kind == "year"), None)
        return named is not None and year_of(named.text) != self.year

    def known_before(self, place: int) -> bool:
        """Whether all that stands between the last comma and the place is understood.

        Unknown words there may name another agency, or a part of the cases: then the figure is not sure to be ours.
        """
        return understood(self.text, self.so_far, (self.sentence[0], place), self.agency)

    def disclosure_before(self, at: int) -> bool:
        """Whether the sentence has spoken of information disclosure where the token stands."""
        return "公开" in self.text[self.sentence[0] : self.tokens[at].start]

    def documents_before(self, at: int) -> frozenset[str]:
        """The documents spoken of last before the token."""
        return last_run(self.tokens[:at], lexicon.DOCUMENTS) or self.scope.documents

    def made_public(self, at: int) -> bool:
        """Whether such a verb governs the token, or the list it stands in: 公布行政许可28个、行政处罚18个."""
        before = reversed((*self.before, *self.tokens[:at]))
        return any(token.kind == "public" for token in takewhile(lambda token: token.kind not in BREAKS, before))

    def nothing_else_after(self, at: int) -> bool:
        """Whether only harmless words follow the token up to the next word of the lexicon, or the clause's end."""
        end = self.tokens[at + 1].start if at + 1 < len(self.tokens) else self.end
        return harmless(self.text[self.tokens[at].end : end])

    def ends_at(self, place: int) -> bool:
        """Whether nothing but a harmless tail follows up to the next denial or the clause's end."""
        following = next((t.start for t in self.tokens if t.start >= place and t.kind in {"none", "list"}), self.end)
        return _TAIL.fullmatch(self.text[place:following]) is not None


def last_run(tokens: tuple[Token, ...], kinds: frozenset[str]) -> frozenset[str]:
    """The kinds that stand last, taken together unless a number comes between."""
    run: set[str] = set()
    for token in reversed(tokens):
        if token.kind == "number" and run:
            break
        if token.kind in kinds:
            run.add(token.kind)
    return frozenset(run & {"direct", "after_review"} or run)
