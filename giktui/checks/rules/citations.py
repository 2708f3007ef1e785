"""What a report says of itself: whose it is, of which year, and on what it is based."""

import re
from collections.abc import Iterator

from giktui.checks.narrative import year_of
from giktui.checks.rule_input import DraftFinding, RuleInput
from giktui.checks.rules.form import doubts
from giktui.i18n import _
from giktui.text.patterns import compiled_late
from giktui.wording.cells import section_title

_MODERN_FORM, _MODERN_REGULATIONS = 2021, 2019
_SIGNS = ("60", "试行", "492", "四百九十二")
"""What an outdated basis cannot be named without: a quick look, since most texts name none."""
_SHORTEST = 4
"""A name of fewer characters may be short for many."""
_OLD_FORM = compiled_late(
    r"国办公开办函\s*[〔﹝\[（(【]\s*2019\s*[〕﹞\]）)】]\s*60\s*号|年度报告(?:的)?格式》?\s*[（(]\s*试行\s*[）)]|试行格式"
)
_OLD_REGULATIONS = compiled_late(r"国务院(?:令)?\s*[（(〔]?第?\s*(?:492|四百九十二)\s*号(?:令)?")
_OVER = compiled_late(r"废止|停止|不再|修订|修改|原|取代|替代|711|30\s*号")
_TITLED = compiled_late(r"(?P<year>20\d\d|二[〇零○O0][一二三][〇零○一二三四五六七八九])年?度?.{0,4}(?:政府)?信息公开")
_OPENING = compiled_late(r"^(?:关于|附件\d*[：:]?|《)+|[《（(〔\[]+$|关于$")


def cites(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-CITES: neither the trial format since 2021 nor the regulations of 2007 since 2019 is named as the basis."""
    year = given.report.year
    written = [("preamble", given.preamble), *given.texts.items()]
    signed = [(part, text) for part, text in written if any(sign in text for sign in _SIGNS)]
    if not signed:
        return
    outdated = [
        (_OLD_FORM, _("2021 年度起的依据是国办公开办函〔2021〕30号"), year >= _MODERN_FORM),
        (_OLD_REGULATIONS, _("2019 年起施行的条例是国务院令第711号"), year >= _MODERN_REGULATIONS),
    ]
    for part, text in signed:
        for pattern, instead, due in outdated:
            found = next((one for one in pattern.finditer(text) if not _past(text, one)), None) if due else None
            if found:
                title = _("引言") if part == "preamble" else section_title(given.form.section(part))
                yield DraftFinding(
                    _("{title}写“{quote}”；{instead}").format(title=title, quote=found.group(), instead=instead),
                    evidence=found.group(),
                    span=(part, found.start(), found.end()),
                )


def title(given: RuleInput) -> Iterator[DraftFinding]:
    """FV-TITLE: the title's agency and year are the report's, and the agency has its full name."""
    yield from doubts("FV-TITLE")(given)
    said = "".join(given.report.title.split())
    found = _TITLED.search(said)
    if found is None:
        return
    year, own = year_of(found["year"]), given.report.year
    if year and year != own:
        yield DraftFinding(
            _("标题写“{quote}”，报告年度是 {own} 年").format(quote=f"{found['year']}年", own=own),
            left=year,
            right=own,
            evidence=said,
        )
    name = _OPENING.sub("", said[: found.start()])
    names = (given.report.agency, *given.context.names)
    if len(name) >= _SHORTEST and not any(_same(name, one) for one in names):
        yield DraftFinding(
            _("标题写“{name}”，报告的机关是{agency}").format(name=name, agency=given.report.agency), evidence=said
        )


def _same(one: str, other: str) -> bool:
    """Whether one name is the other, or leaves out of it some characters or the place in front."""
    if len(one) > len(other):
        one, other = other, one
    rest = iter(other)
    return all(character in rest for character in one)


def _past(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence says that it no longer holds, or names what took its place too."""
    begin = max(text.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
    end = min((at for mark in "。；\n" if (at := text.find(mark, found.end())) >= 0), default=len(text))
    return _OVER.search(text[begin:end]) is not None
