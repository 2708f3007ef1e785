"""TX-FEE and PL-FEE: section six says what was charged for handling requests, a sum that can be."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from giktui.checks.rule_input import DraftFinding, RuleInput, not_evaluated
from giktui.form import Section
from giktui.i18n import _
from giktui.text.numerals import value
from giktui.text.patterns import compiled_late
from giktui.wording.cells import section_title

_HEADING = compiled_late(r"(?:情况|方面|事项|说明)\s*[：:]?\s*$")
"""How a heading ends that the next line answers: 收取信息处理费情况."""
_STEP = 10
"""Yuan: every rate of 国办函〔2020〕109号 is a multiple of it."""
_SINCE = 2021
"""The first year of these rates; before there were none, and nothing was charged."""
_READABLE = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟“”\"'‘’「」", "一二三四五六七八九十百千        ")
_FEE = "(?:处理费|收费|费用|工本费|成本费|检索费|复制费|邮寄费|收取|免费|缴费)"
_NAMED = compiled_late(
    rf"处理费|收费通知|(?:信息|公开|申请|检索|查询|复制|邮寄)[^。；\n]{{0,14}}{_FEE}|{_FEE}[^。；\n]{{0,10}}(?:公开|申请)|^\s*(?:收费|收取|费用)"
    r"|(?:收费|收取|费用)(?:情况|金额)?\s*(?:[：:为]|$)|收取(?:任何|相关|过)?(?:的)?费用|未收(?:取|费)|无收费|不收费|没有收费"
)
"""How the fee is named: by 信息处理, or by requests (依申请公开) with charging."""
_OTHER_FEES = compiled_late(
    r"行政事业性收费(?:项目|目录|标准|金额)?|(?:网站|平台|系统)?运[维行](?:维护)?费用?|涉企收费|收费(?:公示|目录|清单)|办案费用|政务公开(?:工作)?经费"
)
"""Fees of other kinds, whose mention says nothing."""
_STATED = compiled_late(
    r"[\d０-９.,，万千百十零〇一二三四五六七八九两]+\s*(?:万|千)?\s*元|未|没有|无|不收|不存在|免收|免费|免除|[为是：:费数额]\s*[0０零〇]"
    r"|均为\s*零|[0０零]\s*(?:元|笔|件|次)|零收费|[￥¥]\s*[\d０-９]"
)
_NONE = compiled_late(r"未|没有|无(?!误)|不收|不存在|免收|免费|零收费|[为是：:费数额]\s*[0０零〇](?!\d)")
_YUAN = compiled_late(
    r"[￥¥]\s*(?P<sign>[\d０-９][\d０-９,，.]*)|(?P<number>[\d０-９][\d０-９,，.]*|[零〇一二三四五六七八九两十百千]+)\s*(?P<scale>[万千]?)\s*元"
)
_RATE = compiled_late(
    r"(?:每|/)\s*(?:件|页|张|份)[^，。；]{0,6}$|标准[^，。；]{0,12}$|按[^，。；]{0,12}$|(?:邮寄|复制|工本|快递)费[^，。；]{0,4}$"
)
"""Words in front of a sum that make it a rate or another fee, not what was charged."""


class Fee(NamedTuple):
    """A sum in yuan that a text states, with its words and their place in it."""

    yuan: Decimal
    words: str
    start: int
    end: int


def fee(given: RuleInput) -> Iterator[DraftFinding]:
    """The section that has to state it names the fee and a sum in yuan, or says there was none.

    What is charged for handling requests is meant: administrative charges (行政事业性收费) or upkeep say nothing of it.
    Sections one and six must not contradict each other.
    """
    section = given.form.stating("fee")
    if section is None:
        return
    text, title = given.report.narratives.get(section.id, ""), section_title(section)
    if not text.strip():
        yield not_evaluated(_("{title}：没有内容，信息处理费情况未核对").format(title=title))
        return
    sentences, answers = _about_the_fee(text)
    if any(_STATED.search(_readable(one.group())) for one in (*sentences, *answers)):
        yield from _contradicted(given, section)
    elif sentences:
        where = sentences[0]
        yield DraftFinding(
            _("{title}：提到信息处理费，但没有写金额（元），也没有写明未收取").format(title=title),
            evidence=where.group().strip(),
            span=(section.id, where.start(), where.end()),
            suggestion=_suggestion(given),
        )
    else:
        yield DraftFinding(
            _("{title}：没有说明收取信息处理费情况").format(title=title),
            evidence=text.strip()[:40],
            span=(section.id, 0, len(text)),
            suggestion=_suggestion(given),
        )


def multiple(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-FEE: the stated fee is a multiple of ten yuan; before 2021 there was none."""
    section = given.form.stating("fee")
    if section is None:
        return
    title = section_title(section)
    for said in _sums(given.report.narratives.get(section.id, "")):
        if said.yuan and given.report.year < _SINCE:
            message = _("{title}写“{quote}”：信息处理费自 2021 年起才收取").format(title=title, quote=said.words)
        elif said.yuan % _STEP:
            message = _("{title}写“{quote}”：信息处理费按 10 元、20 元、40 元计收，应为 10 的倍数").format(
                title=title, quote=said.words
            )
        else:
            continue
        yield DraftFinding(message, left=said.yuan, evidence=said.words, span=(section.id, said.start, said.end))


