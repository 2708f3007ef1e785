"""Honest reports made up at random: every sum holds, every figure of the texts is true, and much else is told beside.

None of the rules may say anything above info of them. What is tricky: shares rounded or cut off, fees in words, nil
reports, agencies in their first year, last year's figures quoted, figures of offices below and of the whole county,
other cases than those about disclosure, figures in characters, lists. The sentences stand in `honest.toml`.
"""

import random
import tomllib
from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from giktui.form import form_for_year
from giktui.report import Number, Report

_A, _D, _P = "applications", "disclosure", "proceedings"
COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org")
RESULTS = (
    "granted", "partly_granted", "refused_third_party", "refused_internal_affairs", "refused_deliberative",
    "refused_enforcement_file", "unavailable_not_held", "unavailable_needs_creation", "unprocessed_petition",
    "unprocessed_repeat", "other_not_supplemented", "other_other",
)  # fmt: skip
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_DOCUMENTS = ("issued", "repealed", "in_force")
_DECISIONS = ("licences", "penalties", "coercion")
_DIGITS = "零一二三四五六七八九"
AGENCIES = {
    "county": ("青禾县人民政府", "全县", "全县各级行政机关"),
    "city": ("澄江市人民政府", "全市", "全市各级行政机关"),
    "office": ("青禾县人民政府办公室", "本办", "县政府办公室"),
    "bureau": ("青禾县农业农村局", "我局", "县农业农村局"),
    "market": ("澄江市市场监督管理局", "本局", "市市场监管局"),
    "street": ("江口区桥东街道办事处", "街道", "桥东街道"),
    "town": ("青禾县白水镇人民政府", "我镇", "白水镇"),
    "customs": ("中华人民共和国澄江海关", "本关", "澄江海关"),
    "tax": ("国家税务总局青禾县税务局", "我局", "青禾县税务局"),
    "zone": ("澄江高新技术产业开发区管理委员会", "管委会", "高新区管委会"),
}
"""Name, how it calls itself, how it is called where figures of the whole are told."""


def honest(seed: int) -> tuple[Report, Report | None]:
    """A report and last year's (None for an agency in its first year)."""
    draw = random.Random(seed)
    kind = draw.choice(list(AGENCIES))
    year = draw.choice((2022, 2023, 2024, 2025))
    size = {"county": 300, "city": 1500}.get(kind, draw.choice((0, 1, 5, 12, 40, 90)))
    first = draw.random() < 0.15 and kind in {"bureau", "market", "zone"}
    cells, last = _cells(draw, size, kind, first=first)
    figures = _figures(draw, cells, last) | {
        "own": AGENCIES[kind][1], "called": AGENCIES[kind][2], "year": year, "last": year - 1, "next": year + 1,
        "first": int(first), "government": int(kind in {"county", "city"}),
    }  # fmt: skip
    form, name = form_for_year(year), AGENCIES[kind][0]
    problems = _data()["problems"]
    texts = {
        "overview": _overview(figures, draw),
        "problems": problems[seed % len(problems)].format(**figures),
        "other": draw.choice(_data()["fees"]).format(**figures),
    }
    every = dict.fromkeys(form.cells, 0) | cells
    report = Report(name, year, form.id, title=f"{name}{year}年政府信息公开工作年度报告", cells=every, narratives=texts)
    told = {"problems": problems[(seed + 1) % len(problems)].format(last=year - 2)}
    return report, None if first else Report(name, year - 1, form_for_year(year - 1).id, cells=last, narratives=told)


