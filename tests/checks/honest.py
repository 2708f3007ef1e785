"""Honest reports made up at random: every sum holds, every figure of the texts is true, and much else is told beside.

None of the rules may say anything above info of them. What is tricky: shares rounded or cut off, fees in words, nil
reports, agencies in their first year, last year's figures quoted, figures of offices below and of the whole county, other
cases than those about disclosure, figures in characters, lists.
"""

import random
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from giktui.form import form_for_year
from giktui.report import Number, Report

COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org")
RESULTS = (
    "granted", "partly_granted", "refused_third_party", "refused_internal_affairs", "refused_deliberative",
    "refused_enforcement_file", "unavailable_not_held", "unavailable_needs_creation", "unprocessed_petition",
    "unprocessed_repeat", "other_not_supplemented", "other_other",
)  # fmt: skip
_GROUPS = ("review", "litigation_direct", "litigation_after_review")
_DIGITS = "零一二三四五六七八九"
AGENCIES = {
    "county": ("青禾县人民政府", "全县", "全县各级行政机关"),
    "city": ("澄江市人民政府", "全市", "全市各级行政机关"),
    "office": ("青禾县人民政府办公室", "本办", "县政府办公室"),
    "bureau": ("青禾县农业农村局", "我局", "县农业农村局"),
    "station": ("澄江市市场监督管理局", "本局", "市市场监管局"),
    "street": ("江口区桥东街道办事处", "街道", "桥东街道"),
    "town": ("青禾县白水镇人民政府", "我镇", "白水镇"),
    "customs": ("中华人民共和国澄江海关", "本关", "澄江海关"),
    "tax": ("国家税务总局青禾县税务局", "我局", "青禾县税务局"),
    "zone": ("澄江高新技术产业开发区管理委员会", "管委会", "高新区管委会"),
}

Figures = Mapping[str, Any]
Sentence = Callable[[Figures, random.Random], str]


def honest(seed: int) -> tuple[Report, Report | None]:
    """A report and last year's (None for an agency in its first year)."""
    draw = random.Random(seed)
    kind = draw.choice(list(AGENCIES))
    year = draw.choice((2022, 2023, 2024, 2025))
    size = {"county": 300, "city": 1500}.get(kind, draw.choice((0, 1, 5, 12, 40, 90)))
    first = draw.random() < 0.15 and kind in {"bureau", "station", "zone"}
    cells, last = _cells(draw, size, kind, first=first)
    figures = _figures(cells, last, kind, year, first=first)
    form = form_for_year(year)
    report = Report(
        AGENCIES[kind][0],
        year,
        form.id,
        title=f"{AGENCIES[kind][0]}{year}年政府信息公开工作年度报告",
        cells={**dict.fromkeys(form.cells, 0), **cells},
        narratives={
            "overview": _overview(figures, draw),
            "problems": _PROBLEMS[seed % len(_PROBLEMS)].format(last=year - 1),
            "other": draw.choice(_FEES).format(year=year, last=year - 1),
        },
    )
    if first:
        return report, None
    before = form_for_year(year - 1)
    # last year's text is another, and its tables differ
    earlier = Report(
        AGENCIES[kind][0],
        year - 1,
        before.id,
        cells=last,
        narratives={
            "overview": "公开信息若干。",
            "problems": _PROBLEMS[(seed + 1) % len(_PROBLEMS)].format(last=year - 2),
        },
    )
    return report, earlier


