"""Whether the report came in time, and whether its year is over."""

from collections.abc import Iterator
from datetime import date

from giktui.checks.agencies import is_government
from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.i18n import _

_LONG_AFTER = 366
"""Days after the deadline from which a report was entered later for the record, not handed in late."""


def late(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-LATE: handed in by 31 January, a government's by 31 March; the day of publication tells, where it is known."""
    context, due = given.context, _due(given)
    day = context.published or context.submitted
    if day is None:
        if context.submitting:
            yield not_evaluated(_("不知道报送日期，未核对"))
        return
    days = (day - due).days
    if context.published is None and days > _LONG_AFTER:
        yield not_evaluated(_("期限过后一年以上才提交，多半是补录，未核对"))
    elif days > 0:
        said = (
            _("{day} 公布，期限是 {due}，晚 {n} 天") if context.published else _("{day} 报送，期限是 {due}，晚 {n} 天")
        )
        same = ("CP-PUBLISHED",) if context.published else ()
        yield DraftFinding(said.format(day=day, due=due, n=days), left=days, same_cause=same)


def published(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-PUBLISHED: the page's own date of publication is not after the deadline."""
    day, due = given.context.published, _due(given)
    if day is not None and day > due:
        days = (day - due).days
        yield DraftFinding(
            _("网页写明 {day} 发布，期限是 {due}，晚 {n} 天").format(day=day, due=due, n=days),
            left=days,
            same_cause=("CP-LATE",),
        )


def year(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-YEAR: a report is submitted when its year is over; beginning one before is fine."""
    today, own = given.context.today, given.report.year
    if today is not None and own >= today.year:
        yield DraftFinding(
            _("{year} 年还没有结束，报告不能提交；统计到 12 月 31 日").format(year=own), left=own, right=today.year
        )


def _due(given: RuleInput) -> date:
    known = given.context.is_government
    government = is_government(given.report.agency) if known is None else known
    limits = given.context.thresholds
    month, day = limits.government_deadline if government else limits.deadline
    return date(given.report.year + 1, month, day)