def _cells(draw: random.Random, size: int, kind: str, *, first: bool) -> tuple[dict[str, Number], dict[str, Number]]:
    """This year's cells with every sum right, and last year's as far as they tie with them."""
    into, out = (0, 0) if size < 10 else (draw.randint(0, 6), draw.randint(0, 6))
    into = 0 if first else into
    cells: dict[str, Number] = {}
    for column in COLUMNS:
        person = column == "natural_person"
        carried, left = (into, out) if person else (0, 0)
        received = max(draw.randint(size // 2, size) if person else draw.randint(0, size // 20), left)
        rows = dict.fromkeys(RESULTS, 0)
        for _one in range(received + carried - left):
            rows[draw.choice(RESULTS)] += 1
        rows |= {"received": received, "carried_in": carried, "carried_out": left, "results_total": sum(rows.values())}
        for row, value in rows.items():
            cells[f"{_A}.{row}.{column}"] = value
            cells[f"{_A}.{row}.total"] = cells.get(f"{_A}.{row}.total", 0) + value
    last: dict[str, Number] = {f"{_A}.carried_out.{column}": into for column in ("total", "natural_person")}
    for row in (*RESULTS, "received"):
        last[f"{_A}.{row}.total"] = _near(draw, cells[f"{_A}.{row}.total"])
    _of_cases(draw, size, cells, last)
    _of_table_two(draw, kind, cells, last, first=first)
    return cells, last


def _near(draw: random.Random, value: Number) -> int:
    """What may have been last year's figure."""
    return int(value) + draw.randint(-(int(value) // 10), int(value) // 10 + 1)


def _of_cases(draw: random.Random, size: int, cells: dict[str, Number], last: dict[str, Number]) -> None:
    for group, share in (("review", 15), ("litigation_direct", 15), ("litigation_after_review", 45)):
        parts = [draw.randint(0, size // share) for _outcome in _OUTCOMES[:3]] + [draw.randint(0, size // 60)]
        for outcome, value in zip((*_OUTCOMES, "total"), (*parts, sum(parts)), strict=True):
            cells[f"{_P}.{group}.{outcome}"] = value
        last[f"{_P}.{group}.total"] = _near(draw, sum(parts)) + 1


def _of_table_two(
    draw: random.Random, kind: str, cells: dict[str, Number], last: dict[str, Number], *, first: bool
) -> None:
    issued, repealed, before = draw.randint(1, 9), draw.randint(0, 4), draw.randint(15, 60)
    if first:
        repealed, before = 0, 0
    if kind in {"street", "town", "tax"}:
        issued, repealed, before = 0, 0, 0
    rows = {"normative_documents": (issued, repealed, before + issued - repealed)}
    if kind == "city":
        rows["rules"] = (2, 0, 31)
    for row, values in rows.items():
        cells |= {f"{_D}.{row}.{column}": value for column, value in zip(_DOCUMENTS, values, strict=True)}
        last[f"{_D}.{row}.in_force"] = values[2] - values[0] + values[1]
    for row in _DECISIONS:
        value = 0 if kind == "office" else draw.choice((0, 7, 46, 385, 12946))
        cells[f"{_D}.{row}.decisions"] = value
        last[f"{_D}.{row}.decisions"] = value + (value + 9) // 10


def _figures(draw: random.Random, cells: Mapping[str, Number], last: Mapping[str, Number]) -> dict[str, Any]:
    """The figures by short names, and what offices derive from them, for the sentences."""
    rows = {row: int(cells[f"{_A}.{row}.total"]) for row in (*RESULTS, "received", "carried_in", "carried_out")}
    handled = int(cells[f"{_A}.results_total.total"])
    groups = {
        stem: sum(n for row, n in rows.items() if row.startswith(stem)) for stem in ("refused", "unav", "unpr", "other")
    }
    review, direct, after = (
        int(cells[f"{_P}.{group}.total"]) for group in ("review", "litigation_direct", "litigation_after_review")
    )
    told = {
        "r": rows["received"], "in": rows["carried_in"], "out": rows["carried_out"], "h": handled, "g": rows["granted"],
        "p": rows["partly_granted"], "f": groups["refused"], "u": groups["unav"], "n": groups["unpr"],
        "o": groups["other"], "third": rows["refused_third_party"], "internal": rows["refused_internal_affairs"],
        "process": rows["refused_deliberative"], "files": rows["refused_enforcement_file"], "review": review,
        "suits": direct + after, "direct": direct, "after": after, "cases": review + direct + after,
        "all_review": review + 35, "all_suits": direct + after + 17, "r1": int(last[f"{_A}.received.total"]),
        "people": int(cells[f"{_A}.received.natural_person"]),
    }  # fmt: skip
    told |= {one: int(cells[f"{_P}.review.{one}"]) for one in _OUTCOMES}
    told |= {one: int(cells[f"{_D}.normative_documents.{one}"]) for one in _DOCUMENTS}
    told |= {one[:3]: int(cells[f"{_D}.{one}.decisions"]) for one in _DECISIONS}
    received, places = told["r"], draw.choice((0, 1, 2))
    told |= {
        "asked": received + told["in"], "half": received // 2, "rest": received - received // 2,
        "bodies": received - told["people"], "given": told["g"] + told["p"], "many_licences": told["lic"] // 10_000,
    }  # fmt: skip
    shares = {f"{one}_share": _percent(draw, told[one], handled, places) for one in ("g", "p", "f", "u", "given")}
    return told | shares | {
        "people_share": _percent(draw, told["people"], received, places),
        "change": _change(draw, received, told["r1"]), "lic_tens": round(told["lic"] / 10_000, 2),
        "r_chinese": _chinese(received), "h_chinese": _chinese(handled),
    }  # fmt: skip


def _percent(draw: random.Random, part: int, whole: int, places: int) -> str:
    """The share as offices print it: rounded, or cut off."""
    exact = Decimal(100 * part) / Decimal(max(whole, 1))
    return str(exact.quantize(Decimal(1).scaleb(-places), draw.choice((ROUND_HALF_UP, ROUND_DOWN))))


def _change(draw: random.Random, now: int, before: int) -> str:
    if now == before:
        return draw.choice(("与上年持平", "与去年持平", "同比持平"))
    up, off = now > before, abs(now - before)
    if before and draw.random() < 0.6:
        share = _percent(draw, off, before, draw.choice((0, 1, 2)))
        return f"同比{'增加' if up else '减少'}{off}件，{'增长' if up else '下降'}{share}%"
    return f"{draw.choice(('比上年', '较去年', '同比'))}{'增加' if up else '减少'}{off}件"


def _chinese(number: int) -> str:
    """A number below a hundred in characters, another one in digits."""
    tens, ones = divmod(number, 10)
    if number < 10 or number >= 100:
        return _DIGITS[number] if number < 10 else str(number)
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def _overview(figures: Mapping[str, Any], draw: random.Random) -> str:
    """Five parts, with sentences about other things between those on the report's figures."""
    requests, results, cases, decisions = (
        _said(kind, figures, draw) for kind in ("requests", "results", "cases", "decisions")
    )
    beside = [_filled(one, figures, draw) for one in draw.sample(_data()["beside"]["says"], 6)]
    told = f"{requests}{results if figures['h'] else ''}{cases}"
    second = f"{beside[1]}{told}" if draw.random() < 0.5 else f"{told}{beside[1]}"
    bodies = (beside[0], second, f"{decisions}{beside[4]}", f"{beside[2]}{beside[5]}", beside[3])
    return "\n".join(f"{head}{body}" for head, body in zip(draw.choice(_data()["heads"]), bodies, strict=True))


def _said(kind: str, figures: Mapping[str, Any], draw: random.Random) -> str:
    """One of the sentences of the kind that are true of the figures."""
    true = [
        one["says"]
        for one in _data()[kind]
        if figures.get(one.get("when", ""), 1) and not figures.get(one.get("unless", ""), 0)
    ]
    return _filled(draw.choice(true), figures, draw)


def _filled(sentence: str, figures: Mapping[str, Any], draw: random.Random) -> str:
    numbers = {f"n{at}": draw.randint(2, 400) for at in range(1, 7)}
    return sentence.format(**figures, **numbers, few=draw.randint(1, 5))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("honest.toml").read_text("utf-8"))
