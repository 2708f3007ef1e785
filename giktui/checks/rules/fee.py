"""TX-FEE: section 六 says what was charged for handling requests."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.form import section_title
from giktui.i18n import _

_SECTION = "other"
_HEADING = re.compile(r"(?:情况|方面|事项|说明)\s*[：:]?\s*$")
"""How a heading ends that the next line answers: 收取信息处理费情况."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How the fee is named; and how a sum, or that there is none, is said."""
    named = re.compile(
        r"(信息|公开|申请|检索|查询|复制|邮寄|公开处理)[^。；\n]{0,8}(处理费|收费|费用|工本费|成本费)|处理费|(收取|收费|费用|缴费)"
    )
    stated = re.compile(
        r"[\d０-９.,，万千百十零〇一二三四五六七八九两]+\s*(万|千)?\s*元|未|没有|无|不收|不存在|免收|免费|[为是：:费]\s*[0０零]|均为零|[0０零]\s*(元|笔|件|次)"
    )
    return named, stated


def fee(given: RuleInput) -> Iterator[DraftFinding]:
    """Section 六 names the fee and a sum in yuan, or says there was none. The format of 2021 is the first to ask."""
    if given.report.form < "2021":
        return
    text = given.report.narratives.get(_SECTION, "")
    title = section_title(given.form.section(_SECTION))
    if not text.strip():
        yield not_evaluated(_("{title}：没有内容，信息处理费情况未核对").format(title=title))
        return
    named, stated = _patterns()
    every = [*re.finditer(r"[^。；;\n]+", text)]
    sentences = [match for match in every if named.search(match.group())]
    answers = [after for head, after in pairwise(every) if head in sentences and _HEADING.search(head.group())]
    if any(stated.search(sentence.group()) for sentence in (*sentences, *answers)):
        return
    if sentences:
        where = sentences[0]
        yield DraftFinding(
            _("{title}：提到信息处理费，但没有写金额（元），也没有写明未收取").format(title=title),
            evidence=where.group().strip(),
            span=(_SECTION, where.start(), where.end()),
            suggestion=_suggestion(given),
        )
    else:
        yield DraftFinding(
            _("{title}：没有说明收取信息处理费情况").format(title=title),
            evidence=text.strip()[:40],
            span=(_SECTION, 0, len(text)),
            suggestion=_suggestion(given),
        )


def _suggestion(given: RuleInput) -> str:
    return _("例如：{year}年未收取信息处理费。").format(year=given.report.year)
