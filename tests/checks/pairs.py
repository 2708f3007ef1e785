"""For each rule of the catalogue a report that breaks it, and one that nearly does."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checks.reports import OVERVIEW, PROBLEMS, following, sound

from giktui.checks import Child, Context, Doubt
from giktui.report import Number, Report

A, D, P = "applications.", "disclosure.", "proceedings."


@dataclass(frozen=True)
class Situation:
    """What a check is given."""

    report: Report
    last: Report | None = None
    context: Context = field(default_factory=Context)


def cells(last: bool = False, before: dict[str, Number] | None = None, **changes: Number | None) -> Situation:
    """A sound report with cells changed (`applications__granted__total`); with last year's if `last` or `before`."""
    report = sound()
    changed = report.with_cells({name.replace("__", "."): value for name, value in changes.items()})
    earlier = following(report).with_cells({**(before or {})}) if last or before else None
    return Situation(changed, earlier)


def said(text: str, **changes: Number) -> Situation:
    """A sound report whose overview says this too."""
    situation = cells(**changes)
    return Situation(situation.report.with_narrative("overview", f"{OVERVIEW}\n{text}"))


def part(section: str, text: str) -> Situation:
    """A sound report with another text in one section."""
    return Situation(sound().with_narrative(section, text))


def doubted(rule: str) -> tuple[Situation, Situation]:
    """A report the reader doubted on this account, and one it doubted on another."""
    another = "FV-TITLES" if rule != "FV-TITLES" else "FV-CELLS"
    return (
        Situation(sound(), context=Context(doubts=(Doubt(rule, "读不准"),))),
        Situation(sound(), context=Context(doubts=(Doubt(another, "读不准"),))),
    )


def under(*children: tuple[str, int | None]) -> Situation:
    """A parent of 12 applications and its children."""
    given = tuple(
        Child(name, None if received is None else {A + "received.total": received}) for name, received in children
    )
    return Situation(sound(), context=Context(children=given))


LONG = (
    "存在的问题：一是公开内容不够丰富，二是解读形式较为单一，三是人员力量不足。"
    "改进情况：增加图解，组织培训，配齐人员，按月检查并通报结果。"
)
OTHER_WORDS = (
    "存在的问题主要在于专栏设置分散、检索不便。今年合并了栏目，开通了检索，"
    "还请群众代表试用并据此调整了页面布局，效果较好，明年将继续听取意见。"
)
FORM_2019 = Report("甲县教育局", 2023, "2019", cells=sound(year=2020).cells, narratives=sound().narratives)

