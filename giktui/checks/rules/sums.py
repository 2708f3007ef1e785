"""The sums of the form file, checked by one function whatever they add up."""

from collections.abc import Iterator, Sequence
from functools import cache

from giktui.checks.arithmetic import Worked, holds, sums
from giktui.checks.rule_input import DraftFinding, Find, RuleInput, not_evaluated
from giktui.checks.rules.settled_by_text import explained
from giktui.form import Relation, Term
from giktui.i18n import _
from giktui.report import Number
from giktui.wording.cells import section_title

_SHORT = 4
"""A side of at most so many summands is written out."""


def relations(family: str) -> Find:
    """The rule that checks every relation of one family (T3-ROW, XY-CARRY …)."""

    def find(given: RuleInput) -> Iterator[DraftFinding]:
        for one in given.unsettled.get(family, ()):
            if one.across_years and given.last_cells is None:
                yield not_evaluated(_("没有上年报告，未核对"))
                return
            draft = _draft(given, one)
            if draft and draft.status == "open" and one.across_years:
                draft = _or_settled(given, one.relation, draft)
            if draft:
                yield draft

    return find


def _or_settled(given: RuleInput, relation: Relation, draft: DraftFinding) -> DraftFinding:
    """The finding, or what is left of it where the text says why the number differs: an info that quotes it.

    What explains the total explains the columns that make it.
    """
    total = _total(given.report.form, relation.family)
    unsettled = given.unsettled[relation.family]
    whole = next((_draft(given, one) for one in unsettled if one.relation is total and total is not relation), None)
    for about, one in ((relation, draft), (total, whole)):
        if about is None or one is None or one.left is None or one.right is None:
            continue
        quote = explained(given, about, one.left, one.right)
        if quote is not None:
            return draft._replace(
                message=_("{message}；文字已说明：“{quote}”").format(message=draft.message, quote=quote.words),
                severity="info",
                evidence=quote.words,
                span=quote.span,
            )
    return draft


@cache
def _total(form: str, family: str) -> Relation | None:
    """The relation of the family that is about a total, where there is one."""
    relations = (ready.relation for ready in sums(form) if ready.relation.family == family)
    return next((one for one in relations if one.left[0].cell.endswith(".total")), None)


def _draft(given: RuleInput, worked: Worked) -> DraftFinding | None:
    relation, _across_years, left, right, blanks = worked
    suffix, last = relation.rule.removeprefix(f"{relation.family}-"), given.last_cells or {}
    if blanks:
        here = tuple(term.cell for term in blanks if not term.last)
        return DraftFinding(
            _blank_message(given, relation, blanks, left, right), here, suffix=suffix, status="not_evaluated"
        )
    if holds(relation, left, right):
        return None
    return DraftFinding(
        _broken_message(given, relation, left, right),
        tuple(dict.fromkeys(term.cell for term in (*relation.right, *relation.left) if not term.last)),
        left,
        right,
        suffix,
        last_values=tuple((f"last:{term.cell}", last[term.cell]) for term in relation.terms if term.last),
    )


def _blank_message(given: RuleInput, relation: Relation, blanks: Sequence[Term], left: Number, right: Number) -> str:
    first = _name(given, blanks[0])
    message = _("{place}：{n} 格空白（{first}{more}），未核对；空格按 0 计则为 {left} 与 {right}")
    return message.format(
        place=_place(given, relation),
        n=len(blanks),
        first=first,
        more=_("等") if len(blanks) > 1 else "",
        left=left,
        right=right,
    )


def _broken_message(given: RuleInput, relation: Relation, left: Number, right: Number) -> str:
    off = abs(left - right)
    if relation.total:
        return _("{place}：各项之和 {left}，表中 {right}，差 {off}").format(
            place=_place(given, relation), left=left, right=right, off=off
        )
    says = {
        "=": _("{place}：{left}，应等于 {right}，差 {off}"),
        "≤": _("{place}：{left}，应不大于 {right}，差 {off}"),
        "≥": _("{place}：{left}，应不小于 {right}，差 {off}"),
    }[relation.operator]
    section = section_title(given.form.section(relation.table))
    return says.format(
        place=section, left=_side(given, relation.left, left), right=_side(given, relation.right, right), off=off
    )


def _place(given: RuleInput, relation: Relation) -> str:
    return given.label(relation.total or relation.left[0].cell)


def _side(given: RuleInput, terms: tuple[Term, ...], total: Number) -> str:
    if len(terms) > _SHORT:
        return _("各项之和 {total}").format(total=total)
    last = given.last_cells or {}
    said = ""
    for term in terms:
        value = (last if term.last else given.cells)[term.cell]
        sign = _("－") if term.factor < 0 else _("＋") if said else ""
        said += f"{sign}{_name(given, term)} {value}"
    return said if len(terms) == 1 else said + _("＝") + str(total)


def _name(given: RuleInput, term: Term) -> str:
    name = given.label(term.cell, section=False)
    return _("上年报告的{cell}").format(cell=name) if term.last else name
