"""Whether the report is on the right form, complete as a document, and made of numbers that can be."""

from collections.abc import Iterator

from giktui.checks.rule_input import DraftFinding, Find, RuleInput
from giktui.form import form_for_year
from giktui.i18n import _

_FEN = 6
"""Decimals of an amount in 万元 that was printed in yuan and fen (75394432.52元)."""


def doubts(rule: str) -> Find:
    """The rule that passes on what the reader doubted under this id."""

    def find(given: RuleInput) -> Iterator[DraftFinding]:
        for doubt in given.context.doubts:
            if doubt[0] == rule:
                cells = tuple(cell for cell in doubt[2] if cell in given.form.cells) if len(doubt) > 2 else ()
                read = _("、").join(doubt[4]) if len(doubt) > 4 else ""
                offer = _("对照原件，相符就采用识别出的 {text}").format(text=read) if read else ""
                yield DraftFinding(doubt[1], cells, evidence=doubt[3] if len(doubt) > 3 else "", suggestion=offer)

    return find


def form(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-FORM: the format fits the year."""
    yield from doubts("FV-FORM")(given)
    due = form_for_year(given.report.year)
    if due.id != given.report.form:
        yield DraftFinding(
            _("{year} 年的报告应使用 {due} 年版格式（{source}），本报告使用 {used} 年版").format(
                year=given.report.year, due=due.id, source=due.source, used=given.report.form
            ),
            left=int(given.report.form),
            right=int(due.id),
        )


def number(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-NUMBER: what stands in a cell is a number."""
    yield from doubts("FV-NUMBER")(given)
    if given.cells is given.report.cells:
        return
    for cell in given.report.cells:
        if cell not in given.cells:
            yield DraftFinding(
                _("{place}：填的不是一个合理的数").format(place=_place(given, cell)), _known(given, cell)
            )


def negative(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-NEGATIVE: nothing but a change is below zero."""
    if min(given.cells.values(), default=0) >= 0:
        return
    for cell, value in given.cells.items():
        if value < 0 and _kind(given, cell) != "change":
            yield DraftFinding(
                _("{place}：{value} 小于 0").format(place=_place(given, cell), value=value),
                _known(given, cell),
                value,
                0,
            )


def integer(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-INTEGER: everything but an amount is whole."""
    for cell, value in given.decimals.items():
        if _kind(given, cell) != "amount" and value != value.to_integral_value():
            yield DraftFinding(
                _("{place}：{value} 不是整数").format(place=_place(given, cell), value=value),
                _known(given, cell),
                value,
            )


def decimals(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-DECIMALS: an amount has at most so many decimals as printed: one printed in yuan and fen has two."""
    most = given.context.thresholds.decimals
    for cell, value in given.decimals.items():
        if _kind(given, cell) != "amount":
            continue
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > most and -exponent != _FEN:
            yield DraftFinding(
                _("{place}：{value} 有 {n} 位小数，最多 {most} 位").format(
                    place=_place(given, cell), value=value, n=-exponent, most=most
                ),
                _known(given, cell),
                -exponent,
                most,
            )


def _kind(given: RuleInput, cell: str) -> str:
    return given.form.cells[cell].kind if cell in given.form.cells else "count"


def _known(given: RuleInput, cell: str) -> tuple[str, ...]:
    return (cell,) if cell in given.form.cells else ()


def _place(given: RuleInput, cell: str) -> str:
    return given.label(cell) if cell in given.form.cells else cell
