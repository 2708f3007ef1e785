"""Taking a reply sheet in: values become edits, reasons become proposed waivers, and what does not fit is named."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from giktui.errors import GiktuiError
from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.ingest.one_file import within_limits
from giktui.readers import Limits
from giktui.readers.recogniser.detect.numbers import printed
from giktui.report import Number, Report, number_text
from giktui.review import Answer, Item, read_reply, same_cell
from giktui.store.analysis.checking import checked
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.models import Entry
from giktui.store.reports.content import load
from giktui.store.reports.edits import set_cells, set_text
from giktui.store.reports.index import entry_of
from giktui.store.review.notices import Outcome, StoredNotice, the_notice
from giktui.store.review.proposed_waivers import propose_waiver
from giktui.wording.cells import cell_label

_UNITS = ("", "件", "项", "万元")
"""What may stand behind a number without changing it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a reply sheet. `named` says of each answer that was not taken where it stands and why."""

    entry: Entry
    notice: StoredNotice
    edited: int
    explained: int
    known: int
    named: tuple[str, ...]


@dataclass(slots=True)
class _Work:
    """A reply being taken in: what is to be written at once, and what is to be said."""

    entry: Entry
    form: Form
    report: Report
    notice: StoredNotice
    cells: dict[str, Number | None] = field(default_factory=dict)
    texts: list[tuple[Item, str]] = field(default_factory=list)
    reasons: list[tuple[Item, str]] = field(default_factory=list)
    done: dict[int, tuple[str, str]] = field(default_factory=dict)
    known: int = 0
    named: list[str] = field(default_factory=list)


def take_reply(
    db: sqlite3.Connection,
    data: bytes,
    name: str,
    *,
    actor: str,
    dry_run: bool = False,
    limits: Limits = Limits(),  # noqa: B008
) -> Taken:
    """Take in the answers of a reply sheet, in one transaction and one step that can be undone.

    An answer that was taken before is passed over. One to a finding that is no longer there, or to a cell that somebody
    changed since the notice, is named and changes nothing. Raises GiktuiError for a damaged sheet and for a notice that
    this database has not written.
    """
    reply = within_limits(read_reply, data, name, limits)
    with writing(db):
        stored = the_notice(db, reply.token)
        entry = entry_of(db, stored.report)
        work = _Work(entry, load_form(entry.form), load(db, entry.id), stored)
        work.named += [_("{place}：序号不是数，没有采用").format(place=place.strip()) for place in reply.unread]
        if entry.locked:
            text = _("{agency}{year}年的报告已提交，不能按回复修改。请先用 giktui return 退回。")
            raise GiktuiError(text.format(agency=entry.agency, year=entry.year))
        outcomes = {one.item.number: one for one in stored.outcomes}
        open_now = {finding.fingerprint for finding in checked(db, entry) if finding.status == "open"}
        for number, rows in groupby(sorted(reply.answers, key=lambda a: a.number), key=lambda a: a.number):
            if number in outcomes:
                _judge(work, outcomes[number], list(rows), open_now)
            else:
                work.named.append(_("第 {n} 项：通知里没有这一项").format(n=number))
        if not dry_run:
            _write(db, work, name, actor)
        return Taken(
            entry_of(db, entry.id),
            the_notice(db, reply.token),
            sum(how == "edited" for how, _said in work.done.values()),
            sum(how == "explained" for how, _said in work.done.values()),
            work.known,
            tuple(work.named),
        )


def _judge(work: _Work, outcome: Outcome, rows: list[Answer], open_now: Collection[str]) -> None:
    """Decide what one item's answers come to; what cannot be taken is named. `open_now` are fingerprints."""
    item, number = outcome.item, outcome.item.number
    said = "；".join(filter(None, (f"{row.cell} {row.value} {row.reason}".strip() for row in rows)))
    if outcome.outcome and outcome.answer == said:
        work.known += 1
        return
    values = [row for row in rows if row.value]
    reasons = [row.reason for row in rows if row.reason]
    if values:
        try:
            _correct(work, item, values)
        except GiktuiError as error:
            work.named.append(_("第 {n} 项（{rule}）：{why}").format(n=number, rule=item.rule, why=error))
            return
        work.done[number] = ("edited", said)
        return
    if item.fingerprint not in open_now:
        why = _("这个问题已不存在（通知以后改过），理由没有采用")
    elif item.severity == "error":
        why = _("错误必须更正，不能以理由代替")
    else:
        work.reasons.append((item, _("；").join(reasons)))
        work.done[number] = ("explained", said)
        return
    work.named.append(_("第 {n} 项（{rule}）：{why}").format(n=number, rule=item.rule, why=why))


