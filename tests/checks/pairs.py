"""For each rule of the catalogue a report that breaks it, and one that nearly does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from checks.reports import OVERVIEW, PROBLEMS, following, sound

from giktui.checks import Child, Context, Doubt, Twin
from giktui.report import Number, Report

A, D, P = "applications.", "disclosure.", "proceedings."
COLUMNS = ("natural_person", "total")
AFTER: dict[str, Number | None] = {
    "proceedings__litigation_after_review__total": 3,
    "proceedings__litigation_after_review__upheld": 3,
}
ISSUED: dict[str, Number] = {
    "disclosure__normative_documents__issued": 2,
    "disclosure__normative_documents__in_force": 2,
}


@dataclass(frozen=True)
class Situation:
    """What a check is given."""

    report: Report
    last: Report | None = None
    context: Context = field(default_factory=Context)


def cells(last: bool = False, before: dict[str, Number] | None = None, **changes: Number | None) -> Situation:
    """A sound report with cells changed (`applications__granted__total`); with last year's if `last` or `before`."""
    earlier = following(sound()).with_cells({**(before or {})}) if last or before else None
    return Situation(changed(changes), earlier)


def changed(changes: Mapping[str, Number | None]) -> Report:
    """A sound report with cells changed (`applications__granted__total`)."""
    return sound().with_cells({name.replace("__", "."): value for name, value in changes.items()})


def reviewed(total: int) -> Situation:
    """Three suits after a review, which last year's one review and so many of this year's go before."""
    return Situation(
        changed({**AFTER, "proceedings__review__total": total}),
        following(sound()).with_cells({P + "review.total": 1}),
    )


def said(text: str, **changes: Number) -> Situation:
    """A sound report whose overview says this too."""
    return Situation(changed(changes).with_narrative("overview", f"{OVERVIEW}\n{text}"))


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
    return Situation(sound("甲县人民政府"), context=Context(children=given))


def titled(title: str) -> Situation:
    """A sound report under another title."""
    return Situation(replace(sound(), title=title))


def said_after(text: str) -> Situation:
    """A report whose overview says this too, with last year's."""
    return Situation(said(text).report, following(sound()))


def one_granted(year: int) -> Report:
    """A report on one application, granted."""
    counted = {f"{A}{row}.{column}": 1 for row in ("received", "granted", "results_total") for column in COLUMNS}
    return sound(year=year).with_cells({**dict.fromkeys(sound().cells, 0), **counted})


