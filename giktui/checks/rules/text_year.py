"""TX-YEAR: a year in the text that is not the report's, said of this year's work."""

import re
from collections.abc import Iterator

from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.i18n import _
from giktui.text.patterns import compiled_late
from giktui.wording.parts import part_name

_ELSEWHERE = "problems"
"""Section 五 rightly speaks of the years before and after."""
_ANY_YEAR = compiled_late(r"(?P<year>20\d\d)年")
_PERIOD = compiled_late(r"(?P<year>20\d\d)年1月1日起?(?:至|到|[—–\-－~～])+(?:(?:20\d\d)年)?12月31日")
_OPENING = compiled_late(
    r"(?:^|(?<=[。\n：:]))[^\S\n]*(?:[（(][一二三四五六七八九十\d]+[）)][^。\n，]{0,14}[。：:]?|[一二三四五六七八九十\d]+[、.．])?\s*"
    r"(?P<year>20\d\d)年度?(?:以来)?(?P<rest>[^。\n]{0,60})",
    re.MULTILINE,
)
_OF_BOTH_YEARS = compiled_late("今年|本年(?!度报告)|本报告年度|去年")
"""Words by which a paragraph that begins with last year goes on to this one."""
_REPORTS = compiled_late(
    r"(?:收到|受理|新收|办结|答复|发布|公开|制发|印发|举办|组织|开展|回应|推送|召开|更新|作出|办理|处理|解读)"
    r"[^。；\n]{0,30}?\d+\s*余?\s*[件条次期篇场个项份宗]"
)
"""A verb with a figure: what is said was done, and counted."""
_ABOUT_THE_PAST = compiled_late(
    r"年(?:底|末|初|\d|起|以前|之前|—|-|至)|出台的|印发的|制定的|发布的|施行|实施以来|成立|修订|相比|相较|同期|同比|对照|对比|回顾|[较比]上年|[较比]20\d\d"
    r"|反馈|指出|存在的|结转|历年|累计|上年|版|年度报告|考核"
)
"""Words of a paragraph that rightly begins with another year: a decree of that year, a comparison, a long run."""


def year(given: RuleInput) -> Iterator[DraftFinding]:
    """One finding a part: the period of the figures, or a paragraph that reports last year's as this year's."""
    own = given.report.year
    for part, text in (("preamble", given.preamble), *given.texts.items()):
        if part == _ELSEWHERE:
            continue
        found = _wrong_period(text, own) or _wrong_opening(text, own)
        if found:
            start, said = found.start("year"), int(found["year"])
            title = part_name(given.form, part)
            yield DraftFinding(
                _("{title}写“{quote}”，报告年度是 {own} 年").format(title=title, quote=found.group().strip(), own=own),
                left=said,
                right=own,
                evidence=found.group().strip(),
                span=(part, start, found.end()),
            )


def _wrong_period(text: str, own: int) -> re.Match[str] | None:
    """The period of the figures, named with another year: no reading saves that."""
    return next((found for found in _PERIOD.finditer(text) if int(found["year"]) != own), None)


def _wrong_opening(text: str, own: int) -> re.Match[str] | None:
    """The sentence with the first year of a paragraph, where that is last year's and the paragraph reports its work.

    Not where the paragraph names the report's year, also as 今年 (2023年受理31件，今年受理40件), compares, or speaks of
    a document of the year before. A text that never names its own year is told by the opening alone.
    """
    if f"{own - 1}年" not in text:  # quicker than going through all paragraphs
        return None
    at = 0
    for paragraph in text.splitlines(keepends=True):
        first = _ANY_YEAR.search(paragraph)
        sentence = paragraph[first.start() :].partition("。")[0] if first else ""
        if first and int(first["year"]) == own - 1 and not _ABOUT_THE_PAST.search(sentence):
            opening = _OPENING.search(text, at, at + len(paragraph))
            reports = _REPORTS.search(paragraph) or (str(own) not in text and opening)
            last = opening and int(opening["year"]) == own - 1 and not _ABOUT_THE_PAST.search(opening.group())
            if last and str(own) not in paragraph and reports and not _OF_BOTH_YEARS.search(paragraph):
                return opening
        at += len(paragraph)
    return None