def _correct(work: _Work, item: Item, rows: Iterable[Answer]) -> None:
    """The corrections of one item. Raises GiktuiError, with nothing taken of it, where one does not fit."""
    wanted: dict[str, Number] = {}
    wording = ""
    stands = dict(item.stands)
    for row in rows:
        seen = printed(row.value)
        if item.quote and seen.kind == "text":
            wording = row.value
            continue
        cell = same_cell(item, work.form.id, row.cell)
        if not cell:
            what = row.cell or _("（空）")
            raise GiktuiError(_("“更正哪一格”写的是 {what}，不是这一项的单元格").format(what=what))
        value = _number(work.form, cell, row.value)
        now_there = work.report.cells.get(cell)
        if now_there != stands.get(cell) and now_there != value:
            text = _("{cell} 在通知以后已由 {old} 改为 {now}，回复过时，没有采用")
            raise GiktuiError(
                text.format(
                    cell=cell_label(work.form, cell), old=number_text(stands.get(cell)), now=number_text(now_there)
                )
            )
        if work.cells.get(cell, value) != value:
            raise GiktuiError(_("{cell} 在两项里更正为不同的数").format(cell=cell_label(work.form, cell)))
        wanted[cell] = value
    work.cells.update(wanted)
    if wording:
        work.texts.append((item, wording))


def _number(form: Form, cell: str, text: str) -> Number:
    """The number in an answer. Raises GiktuiError for what is none, and for one that the cell cannot hold."""
    kind = form.cells[cell].kind
    seen = printed(text)
    if seen.kind != "number" or seen.value is None or seen.about:
        raise GiktuiError(_("“{text}”不是数").format(text=text))
    if kind != "amount" and isinstance(seen.value, Decimal) and seen.value == int(seen.value):
        return int(seen.value)  # Excel keeps 12 as 12.0
    if kind != "amount" and isinstance(seen.value, Decimal):
        raise GiktuiError(_("“{text}”应是整数").format(text=text))
    if kind != "change" and seen.value < 0:
        raise GiktuiError(_("“{text}”不能是负数").format(text=text))
    if seen.unit not in _UNITS:
        raise GiktuiError(_("“{text}”的单位与表中不同").format(text=text))
    return seen.value


def _write(db: sqlite3.Connection, work: _Work, name: str, actor: str) -> None:
    detail = f"GIKTUI-{work.notice.notice.token} {name}"
    report_id = work.entry.id
    if work.cells:
        set_cells(db, report_id, work.cells, actor=actor, origin="reply", detail=detail)
    for item, wording in work.texts:
        text = load(db, report_id).narratives.get(item.part, "")
        if text.count(item.quote) != 1:
            work.named.append(_("第 {n} 项：原文在通知以后改过，新的文字没有采用").format(n=item.number))
            work.done.pop(item.number, None)
            continue
        set_text(
            db, report_id, item.part, text.replace(item.quote, wording), actor=actor, origin="reply", detail=detail
        )
    for item, reason in work.reasons:
        propose_waiver(db, report_id, item.fingerprint, item.rule, reason, source=name, actor=actor)
    notice = db.execute("SELECT id FROM notice WHERE token = ?", (work.notice.notice.token,)).fetchone()[0]
    db.executemany(
        "UPDATE notice_item SET outcome = ?, answer = ?, answered_at = ? WHERE notice = ? AND number = ?",
        [(how, said, now(), notice, number) for number, (how, said) in work.done.items()],
    )
