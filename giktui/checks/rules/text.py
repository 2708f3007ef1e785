"""TX: what the text says, held against the tables."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from giktui.checks.narrative.cell_mapping import Cells, Figure, figures
from giktui.checks.narrative.statements import Statement, statements
from giktui.checks.rule_input import Case, Find, Remark, not_evaluated
from giktui.form import section_title
from giktui.i18n import _
from giktui.report import Number

_WRITTEN = 3
"""A sum of at most so many cells is written out."""
_NONE = {
    "APPLICATIONS": ("application", ("applications.received.total",)),
    "REVIEW": ("review", ("proceedings.review.total",)),
    "LITIGATION": ("litigation", ("proceedings.litigation_direct.total", "proceedings.litigation_after_review.total")),
}


def says(rule: str) -> Find:
    """The rule that compares the numbers said of one thing (RECEIVED, REVIEW …) with the tables."""

    def find(case: Case) -> Iterator[Remark]:
        for section, statement, figure in _numbers(case).get(rule, ()):
            remark = _compare(case, section, statement, figure)
            if remark:
                yield remark

    return find


def denies(what: str) -> Find:
    """The rule that finds a text denying what the tables count (未收到申请, 未发生行政复议)."""
    label, cells = _NONE[what]

    def find(case: Case) -> Iterator[Remark]:
        for section, statement in _statements(case):
            if statement.kind != "none" or label not in statement.about:
                continue
            value = _sum(case.cells, cells)
            if value:
                yield Remark(
                    _("{section}写“{quote}”，表中 {cell} {value}").format(
                        section=_title(case, section), quote=statement.quote, cell=_names(case, cells), value=value
                    ),
                    cells,
                    0,
                    value,
                    evidence=statement.quote,
                    span=(section, statement.start, statement.end),
                )

    return find


def all_handled(case: Case) -> Iterator[Remark]:
    """TX-ALL-HANDLED: “全部办结” leaves nothing to carry over."""
    cell = "applications.carried_out.total"
    value = case.cells.get(cell)
    for section, statement in _statements(case):
        if statement.kind == "all_handled" and value:
            yield Remark(
                _("{section}写“{quote}”，表中 {cell} {value}").format(
                    section=_title(case, section), quote=statement.quote, cell=case.label(cell), value=value
                ),
                (cell,),
                0,
                value,
                evidence=statement.quote,
                span=(section, statement.start, statement.end),
            )


@lru_cache(maxsize=1)
def _statements(case: Case) -> tuple[tuple[str, Statement], ...]:
    """The statements of every narrative, with its section."""
    return tuple(
        (section, statement)
        for section, text in _narratives(case)
        for statement in statements(text, case.report.year, case.report.agency)
    )


@lru_cache(maxsize=1)
def _numbers(case: Case) -> Mapping[str, list[tuple[str, Statement, Figure]]]:
    """The numbers said that stand in the tables too, by the rule that compares them."""
    found: dict[str, list[tuple[str, Statement, Figure]]] = {}
    for section, statement in _statements(case):
        if statement.kind == "number":
            figure = figures(case.report.form, statement)
            if figure.choices:
                found.setdefault(figure.rule, []).append((section, statement, figure))
    return found


def _narratives(case: Case) -> Iterator[tuple[str, str]]:
    for section in case.form.narratives:
        text = case.report.narratives.get(section.id)
        if text:
            yield section.id, text


def _compare(case: Case, section: str, statement: Statement, figure: Figure) -> Remark | None:
    said, choices = statement.amount, figure.choices
    sums = [_sum(case.cells, cells) for cells in choices]
    known = [value for value in sums if value is not None]
    if said is None or any(said.admits(value) for value in known):
        return None
    named = tuple(dict.fromkeys(cell.removeprefix("-") for cells in choices for cell in cells))
    if len(known) < len(sums):
        blank = tuple(cell for cell in named if cell not in case.cells)
        return not_evaluated(
            _("{section}写“{quote}”，表中对应的格空白，未核对").format(
                section=_title(case, section), quote=statement.quote
            ),
            blank,
        )
    either = _("，或 ").join(f"{_names(case, cells)} {value}" for cells, value in zip(choices, sums, strict=True))
    left: Number = int(said.said) if said.said == int(said.said) else said.said
    return Remark(
        _("{section}写“{quote}”，表中 {either}，差 {off}").format(
            section=_title(case, section), quote=statement.quote, either=either, off=abs(left - known[0])
        ),
        named,
        left,
        known[0],
        figure.suffix,
        evidence=statement.quote,
        span=(section, statement.start, statement.end),
    )


def _sum(cells: Mapping[str, Number], names: Cells) -> Number | None:
    """The sum of the named cells (`-` in front: less that one); None if one is blank."""
    total: Number = 0
    for name in names:
        value = cells.get(name.removeprefix("-"))
        if value is None:
            return None
        total += -value if name.startswith("-") else value
    return total


def _names(case: Case, cells: Cells) -> str:
    first, *rest = cells
    if len(cells) > _WRITTEN:
        return _("{first}等 {n} 项之和").format(first=case.label(first), n=len(cells))
    said = case.label(first)
    for cell in rest:
        sign = "－" if cell.startswith("-") else "＋"
        said += f"{sign}{case.label(cell.removeprefix('-'), section=False)}"
    return said


def _title(case: Case, section: str) -> str:
    return section_title(case.form.section(section))