def _contradicted(given: RuleInput, section: Section) -> Iterator[DraftFinding]:
    """What section one says of the fee, where it is not what the section for it says."""
    text = given.report.narratives.get(section.id, "")
    here = {one.yuan for one in _sums(text)} or ({Decimal(0)} if _denied(text) else set())
    overview = given.report.narratives.get("overview", "")
    if "费" not in overview:
        return
    elsewhere = next((one for one in _sums(overview) if here and one.yuan not in here), None)
    if elsewhere is None and here and 0 not in here and (denial := _denied(overview)):
        elsewhere = Fee(Decimal(0), denial.group().strip(), denial.start(), denial.end())
    if elsewhere is not None:
        yield DraftFinding(
            _("{one}写“{quote}”，{six}写 {yuan} 元").format(
                one=section_title(given.form.section("overview")),
                quote=elsewhere.words,
                six=section_title(section),
                yuan=_("、").join(f"{yuan:f}" for yuan in sorted(here)),
            ),
            left=elsewhere.yuan,
            right=min(here),
            evidence=elsewhere.words,
            span=("overview", elsewhere.start, elsewhere.end),
        )


@lru_cache(maxsize=16)
def _about_the_fee(text: str) -> tuple[Sequence[re.Match[str]], Sequence[re.Match[str]]]:
    """The sentences that name the fee, and those that answer a heading that names it."""
    every = [*re.finditer(r"[^。；;\n]+", text)]
    sentences = tuple(one for one in every if _names_the_fee(one.group()))
    answers = (after for head, after in pairwise(every) if head in sentences and _HEADING.search(head.group()))
    return sentences, tuple(answers)


def _names_the_fee(sentence: str) -> bool:
    plain = _OTHER_FEES.sub("", sentence)
    return _NAMED.search(plain) is not None


def _sums(text: str) -> Iterator[Fee]:
    """The sums in yuan that sentences about the fee name as charged."""
    sentences, answers = _about_the_fee(text)
    for sentence in dict.fromkeys((*sentences, *answers)):
        plain = _readable(sentence.group())
        for found in _YUAN.finditer(plain):
            said = value(found["number"] or found["sign"])
            if said is not None and not _RATE.search(plain[: found.start()]):
                yuan = said * (10_000 if found["scale"] == "万" else 1000 if found["scale"] == "千" else 1)
                start = sentence.start()
                yield Fee(yuan, sentence.group().strip(), start, sentence.end())


def _denied(text: str) -> re.Match[str] | None:
    return next((one for one in _about_the_fee(text)[0] if _NONE.search(_readable(one.group()))), None)


def _readable(sentence: str) -> str:
    """The sentence with capital numerals as plain ones, without quotes around them; as long as before."""
    return sentence.translate(_READABLE)


def _suggestion(given: RuleInput) -> str:
    return _("例如：{year}年未收取信息处理费。").format(year=given.report.year)
