"""Who has reported on a year and who has not: agency by agency, in the order of the tree."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from giktui.checks.agencies import is_government
from giktui.checks.thresholds import Thresholds
from giktui.i18n import _
from giktui.store.agencies.tree import the_agency
from giktui.store.analysis.finding_counts import Counts, counted
from giktui.store.analysis.rule_settings import rule_settings
from giktui.store.connection.connect import query
from giktui.store.connection.surroundings import local_day
from giktui.store.models import Agency, Entry
from giktui.store.review.notices import State as NoticeState
from giktui.store.review.notices import notices_of_year, state_of

State = Literal["missing", "draft", "returned", "submitted"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agency stands with its report on a year.

    `late`: handed in after `due`, or not yet and `due` has passed. `counts` come with `with_counts`, for a report. With
    `with_notices` comes how far the latest notice about it has come, until when it is to be answered, and what it asked
    that is still open.
    """

    agency: Agency
    depth: int
    parent: str | None
    state: State
    due: date
    late: bool
    entry: Entry | None = None
    counts: Counts | None = None
    notice: NoticeState | None = None
    answer_by: date | None = None
    asked: tuple[str, ...] = ()


def status(
    db: sqlite3.Connection,
    year: int,
    agency: str | int | None = None,
    *,
    today: date | None = None,
) -> list[Standing]:
    """The agency and all below it (all agencies if none is named), with the report on the year.

    `today` decides what is late.
    """
    root = None if agency is None else the_agency(db, agency).id
    day = today or date.today()
    limits = rule_settings(db).thresholds
    found: list[Standing] = []
    for row in db.execute(query("status"), {"root": root, "year": year}).fetchall():
        id, name, above, level, makes_rules, depth, parent, *report = row
        who = Agency(id, name, above, level, None if makes_rules is None else bool(makes_rules))
        entry = Entry(*report) if report[0] is not None else None
        due = due_date(name, year, limits)
        handed_in = local_day(entry.submitted_at) if entry and entry.submitted_at else None
        state: State = "missing" if entry is None else entry.status
        found.append(Standing(who, depth, parent, state, due, (handed_in or day) > due, entry))
    return found


def with_counts(db: sqlite3.Connection, found: Sequence[Standing]) -> Iterator[Standing]:
    """Each with its report counted, one at a time: quickly where nothing has changed since the last time."""
    with closing(counted(db, (one.entry for one in found if one.entry))) as counting:
        for one in found:
            yield replace(one, counts=next(counting)[1]) if one.entry else one


def with_notices(db: sqlite3.Connection, found: Sequence[Standing], year: int) -> list[Standing]:
    """Each with what became of the latest notice about its report."""
    sent = notices_of_year(db, year)
    told: list[Standing] = []
    for one in found:
        if one.entry is None or one.entry.id not in sent:
            told.append(one)
            continue
        stored, still_open = sent[one.entry.id]
        asked = tuple(item.message for item in still_open)
        told.append(replace(one, notice=state_of(stored, still_open), answer_by=stored.notice.deadline, asked=asked))
    return told


def due_date(agency: str, year: int, limits: Thresholds = Thresholds()) -> date:  # noqa: B008
    """The last day for the report on a year: a government's is due later (Regulations, articles 49 and 50)."""
    month, day = limits.government_deadline if is_government(agency) else limits.deadline
    return date(year + 1, month, day)


def reminder(standing: Standing, year: int) -> str:
    """A message to an agency whose report, or answer to a notice, is missing; to paste into what reaches it."""
    if standing.notice in ("noticed", "answered") and standing.answer_by is not None:
        return _asked_again(standing, year, standing.answer_by)
    due = _("{month}月{day}日").format(month=standing.due.month, day=standing.due.day)
    text = _("{agency}：贵单位{year}年政府信息公开工作年度报告尚未报送，")
    text += _("已过期限（{due}），请尽快报送。") if standing.late else _("请于{due}前报送。")
    if standing.state == "draft":
        text += _("已填报的内容已保存，核对无误后提交即可。")
    return text.format(agency=standing.agency.name, year=year, due=due)


def _asked_again(standing: Standing, year: int, until: date) -> str:
    text = _("{agency}：贵单位{year}年政府信息公开工作年度报告的整改通知（期限 {day}）还有 {n} 项没有办结：")
    head = text.format(agency=standing.agency.name, year=year, day=until.isoformat(), n=len(standing.asked))
    return "\n".join([head, *(f"  {number}. {message}" for number, message in enumerate(standing.asked, 1))])
