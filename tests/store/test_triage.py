"""Which reports to look at first: planted errors come before honest reports."""

import random
import sqlite3

from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import save
from giktui.store.analysis.triage import triage
from giktui.totals import parts_of, total_from_parts

FORM = load_form("2021")


def figures(chance: random.Random, received: int, shift: float = 0.0) -> dict[str, Number]:
    """A balanced report with about that many requests, most of them granted; `shift` moves granted ones to refused."""
    cells: dict[str, Number] = dict.fromkeys(FORM.cells, 0)
    granted = sum(chance.random() < 0.7 - shift for _n in range(received))
    refused = sum(chance.random() < 0.3 + shift for _n in range(received - granted))
    for row, n in (
        ("received", received), ("granted", granted), ("refused_enforcement_file", refused),
        ("unavailable_not_held", received - granted - refused),
    ):  # fmt: skip
        cells[f"applications.{row}.natural_person"] = n
    cells["disclosure.licences.decisions"] = int(received * chance.uniform(8, 12))
    for total in parts_of(FORM):
        value = total_from_parts(FORM, cells, total)
        if value is not None:
            cells[total] = value
    return cells


def test_of_planted_errors_nine_in_ten_come_first(db: sqlite3.Connection) -> None:
    chance = random.Random(3)
    sizes = {f"甲县第{n}局": int(chance.lognormvariate(4, 0.5)) + 10 for n in range(200)}
    broken = {f"甲县第{n}局" for n in range(0, 20, 2)}
    odd = {f"甲县第{n}局" for n in range(1, 20, 2)}
    text = {"overview": "本年依法做好政府信息公开工作。", "problems": "存在的问题是公开不够细，改进措施是细化目录。"}
    for year in (2023, 2024):
        for name, size in sizes.items():
            received = int(size * (chance.uniform(0.85, 1.2) if year == 2024 else 1))
            bad = year == 2024
            if bad and name in odd and int(name[3:-1]) % 4 == 1:
                received *= 8
            cells = figures(chance, received, 0.6 if bad and name in odd and int(name[3:-1]) % 4 == 3 else 0.0)
            if bad and name in broken:
                cells["applications.granted.total"] = int(cells["applications.granted.total"]) + 9
            save(db, Report(name, year, "2021", cells=cells, narratives=text), actor="a")
    ranked = [one.entry.agency for one in triage(db, 2024)]
    first = set(ranked[:30])
    assert broken <= first
    assert len((broken | odd) & first) >= 18


def test_a_few_peers_are_no_yardstick(db: sqlite3.Connection) -> None:
    chance = random.Random(1)
    for n in range(4):
        save(db, Report(f"甲县第{n}局", 2024, "2021", cells=figures(chance, 10 * 8**n)), actor="a")
    assert all(not one.unlike for one in triage(db, 2024))


def test_a_warning_that_few_have_comes_before_one_that_many_have(db: sqlite3.Connection) -> None:
    chance = random.Random(1)
    for n in range(20):
        cells = figures(chance, 30)
        said = int(cells["applications.received.total"]) + (4 if n == 13 else 0)
        texts = {
            "overview": f"{n}：收到政府信息公开申请{said}件。",
            "problems": f"{n}：存在的问题是不够细，改进措施是细化。",
        }
        texts |= {"other": f"{n}：本年度未收取信息处理费。"} if n != 13 else {"other": "本年度未收取信息处理费。"}
        cells = {**cells, "disclosure.normative_documents.issued": 0 if n % 2 else 60}  # a warning that half have
        save(db, Report(f"甲县第{n}局", 2024, "2021", "", "", cells, texts), actor="a")
    ranked = triage(db, 2024)
    assert triage(db, 2024) == ranked  # the same from what is remembered
    of_text = next(one for one in ranked if one.entry.agency == "甲县第13局")
    assert "TX-RECEIVED" in of_text.counts.warned
    same = [
        one for one in ranked if (one.counts.errors, one.counts.soft) == (of_text.counts.errors, of_text.counts.soft)
    ]
    assert [one.counts.warnings for one in same].count(0) < 18
    assert same[0] == of_text
