"""Requests and fillings as the commands print them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from giktui.cli.app import output
from giktui.form import form_for_year
from giktui.i18n import _
from giktui.register.due import Due
from giktui.register.request import Doubt
from giktui.register.sheets import Sheet
from giktui.register.wording import choice_label, doubt_words, due_words, remarks
from giktui.report import number_json
from giktui.store.register.filling import Filling
from giktui.store.register.importing import Plan
from giktui.store.register.rows import Stored
from giktui.store.register.wording import blocking_lines, filling_lines, remark_lines

Awaited = tuple[Stored, Due, int | None]
"""A request not yet answered, when it is due, and the working days left."""


def list_table(found: Sequence[Stored], doubts: Mapping[int, Sequence[Doubt]], *, today: date, names: bool) -> None:
    """The requests as a table; names and contents only where they are asked for."""
    heads = ["#", _("编号"), _("收到"), _("申请人类型"), _("答复"), _("结果"), _("情况")]
    if names:
        heads += [_("申请人"), _("内容")]
    rows = []
    for one in found:
        request = one.request
        form = form_for_year((request.answered or request.received or today).year)
        said = [doubt_words(doubt) for doubt in doubts.get(one.id, ())] or list(remarks(request, today))
        if one.left_out is not None:
            said = [_("不计：{reason}").format(reason=one.left_out)]
        row = [
            one.id,
            one.shown,
            request.received or request.said.get("received", ""),
            choice_label(form, "kind", request.kind) if request.kind else "",
            request.answered or "",
            choice_label(form, "result", request.result) if request.result else "",
            _("；").join(said),
        ]
        rows.append([*row, *([one.texts.get("applicant", ""), one.texts.get("content", "")] if names else [])])
    output.table(heads, rows, right=[0])


def request_json(stored: Stored, doubts: Iterable[Doubt]) -> dict[str, object]:
    """A request without names and contents."""
    request = stored.request
    return {
        "id": stored.id,
        "number": stored.texts.get("number") or stored.texts.get("place", ""),
        "place": {"file": stored.source, "sheet": stored.sheet, "line": stored.line},
        "received": request.received and request.received.isoformat(),
        "kind": request.kind,
        "channel": request.channel,
        "answered": request.answered and request.answered.isoformat(),
        "result": request.result,
        "left_out": stored.left_out,
        "doubts": [
            {"field": doubt.field, "why": doubt.why, "said": doubt.said, "choices": list(doubt.choices)}
            for doubt in doubts
        ],
    }


def due_json(rows: Sequence[Awaited]) -> dict[str, object]:
    """What is open, for scripts."""
    return {
        "open": [
            {
                "id": one.id,
                "number": one.shown,
                "received": one.request.received and one.request.received.isoformat(),
                "due": term.day and term.day.isoformat(),
                "waiting": term.waiting,
                "working_days_left": days,
                "calendar_known": term.known,
            }
            for one, term, days in rows
        ]
    }


def due_table(rows: Sequence[Awaited]) -> None:
    """What is open, with the day by which each is to be answered."""
    heads = [_("编号"), _("收到"), _("期限"), _("情况")]
    lines = [(one.shown, one.request.received or "", term.day or "", due_words(term, days)) for one, term, days in rows]
    output.table(heads, lines)


def late(rows: Sequence[Awaited]) -> int:
    """How many should have been answered by now."""
    return sum(left is not None and left < 0 for _one, _term, left in rows)


def print_filling(found: Filling, agency: str, counted: Sequence[Stored], last_day: date) -> None:
    """What filling a report would change, and what of the requests should be looked at."""
    said = _("{agency} {year} 年：台账 {n} 件申请")
    output.line(said.format(agency=agency, year=found.year, n=found.counted.requests))
    for line in (*filling_lines(found), *remark_lines(counted, last_day)):
        output.line(line)


def print_filled(found: Filling, *, written: bool) -> None:
    """What became of it, and what kept it from being filled in."""
    if written:
        said = _("已填入；giktui undo {year} 撤销").format(year=found.year)
        output.line(said if found.changed else _("没有要改的"))
    for line in blocking_lines(found) if found.blocked else ():
        output.line(line)


def filling_json(found: Filling, agency: str, *, written: bool) -> dict[str, object]:
    """A filling for scripts."""
    return {
        "agency": agency,
        "year": found.year,
        "form": found.form.id,
        "requests": found.counted.requests,
        "state": found.counted.state,
        "cells": dict(found.counted.cells),
        "fee_yuan": None if found.counted.fee is None else f"{found.counted.fee / 100:.2f}",
        "changes": [{"cell": cell, "old": number_json(old), "new": new} for cell, (old, new) in found.changes.items()],
        "doubtful": [request_json(one, doubts) for one, doubts in found.doubtful],
        "texts": {part: new for part, (_old, new) in found.texts.items()},
        "written": written,
    }


def import_json(sheets: Sequence[Sheet], planned: Plan, unclear: Sequence[str], *, saved: bool) -> dict[str, object]:
    """What was found in lists and what became of it, for scripts: no names and no contents."""
    return {
        "sheets": [
            {
                "file": sheet.file,
                "sheet": sheet.name,
                "year": sheet.year,
                "requests": len(sheet.rows),
                "columns": {field: sheet.heads[column] for field, column in sheet.mapped.columns.items()},
                "skipped": [line.line for line in sheet.skipped],
            }
            for sheet in sheets
        ],
        "added": len(planned.added),
        "changed": len(planned.changed),
        "unchanged": planned.same,
        "vanished": [one.shown for one in planned.vanished],
        "doubtful": [request_json(one, one.request.doubts) for one in planned.after if one.request.doubts],
        "unclear": list(unclear),
        "saved": saved,
    }
