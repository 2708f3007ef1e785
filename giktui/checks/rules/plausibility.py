"""Numbers and texts that may be right, but seldom are."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from giktui.checks.agencies import may_make_rules
from giktui.checks.cells import amounts, cells_of, stocks, totals
from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.form import section_title
from giktui.i18n import _

_RULES = "disclosure.rules."
_TELLING = 2
"""PL-COPIED: so many equal figures are no chance."""


def level(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-LEVEL: an agency that cannot make rules (规章) reports none."""
    context = given.context
    may = context.makes_rules
    if may is None:
        may = may_make_rules(given.report.agency, context.level)
    if may is not False:
        return
    above = {cell: value for cell, value in given.cells.items() if cell.startswith(_RULES) and value > 0}
    if above:
        said = _("、").join(f"{given.label(cell, section=False)} {value}" for cell, value in above.items())
        yield DraftFinding(
            _("{place}：{said}，但{agency}无权制定规章").format(
                place=section_title(given.form.section("disclosure")), said=said, agency=given.report.agency
            ),
            tuple(above),
            max(above.values()),
            0,
            suggestion=_("多半是行政规范性文件：移到下一行，规章填 0"),
        )


def jump(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-JUMP: a number of some size that is more than three times, or less than a third of, last year's."""
    if given.last_cells is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    floor, factor = given.context.thresholds.jump_floor, given.context.thresholds.jump_factor
    for cell, before in given.last_cells.items():
        now = given.cells.get(cell)
        if now is None or (now < floor and before < floor):
            continue
        up = now >= floor and now > factor * before
        down = before >= floor and factor * now < before
        if (up or down) and min(now, before) >= 0 and not _other_kind(given, cell):
            many = _("{place}：上年 {before}，本年 {now}，多于 {factor} 倍")
            few = _("{place}：上年 {before}，本年 {now}，不到 {factor} 分之一")
            said = many if up else few
            yield DraftFinding(
                said.format(place=given.label(cell), before=before, now=now, factor=factor),
                (cell,),
                now,
                before,
                last_values=((f"last:{cell}", before),),
            )


def copied(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-COPIED: a whole table is last year's, though more than one of its figures of the year is not nought.

    What is in force stays the same where nothing was issued, totals say again what their parts say, and one figure is
    the same by chance: none of them tells of copying.
    """
    if given.last is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    if given.last.form != given.report.form:
        return
    for table, cells in cells_of(given.report.form).items():
        silent = stocks(given.report.form) | totals(given.report.form)
        if sum(1 for cell in cells if cell not in silent and given.cells.get(cell)) < _TELLING:
            continue
        if all(given.report.cells.get(cell) == given.last.cells.get(cell) for cell in cells):
            yield DraftFinding(
                _("{title}：整表与上年报告相同").format(title=section_title(given.form.section(table))), cells
            )


def text(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-TEXT: a narrative hardly differs from last year's but for its numbers (内容雷同)."""
    if given.last is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    limits = given.context.thresholds
    for section in given.form.narratives:
        now = given.report.narratives.get(section.id, "")
        before = given.last.narratives.get(section.id, "")
        if min(len(now), len(before)) < limits.likeness_from:
            continue
        percent = likeness(now, before, limits.likeness)
        if percent >= limits.likeness:
            yield DraftFinding(
                _("{title}：与上年报告的文字相似 {percent}%（数字除外）").format(
                    title=section_title(section), percent=percent
                ),
                left=percent,
                right=limits.likeness,
                span=(section.id, 0, len(now)),
            )


@lru_cache(maxsize=64)
def likeness(now: str, before: str, cutoff: int) -> int:
    """How alike two texts are without their digits, in whole percent; 0 below the cutoff."""
    from rapidfuzz.fuzz import ratio

    return int(ratio(_without_digits(now), _without_digits(before), score_cutoff=cutoff))


def unit(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-UNIT: an amount ten thousand times last year's, or a ten-thousandth: 元 for 万元."""
    if given.last_cells is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    for cell in amounts(given.report.form):
        if _unit_slip(given, cell):
            now, before = given.cells[cell], given.last_cells[cell]
            yield DraftFinding(
                _("{place}：上年 {before}，本年 {now}，相差约一万倍，可能把元填成了万元或相反").format(
                    place=given.label(cell), before=before, now=now
                ),
                (cell,),
                now,
                before,
                last_values=((f"last:{cell}", before),),
            )


def other(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-OTHER: more than half of all results under 其他."""
    cell, total_cell = "applications.other_other.total", "applications.results_total.total"
    others, total = given.cells.get(cell), given.cells.get(total_cell)
    limits = given.context.thresholds
    if others is None or total is None or total < limits.other_from or others * 100 <= total * limits.other_share:
        return
    yield DraftFinding(
        _("{place}：{others} 件，占全部办理结果 {total} 件的 {share}% 以上，请核对能否归入其他各项").format(
            place=given.label(cell), others=others, total=total, share=limits.other_share
        ),
        (cell, total_cell),
        others,
        total,
    )


def _other_kind(given: RuleInput, cell: str) -> bool:
    """A change may jump as it likes; a slip of the unit has a rule of its own."""
    return given.form.cells[cell].kind == "change" or _unit_slip(given, cell)


def _unit_slip(given: RuleInput, cell: str) -> bool:
    now, before = given.cells.get(cell), (given.last_cells or {}).get(cell)
    if cell not in amounts(given.report.form) or not now or not before or now < 0 or before < 0:
        return False
    limits = given.context.thresholds
    ratio = Fraction(max(now, before)) / Fraction(min(now, before))
    return Fraction(limits.unit_low) <= ratio <= Fraction(limits.unit_high)


def _without_digits(text: str) -> str:
    return re.sub(r"[0-9０-９.,，%％\s]+", "", text)
