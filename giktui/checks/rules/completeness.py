"""Whether anything is still missing, and whether the report came in time."""

from collections.abc import Iterator
from datetime import date

from giktui.checks.agencies import is_government
from giktui.checks.cells import cells_of
from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.form import section_title
from giktui.i18n import _
from giktui.report import paragraphs

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

_NOTHING = frozenset({"", "无", "暂无", "没有", "无。", "暂无。", "无存在问题", "不存在问题"})


def blank(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-BLANK: no blank cell; one draft a table, so that a draft is not drowned."""
    for table, cells in cells_of(given.report.form).items():
        blanks = tuple(cell for cell in cells if cell not in given.report.cells)
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
    """CP-ZERO: a report of nothing but noughts is meant as one."""
    cells = given.report.cells
    if len(cells) == len(given.form.cells) and not any(cells.values()):
        yield DraftFinding(_("三张表全部为 0：请确认是零报告"), right=0, last_values=(("cells", len(cells)),))


def late(given: RuleInput) -> Iterator[DraftFinding]:
    """CP-LATE: handed in by 31 January, a government's by 31 March."""
    day = given.context.submitted
    if day is None:
        if given.context.submitting:
            yield not_evaluated(_("不知道报送日期，未核对"))
        return
    known = given.context.is_government
    government = is_government(given.report.agency) if known is None else known
    limits = given.context.thresholds
    month, last_day = limits.government_deadline if government else limits.deadline
    due = date(given.report.year + 1, month, last_day)
    if day > due:
        yield DraftFinding(
            _("{day} 报送，期限是 {due}，晚 {n} 天").format(day=day, due=due, n=(day - due).days), left=(day - due).days
        )
