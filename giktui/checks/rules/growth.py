"""TX-GROWTH: what the text says of the change since last year, held against both years' tables."""

from collections.abc import Iterator
from decimal import Decimal

from giktui.checks.arithmetic import apart
from giktui.checks.narrative import Growth, Subject, growths
from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.i18n import _
from giktui.report import Number
from giktui.totals import sum_of
from giktui.wording.cells import section_title

_LEVEL = Decimal("0.1")
"""持平 is said of a difference of up to a tenth."""


def growth(given: RuleInput) -> Iterator[DraftFinding]:
    """Sign and size of a change in what was received, in reviews, in suits: both are last year's table's."""
    for section, text in given.texts.items():
        for said in growths(Subject(text, given.report.year, given.report.agency)):
            draft = _compared(given, section, text, said)
            if draft:
                yield draft


def _compared(given: RuleInput, section: str, text: str, said: Growth) -> DraftFinding | None:
    last = given.last_cells
    quote = text[said.start : said.end]
    title = section_title(given.form.section(section))
    if last is None:
        return not_evaluated(_("{section}写“{quote}”，没有上年报告，未核对").format(section=title, quote=quote))
    known = [
        (cells, now, before)
        for cells in given.form.spoken_of.get(said.about, ())
        if (now := sum_of(given.cells, cells)) is not None and (before := sum_of(last, cells)) is not None
    ]
    if not known or any(_fits(said, now, before) for _cells, now, before in known):
        return None
    reading, now, before = known[0]
    cells = tuple(cell.removeprefix("-") for cell in reading)
    return DraftFinding(
        _("{section}写“{quote}”，两年的表中为 {before} → {now}，{change}").format(
            section=title, quote=quote, before=before, now=now, change=_change(now, before)
        ),
        cells,
        said.amount if said.amount is not None else said.percent,
        now - before,
        evidence=quote,
        span=(section, said.start, said.end),
        last_values=tuple((f"last:{cell}", last[cell]) for cell in cells),
    )


def _fits(said: Growth, now: Number, before: Number) -> bool:
    off = now - before
    if said.direction == 0:
        return apart(now, before) <= _LEVEL * max(now, before)
    if off == 0 or (off > 0) != (said.direction > 0):
        return off == 0 and not said.amount and not said.percent
    if said.amount is not None and said.amount != apart(now, before):
        return False
    if said.percent is None:
        return True
    if before == 0:
        return True
    return abs(Decimal(apart(now, before) * 100) / Decimal(before) - said.percent) < Decimal(1).scaleb(-said.decimals)


def _change(now: Number, before: Number) -> str:
    off = now - before
    if off == 0:
        return _("持平")
    words = _("增加 {n}") if off > 0 else _("减少 {n}")
    said = words.format(n=apart(now, before))
    if before:
        share = round(Decimal(apart(now, before) * 100) / Decimal(before), 1)
        said += _("（{percent}%）").format(percent=share)
    return said
