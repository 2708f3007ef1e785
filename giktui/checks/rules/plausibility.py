"""Numbers of one report that may be right, but seldom are."""

from collections.abc import Iterator

from giktui.checks.context import Twin
from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.checks.rules.completeness import makes_rules
from giktui.i18n import _
from giktui.report import Number
from giktui.wording.cells import section_title

_NAMED = 3
"""So many of the agencies with the same text are named."""
_REVIEW_FIRST = 2024
"""Since that year a refusal is reviewed before it can be sued over (Administrative Reconsideration Law, article 23)."""


def level(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-LEVEL: an agency that cannot make rules (规章) reports none."""
    if makes_rules(given) is not False:
        return
    counted = given.form.reading("rules")
    if all(given.cells.get(cell, 0) <= 0 for cell in counted):
        return
    above = {cell: value for cell, value in given.cells.items() if cell in counted and value > 0}
    if above:
        table = given.form.cells[next(iter(above))].table
        said = _("、").join(f"{given.label(cell, section=False)} {value}" for cell, value in above.items())
        yield DraftFinding(
            _("{place}：{said}，但{agency}无权制定规章").format(
                place=section_title(given.form.section(table)), said=said, agency=given.report.agency
            ),
            tuple(above),
            max(above.values()),
            0,
            suggestion=_("多半是行政规范性文件：移到下一行，规章填 0"),
        )


def other(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-OTHER: more than half of all results under 其他."""
    cell, total_cell = given.form.cell_of("unclassified"), given.form.cell_of("results")
    if cell is None or total_cell is None:
        return
    others, total = given.cells.get(cell), given.cells.get(total_cell)
    limits = given.context.thresholds
    if others is None or total is None or total < limits.other_from or others * 100 <= total * limits.other_share:
        return
    yield DraftFinding(
        _("{place}：{others} 件，占全部办理结果 {total} 件的 {share}% 以上，请核对能否归入其他各项").format(
            place=given.label(cell), others=others, total=total, share=limits.other_share
        ),
        (cell, total_cell),
        others,
        total,
    )


def cases(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-CASES: reviews and direct suits are about answers given, so there are no more of them than of answers."""
    review_cell, direct_cell, results = (given.form.cell_of(what) for what in ("review", "direct", "results"))
    if review_cell is None or direct_cell is None or results is None:
        return
    reviews, direct, answers = (given.cells.get(cell) for cell in (review_cell, direct_cell, results))
    if reviews is None or direct is None or answers is None:
        return
    total = reviews + direct
    last = given.last_cells
    before = None if last is None else last.get(results)
    values: tuple[tuple[str, Number | None], ...] = ()
    if before is None:
        if total <= answers or total <= given.context.thresholds.cases_without_year:
            return
        said = _("{place}：行政复议与未经复议直接起诉共 {total} 件，本年答复只有 {answers} 件")
    else:
        if total <= answers + before:
            return
        values = ((f"last:{results}", before),)
        said = _("{place}：行政复议与未经复议直接起诉共 {total} 件，本年与上年的答复共只有 {answers} 件")
    section = given.form.section(given.form.cells[review_cell].table)
    yield DraftFinding(
        said.format(place=section_title(section), total=total, answers=answers + (before or 0)),
        (review_cell, direct_cell, results),
        total,
        answers + (before or 0),
        last_values=values,
        severity=None if before is not None else "info",
        suggestion=_("表四只填因政府信息公开引起的案件，不是本机关的全部复议、诉讼案件"),
    )


def direct_suits(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-DIRECT: since 2024 a refusal goes to review first; new direct suits beside refusals need a look."""
    cell, pending_cell = given.form.cell_of("direct"), given.form.cell_of("direct_pending")
    if cell is None or pending_cell is None:
        return
    suits = given.cells.get(cell)
    if given.report.year < _REVIEW_FIRST or not suits or not _refused(given):
        return
    last = given.last_cells
    pending = None if last is None else last.get(pending_cell)
    if pending is None:
        yield not_evaluated(_("没有上年报告，不知道有多少直接起诉的案件是上年尚未审结的，未核对"), (cell,))
    elif suits > pending:
        yield DraftFinding(
            _(
                "{place}：{suits} 件，上年尚未审结 {pending} 件，其余是本年新起诉的；"
                "2024 年起对不予公开不服须先申请行政复议，请确认没有这一类"
            ).format(place=given.label(cell), suits=suits, pending=pending),
            (cell,),
            suits,
            pending,
            last_values=((f"last:{pending_cell}", pending),),
        )


def _refused(given: RuleInput) -> bool:
    return any(given.cells.get(cell, 0) > 0 for cell in given.form.reading("refused"))


def twins(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-TWIN: other agencies' reports of the same year are nearly the same; one finding a section, and one a table."""
    least = given.context.thresholds.twin
    found: dict[tuple[str, bool], list[Twin]] = {}
    for twin in given.context.twins:
        if twin.figures or twin.percent >= least:
            found.setdefault((twin.section, twin.figures > 0), []).append(twin)
    for (section, table), others in found.items():
        others.sort(key=lambda one: (-one.percent, -one.figures, one.agency))
        title, nearest = section_title(given.form.section(section)), others[0]
        names = _("、").join(one.agency for one in others[:_NAMED])
        agencies = names if len(others) <= _NAMED else _("{names}等 {n} 个机关").format(names=names, n=len(others))
        if table:
            said = _("{title}：{n} 个数字与{agency}同年的报告全部相同").format(
                title=title, n=nearest.figures, agency=agencies
            )
        else:
            said = _("{title}：与{agency}同年的报告文字相似 {percent}%").format(
                title=title, agency=agencies, percent=nearest.percent
            )
        span = (section, 0, len(given.report.narratives.get(section, "")))
        evidence = f"{title} {names}"  # one section accepted is not the other
        yield DraftFinding(said, left=nearest.percent, evidence=evidence, span=None if table else span)