def _cells(draw: random.Random, size: int, kind: str, *, first: bool) -> tuple[dict[str, Number], dict[str, Number]]:
    """This year's cells with every sum right, and last year's as far as they tie with them."""
    into, out = (0, 0) if size < 10 else (draw.randint(0, 6), draw.randint(0, 6))
    into = 0 if first else into
    cells: dict[str, Number] = {}
    totals = dict.fromkeys(("received", "carried_in", "carried_out", "results_total"), 0)
    for column in COLUMNS:
        share = draw.randint(size // 2, size) if column == "natural_person" else draw.randint(0, max(size // 20, 0))
        carried, left = (into, out) if column == "natural_person" else (0, 0)
        received = max(share, left)
        results = received + carried - left
        rows = dict.fromkeys(RESULTS, 0)
        for _one in range(results):
            rows[draw.choice(RESULTS)] += 1
        for row, value in (
            *rows.items(),
            ("received", received),
            ("carried_in", carried),
            ("carried_out", left),
            ("results_total", results),
        ):
            cells[f"applications.{row}.{column}"] = value
            cells[f"applications.{row}.total"] = int(cells.get(f"applications.{row}.total", 0)) + value
            if row in totals:
                totals[row] += value
    last: dict[str, Number] = {"applications.carried_out.total": into, "applications.carried_out.natural_person": into}
    last["applications.received.total"] = max(
        0, totals["received"] + draw.randint(-(totals["received"] // 10) - 1, totals["received"] // 10 + 1)
    )
    last["applications.results_total.total"] = totals["results_total"]
    for row in RESULTS:
        now = int(cells[f"applications.{row}.total"])
        last[f"applications.{row}.total"] = now + draw.randint(-(now // 4), now // 4 + 1)
        last[f"applications.{row}.natural_person"] = last[f"applications.{row}.total"]
    for column in COLUMNS:
        last.setdefault(f"applications.received.{column}", cells[f"applications.received.{column}"])
    _of_cases(draw, size, cells, last)
    _of_table_two(draw, kind, cells, last, first=first)
    return cells, last


def _of_cases(draw: random.Random, size: int, cells: dict[str, Number], last: dict[str, Number]) -> None:
    for group in _GROUPS:
        parts = [draw.randint(0, size // 15) for _outcome in range(3)] + [draw.randint(0, 1 if size > 30 else 0)]
        if group == "litigation_after_review":
            parts = [part // 3 for part in parts]
        for outcome, value in zip(("upheld", "corrected", "other", "pending"), parts, strict=True):
            cells[f"proceedings.{group}.{outcome}"] = value
        cells[f"proceedings.{group}.total"] = sum(parts)
        last[f"proceedings.{group}.total"] = max(0, sum(parts) + draw.randint(-2, 2))
    last["proceedings.review.total"] = int(last["proceedings.review.total"]) + 3


def _of_table_two(
    draw: random.Random, kind: str, cells: dict[str, Number], last: dict[str, Number], *, first: bool
) -> None:
    makes = kind not in {"street", "town", "tax"}
    issued, repealed, before = (draw.randint(1, 9), draw.randint(0, 4), draw.randint(15, 60)) if makes else (0, 0, 0)
    before, repealed = (0, 0) if first else (before, repealed)
    for column, value in zip(
        ("issued", "repealed", "in_force"), (issued, repealed, before + issued - repealed), strict=True
    ):
        cells[f"disclosure.normative_documents.{column}"] = value
    last["disclosure.normative_documents.in_force"] = before
    if kind == "city":
        for column, value in zip(("issued", "repealed", "in_force"), (2, 0, 31), strict=True):
            cells[f"disclosure.rules.{column}"] = value
        last["disclosure.rules.in_force"] = 29
    for row in ("licences", "penalties", "coercion"):
        cells[f"disclosure.{row}.decisions"] = value = draw.choice((0, 7, 46, 385, 12946)) if kind != "office" else 0
        last[f"disclosure.{row}.decisions"] = value + value // 10 + (1 if value else 0)


def _figures(
    cells: Mapping[str, Number], last: Mapping[str, Number], kind: str, year: int, *, first: bool
) -> dict[str, Any]:
    """The figures by short names, for the sentences."""
    name, own, called = AGENCIES[kind]
    rows = {
        row: int(cells[f"applications.{row}.total"])
        for row in (*RESULTS, "received", "carried_in", "carried_out", "results_total")
    }

    def total(stem: str) -> int:
        return sum(value for row, value in rows.items() if row.startswith(stem))

    review, direct, after = (int(cells[f"proceedings.{group}.total"]) for group in _GROUPS)
    return {
        "agency": name, "own": own, "called": called, "kind": kind, "year": year, "last": year - 1, "next": year + 1, "first": first,
        "r": rows["received"], "in": rows["carried_in"], "out": rows["carried_out"], "h": rows["results_total"],
        "g": rows["granted"], "p": rows["partly_granted"], "f": total("refused"), "u": total("unavailable"),
        "n": total("unprocessed"), "o": total("other"), "review": review, "suits": direct + after, "direct": direct, "after": after,
        "r1": int(last["applications.received.total"]), "v1": int(last["proceedings.review.total"]),
        "rows": rows, "cells": cells,
        "docs": [int(cells[f"disclosure.normative_documents.{column}"]) for column in ("issued", "repealed", "in_force")],
        "lic": int(cells["disclosure.licences.decisions"]), "pen": int(cells["disclosure.penalties.decisions"]), "coe": int(cells["disclosure.coercion.decisions"]),
        "outcomes": [int(cells[f"proceedings.review.{one}"]) for one in ("upheld", "corrected", "other", "pending")],
        "people": int(cells["applications.received.natural_person"]),
    }  # fmt: skip


def percent(part: int, whole: int, decimals: int, draw: random.Random) -> str:
    """The share as offices print it: rounded, or cut off."""
    exact = Decimal(100 * part) / Decimal(whole)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), draw.choice((ROUND_HALF_UP, ROUND_DOWN))))


def chinese(number: int) -> str:
    """A number below a hundred in characters."""
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def _overview(figures: Figures, draw: random.Random) -> str:
    from checks.honest_sentences import BESIDE, CASES, DECISIONS, PARTS, REQUESTS, RESULTS_TOLD

    f = figures
    requests = draw.choice(REQUESTS)(f, draw)
    told = draw.choice(RESULTS_TOLD)(f, draw) if f["h"] else ""
    cases = draw.choice(CASES)(f, draw)
    decisions = draw.choice(DECISIONS)(f, draw)
    beside = [one(f, draw) for one in draw.sample(BESIDE, 6)]
    parts = draw.choice(PARTS)
    bodies = (
        beside[0],
        f"{beside[1]}{requests}{told}{cases}" if draw.random() < 0.5 else f"{requests}{told}{beside[1]}{cases}",
        f"{decisions}{beside[4]}",
        f"{beside[2]}{beside[5]}",
        beside[3],
    )
    return "\n".join(f"{head}{body}" for head, body in zip(parts, bodies, strict=True))


_PROBLEMS = (
    "存在的问题：一是部分栏目更新不够及时；二是政策解读形式较为单一。改进情况：针对{last}年度提出的3个问题，逐项整改到位，组织培训2期，覆盖56人次。",
    "（一）存在的主要问题\n{last}年收到的申请中有个别答复不够规范，业务人员变动较为频繁。\n（二）改进情况\n开展案卷评查30件，发现问题6个，均已整改；召开会商会4次。",
    "主要问题是依申请公开答复质量有待提升、公开平台检索功能不够完善。改进措施：编印答复模板12种，升级检索功能，全年开展业务指导40余次，约谈单位2家。",
)
_FEES = (
    "本年度未收取信息处理费。",
    "{year}年，收取信息处理费0元。",
    "依据《政府信息公开信息处理费管理办法》，本年度没有产生信息处理费。",
    "一、收取信息处理费情况：{year}年度未向申请人收取任何费用。二、无其他需要报告的事项。",
    "{year}年度政府信息公开信息处理费收取情况：零。{last}年度报告数据无更正。",
    "本年度所有政府信息公开申请均免费提供。建议提案办理结果公开48件。",
    "本机关{year}年度发出收费通知的件数和总金额以及实际收取的总金额均为零。",
)