PAIRS: dict[str, tuple[Situation, Situation]] = {
    "FV-FORM": (Situation(FORM_2019), Situation(sound(year=2020))),
    "FV-SECTIONS": doubted("FV-SECTIONS"),
    "FV-TITLES": doubted("FV-TITLES"),
    "FV-CELLS": doubted("FV-CELLS"),
    "FV-NUMBER": (cells(disclosure__fees__amount=Decimal("NaN")), cells(disclosure__fees__amount=Decimal("12.5"))),
    "FV-NEGATIVE": (cells(disclosure__penalties__decisions=-1), cells(disclosure__penalties__decisions=1)),
    "FV-INTEGER": (
        cells(disclosure__licences__decisions=Decimal("2.5")),
        cells(disclosure__licences__decisions=Decimal("2.0")),
    ),
    "FV-DECIMALS": (
        cells(disclosure__fees__amount=Decimal("1.23456")),
        cells(disclosure__fees__amount=Decimal("1.2345")),
    ),
    "T3-ROW": (cells(applications__granted__total=8), cells()),
    "T3-COL": (cells(applications__results_total__total=12), cells(applications__granted__total=None)),
    "T3-BAL": (
        cells(applications__carried_out__natural_person=5),
        cells(applications__received__business=0),
    ),
    "T4-SUM": (
        cells(proceedings__review__upheld=1),
        cells(proceedings__review__upheld=1, proceedings__review__total=1),
    ),
    "XY-CARRY": (cells(before={A + "carried_out.total": 4}), cells(last=True)),
    "XY-FORCE": (
        cells(before={D + "normative_documents.in_force": 9}, disclosure__normative_documents__in_force=8),
        cells(
            before={D + "normative_documents.in_force": 9},
            disclosure__normative_documents__in_force=8,
            disclosure__normative_documents__repealed=1,
        ),
    ),
    "XY-REPEAL": (
        cells(before={D + "rules.in_force": 1}, disclosure__rules__repealed=2),
        cells(before={D + "rules.in_force": 2}, disclosure__rules__repealed=2),
    ),
    "XY-PENDING": (
        cells(before={P + "review.pending": 2}, proceedings__review__total=1, proceedings__review__upheld=1),
        cells(before={P + "review.pending": 1}, proceedings__review__total=1, proceedings__review__upheld=1),
    ),
    "IN-FORCE": (
        cells(disclosure__normative_documents__issued=1),
        cells(disclosure__normative_documents__issued=1, disclosure__normative_documents__repealed=1),
    ),
    "TX-RECEIVED": (said("全年收到政府信息公开申请13件。"), said("全年收到政府信息公开申请15件。")),
    "TX-CARRIED-IN": (said("办理公开申请，上年结转2件。"), said("办理公开申请，上年结转3件。")),
    "TX-HANDLED": (said("办结政府信息公开申请12件。"), said("按时办结政府信息公开申请11件。")),
    "TX-CARRIED-OUT": (said("政府信息公开申请结转下年度3件。"), said("政府信息公开申请结转下年度四件。")),
    "TX-GRANTED": (said("对公开申请，予以公开8件。"), said("对公开申请，予以公开和部分公开11件。")),
    "TX-PARTLY": (said("对公开申请，部分公开5件。"), said("对公开申请，部分公开4件，占36%。")),
    "TX-REFUSED": (said("对公开申请，不予公开1件。"), said("2022年的公开申请中不予公开1件。")),
    "TX-UNAVAILABLE": (said("对公开申请，无法提供2件。"), said("对公开申请，无法提供0件。")),
    "TX-UNPROCESSED": (said("对公开申请，不予处理2件。"), said("乙局对公开申请不予处理2件。")),
    "TX-OTHER": (said("对公开申请，其他处理2件。"), said("对公开申请，其他处理零件。")),
    "TX-REVIEW": (said("政府信息公开行政复议1件。"), said("累计发生政府信息公开行政复议1件。")),
    "TX-LITIGATION": (said("政府信息公开行政诉讼1件。"), said("政府信息公开行政诉讼0件。")),
    "TX-RULES": (said("制定规章1件。"), said("学习规章1件。")),
    "TX-DOCUMENTS": (said("制发行政规范性文件2件。"), said("公开行政规范性文件2件。")),
    "TX-LICENCES": (said("作出行政许可决定5件。"), said("公示行政许可信息5条。")),
    "TX-PENALTIES": (said("作出行政处罚决定5件。"), said("公示行政处罚决定5件。")),
    "TX-COERCION": (said("实施行政强制5件。"), said("上年实施行政强制5件。")),
    "TX-NONE-APPLICATIONS": (said("全年未收到政府信息公开申请。"), said("全年未收到涉及国家秘密的公开申请。")),
    "TX-NONE-REVIEW": (
        said("全年未发生行政复议。", proceedings__review__total=1, proceedings__review__upheld=1),
        said("全年未发生行政复议。"),
    ),
    "TX-NONE-LITIGATION": (
        said("无行政诉讼。", proceedings__litigation_direct__total=1, proceedings__litigation_direct__other=1),
        said("无行政诉讼。"),
    ),
    "TX-ALL-HANDLED": (said("收到公开申请12件，已全部办结。"), said("收到公开申请12件，按时办结率100%。")),
    "TX-YEAR": (
        part("overview", f"2022年，本局完善制度。{OVERVIEW}"),
        part("overview", f"2022年印发的办法已经修订。{OVERVIEW}"),
    ),
    "TX-FEE": (part("other", "无"), part("other", "本年度信息处理费收取0元。")),
    "PL-LEVEL": (
        cells(disclosure__rules__issued=1, disclosure__rules__in_force=1),
        Situation(cells(disclosure__rules__in_force=1).report, context=Context(makes_rules=True)),
    ),
    "PL-JUMP": (
        cells(before={D + "licences.decisions": 10}, disclosure__licences__decisions=31),
        cells(before={D + "licences.decisions": 10}, disclosure__licences__decisions=30),
    ),
    "PL-COPIED": (
        Situation(sound(), sound(year=2022)),
        Situation(sound().with_cells({A + "received.business": 1}), sound(year=2022)),
    ),
    "PL-TEXT": (
        Situation(sound(problems=LONG), sound(year=2022, problems=LONG.replace("三是", "第3是"))),
        Situation(sound(problems=LONG), sound(year=2022, problems=OTHER_WORDS)),
    ),
    "PL-UNIT": (
        cells(before={D + "fees.amount": Decimal("12.5")}, disclosure__fees__amount=Decimal(131000)),
        cells(before={D + "fees.amount": Decimal("12.5")}, disclosure__fees__amount=Decimal(1310)),
    ),
    "PL-TRANSPOSED": (
        cells(
            applications__received__natural_person=21,
            applications__received__total=12,
        ),
        cells(applications__received__natural_person=13),
    ),
    "PL-SHIFTED": (
        cells(applications__granted__natural_person=0, applications__granted__business=7),
        cells(applications__granted__natural_person=0, applications__granted__research=7),
    ),
    "PL-OTHER": (
        cells(applications__other_other__total=6),
        cells(applications__other_other__total=5),
    ),
    "CP-BLANK": (cells(proceedings__review__total=None), cells(proceedings__review__total=0)),
    "CP-NARRATIVE": (part("problems", " \n"), part("problems", PROBLEMS)),
    "CP-THIN": (part("problems", "无"), part("problems", "问题：更新不够及时。改进：逐月检查，逐月通报。")),
    "CP-PARTS": (part("overview", OVERVIEW.replace("强化监督考核", "")), part("overview", OVERVIEW)),
    "CP-ZERO": (
        Situation(sound().with_cells(dict.fromkeys(sound().cells, 0))),
        Situation(sound().with_cells(dict.fromkeys(sound().cells, 0) | {D + "licences.decisions": 1})),
    ),
    "CP-LATE": (
        Situation(sound(), context=Context(submitted=date(2024, 2, 1))),
        Situation(sound("甲县人民政府"), context=Context(submitted=date(2024, 3, 31))),
    ),
    "HR-SUM": (under(("甲局", 7), ("乙局", 4)), under(("甲局", 7), ("乙局", 5))),
    "HR-MISSING": (under(("甲局", 12), ("乙局", None)), under(("甲局", 12), ("乙局", 0))),
    "HR-TWICE": (under(("甲局", 6), ("甲局", 6)), under(("甲局", 6), ("甲局二分局", 6))),
}
