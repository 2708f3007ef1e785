"""Whether the report is on the right form, complete as a document, and made of numbers that can be."""

from collections.abc import Iterator
from decimal import Decimal

from giktui.checks.rule_input import Case, Find, Remark
from giktui.form import form_for_year
from giktui.i18n import _


def doubts(rule: str) -> Find:
    """The rule that passes on what the reader doubted under this id."""

    def find(case: Case) -> Iterator[Remark]:
        for doubt in case.context.doubts:
            if doubt[0] == rule:
                cells = tuple(cell for cell in doubt[2] if cell in case.form.cells) if len(doubt) > 2 else ()
                yield Remark(doubt[1], cells, evidence=doubt[3] if len(doubt) > 3 else "")

    return find


def form(case: Case) -> Iterator[Remark]:
    """FV-FORM: the format fits the year."""
    yield from doubts("FV-FORM")(case)
    due = form_for_year(case.report.year)
    if due.id != case.report.form:
        yield Remark(
            _("{year} 年的报告应使用 {due} 年版格式（{source}），本报告使用 {used} 年版").format(
                year=case.report.year, due=due.id, source=due.source, used=case.report.form
            ),
            left=int(case.report.form),
            right=int(due.id),
        )


def number(case: Case) -> Iterator[Remark]:
    """FV-NUMBER: what stands in a cell is a number."""
    yield from doubts("FV-NUMBER")(case)
    for cell in case.report.cells:
        if cell not in case.cells:
            yield Remark(_("{place}：填的不是一个合理的数").format(place=_place(case, cell)), _known(case, cell))


def negative(case: Case) -> Iterator[Remark]:
    """FV-NEGATIVE: nothing but a change is below zero."""
    for cell, value in case.cells.items():
        if value < 0 and _kind(case, cell) != "change":
            yield Remark(
                _("{place}：{value} 小于 0").format(place=_place(case, cell), value=value),
                _known(case, cell),
                value,
                0,
            )


def integer(case: Case) -> Iterator[Remark]:
    """FV-INTEGER: everything but an amount is whole."""
    for cell, value in case.cells.items():
        if isinstance(value, Decimal) and _kind(case, cell) != "amount" and value != value.to_integral_value():
            yield Remark(
                _("{place}：{value} 不是整数").format(place=_place(case, cell), value=value), _known(case, cell), value
            )


def decimals(case: Case) -> Iterator[Remark]:
    """FV-DECIMALS: an amount has at most so many decimals."""
    most = case.context.thresholds.decimals
    for cell, value in case.cells.items():
        if not isinstance(value, Decimal) or _kind(case, cell) != "amount":
            continue
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > most:
            yield Remark(
                _("{place}：{value} 有 {n} 位小数，最多 {most} 位").format(
                    place=_place(case, cell), value=value, n=-exponent, most=most
                ),
                _known(case, cell),
                -exponent,
                most,
            )


def _kind(case: Case, cell: str) -> str:
    return case.form.cells[cell].kind if cell in case.form.cells else "count"


def _known(case: Case, cell: str) -> tuple[str, ...]:
    return (cell,) if cell in case.form.cells else ()


def _place(case: Case, cell: str) -> str:
    return case.label(cell) if cell in case.form.cells else cell
