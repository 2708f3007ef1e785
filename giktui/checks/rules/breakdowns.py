"""TX-APPLICANTS, TX-CHANNELS, TX-ROW, TX-SHARE: how the text says that a number is made up, held against the tables."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from giktui.checks.arithmetic import apart
from giktui.checks.narrative import Part, Share, Subject, other_requests, parts, shares, statements
from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.form import Reading
from giktui.i18n import _
from giktui.report import Number
from giktui.text.patterns import compiled_late
from giktui.totals import sum_of
from giktui.wording.cells import section_title

_Told = tuple[str, Subject]
"""A section and what stands in it."""
_COUNTED = compiled_late("[0-9０-９]")
_OF_THESE = ("其中", "其中，", "其中：", "其中通过", "其中，通过")
"""So a sentence begins that goes on about what the one before counted last."""
_ANOTHER = compiled_late(r"(?<![加少多出.0-9])[0-9]+[件宗份个封条起次人]")
"""A number of other things, not how many more or fewer they are."""
_OF_OTHER_MATTERS = compiled_late(
    "信访|咨询|留言|投诉|举报|热线|诉求|工单|建议|提案|来信|浏览|评价|线索|材料|意见|预约|稿件"
)
_SHORT = 8
"""So near behind the first channel the word application stands."""
_OF_WHAT = {False: ("results", "new"), True: ("review", "litigation")}
"""What a share is of, by whether that is cases (`Share.of_cases`), as forms call it."""
_INCOMPLETE = "等"
"""A list that ends so, or names what is most, does not add up to the whole."""


def applicants(given: RuleInput) -> Iterator[DraftFinding]:
    """TX-APPLICANTS: the applicants are the columns of the row they are said of."""
    for section, subject in _subjects(given):
        for group in _groups(subject, "applicant"):
            if {part.key for part in group} == {"other_org"}:
                continue
            whole = _whole(given, subject, group)
            for part in group:
                cells = _cells(given, whole, part.key)
                value = sum_of(given.cells, cells)
                if part.key == "other_org" and part.number == _all_others(given, whole, group):
                    continue  # 企业43件、其他17件: all that were not told
                if cells and value is not None and value != part.number:
                    yield _draft(given, (section, subject), part, cells, value)


def channels(given: RuleInput) -> Iterator[DraftFinding]:
    """TX-CHANNELS: the channels add up to the total said beside them."""
    for section, subject in _subjects(given):
        for group in _groups(subject, "channel"):
            if len(group) < 2:
                continue
            begin, end = group[0].start, group[-1].end
            total, place = _said_total(subject, group)
            if total is not None and place[0] >= end and _untold(subject.text[group[0].sentence : end], group):
                continue
            if _OF_OTHER_MATTERS.search(subject.text, min(begin, place[1]), end):
                continue
            added = sum(part.number for part in group)
            more = subject.text[end : end + 12]
            told = subject.text[group[0].sentence : end] + more.partition("。")[0]
            open_end = more.startswith(_INCOMPLETE) or any(word in told for word in ("主要", "为主", "多数"))
            open_end = open_end or _COUNTED.search(subject.text[end:].partition("。")[0]) is not None
            open_end = open_end or "；" in subject.text[begin:end] or "%" in subject.text[begin:end]
            if _untold(subject.text[begin:end], group):
                continue
            if total is None:  # told in the sentence before: whether these are all is not sure, but more they are not
                total, place = _said_before(subject, group)
                open_end = True
            if total is None or added == total or (added < total and open_end):
                continue
            begin, end = min(begin, place[0]), max(end, place[1])
            quote = subject.text[begin:end]
            yield DraftFinding(
                _("{section}写“{quote}”，合计 {added}，与同句所说的 {total} 差 {off}").format(
                    section=section_title(given.form.section(section)),
                    quote=quote,
                    added=added,
                    total=total,
                    off=abs(added - total),
                ),
                left=added,
                right=total,
                evidence=quote,
                span=(section, begin, end),
            )


def reasons(given: RuleInput) -> Iterator[DraftFinding]:
    """TX-ROW: a reason with a number of its own is a row of table three."""
    results = given.form.cell_of("results")
    if results is None:
        return
    table, _row, total = results.split(".")
    for section, subject in _subjects(given):
        for part in parts(subject):
            cell = f"{table}.{part.key}.{total}"
            value = given.cells.get(cell)
            if part.kind == "reason" and value is not None and value != part.number:
                yield _draft(given, (section, subject), part, (cell,), value)


def shares_of_all(given: RuleInput) -> Iterator[DraftFinding]:
    """TX-SHARE: a number is the share it is said to be: of the results or of what was received; with the outcome of a
    proceeding, of the reviews, the suits or both."""
    for section, subject in _subjects(given):
        told = shares(subject)
        wholes_of = {
            of_cases: _cases(given, subject) if of_cases else _wholes(given, subject)
            for of_cases in {share.of_cases for share in told}
        }
        for share in told:
            wholes = wholes_of[share.of_cases]
            other = wholes and share.number > max(wholes)  # 不动产登记网上提交31204件，占62.1%
            if wholes and not other and not any(_rounds(share, whole) for whole in wholes):
                quote = subject.text[share.start : share.end]
                whole = wholes[0]
                yield DraftFinding(
                    _("{section}写“{quote}”，{number} 占 {whole} 的 {percent}%").format(
                        section=section_title(given.form.section(section)),
                        quote=quote,
                        number=share.number,
                        whole=whole,
                        percent=_percent(share.number, whole, share.decimals),
                    ),
                    tuple(cell for what in _OF_WHAT[share.of_cases] for cell in given.form.reading(what)),
                    share.percent,
                    _percent(share.number, whole, share.decimals),
                    evidence=quote,
                    span=(section, share.start, share.end),
                )


def _subjects(given: RuleInput) -> Iterator[_Told]:
    for section, text in given.texts.items():
        yield section, Subject(text, given.report.year, given.report.agency)


def _groups(subject: Subject, kind: str) -> Iterator[list[Part]]:
    """The parts of one kind, sentence by sentence; a key told twice is another breakdown."""
    chosen = [part for part in parts(subject) if part.kind == kind]
    for _sentence, group in groupby(chosen, key=lambda part: part.sentence):
        seen: list[Part] = []
        for part in group:
            if any(one.key == part.key for one in seen):
                yield seen
                seen = []
            seen.append(part)
        if seen:
            yield seen


def _cells(given: RuleInput, whole: Reading, key: str) -> Reading:
    """The cells of these applicants in the rows of the whole."""
    organisations = given.form.reading("organisations") if key == "organisations" else ()
    columns = [cell.rpartition(".")[2] for cell in organisations] or [key]
    return tuple(f"{cell.rpartition('.')[0]}.{column}" for cell in whole for column in columns)


def _all_others(given: RuleInput, whole: Reading, group: Sequence[Part]) -> Number | None:
    """The organisations that the text does not tell apart, together."""
    told = {cell for part in group if part.key != "other_org" for cell in _cells(given, whole, part.key)}
    rest = tuple(cell for cell in _cells(given, whole, "organisations") if cell not in told)
    return sum_of(given.cells, rest)


def _whole(given: RuleInput, subject: Subject, group: Sequence[Part]) -> Reading:
    """The total (or the sum of two) of the row that most of the parts agree with; none where none does and nothing
    else confirms it.

    What confirms it is a number of applications in the same sentence that the table has, too, or a share that fits.
    """
    received = given.form.reading("new")
    choices = (*given.form.spoken_of.get("received", ()), *given.form.spoken_of.get("results", ()))
    agreeing = {
        whole: sum(sum_of(given.cells, _cells(given, whole, part.key)) == part.number for part in group)
        for whole in choices
    }
    best = max(choices, key=lambda whole: agreeing[whole], default=())
    if agreeing.get(best):
        return best
    sentence = group[0].sentence
    total = sum_of(given.cells, received) if received else None
    end = subject.text.find("。", sentence)
    for said in statements(subject.text, subject.year, subject.agency):
        here = sentence <= said.start and (end < 0 or said.start <= end)
        if here and said.amount and total and said.about & {"received", "new", "asked"} and said.amount.admits(total):
            return received
    for share in shares(subject):
        own = sum_of(given.cells, _cells(given, received, group[0].key))
        same = sentence <= share.start and share.number == group[0].number
        if same and own and total and _rounds(share._replace(number=int(own)), total):
            return received
    return ()


def _said_total(subject: Subject, group: Sequence[Part]) -> tuple[int | None, tuple[int, int]]:
    """The number of applications said beside the channels, in the same sentence, and where it stands."""
    sentence = group[0].sentence
    stops = [at for mark in "。；\n" if (at := subject.text.find(mark, group[-1].end)) >= 0]
    end = min(stops, default=len(subject.text))
    said = [
        one
        for one in statements(subject.text, subject.year, subject.agency)
        if sentence <= one.start < end and one.amount and one.about & {"received", "new", "asked"}
    ]
    exact = [one for one in said if one.amount and one.amount.low == one.amount.high]
    if not exact or exact[-1].amount is None:
        return None, (group[0].start, group[0].start)
    return int(exact[-1].amount.said), (exact[-1].start, exact[-1].end)


def _said_before(subject: Subject, group: Sequence[Part]) -> tuple[int | None, tuple[int, int]]:
    """As `_said_total`, in the sentence right before that of the channels, which speaks of applications itself.

    The larger of what was received with and without what was carried in, where both are told.
    """
    begin = group[0].sentence
    told = subject.text[begin : group[0].start + _SHORT]
    before = subject.text.rfind("。", 0, max(begin - 1, 0)) + 1
    here = [
        one
        for one in statements(subject.text, subject.year, subject.agency)
        if before <= one.start < begin and one.amount and one.about & {"received", "new", "asked"}
    ]
    lead = subject.text[begin : group[0].start]
    of_these = bool(here) and lead.strip() in _OF_THESE and _ANOTHER.search(subject.text, here[-1].end, begin) is None
    of_others = _COUNTED.search(lead) is not None or other_requests(told)  # 行政许可申请1500件，其中网上申请1200件
    if not here or of_others or not ("申请" in told or of_these):
        return None, (begin, begin)
    most = max(here, key=lambda one: one.amount.said if one.amount else 0)
    assert most.amount is not None
    return int(most.amount.high), (most.start, most.end)


def _untold(words: str, group: Sequence[Part]) -> bool:
    """Whether more numbers of things are told between the first and the last part than the parts themselves."""
    return len(re.findall(r"[0-9０-９]+\s*[件宗份个封条]", words)) > len(group)


def _wholes(given: RuleInput, subject: Subject) -> list[Number]:
    """What a share may be of: the table's own wholes, then those that the text gives."""
    readings = (given.form.reading("results"), *given.form.spoken_of.get("received", ()))
    wholes: list[Number] = [whole for reading in readings if reading and (whole := sum_of(given.cells, reading))]
    wholes += _said_of(subject, frozenset({"received", "new", "asked", "handled"}))
    return [whole for whole in wholes if whole > 0]


