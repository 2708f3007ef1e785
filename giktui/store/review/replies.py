"""Taking a reply sheet in: values become edits, reasons become proposed waivers, and what does not fit is named."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from giktui.errors import GiktuiError
from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.ingest.one_file import within_limits
from giktui.readers import Limits
from giktui.report import Report
from giktui.review import Answer, Item, Reply, misplaced, read_reply, written_elsewhere
from giktui.store.agencies.tree import other_names
from giktui.store.analysis.checking import checked
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.models import Entry
from giktui.store.reports.content import load
from giktui.store.reports.edits import set_cells
from giktui.store.reports.index import entry_of
from giktui.store.review.corrections import Correction, correction
from giktui.store.review.notices import Outcome, StoredNotice, the_notice
from giktui.store.review.proposed_waivers import propose_waiver


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a reply sheet. `named` says of each answer that was not taken where it stands and why.

    `unanswered` are the numbers of the items that have no answer, neither here nor from before, and are still open.
    """

    entry: Entry
    notice: StoredNotice
    edited: int
    explained: int
    known: int
    named: tuple[str, ...]
    unanswered: tuple[int, ...] = ()


@dataclass(slots=True)
class _Work:
    """A reply being taken in: what is to be written at once, and what is to be said."""

    entry: Entry
    form: Form
    report: Report
    notice: StoredNotice
    taken: Correction = field(default_factory=Correction)
    reasons: list[tuple[Item, str]] = field(default_factory=list)
    done: dict[int, tuple[str, str]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    named: list[str] = field(default_factory=list)

    def name(self, item: Item, why: object) -> None:
        """Say why an answer to the item was not taken."""
        self.named.append(_("第 {n} 项（{rule}）：{why}").format(n=item.number, rule=item.rule, why=why))


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
    changed since the notice, is named and changes nothing. Raises GiktuiError for a damaged sheet, for a notice that
    this database has not written, and for one whose report is submitted or deleted.
    """
    reply = within_limits(read_reply, data, name, limits)
    with writing(db):
        stored = the_notice(db, reply.token)
        entry = entry_of(db, stored.report)
        _refuse_others(db, reply, entry)
        if entry.locked:
            text = _("{agency}{year}年的报告已提交，不能按回复修改。请先用 giktui return 退回。")
            raise GiktuiError(text.format(agency=entry.agency, year=entry.year))
        work = _Work(entry, load_form(entry.form), load(db, entry.id), stored)
        for place, said in reply.unread:
            work.named.append(_("{place}：序号不是数，没有采用：{said}").format(place=place, said=said))
        outcomes = {one.item.number: one for one in stored.outcomes}
        open_now = {finding.fingerprint for finding in checked(db, entry) if finding.status == "open"}
        for number, rows in groupby(sorted(reply.rows, key=lambda row: row.number), key=lambda row: row.number):
            if number in outcomes:
                _judge(work, outcomes[number], _fitting(work, outcomes[number].item, list(rows)), open_now)
            elif any(row.given for row in rows):
                work.named.append(_("第 {n} 项：通知里没有这一项").format(n=number))
        if not dry_run:
            _write(db, work, name, actor)
        return Taken(
            entry_of(db, entry.id),
            the_notice(db, reply.token),
            sum(how == "edited" for how, _said in work.done.values()),
            sum(how == "explained" for how, _said in work.done.values()),
            len(work.known),
            tuple(work.named),
            _unanswered(work, reply, open_now),
        )


def _refuse_others(db: sqlite3.Connection, reply: Reply, entry: Entry) -> None:
    """Raise GiktuiError where the line with the token names another agency or year than the notice of that token."""
    about = "".join(reply.about.split())
    names = ["".join(name.split()) for name in (entry.agency, *other_names(db, entry.agency_id))]
    if not any(name in about for name in names) or f"{entry.year}年" not in about:
        text = _("编号 GIKTUI-{token} 是给{agency}{year}年的通知，表上写的却是“{about}”，没有导入。")
        raise GiktuiError(
            text.format(token=reply.token, agency=entry.agency, year=entry.year, about=reply.about[:60].strip())
        )


def _fitting(work: _Work, item: Item, rows: Sequence[Answer]) -> list[Answer]:
    """The rows with an answer to the item. Named: one that is another item's, and what stands where none belongs."""
    items = tuple(one.item for one in work.notice.outcomes)
    fitting: list[Answer] = []
    for row in rows:
        if not row.given:
            if (elsewhere := written_elsewhere(work.form, item, row)) is not None and not misplaced(item, items, row):
                head, text = elsewhere
                why = _("没有填“更正为”和“不改的理由”，“{head}”一栏却改成了“{text}”，没有采用")
                work.name(item, why.format(head=head, text=text[:60]))
        elif other := misplaced(item, items, row):
            work.name(
                item, _("{place} 这一行是“{other}”的，与序号不符，没有采用").format(place=row.place, other=other[:60])
            )
        elif row.formula:
            why = _("{place} 的公式没有结果，请填写数或文字：{text}")
            work.name(item, why.format(place=row.place, text=row.formula))
        else:
            fitting.append(row)
    return fitting


def _judge(work: _Work, outcome: Outcome, rows: Sequence[Answer], open_now: Collection[str]) -> None:
    """Decide what one item's answers come to; what cannot be taken is named. `open_now` are fingerprints."""
    item = outcome.item
    if not rows:
        return
    said = "；".join(dict.fromkeys(f"{row.cell} {row.value} {row.reason}".strip() for row in rows))
    values = [row for row in rows if row.value]
    reason = _("；").join(dict.fromkeys(row.reason for row in rows if row.reason))
    try:
        found = correction(item, work.form, work.report, values, work.taken)
    except GiktuiError as error:
        why = str(error) + (_("；理由也没有采用：{reason}").format(reason=reason) if reason else "")
        work.name(item, why)
        return
    if found.changes:
        _take_correction(work, item, found, said, reason)
    elif values and found.done_since:  # by this very reply before, or by somebody else
        work.known.add(item.number)
        if not outcome.outcome:
            work.done[item.number] = ("edited", said)
            work.known.discard(item.number)
    elif reason:
        _take_reason(work, outcome, reason, said, open_now)
    else:
        work.name(item, _("写的就是报告里现有的，什么也没有改；不改的请写理由"))


def _take_correction(work: _Work, item: Item, found: Correction, said: str, reason: str) -> None:
    work.taken.cells |= found.cells
    work.taken.texts |= found.texts
    work.done[item.number] = ("edited", said)
    if reason:
        work.name(item, _("更正和理由都填了：已按更正修改，理由没有采用：{reason}").format(reason=reason))


def _take_reason(work: _Work, outcome: Outcome, reason: str, said: str, open_now: Collection[str]) -> None:
    item = outcome.item
    if outcome.outcome == "explained" and outcome.answer == said:
        work.known.add(item.number)
    elif item.fingerprint not in open_now:
        work.name(item, _("这个问题已不存在（通知以后改过），理由没有采用"))
    elif item.severity == "error":
        work.name(item, _("错误必须更正，不能以理由代替"))
    else:
        work.reasons.append((item, reason))
        work.done[item.number] = ("explained", said)


def _unanswered(work: _Work, reply: Reply, open_now: Collection[str]) -> tuple[int, ...]:
    given = {row.number for row in reply.rows if row.given}
    return tuple(
        one.item.number
        for one in work.notice.outcomes
        if not one.outcome and one.item.number not in given and one.item.fingerprint in open_now
    )


def _write(db: sqlite3.Connection, work: _Work, name: str, actor: str) -> None:
    report_id = work.entry.id
    if work.taken.changes:
        detail = f"GIKTUI-{work.notice.notice.token} {name}"
        cells, texts = work.taken.cells, work.taken.texts
        set_cells(db, report_id, cells, actor=actor, origin="reply", detail=detail, texts=texts)
    for item, reason in work.reasons:
        propose_waiver(db, report_id, item.fingerprint, item.rule, reason, source=name, actor=actor)
    notice = db.execute("SELECT id FROM notice WHERE token = ?", (work.notice.notice.token,)).fetchone()[0]
    db.executemany(
        "UPDATE notice_item SET outcome = ?, answer = ?, answered_at = ? WHERE notice = ? AND number = ?",
        [(how, said, now(), notice, number) for number, (how, said) in work.done.items()],
    )
