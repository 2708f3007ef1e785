"""TX-YEAR: a year in the text that is not the report's, said of this year's work."""

import re
from collections.abc import Iterator
from functools import cache

from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.form import section_title
from giktui.i18n import _

_SECTIONS = ("overview", "other")
"""Section 五 rightly speaks of the years before and after."""


def year(given: RuleInput) -> Iterator[DraftFinding]:
    """One draft a part: the period of the figures, or a paragraph that begins with a year, is not the report's."""
    own = given.report.year
    for part, text in (
        ("preamble", given.report.preamble),
        *((s, given.report.narratives.get(s, "")) for s in _SECTIONS),
    ):
        found = _wrong_period(text, own) or (None if str(own) in text else _wrong_opening(text, own))
        if found:
            start, said = found.start(1), int(found[1])
            title = _("引言") if part == "preamble" else section_title(given.form.section(part))
            yield DraftFinding(
                _("{title}写“{quote}”，报告年度是 {own} 年").format(title=title, quote=found.group().strip(), own=own),
                left=said,
                right=own,
                evidence=found.group().strip(),
                span=(part, start, found.end()),
            )


def _wrong_period(text: str, own: int) -> re.Match[str] | None:
    """The period of the figures, named with another year: no reading saves that."""
    return next((found for found in _period().finditer(text) if int(found[1]) != own), None)


def _wrong_opening(text: str, own: int) -> re.Match[str] | None:
    """A sentence on the agency's work that opens with last year, in a text that never names the year of the report."""
    for found in _opening().finditer(text):
        if own - 3 <= int(found[1]) < own and not _about_the_past().search(found["rest"]):
            return found
    return None


@cache
def _period() -> re.Pattern[str]:
    return re.compile(r"(20\d\d)年1月1日起?(?:至|到|[—–\-－~～])+(?:(?:20\d\d)年)?12月31日")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[。\n]))\s*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．])?\s*"
        r"(20\d\d)年度?(?:以来)?(?P<rest>[^。\n]{0,60})"
    )


@cache
def _about_the_past() -> re.Pattern[str]:
    """Words of a sentence that rightly begins with another year: a decree of that year, a comparison, a long run."""
    return re.compile(
        r"^(?:底|末|初|\d|起|以前|之前|—|-|至)|印发|出台|施行|实施以来|成立|修订|相比|相较|同期|反馈|指出|存在的|结转|历年|累计|上年"
    )