def _cases(given: RuleInput, subject: Subject) -> list[Number]:
    """What the share of an outcome may be of: the reviews, the suits of either kind or both kinds, all together; each
    also without those not decided yet; then what the text says of them."""
    reviews, suits, waiting = (given.form.reading(what) for what in ("review", "litigation", "pending"))
    of_row = {cell.rpartition(".")[0]: sum_of(given.cells, (cell,)) or 0 for cell in waiting}
    wholes: list[Number] = []
    for cells in (reviews, *((cell,) for cell in suits), suits, (*reviews, *suits)):
        total = sum_of(given.cells, cells) or 0
        wholes += (total, total - sum(of_row.get(cell.rpartition(".")[0], 0) for cell in cells))
    wholes += _said_of(subject, frozenset({"review", "direct", "after_review", "litigation"}))
    return [whole for whole in wholes if whole > 0]


def _said_of(subject: Subject, what: frozenset[str]) -> list[Number]:
    """The exact numbers that the text says of these."""
    told = statements(subject.text, subject.year, subject.agency)
    amounts = [one.amount for one in told if one.amount is not None and one.about & what]
    return [int(amount.said) for amount in amounts if amount.said == int(amount.said)]


def _rounds(share: Share, whole: Number) -> bool:
    """Whether the share of the whole is the printed one, rounded or cut off."""
    off = abs(Decimal(share.number * 100) / Decimal(whole) - share.percent)
    return off < Decimal(1).scaleb(-share.decimals)


def _percent(number: int, whole: Number, decimals: int) -> Decimal:
    return round(Decimal(number * 100) / Decimal(whole), decimals)


def _draft(given: RuleInput, told: _Told, part: Part, cells: tuple[str, ...], value: Number) -> DraftFinding:
    section, subject = told
    quote = subject.text[part.start : part.end]
    name = (
        given.label(cells[0])
        if len(cells) == 1
        else _("{first}等 {n} 项之和").format(first=given.label(cells[0]), n=len(cells))
    )
    return DraftFinding(
        _("{section}写“{quote}”，表中 {cell} {value}，差 {off}").format(
            section=section_title(given.form.section(section)),
            quote=quote,
            cell=name,
            value=value,
            off=apart(part.number, value),
        ),
        cells,
        part.number,
        value,
        evidence=quote,
        span=(section, part.start, part.end),
    )