def direct_suits(pending: int) -> Situation:
    """Two direct suits and a refusal in 2024, with so many suits pending a year before."""
    changes: dict[str, Number | None] = {A + "refused_third_party.total": 1, P + "litigation_direct.total": 2}
    last = sound(year=2023).with_cells({P + "litigation_direct.pending": pending})
    return Situation(sound(year=2024).with_cells(changes), last)


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
    "FV-YEAR": (
        Situation(sound(year=2026), context=Context(today=date(2026, 11, 28))),
        Situation(sound(year=2025), context=Context(today=date(2026, 1, 2))),
    ),
    "FV-TITLE": (
        titled("乙县教育局2022年政府信息公开工作年度报告"),
        titled("甲县教育局（教体局）2023年度政府信息公开年报"),
    ),
    "FV-CITES": (
        part("overview", f"按照国办公开办函〔2019〕60号编制。{OVERVIEW}"),
        part("overview", f"国办公开办函〔2019〕60号同时废止。{OVERVIEW}"),
    ),
    "FV-SECTIONS": doubted("FV-SECTIONS"),
    "FV-TITLES": doubted("FV-TITLES"),
    "FV-CELLS": doubted("FV-CELLS"),
    "FV-UNREAD": doubted("FV-UNREAD"),
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
    "XY-AFTER": (
        reviewed(1),
        reviewed(2),
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
    "TX-APPLICANTS": (
        said("收到政府信息公开申请12件，其中自然人10件、商业企业2件。"),
        said("收到政府信息公开申请12件，其中自然人12件、商业企业0件。"),
    ),
    "TX-CHANNELS": (
        said("收到政府信息公开申请12件，其中网上申请8件、信函申请3件。"),
        said("收到政府信息公开申请12件，主要是网上申请8件、信函申请3件。"),
    ),
    "TX-ROW": (
        said("对公开申请不予公开，属于行政执法案卷5件。"),
        said("对公开申请不予公开，均属于行政执法案卷等情形。"),
    ),
    "TX-SHARE": (
        said("对公开申请予以公开7件，占36.6%。"),
        said("对公开申请予以公开7件，占63.6%；部分公开4件，占涉企申请的80%。"),
    ),
    "TX-GROWTH": (
        said_after("收到政府信息公开申请12件，同比减少1件。"),
        said_after("收到政府信息公开申请12件，同比增加1件，增长9.1%。"),
    ),
    "TX-NONE-DOCUMENTS": (
        said("全年未制发行政规范性文件。", **ISSUED),
        said("全年未对行政规范性文件开展解读。", **ISSUED),
    ),
    "TX-NONE-LICENCES": (
        said("无行政许可事项。", disclosure__licences__decisions=3),
        said("无行政许可逾期。", disclosure__licences__decisions=3),
    ),
    "TX-NONE-PENALTIES": (
        said("全年未实施行政处罚。", disclosure__penalties__decisions=3),
        said("全年未实施行政处罚听证。", disclosure__penalties__decisions=3),
    ),
    "TX-NONE-COERCION": (
        said("全年未实施行政强制。", disclosure__coercion__decisions=3),
        said("全年未实施行政强制。"),
    ),
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
        Situation(one_granted(2023), one_granted(2022)),
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
    "PL-INCLUDES": (
        cells(applications__received__natural_person=15, applications__received__total=15),
        cells(applications__received__natural_person=14, applications__received__total=14),
    ),
    "PL-SPLIT": (
        cells(applications__received__natural_person=1, applications__received__business=2),
        cells(applications__received__natural_person=2, applications__received__business=2),
    ),
    "PL-CASES": (
        cells(before={}, last=True, proceedings__review__total=30, proceedings__review__upheld=30),
        cells(before={}, last=True, proceedings__review__total=20, proceedings__review__upheld=20),
    ),
    "PL-DIRECT": (direct_suits(1), direct_suits(2)),
    "PL-FEE": (part("other", "收取信息处理费125元。"), part("other", "收取信息处理费120元。")),
    "PL-TWIN": (
        Situation(sound(), context=Context(twins=(Twin("乙县教育局", "problems", 96),))),
        Situation(sound(), context=Context()),
    ),
    "PL-OTHER": (
        cells(applications__other_other__total=6),
        cells(applications__other_other__total=5),
    ),
    "CP-BLANK": (cells(proceedings__review__total=None), cells(proceedings__review__total=0)),
    "CP-NARRATIVE": (part("problems", " \n"), part("problems", PROBLEMS)),
    "CP-THIN": (part("problems", "无"), part("problems", "问题：更新不够及时。改进：逐月检查，逐月通报。")),
    "CP-PARTS": (part("overview", OVERVIEW.replace("强化监督考核", "")), part("overview", OVERVIEW)),
    "CP-ASSESS": (
        Situation(sound("甲县人民政府")),
        Situation(sound("甲县人民政府", overview=f"{OVERVIEW}开展社会评议，未发生责任追究情形。")),
    ),
    "CP-IMPROVE": (
        part("problems", "存在的问题：个别栏目更新不及时，解读形式单一，人员力量比较薄弱。"),
        part("problems", PROBLEMS),
    ),
    "CP-PUBLISHED": (
        Situation(sound(), context=Context(published=date(2024, 2, 1))),
        Situation(sound(), context=Context(published=date(2024, 1, 31))),
    ),
    "CP-ZERO": (
        Situation(sound().with_cells(dict.fromkeys(sound().cells, 0))),
        Situation(sound().with_cells(dict.fromkeys(sound().cells, 0) | {D + "licences.decisions": 1})),
    ),
    "CP-LATE": (
        Situation(sound(), context=Context(submitted=date(2024, 2, 1))),
        Situation(sound("甲县人民政府"), context=Context(submitted=date(2024, 3, 31))),
    ),
    "HR-SUM": (
        under(("甲局", 7), ("乙局", 4)),
        Situation(sound(), context=under(("甲局", 7), ("乙局", 4)).context),
    ),
    "HR-MISSING": (under(("甲局", 12), ("乙局", None)), under(("甲局", 12), ("乙局", 0))),
    "RG-CELL": (
        Situation(sound(), context=Context(register={A + "received.total": 13})),
        Situation(sound(), context=Context(register={A + "received.total": 12})),
    ),
    "HR-TWICE": (under(("甲局", 6), ("甲局", 6)), under(("甲局", 6), ("甲局二分局", 6))),
}
