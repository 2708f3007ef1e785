"""Numbers and texts held against last year's: what leaps, what stays the same."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from giktui.checks.cells import amounts, cells_of, stocks, totals
from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.form import load_form
from giktui.i18n import _
from giktui.report import Number
from giktui.wording.cells import section_title

_WHOLE_TABLE = 3
"""So many cells of a table off by the same ten thousand: the unit of the whole table is mistaken."""
_UNIT = 10_000


def jump(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-JUMP: a number of some size that is more than three times, or less than a third of, last year's.

    One finding a row: its total and the columns that made it.
    """
    if given.last_cells is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    rows: dict[str, list[str]] = {}
    floor, value = given.context.thresholds.jump_floor, given.cells.get
    for cell, before in given.last_cells.items():
        now = value(cell)
        if now is None or (now < floor and before < floor):
            continue
        if _leaps(given, now, before) and not _other_kind(given, cell):
            rows.setdefault(_row(given.report.form, cell), []).append(cell)
    for cells in rows.values():
        yield _jumped(given, cells)


def copied(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-COPIED: a whole table is last year's, though there are so many figures in it, or such a sum.

    What is in force stays the same where nothing was issued, totals say again what their parts say, and what was
    received is what was answered: none of them tells of copying.
    """
    if given.last is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    if given.last.form != given.report.form:
        return
    limits = given.context.thresholds
    for table, cells in cells_of(given.report.form).items():
        if any(given.report.cells.get(cell) != given.last.cells.get(cell) for cell in cells):
            continue
        figures = independent_figures(given, table)
        if len(figures) >= limits.copied_figures or sum(figures) >= limits.copied_sum:
            title = section_title(given.form.section(table))
            yield DraftFinding(_("{title}：整表与上年报告相同").format(title=title), cells)


def text(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-TEXT: a narrative hardly differs from last year's but for its numbers (内容雷同)."""
    if given.last is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    limits = given.context.thresholds
    for section, now in given.texts.items():
        before = given.last.narratives.get(section, "")
        if min(len(now), len(before)) < limits.likeness_from:
            continue
        percent = likeness(now, before, limits.likeness)
        if percent >= limits.likeness:
            yield DraftFinding(
                _("{title}：与上年报告的文字相似 {percent}%（数字除外）").format(
                    title=section_title(given.form.section(section)), percent=percent
                ),
                left=percent,
                right=limits.likeness,
                span=(section, 0, len(now)),
                last_values=((f"likeness:{section}", percent),),
            )


@lru_cache(maxsize=64)
def likeness(now: str, before: str, cutoff: int) -> int:
    """How alike two texts are without their digits, in whole percent; 0 below the cutoff."""
    from rapidfuzz.fuzz import ratio

    return int(ratio(_without_digits(now), _without_digits(before), score_cutoff=cutoff))


def unit(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-UNIT: an amount ten thousand times last year's, or a ten-thousandth: 元 for 万元.

    Where several cells of a table are, the unit of the whole table is mistaken: one finding.
    """
    if given.last_cells is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    low, value = given.context.thresholds.unit_low, given.cells.get
    leaps = [
        cell
        for cell, before in given.last_cells.items()
        if before
        and (now := value(cell))
        and (now >= low * before or before >= low * now)
        and _ten_thousand(given, cell)
    ]
    for table in given.form.tables if leaps else ():
        slipped = [cell for cell in leaps if given.form.cells[cell].table == table.id]
        if len(slipped) < _WHOLE_TABLE:
            slipped = [cell for cell in slipped if cell in amounts(given.report.form)]
        if slipped:
            yield _mistaken(given, table.id, slipped)


def after_review(given: RuleInput) -> Iterator[DraftFinding]:
    """XY-AFTER: who sues after a review was reviewed before, this year or last."""
    if given.last_cells is None:
        yield not_evaluated(_("没有上年报告，未核对"))
        return
    after, review = given.form.cell_of("after_review"), given.form.cell_of("review")
    if after is None or review is None:
        return
    suits, reviews, before = given.cells.get(after), given.cells.get(review), given.last_cells.get(review)
    if suits is not None and reviews is not None and before is not None and suits > reviews + before:
        yield DraftFinding(
            _("{place}：{suits} 件，本年与上年的行政复议共只有 {reviews} 件").format(
                place=given.label(after), suits=suits, reviews=reviews + before
            ),
            (after, review),
            suits,
            reviews + before,
            last_values=((f"last:{review}", before),),
        )


def independent_figures(given: RuleInput, table: str) -> list[Number]:
    """The figures of a table that do not follow from others: no totals, no stocks, one result of each column less."""
    silent = stocks(given.report.form) | totals(given.report.form)
    columns: dict[str, list[Number]] = {}
    figures: list[Number] = []
    for cell in cells_of(given.report.form)[table]:
        value = given.cells.get(cell)
        if not value or cell in silent:
            continue
        if cell in _results(given.report.form):
            columns.setdefault(cell.rpartition(".")[2], []).append(value)
        else:
            figures.append(value)
    for values in columns.values():
        figures += sorted(values)[:-1]
    return figures


def _leaps(given: RuleInput, now: Number, before: Number) -> bool:
    floor, factor = given.context.thresholds.jump_floor, given.context.thresholds.jump_factor
    up = now >= floor and now > factor * before
    down = before >= floor and factor * now < before
    return (up or down) and min(now, before) >= 0


def _jumped(given: RuleInput, cells: list[str]) -> DraftFinding:
    last = given.last_cells or {}
    factor = given.context.thresholds.jump_factor
    whole = [cell for cell in cells if cell in totals(given.report.form)]
    first, *others = [*whole, *(cell for cell in cells if cell not in whole)]
    now, before = given.cells[first], last[first]
    many = _("{place}：上年 {before}，本年 {now}，多于 {factor} 倍")
    few = _("{place}：上年 {before}，本年 {now}，不到 {factor} 分之一")
    said = (many if now > before else few).format(place=given.label(first), before=before, now=now, factor=factor)
    if others:
        parts = _("、").join(
            f"{given.label(cell, section=False).rpartition('·')[2]} {last[cell]} → {given.cells[cell]}"
            for cell in others
        )
        said += _("；其中{parts}").format(parts=parts)
    values = tuple((f"last:{cell}", last[cell]) for cell in (first, *others))
    return DraftFinding(said, (first, *others), now, before, last_values=values)


def _mistaken(given: RuleInput, table: str, slipped: list[str]) -> DraftFinding:
    last = given.last_cells or {}
    first = slipped[0]
    now, before = given.cells[first], last[first]
    said = _("{place}：上年 {before}，本年 {now}，相差约一万倍，可能把元填成了万元或相反").format(
        place=given.label(first), before=before, now=now
    )
    if len(slipped) >= _WHOLE_TABLE:
        said = _("{title}：{n} 格都与上年相差约一万倍，整张表的单位可能有误；如{first}").format(
            title=section_title(given.form.section(table)), n=len(slipped), first=said
        )
    values = tuple((f"last:{cell}", last[cell]) for cell in slipped)
    return DraftFinding(
        said, tuple(slipped), now, before, last_values=values, repair=_in_unit(given, slipped), why="unit"
    )


def _in_unit(given: RuleInput, slipped: list[str]) -> dict[str, Number] | None:
    """The cells in the other unit; None where one would not be whole."""
    last, repaired = given.last_cells or {}, {}
    for cell in slipped:
        now = given.cells[cell]
        amount = cell in amounts(given.report.form)
        if now < last[cell]:
            repaired[cell] = now * _UNIT
        elif amount:
            repaired[cell] = (Decimal(now) / _UNIT).normalize() + 0
        elif now % _UNIT:
            return None
        else:
            repaired[cell] = int(now) // _UNIT
    return repaired


def _other_kind(given: RuleInput, cell: str) -> bool:
    """A change may jump as it likes; a slip of the unit has a rule of its own."""
    if given.form.cells[cell].kind == "change":
        return True
    table = cell.partition(".")[0]
    if cell in amounts(given.report.form):
        return _ten_thousand(given, cell)
    if not _ten_thousand(given, cell):
        return False
    return sum(_ten_thousand(given, one) for one in cells_of(given.report.form)[table]) >= _WHOLE_TABLE


def _ten_thousand(given: RuleInput, cell: str) -> bool:
    now, before = given.cells.get(cell), (given.last_cells or {}).get(cell)
    if not now or not before or now < 0 or before < 0:
        return False
    limits, less, more = given.context.thresholds, min(now, before), max(now, before)
    return limits.unit_low * less <= more <= limits.unit_high * less


def _row(form: str, cell: str) -> str:
    """What changes together: the cells of a row that has a total, else the cell alone."""
    row = cell.rpartition(".")[0]
    return row if row in _rows_with_a_total(form) else cell


@cache
def _rows_with_a_total(form: str) -> frozenset[str]:
    """The rows that have a total of their own columns, as `applications.received`."""
    rows = ({term.cell.rpartition(".")[0] for term in one.terms} for one in load_form(form).relations if one.total)
    return frozenset(row.pop() for row in rows if len(row) == 1)


@cache
def _results(form: str) -> frozenset[str]:
    """The cells of the results, which together with what is carried over are what was received."""
    definition = load_form(form)
    return frozenset(
        term.cell for relation in definition.relations if relation.family == "T3-COL" for term in relation.left
    )


@lru_cache(maxsize=64)
def _without_digits(text: str) -> str:
    return re.sub(r"[0-9０-９.,，%％\s]+", "", text)
