"""What is not certain of a request, and what should be looked at, in words."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from giktui.form import FORM_IDS, Form, form_for_year, load_form
from giktui.i18n import _
from giktui.register.due import Due, due
from giktui.register.heads import field_names
from giktui.register.request import Doubt, Request
from giktui.register.results import TABLE, result_rows
from giktui.register.words import vocabulary
from giktui.wording.cells import cell_label, column_label, row_label

_NAMED = 4
_LONGEST = 80
"""Characters of a field that are said again of what is wrong with it."""


def doubt_words(doubt: Doubt) -> str:
    """`办理结果“不予公开”：可能是 …`: the field, what the register says there, and what is wrong with it."""
    name = field_names().get(doubt.field, doubt.field)
    text = " ".join(doubt.said.split())
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
    said = _("“{text}”").format(text=text) if text else ""
    why = {
        "blank": _("空着"),
        "unreadable": _("看不懂"),
        "no_year": _("没有年份，表上也没有"),
        "several": _("写了不止一个日期"),
        "words": _("日期旁边还有别的字"),
        "far": _("年份不合常理"),
        "elsewhere": _("空着，另一栏却有日期"),
        "unknown": _("认不出"),
        "ambiguous": _("不止一种可能"),
        "pending": _("有答复日期，却写着还在办理"),
        "before": _("早于收到日期"),
        "twice": _("不止一次"),
        "no_date": _("没有答复日期"),
        "year": _("没有写明是哪一年的"),
        "route": _("看不出是否经过复议"),
        "vanished": _("新导入的台账里没有这一件"),
    }[doubt.why]
    if doubt.field == "number" and doubt.why == "twice":
        why = _("同一年里不止一件")
    if doubt.why == "no_date":
        name = field_names()["result"]
    text = _("{field}{said}：{why}").format(field=name, said=said, why=why)
    if doubt.choices and doubt.why in ("unknown", "ambiguous"):
        form = form_for_year(doubt.first_year if doubt.first_year > 1000 else 9999)
        text += _("；可能是{choices}").format(choices=_("、").join(_choices(form, doubt)))
    return text


def _choices(form: Form, doubt: Doubt) -> Iterator[str]:
    for id in doubt.choices[:_NAMED]:
        yield choice_label(form, doubt.field, id)
    if len(doubt.choices) > _NAMED:
        yield "……"


def choice_label(form: Form, field: str, id: str) -> str:
    """A kind, a result or an outcome as the form names it."""
    table = form.table(TABLE)
    if field in ("kind", "organisation"):
        return column_label(table.column(id))
    if field == "result":
        forms = (form, *map(load_form, reversed(FORM_IDS)))  # a result may have a row on a newer or older form only
        return next((row_label(home.table(TABLE).row(id)) for home in forms if id in result_rows(home.id)), id)
    if field in ("review", "suit"):
        return column_label(form.table("proceedings").column(id))
    return id


def remarks(request: Request, today: date) -> Iterator[str]:
    """What should be looked at although it is certain: late answers, answers overdue, results without a basis."""
    term = due(request)
    if term.day is not None and request.received:
        if request.answered and request.answered > term.day:
            yield _("{answered} 答复，应在 {due} 前").format(answered=request.answered, due=term.day)
        elif request.answered is None and not request.doubts and term.day < today:
            yield _("应在 {due} 前答复，还没有答复").format(due=term.day)
    if lacks_basis(request):
        yield _("不予公开，没有写依据")


def lacks_basis(request: Request) -> bool:
    """Whether the result must rest on a law and the register names none."""
    return request.result in vocabulary()["needs_basis"] and not request.said.get("basis", "").strip()


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


class SoFar(NamedTuple):
    """What came and was answered in a year up to a day, and in the year before up to the same day."""

    received: int
    answered: int
    received_last: int
    answered_last: int


def so_far_words(counts: SoFar) -> str:
    """`今年新收 45（去年同期 39），办结 40（去年同期 35）`."""
    return _("今年新收 {received}（去年同期 {received_last}），办结 {answered}（去年同期 {answered_last}）").format(
        **counts._asdict()
    )


def cell_words(form: Form, cell: str) -> str:
    """A cell as the form names it, with its table."""
    return cell_label(form, cell, section=True)
