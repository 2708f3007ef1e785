"""HR: a parent's report against the reports it should add up to: its own office's and its children's."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from giktui.checks.arithmetic import apart, tolerance
from giktui.checks.cells import usable
from giktui.checks.context import Child
from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.i18n import _
from giktui.report import Number

_NAMED = 3
"""A message names so many cells, and so many of the agencies that contribute most."""

Sums = Mapping[str, tuple[Number, Number, Number]]
"""For each cell what the parent states, what those below add up to, and how far the two may be apart."""


def sums(given: RuleInput) -> Iterator[DraftFinding]:
    """HR-SUM: each cell is the sum of the children's; an amount, as exactly as its decimals say. One finding a cause.

    Only a government adds up. While a child is missing, the sums cannot be right; a cell below those present is wrong
    all the same.
    """
    if not given.adds_up:
        return
    children = given.context.children
    present = [(child, usable(child.cells)) for child in children if child.cells is not None]
    if not present:
        return
    compared = _compared(given, present)
    wrong = {cell: one for cell, one in compared.items() if apart(one[0], one[1]) > one[2]}
    if len(present) < len(children):
        yield not_evaluated(
            _("下级还有 {n} 个机关没有报告，各机关之和未核对").format(n=len(children) - len(present)),
        )
        wrong = {cell: one for cell, one in wrong.items() if one[1] - one[0] > one[2]}
        if wrong:
            yield _listed(given, wrong, present, _("已报各机关之和已经大于本报告"))
        return
    if wrong:
        yield _explained(given, compared, wrong, present) or _listed(given, wrong, present, "")


def cell_by_cell(given: RuleInput) -> Iterator[DraftFinding]:
    """Each cell that is not the sum of those present, whatever the cause and whoever is missing: for a roll-up."""
    present = [(child, usable(child.cells)) for child in given.context.children if child.cells is not None]
    for cell, one in _compared(given, present).items():
        if apart(one[0], one[1]) > one[2]:
            yield _listed(given, {cell: one}, present, "")


def missing(given: RuleInput) -> Iterator[DraftFinding]:
    """HR-MISSING: a child without a report for the year."""
    for child in given.context.children:
        if child.cells is None:
            yield DraftFinding(
                _("{agency}没有 {year} 年的报告").format(agency=child.agency, year=given.report.year),
                evidence=child.agency,
            )


def twice(given: RuleInput) -> Iterator[DraftFinding]:
    """HR-TWICE: an agency counted twice."""
    for agency, times in Counter(child.agency for child in given.context.children).items():
        if times > 1:
            yield DraftFinding(
                _("{agency}计入了 {n} 次").format(agency=agency, n=times), left=times, right=1, evidence=agency
            )


Present = Sequence[tuple[Child, Mapping[str, Number]]]


def _compared(given: RuleInput, present: Present) -> Sums:
    found = {}
    for cell in given.form.cells:
        stated = given.cells.get(cell)
        parts = [cells[cell] for _child, cells in present if cell in cells]
        if stated is not None and parts:
            allowed = tolerance(given.form, cell, [stated, *parts])
            found[cell] = (stated, sum(parts, start=0), allowed)
    return found


def _explained(given: RuleInput, compared: Sums, wrong: Sums, present: Present) -> DraftFinding | None:
    """The one cause that explains every cell: a report left out, or counted twice, or nothing but the office's."""

    def off_by(cells: Mapping[str, Number], sign: int) -> bool:
        return any(cells.get(cell) for cell in wrong) and all(
            apart(stated - total, sign * cells.get(cell, 0)) <= allowed
            for cell, (stated, total, allowed) in compared.items()
        )

    def only(cells: Mapping[str, Number]) -> bool:
        return all(apart(stated, cells.get(cell, 0)) <= allowed for cell, (stated, _sum, allowed) in compared.items())

    office = _office(given, present)
    if office is not None and len(present) > 1 and only(office[1]):
        said = _("各格都与{agency}自己的数相同：只报了本级，没有汇总下级")
        return _cause(given, wrong, present, said.format(agency=office[0].agency), office[0].agency)
    for child, cells in present:
        name = child.agency
        if off_by(cells, -1):
            return _cause(given, wrong, present, _("各格之差恰为{agency}的数：漏计").format(agency=name), name)
        if off_by(cells, +1):
            own = office is not None and child == office[0]
            said = _("各格之差恰为{agency}的数：本级重复计算") if own else _("各格之差恰为{agency}的数：重复计算")
            return _cause(given, wrong, present, said.format(agency=name), name)
    return None


def _office(given: RuleInput, present: Present) -> tuple[Child, Mapping[str, Number]] | None:
    """The government's own office among those below it."""
    place = given.report.agency.removesuffix("人民政府").removesuffix("政府")
    ends = ("政府办公室", "政府办公厅", "政府办", "本级")
    for child, cells in present:
        if child.agency.startswith(place) and child.agency.endswith(ends):
            return child, cells
    return None


def _cause(given: RuleInput, wrong: Sums, present: Present, said: str, agency: str) -> DraftFinding:
    message = _("{said}（{n} 格，如{examples}）").format(said=said, n=len(wrong), examples=_examples(given, wrong))
    return _draft(wrong, present, message, agency)


def _listed(given: RuleInput, wrong: Sums, present: Present, said: str) -> DraftFinding:
    """All the cells that are off, the largest contributions to the first, and whose number the difference is."""
    cell, (stated, total, _allowed) = next(iter(wrong.items()))
    off = stated - total
    parts = [(child.agency, cells[cell]) for child, cells in present if cells.get(cell)]
    alone = [agency for agency, value in parts if value == abs(off)]
    named = _("、").join(f"{agency} {value}" for agency, value in sorted(parts, key=lambda part: -part[1])[:_NAMED])
    message = _("{place}：本报告 {stated}，各机关之和 {total}，差 {off}").format(
        place=given.label(cell), stated=stated, total=total, off=abs(off)
    )
    if named:
        message += _("；其中{named}").format(named=named)
    if alone:
        slip = _("；差数恰为{agency}的数，可能漏计") if off < 0 else _("；差数恰为{agency}的数，可能重复计算")
        message += slip.format(agency=alone[0])
    if len(wrong) > 1:
        others = dict(list(wrong.items())[1:])
        message += _("；另有 {n} 格：{examples}").format(n=len(others), examples=_examples(given, others))
    if said:
        message = f"{said}{_('：')}{message}"
    return _draft(wrong, present, message, "")


def _examples(given: RuleInput, wrong: Sums) -> str:
    named = [
        _("{cell} {stated}，应为 {total}").format(cell=given.label(cell, section=False), stated=stated, total=total)
        for cell, (stated, total, _allowed) in list(wrong.items())[:_NAMED]
    ]
    return _("；").join(named) + (_("等") if len(wrong) > _NAMED else "")


def _draft(wrong: Sums, present: Present, message: str, evidence: str) -> DraftFinding:
    stated, total, _allowed = next(iter(wrong.values()))
    values = tuple(
        (f"{child.agency}:{name}", cells[name]) for name in wrong for child, cells in present if name in cells
    )
    return DraftFinding(message, tuple(wrong), stated, total, evidence=evidence, last_values=values)
