"""Requests and fillings as the commands print them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from giktui.cli.app import output
from giktui.form import form_for_year, section_title
from giktui.i18n import _
from giktui.register.due import Due, due, left
from giktui.register.request import Doubt
from giktui.register.wording import cell_words, choice_label, doubt_words, remarks
from giktui.report import number_json
from giktui.store.register.filling import Filling
from giktui.store.register.rows import Stored


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


def due_rows(found: Iterable[Stored], today: date) -> list[tuple[Stored, Due, int | None]]:
    """The open requests with the day their answer is due and the working days left, overdue ones first."""
    rows = []
    for one in found:
        request = one.request
        if request.answered is None and one.left_out is None and not any(d.field == "answered" for d in request.doubts):
            term = due(request)
            rows.append((one, term, None if term.day is None else left(term.day, today)))
    return sorted(rows, key=lambda row: (row[1].day is None, row[1].day or date.max, row[0].id))


def due_words(term: Due, days: int | None) -> str:
    """`还有 3 个工作日`, `逾期 2 个工作日`, `等申请人补正`."""
    if days is None:
        waiting = {
            "correction": _("等申请人补正，期限未起算"),
            "third_party": _("征求意见中，期限停算"),
            "": _("收到日期不明"),
        }
        return waiting[term.waiting]
    said = _("今天到期") if days == 0 else _("还有 {n} 个工作日") if days > 0 else _("逾期 {n} 个工作日")
    text = said.format(n=abs(days))
    return text if term.known else text + _("（没有那一年的节假日安排，按周一至周五算）")


def print_filling(found: Filling) -> None:
    """What would change in the report, cell by cell."""
    zeros = 0
    for cell, (old, new) in found.changes.items():
        if old is None and not new:
            zeros += 1
        else:
            output.line(f"  {cell_words(found.form, cell)}  {_('空白') if old is None else old} → {new}")
    if zeros:
        output.line(_("  另有 {n} 格 空白 → 0").format(n=zeros))
    for part, (earlier, text) in found.texts.items():
        before = earlier.split("\n")
        for line in text.split("\n"):
            if line not in before:
                output.line(f"  {section_title(found.form.section(part))}  {line}")
    if not found.changed:
        output.line(_("  与报告逐格相同"))


def print_blocking(found: Filling) -> None:
    """The requests that must be settled before the report is filled."""
    for one, doubts in found.doubtful:
        words = _("；").join(map(doubt_words, doubts))
        output.line("  ".join(part for part in (f"#{one.id}", one.shown, one.place, words) if part))
    for result in found.counted.homeless:
        output.line(_("  {form}版格式没有结果“{result}”这一行").format(form=found.form.id, result=result))


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
        "written": written,
    }
