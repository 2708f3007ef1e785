"""What a text says of growth over last year: 同比增加12件，增长26.1%."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from giktui.checks.narrative import matter
from giktui.checks.narrative.clause import BREAKS, Clause
from giktui.checks.narrative.clauses import clauses
from giktui.checks.narrative.scope import Subject, Token
from giktui.checks.narrative.words import lexicon
from giktui.checks.narrative.words.ignorable_words import familiar
from giktui.text.numerals import NUMBER, value
from giktui.text.patterns import compiled_late

_UP: Final = frozenset({"增加", "增长", "上升", "提高", "多收", "多出", "多", "增幅", "上涨", "攀升", "净增", "增"})
_SUBJECTS: Final = {
    "new": "received", "received": "received", "application": "received", "review": "review",
    "litigation": "litigation",
}  # fmt: skip
_OTHER_LABELS: Final = lexicon.LABELS - _SUBJECTS.keys()
_KNOWN: Final = lexicon.LABELS | {"application", "number", "year", "other_year"}
"""With such a word before it, it is known what a number counts, or of which year."""
_SHARE: Final = frozenset({"%", "％"})
_DATES_AND_SHARES: Final = frozenset({"年", "月", "日", "号", "%", "％", "倍", "个百分点", "个月"})
_CASES: Final = frozenset("件宗起份")
_ENDS: Final = frozenset("，,。；;、）)成倍余多") | {""}
_POINTS: Final = ("个百分点", "百分点")
_UNIT: Final = "件次|[件宗起份封]|个(?!百分点)|%|％"
_COUNTED_SO_FAR = compiled_late(
    r"(?P<now>[0-9]+[件宗起])(?P<last>[，,（(](?:上年|去年)(?:度|同期)?(?:为|是)?[0-9]+[件宗起])?[）)]?[，,、（(]$"
)
_COMPARED = compiled_late(
    r"(?P<against>同比|(?:[较比与同和](?:上一?年|去年|前一?年|(?P<year>20\d\d)年)(?:度|同期)?"
    r"(?:的?[0-9０-９]+[件宗起份个])?(?:相比|比较)?))"
)
_DIFFERENCE = compiled_late(
    r"(?P<dir>增加|增长|上升|提高|上涨|攀升|净增|多收|多出|多|增幅|减少|下降|降低|下跌|少收|少|降幅|减幅|持平|增|降)"
    rf"(?:到申请|到|申请|率|幅度)?(?:了|为|达|到)*\s*(?P<n>{NUMBER})?\s*(?P<unit>{_UNIT})?"
)
_ONE_MORE = compiled_late(rf"[、和及]\s*(?P<n>{NUMBER})\s*(?P<unit>{_UNIT})")
_WITH: Final = (
    r"(?:同比(?=[，,])|[较比与同和](?:上一?年|去年|前一?年|(?P<year>20\d\d)年)度?(?:同期)?(?:相比|比较)?)[，,]"
)
_LEADING = compiled_late(rf"\s*(?:[（(]?[一二三四五六七八九十0-9]{{1,2}}[）)、.．])?(?:总体)?{_WITH}")
_JUST_BEFORE = compiled_late(rf"(?<=[，；]){_WITH}$")
_BETWEEN = compiled_late(
    r"(?:[（(]的?[0-9]+[件宗起][）)])?(?:[，,、（(\s]|申请量|数量|件数|案件|量|数|分别|有所|均|各|相比|呈|总体|收|又|和)*"
)


class Growth(NamedTuple):
    """What is said of the difference to last year: of `about` (received, review, litigation), up or down or level.

    `amount` is the difference, `percent` the rate; either may be left out.
    """

    about: str
    direction: int
    amount: int | None
    percent: Decimal | None
    decimals: int
    start: int
    end: int


@lru_cache(maxsize=64)
def growths(subject: Subject) -> tuple[Growth, ...]:
    """Every comparison of the year's own applications, reviews or suits with last year's."""
    return tuple(growth for clause in clauses(subject) if _own(clause) for growth in _growths(subject, clause))


def _own(clause: Clause) -> bool:
    return not (clause.scope.foreign or clause.scope.ever)


def _growths(subject: Subject, clause: Clause) -> Iterator[Growth]:
    text = subject.text
    if "against" not in clause.kinds or clause.of_other_requests:
        return
    if "申请量" in text[clause.begin : clause.end] and matter.other_requests(text[slice(*clause.sentence)]):
        return
    yield from _behind(subject, clause)
    if bare := _bare(clause):
        yield bare
        return
    for found in _COMPARED.finditer(text, clause.begin, clause.end):
        year = found["year"]
        if year and int(year) != subject.year - 1:
            continue
        abouts = _abouts(clause, found.start())
        end = clause.sentence[1]
        chain = _joined(text, found.end("against"), end)
        if "分别" in text[clause.begin : found.end()] or (
            chain and "分别" in text[found.end("against") : chain[0].start]
        ):
            chain = _in_turn(text, chain)
            for about, one in zip(abouts[-len(chain) :], chain, strict=False):
                if about and len(abouts) >= len(chain) > 1:
                    yield _growth(about, [one], found.start())
            continue
        if abouts and abouts[-1] and chain:
            yield _growth(abouts[-1], chain, found.start())


def _bare(clause: Clause) -> Growth | None:
    """A difference right behind a number, without 同比: 28件，下降9.7%; 1件，上年3件，减少2件."""
    told = _COUNTED_SO_FAR.search(clause.text, clause.sentence[0], clause.begin)
    if told is None or _DIFFERENCE.match(clause.text, clause.begin, clause.end) is None:
        return None
    abouts = _abouts(clause, told.end("now"))
    chain = _joined(clause.text, clause.begin, clause.sentence[1])
    both = {one.unit for one in chain[:2]} & _SHARE  # 减少3件，下降21.4%
    if not (abouts and abouts[-1] and chain) or not (both or told["last"]):
        return None
    return _growth(abouts[-1], chain, clause.begin)


def _behind(subject: Subject, clause: Clause) -> Iterator[Growth]:
    """与上年相比，申请增加107件，复议增加7件: the comparison stands in front, what is compared behind."""
    lead = _LEADING.match(subject.text, clause.sentence[0]) or _JUST_BEFORE.search(
        subject.text, clause.sentence[0], clause.begin
    )
    if lead is None or clause.begin < lead.end() or (lead["year"] and int(lead["year"]) != subject.year - 1):
        return
    named = [token for token in clause.tokens if token.kind in lexicon.LABELS | {"application"}]
    abouts = {_SUBJECTS.get(token.kind, "") for token in named}
    chain = _joined(subject.text, named[-1].end if named else clause.begin, clause.end)
    if not chain or len(abouts) != 1 or "" in abouts or clause.spoiled(clause.tokens.index(named[-1])):
        return
    if clause.known_before(named[0].start):
        yield _growth(min(abouts), chain, named[0].start)


class _Difference(NamedTuple):
    """增加12件, 增长9.1%, 持平."""

    word: str
    number: str
    unit: str
    start: int
    end: int


def _joined(text: str, start: int, end: int) -> list[_Difference]:
    """The differences that follow each other from `start`, nothing but commas and small words between."""
    chain: list[_Difference] = []
    for one in _DIFFERENCE.finditer(text, start, end):
        if not _BETWEEN.fullmatch(text[start : one.start()]) or text.startswith(_POINTS, one.end()):
            break
        if one["n"] and not one["unit"] and text[one.end() : one.end() + 1] not in _ENDS:  # 提高1.3分, 增长一成
            break
        said = (one["n"] or "") if one["unit"] else ""  # 增长一成 says no more than the direction
        chain.append(_Difference(one["dir"], said, one["unit"] or "", one.start(), one.end()))
        start = one.end()
    return chain


def _in_turn(text: str, chain: list[_Difference]) -> list[_Difference]:
    """The differences, and those whose word stands with the one before: 分别增加2件、1件."""
    if len(chain) != 1:
        return chain
    found = list(chain)
    while more := _ONE_MORE.match(text, found[-1].end):
        found.append(_Difference(found[-1].word, more["n"], more["unit"], more.start(), more.end()))
    return found


def _growth(about: str, chain: list[_Difference], start: int) -> Growth:
    amount: int | None = None
    percent: Decimal | None = None
    decimals = 0
    for one in chain[:2]:
        said = value(one.number) if one.number else None
        if said is None:
            continue
        if one.unit in ("%", "％"):
            if percent is None:
                percent, decimals = said, len(one.number.replace("．", ".").partition(".")[2])
        elif amount is None and said == int(said):
            amount = int(said)
    word = chain[0].word
    direction = 0 if "平" in word else 1 if word in _UP else -1
    return Growth(about, direction, amount, percent, decimals, start, chain[min(1, len(chain) - 1)].end)


def _abouts(clause: Clause, place: int) -> list[str]:
    """What a comparison at the place may be of: applications, reviews, suits named before it, in their order.

    Nothing where a part of them, an outcome or something else was named last.
    """
    if clause.scope.narrowed or clause.scope.delayed:
        return []
    abouts: list[str] = []
    told = _outside_brackets(clause.so_far, place)
    for at, token in enumerate(told):
        both = {"direct", "after_review"} - {one.kind for one in told[: at + 1]} == set()
        if token.kind in _SUBJECTS or (both and token.kind in lexicon.PROCEEDINGS):  # both kinds of suits are all
            about = _SUBJECTS.get(token.kind, "litigation") if clause.known_before(token.start) else ""
            abouts = [one for one in abouts if one != about] + [about]
        elif token.kind == "share" or (token.kind in _OTHER_LABELS and _counted(told, at)):
            abouts.append("")
        elif token.kind in {"subset", "delayed", "alien", "reason", "public", "stop"}:
            abouts = abouts if token.kind == "subset" and _parts_of_all(told, at) else []
        elif token.kind == "number" and _of_something_unknown(clause, told, at):  # 拨打热线的16起，较上年减少3起
            abouts.append("")
    return abouts


def _parts_of_all(tokens: list[Token], at: int) -> bool:
    """Whether the parts told, the first at or before `at`, make up the number before: 16件，其中自然人8件、企业8件."""
    cases = [
        (place, value(token.match["number"]))
        for place, token in enumerate(tokens)
        if token.kind == "number" and (token.match["unit"] or "")[:1] in _CASES
    ]
    first = next((place for place, token in enumerate(tokens) if token.kind == "subset"), at)
    wholes = [said for place, said in cases if place < first]
    parts = [said or 0 for place, said in cases if place > first]
    return len(parts) > 1 and bool(wholes) and wholes[-1] == sum(parts)


def _of_something_unknown(clause: Clause, tokens: list[Token], at: int) -> bool:
    """Whether the number counts what words unknown here say, in a clause of its own: no comparison of cases known."""
    unit = tokens[at].match["unit"] or ""
    if unit[:1] not in _CASES:  # 满意度92.7分, 时长11.6个工作日, but no date and no share
        return unit not in _DATES_AND_SHARES
    before = [*takewhile(lambda token: token.kind not in BREAKS, reversed(tokens[:at]))]
    if any(token.kind in _KNOWN for token in before):
        return False
    edge = before[0].end if before else tokens[at - 1].end if at else clause.sentence[0]
    return not familiar(clause.text[edge : tokens[at].start])


def _counted(tokens: list[Token], at: int) -> bool:
    """Whether the clause that the token stands in counts anything: 均予以公开 does not."""
    before = takewhile(lambda token: token.kind != "break", reversed(tokens[:at]))
    after = takewhile(lambda token: token.kind != "break", tokens[at:])
    return any(token.kind == "number" for token in (*before, *after))


def _outside_brackets(tokens: Iterable[Token], place: int) -> list[Token]:
    """The tokens before the place, without those in brackets that are closed again there."""
    kept: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.start >= place:
            break
        if token.text in "（(":
            opened.append(len(kept))
        elif token.text in "）)" and opened:
            del kept[opened.pop() :]
        else:
            kept.append(token)
    return kept
