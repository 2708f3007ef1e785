"""Whether anything is still missing."""

import re
from collections.abc import Iterator

from giktui.checks.agencies import is_government, may_make_rules
from giktui.checks.cells import cells_of
from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.checks.rules.text import said_in_text
from giktui.i18n import _
from giktui.report import paragraphs
from giktui.text.patterns import compiled_late
from giktui.wording.cells import section_title

_NAMED = 3
"""A message names so many blank cells; `cells` has them all."""

_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("主动公开", ("主动公开", "公开信息", "发布信息", "发布各类", "信息发布")),
    ("依申请公开", ("依申请", "公开申请", "申请公开", "依法申请")),
    ("政府信息管理", ("信息管理", "信息资源", "规范性文件", "公文", "公开属性", "动态调整", "审核", "审查")),
    ("平台建设", ("平台", "网站", "公众号", "新媒体", "专栏", "栏目", "查阅点", "政务公开专区")),
    ("监督保障", ("监督", "保障", "考核", "培训", "评议", "领导小组", "责任追究")),
)
"""The five parts of section 一, and words that show that one is spoken of (format of 2021, note on section 一)."""

_ASSESSED: tuple[tuple[str, str], ...] = (
    ("工作考核", "考核|考评|绩效"),
    ("社会评议", "评议|评估|满意度|社会监督|民意"),
    ("责任追究", "追究|追责|问责"),
)
"""What a government reports besides (Regulations, article 50, item 4), and words that show that it is spoken of."""

_NOTHING = frozenset({"", "无", "暂无", "没有", "无。", "暂无。", "无存在问题", "不存在问题"})
_PROBLEM = compiled_late(
    "问题|不足|不够|薄弱|短板|差距|欠缺|有待|不强|不高|不及时|不全面|困难|单一|滞后|仍需|还需|不准|不清|不细|不到位|不爱"
    "|偏|多为|存在|缺少|较少|较慢|参差"
)
_MEASURE = compiled_late("改进|下一步|今后|将|措施|加强|进一步|完善|整改|提升|提高|强化|优化|加大|推进")


def blank(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-BLANK: no blank cell; one finding a table, so that a draft is not drowned.

    The row of rules (规章) of an agency that cannot make any is often left out or struck through: that blocks nothing.
    """
    if given.report.cells.keys() >= given.form.cells.keys():
        return
    rules = set(given.form.reading("rules"))
    for table, cells in cells_of(given.report.form).items():
        blanks = tuple(cell for cell in cells if cell not in given.report.cells)
        struck = tuple(cell for cell in blanks if cell in rules)
        if struck and len(blanks) < len(cells) and makes_rules(given) is False:
            blanks = tuple(cell for cell in blanks if cell not in struck)
            yield DraftFinding(
                _("{title}：规章一行空白；无权制定规章的填 0").format(title=section_title(given.form.section(table))),
                struck,
                len(struck),
                0,
                severity="soft",
                suggestion=_("没有的填 0"),
            )
        if not blanks:
            continue
        title = section_title(given.form.section(table))
        named = _("、").join(given.label(cell, section=False) for cell in blanks[:_NAMED])
        more = _("等") if len(blanks) > _NAMED else ""
        all_blank = len(blanks) == len(cells)
        message = _("{title}：整表 {n} 格都空着") if all_blank else _("{title}：{n} 格空白：{named}{more}")
        yield DraftFinding(
            message.format(title=title, n=len(blanks), named=named, more=more),
            blanks,
            len(blanks),
            0,
            suggestion=_("没有的填 0"),
        )


def narrative(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-NARRATIVE: no narrative section is empty."""
    for section in given.form.narratives:
        if not paragraphs(given.report.narratives.get(section.id, "")):
            yield DraftFinding(_("{title}：没有内容").format(title=section_title(section)), span=(section.id, 0, 0))


def thin(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-THIN: section 五 says something."""
    text = given.report.narratives.get("problems", "")
    said = "".join(text.split())
    least = given.context.thresholds.thin
    if not said:
        return
    if said in _NOTHING or len(said) < least:
        yield DraftFinding(
            _("{title}：只有 {n} 个字，至少应说明问题和改进情况").format(
                title=section_title(given.form.section("problems")), n=len(said)
            ),
            left=len(said),
            right=least,
            evidence=said,
            span=("problems", 0, len(text)),
        )


def parts(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-PARTS: section 一 covers its five parts."""
    text = given.report.narratives.get("overview", "")
    if not paragraphs(text):
        return
    missing = [name for name, words in _PARTS if not any(word in text for word in words)]
    if missing:
        yield DraftFinding(
            _("{title}：没有提到{missing}").format(
                title=section_title(given.form.section("overview")), missing=_("、").join(missing)
            ),
            span=("overview", 0, len(text)),
        )


def zero(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-ZERO: a report of nothing but noughts is meant as one.

    To be explained only where last year's was not nil, or where the text counts what the tables would hold.
    """
    cells = given.report.cells
    if len(cells) < len(given.form.cells) or any(cells.values()):
        return
    counted = next(
        (one for _section, one in said_in_text(given) if one.amount is not None and not one.amount.admits(0)), None
    )
    if counted is not None:
        said = _("三张表全部为 0，但文字写“{quote}”").format(quote=counted.quote)
    elif given.last is not None and any(given.last.cells.values()):
        said = _("三张表全部为 0，上年不是：请确认是零报告")
    else:
        said = _("三张表全部为 0：请确认是零报告")
        yield DraftFinding(said, right=0, last_values=(("cells", len(cells)),), severity="info")
        return
    yield DraftFinding(said, right=0, last_values=(("cells", len(cells)),), evidence=counted.quote if counted else "")


def assessed(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-ASSESS: a government's section one names assessment, appraisal by society, and accountability."""
    known = given.context.is_government
    text = given.report.narratives.get("overview", "")
    if not paragraphs(text) or not (is_government(given.report.agency) if known is None else known):
        return
    missing = [name for name, words in _ASSESSED if not re.search(words, text)]
    if missing:
        yield DraftFinding(
            _("{title}：政府的报告应包括工作考核、社会评议、责任追究情况，没有提到{missing}").format(
                title=section_title(given.form.section("overview")), missing=_("、").join(missing)
            ),
            span=("overview", 0, len(text)),
        )


def improvements(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-IMPROVE: section five names problems and what is done about them."""
    text = given.report.narratives.get("problems", "")
    if len("".join(text.split())) < given.context.thresholds.thin:
        return
    missing = [name for name, words in ((_("问题"), _PROBLEM), (_("改进"), _MEASURE)) if not words.search(text)]
    if missing:
        yield DraftFinding(
            _("{title}：没有写{missing}").format(
                title=section_title(given.form.section("problems")), missing=_("、").join(missing)
            ),
            span=("problems", 0, len(text)),
        )


def makes_rules(given: RuleInput) -> bool | None:
    """Whether the agency may make rules (规章); None where nobody can say."""
    context = given.context
    if context.makes_rules is not None:
        return context.makes_rules
    return may_make_rules(given.report.agency, context.level, government=context.government)
