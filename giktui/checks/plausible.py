"""Numbers and texts that may be right, but seldom are."""

from collections.abc import Iterator

from giktui.checks.agencies import may_make_rules
from giktui.checks.case import Case, Remark
from giktui.form import section_title
from giktui.i18n import _

_RULES = "disclosure.rules."


def level(case: Case) -> Iterator[Remark]:
    """PL-LEVEL: an agency that cannot make rules (规章) reports none."""
    context = case.context
    may = context.makes_rules
    if may is None:
        may = may_make_rules(case.report.agency, context.level)
    if may is not False:
        return
    above = {cell: value for cell, value in case.cells.items() if cell.startswith(_RULES) and value > 0}
    if above:
        said = _("、").join(f"{case.label(cell, section=False)} {value}" for cell, value in above.items())
        yield Remark(
            _("{place}：{said}，但{agency}无权制定规章").format(
                place=section_title(case.form.section("disclosure")), said=said, agency=case.report.agency
            ),
            tuple(above),
            max(above.values()),
            0,
            suggestion=_("多半是行政规范性文件：移到下一行，规章填 0"),
        )
