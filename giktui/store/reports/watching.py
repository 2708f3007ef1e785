"""What has become of the addresses that reports were read from: the same, changed since, moved, missing."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.job import Job, recognised
from giktui.readers import Recognition
from giktui.report import Number, Report
from giktui.store.reports.documents import document_at
from giktui.store.reports.texts import texts_of
from giktui.web.client import Client, Gone
from giktui.web.gathering import as_read
from giktui.wording.cells import cell_label

State = Literal["same", "changed", "moved", "missing", "failed"]


class Watched(NamedTuple):
    """An address, what has become of it, and what is another than it was, in words."""

    address: str
    state: State
    message: str = ""
    changes: tuple[str, ...] = ()


def watched(db: sqlite3.Connection, addresses: Iterable[str], client: Client) -> Iterator[Watched]:
    """Each address fetched again and held against what was kept of it, one at a time; nothing is stored.

    Both are read with the present reader, so that only what the site has changed counts: no clicks, no layout.
    """
    for address in addresses:
        kept = document_at(db, address)
        try:
            answer = client.get(address)
            data = as_read(answer, client)
        except Gone as gone:
            yield Watched(address, "missing", str(gone))
            continue
        except GiktuiError as error:
            yield Watched(address, "failed", str(error))
            continue
        changes: tuple[str, ...] = ()
        if data != kept.data:
            before, now = (recognised(Job(one, kept.name, agency="?")).recognitions for one in (kept.data, data))
            changes = _changes(before, now)
        if changes:
            yield Watched(address, "changed", _("发布后有改动 {n} 处").format(n=len(changes)), changes)
        elif answer.moved:
            yield Watched(address, "moved", _("现在是 {address}").format(address=answer.address))
        else:
            yield Watched(address, "same")


def _changes(before: Iterable[Recognition], now: Iterable[Recognition]) -> tuple[str, ...]:
    """What differs between the reports of a page as it was and as it is, in words."""
    old, new = ({one.report.year: one.report for one in found} for found in (before, now))
    gone = [_("{year} 年的报告不在了").format(year=year) for year in old if year not in new]
    both = [change for year, report in old.items() if year in new for change in _differences(report, new[year])]
    return (*gone, *both)


def _differences(old: Report, new: Report) -> Iterator[str]:
    if old.form != new.form:
        yield _("由 {old} 年版格式改为 {new} 年版格式").format(old=old.form, new=new.form)
        return
    for cell in old.definition.cells:
        before, after = old.cells.get(cell), new.cells.get(cell)
        if before != after:
            label = cell_label(old.definition, cell, section=True)
            yield _("{label}：{old} → {new}").format(label=label, old=_shown(before), new=_shown(after))
    old_texts, new_texts = texts_of(old), texts_of(new)
    for part in dict.fromkeys([*old_texts, *new_texts]):
        if part not in ("form", "title") and old_texts.get(part, "") != new_texts.get(part, ""):
            named = next((one.title for one in old.definition.sections if one.id == part), _("引言"))
            yield _("{part}：文字有改动").format(part=named)


def _shown(value: Number | None) -> str:
    return _("空") if value is None else f"{value}"
