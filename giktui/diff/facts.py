"""What the sentences of two reports count, beside each other: 信息 6000 余条 → 7300 条, 培训 2 → 0 次."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from giktui.diff.compare import Difference
from giktui.i18n import _
from giktui.report import Number, Report, number_text, paragraphs
from giktui.text.cleaning import plain
from giktui.text.numerals import NUMBER, value
from giktui.text.patterns import compiled_late

ALIKE = 55
"""Two things counted are the same if their names are at least so much alike, in per cent."""

_SAME_NOUN = 30
_LONGEST = 24
_UNIT = (
    r"(?:人次|万元|万字|场次|批次|条次|件次|个|条|次|期|件|篇|场|人|份|名|项|部|宗|起|家|处|幅|例|元|字|页|册|站|户)"
)
_TABLED = compiled_late(
    r"申请|复议|诉讼|结转|答复|办结|受理|收到|予以公开|部分公开|不予|无法提供|规章|规范性文件|许可|处罚|强制"
)
"""Words of what the tables count: a sentence with one of them and a number of theirs says it once more."""
_OPENING = compiled_late(
    r"^(?:\d+年度?|全年|本年度?|今年|年内|当年|其中|共计?|累计|合计|全[省市区县局镇乡]|我[省市区县局镇乡]|本机关|本单位|\s)+"
)
"""When, where and of what, at the beginning of a clause."""
_CLOSING = compiled_late(r"(?:共计?|累计|合计|各类|达到?|为|了)+$")
_CHINESE_END = compiled_late(r"[\u4e00-\u9fff“”《》、]+$")
_CHINESE_START = compiled_late(r"[\u4e00-\u9fff]*")
_NUMBER = compiled_late(
    rf"(?P<about>约|近|超过?|逾)?(?P<number>{NUMBER})\s*(?P<more>余|多|以上)?\s*(?P<unit>{_UNIT})(?!公开)"
)
_NONE = compiled_late(
    r".{0,8}?(?:未|没有)(?:再|曾)?(?:举办|开展|组织|召开|发布|收到|发生|进行)过?(?P<what>[^\d]{2,16})"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text: of what, in which unit, and how it is written there (`6000余`)."""

    what: str
    unit: str
    value: Decimal
    written: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What both texts of a part count, or only one of them; `tabled`: the tables say it too."""

    part: str
    what: str
    unit: str
    old: Count | None
    new: Count | None
    tabled: bool

    @property
    def delta(self) -> Number | None:
        """new − old; None where one of the texts does not count it."""
        if self.old is None or self.new is None:
            return None
        return plain_number(self.new.value - self.old.value)


def plain_number(number: Decimal) -> Number:
    """A number of a text as cells have it: whole ones int."""
    return int(number) if number == number.to_integral_value() else number


def facts(difference: Difference) -> list[Fact]:
    """What the texts count whose numbers have changed, in the order of the new text, what has gone last."""
    found: list[Fact] = []
    for text in difference.texts:
        changed = [paragraph for paragraph in text.paragraphs if paragraph.kind != "same"]
        before = counts("\n".join(paragraph.old for paragraph in changed))
        after = counts("\n".join(paragraph.new for paragraph in changed))
        for old, new in _aligned(before, after):
            if old is not None and new is not None and old.value == new.value and old.written == new.written:
                continue
            named = new or old
            assert named is not None, "one of them is there"
            tabled = _is_tabled(old, difference.old) and _is_tabled(new, difference.new)
            unit = named.unit or (old.unit if old else "")
            found.append(Fact(text.part, named.what, unit, old, new, tabled))
    return found


def facts_of(difference: Difference, part: str) -> list[str]:
    """What the texts of one part count, as sentences to stand below them."""
    return [line.removeprefix("= ") for line in fact_lines(one for one in facts(difference) if one.part == part)]


def fact_lines(found: Iterable[Fact]) -> list[str]:
    """The facts as sentences, those that the tables say too in a line of their own."""
    told: list[str] = []
    tabled: list[str] = []
    for fact in found:
        if not fact.tabled:
            told.append(fact_words(fact))
        elif fact.delta is not None:  # what only one of the texts says once more is told by the tables
            tabled.append(fact_words(fact))
    lines = [f"= {line}" for line in told]
    return [*lines, _("= 表中也有：{facts}").format(facts=_("；").join(tabled))] if tabled else lines


def fact_words(fact: Fact) -> str:
    """`发布信息 5120 条 → 5388 条（+268）`; what only one text counts says so."""
    old, new = (_("未提到") if count is None else f"{count.written} {fact.unit}" for count in (fact.old, fact.new))
    change = "" if not fact.delta else _("（{delta}）").format(delta=_signed(fact.delta))
    return f"{plain(fact.what)} {old} → {new}{change}"


def counts(text: str) -> list[Count]:
    """The numbers with a unit that a text says of something, and what it says there was none of."""
    found: list[Count] = []
    for sentence in (sentence for paragraph in paragraphs(text) for sentence in re.split(r"[。；;!！?？]", paragraph)):
        what = ""
        for clause in re.split(r"[，、,：:（）()]", sentence):
            for count in _counts_in(clause, what):
                found.append(count)
                what = count.what
    return found


def _counts_in(clause: str, before: str) -> Iterator[Count]:
    at = 0
    for match in _NUMBER.finditer(clause):
        said = value(match["number"])
        what = _subject(clause[at : match.start()], clause[match.end() :])
        at = match.end()
        if said is not None and match["unit"] and (what or before):
            written = f"{match['about'] or ''}{match['number'].strip()}{match['more'] or ''}"
            yield Count(what or before, match["unit"], said, written)
    none = _NONE.fullmatch(clause.strip())
    if none:
        yield Count(_subject(none["what"], ""), "", Decimal(0), "0")


def _subject(before: str, after: str) -> str:
    """What a number counts: the words before it, without when, where and how many; else those behind it."""
    words = _CHINESE_END.search(_OPENING.sub("", before.strip()))
    return (_CLOSING.sub("", words[0]) if words else "")[-_LONGEST:] or _start_of(after)


def _start_of(text: str) -> str:
    found = _CHINESE_START.match(text.strip())
    return found[0][:8] if found else ""


def _aligned(before: Sequence[Count], after: Sequence[Count]) -> Iterator[tuple[Count | None, Count | None]]:
    """Each count of the new text with the one of the old that is most alike, then those of the old that are left."""
    pairs = [
        (_likeness(old.what, new.what), -abs(i - j), i, j)
        for i, old in enumerate(before)
        for j, new in enumerate(after)
        if old.unit == new.unit or "" in (old.unit, new.unit)
    ]
    taken: dict[int, int] = {}
    for likeness, _near, i, j in sorted(pairs, reverse=True):
        if likeness >= ALIKE and i not in taken.values() and j not in taken:
            taken[j] = i
    for j, new in enumerate(after):
        if j in taken:
            yield before[taken[j]], new
        elif new.unit:  # that there is none of what nobody counted is no news
            yield None, new
    yield from ((old, None) for i, old in enumerate(before) if i not in taken.values() and old.unit)


def _likeness(one: str, other: str) -> float:
    """How much alike two things counted are; what they end with, the noun itself, says the most."""
    from rapidfuzz.fuzz import partial_ratio, ratio

    alike = (ratio(one, other) + partial_ratio(one, other)) / 2
    return alike + (_SAME_NOUN if one[-2:] == other[-2:] else 0)


def _is_tabled(count: Count | None, report: Report) -> bool:
    return count is None or bool(_TABLED.search(count.what) and count.value in _values(report))


def _values(report: Report) -> frozenset[Decimal]:
    return frozenset(Decimal(value) for value in report.cells.values())


def _signed(value: Number) -> str:
    return f"+{number_text(value)}" if value > 0 else number_text(value)
