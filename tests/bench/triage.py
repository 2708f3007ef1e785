"""What to look at first: of 100 errors planted among 3,000 reports, how many stand in the first 150 rows. By hand:

    python tests/bench/triage.py [REPORTS]

A county's offices and townships with reports of two years, honest ones with the jumps and odd shares that honest ones
have. In the last year every thirtieth has one error of eight kinds, some of which break no sum: every number ten times
as large, granted and refused exchanged. Prints the errors found by kind; the exit code is 1 below the bar.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import connect, save
from giktui.store.analysis.triage import triage
from giktui.store.connection.transaction import writing
from giktui.totals import parts_of, total_from_parts

FORM = load_form("2021")
BAR = 0.9
YEARS = (2024, 2025)
_TRADES = ("教育局", "民政局", "财政局", "水务局", "商务局", "审计局", "统计局", "林业局")


def made_up(chance: Random, name: str, year: int, received: int, carried_in: int, *, grants: float) -> Report:
    """A sound report: what was received and carried in is granted, refused, not held or carried out."""
    cells: dict[str, Number] = dict.fromkeys(FORM.cells, 0)
    firms = sum(chance.random() < 0.15 for _n in range(received))
    for column, new, old in (("natural_person", received - firms, carried_in), ("business", firms, 0)):
        out = min(new + old, chance.choice((0, 0, 0, 1, 2)) if column == "natural_person" else 0)
        rest = new + old - out
        granted = sum(chance.random() < grants for _n in range(rest))
        refused = sum(chance.random() < 0.3 for _n in range(rest - granted))
        for row, n in (
            ("received", new), ("carried_in", old), ("granted", granted), ("refused_enforcement_file", refused),
            ("unavailable_not_held", rest - granted - refused), ("carried_out", out),
        ):  # fmt: skip
            cells[f"applications.{row}.{column}"] = n
    cells["disclosure.licences.decisions"] = int(received * chance.uniform(5, 15))
    filled = with_totals(cells)
    texts = {
        "overview": f"{name}本年收到政府信息公开申请{filled['applications.received.total']}件，"
        f"第{chance.randint(1, 9999)}次会议研究公开工作。",
        "problems": f"存在的问题是第{chance.randint(1, 9999)}号栏目更新不够及时，改进措施是逐月检查并通报。",
        "other": "本年度未收取信息处理费。",
    }
    return Report(name, year, "2021", f"{name}{year}年政府信息公开工作年度报告", "", filled, texts)


def with_totals(cells: dict[str, Number]) -> dict[str, Number]:
    """The cells with every total as its parts make it."""
    for total in parts_of(FORM):
        value = total_from_parts(FORM, cells, total)
        if value is not None:
            cells[total] = value
    return cells


def inputs(report: Report) -> list[str]:
    """The cells of table 三 that hold a number and are no total."""
    totals = parts_of(FORM)
    return [cell for cell, n in report.cells.items() if cell.startswith("applications.") and n and cell not in totals]


def _total_off(chance: Random, report: Report) -> Report:
    total = chance.choice(["applications.received.total", "applications.granted.total"])
    return report.with_cells({total: int(report.cells[total]) + chance.choice((1, 2, 9, 10))})


def _part_off(chance: Random, report: Report) -> Report:
    cell = chance.choice(inputs(report))
    return report.with_cells({cell: int(report.cells[cell]) + chance.choice((1, 3, 9, 18))})


def _carried_in_off(chance: Random, report: Report) -> Report:
    column = "natural_person"
    cells = dict(report.cells)
    for row in ("carried_in", "granted"):
        cells[f"applications.{row}.{column}"] = int(cells[f"applications.{row}.{column}"]) + 3
    return replace(report, cells=with_totals(cells))


def _ten_times(chance: Random, report: Report) -> Report:
    cells = {cell: int(n) * 10 if cell.startswith("applications.") else n for cell, n in report.cells.items()}
    carried = "applications.carried_in.natural_person"
    granted = "applications.granted.natural_person"
    cells[granted] = int(cells[granted]) - int(cells[carried]) + int(report.cells[carried])
    cells[carried] = report.cells[carried]
    changed = replace(report, cells=with_totals(cells))
    old, new = report.cells["applications.received.total"], changed.cells["applications.received.total"]
    return replace(
        changed,
        narratives={**report.narratives, "overview": report.narratives["overview"].replace(f"{old}件", f"{new}件")},
    )


def _exchanged(chance: Random, report: Report) -> Report:
    cells = dict(report.cells)
    for column in ("natural_person", "business"):
        one, other = f"applications.granted.{column}", f"applications.refused_enforcement_file.{column}"
        cells[one], cells[other] = cells[other], cells[one]
    return replace(report, cells=with_totals(cells))


def _text_off(chance: Random, report: Report) -> Report:
    total = int(report.cells["applications.received.total"])
    text = report.narratives["overview"].replace(f"{total}件", f"{total + chance.choice((1, 10))}件")
    return replace(report, narratives={**report.narratives, "overview": text})


def _in_force_off(chance: Random, report: Report) -> Report:
    return report.with_cells({"disclosure.normative_documents.issued": 5, "disclosure.normative_documents.in_force": 2})


def _blank(chance: Random, report: Report) -> Report:
    gone = {cell for cell in inputs(report) if ".natural_person" in cell}
    cell = chance.choice(sorted(gone))
    return replace(report, cells={one: n for one, n in report.cells.items() if one != cell})


KINDS: dict[str, Callable[[Random, Report], Report]] = {
    "a total off": _total_off,
    "a part off": _part_off,
    "carried in otherwise than out": _carried_in_off,
    "all ten times as large": _ten_times,
    "granted and refused exchanged": _exchanged,
    "the text says another number": _text_off,
    "more made than in force": _in_force_off,
    "a cell blank": _blank,
}


def plant(path: Path, reports: int) -> dict[str, str]:
    """Store the reports; the kind of error by agency."""
    chance = Random(11)
    planted: dict[str, str] = {}
    kinds = list(KINDS)
    with closing(connect(path)) as db, writing(db):
        for n in range(reports):
            name = f"甲县第{n}乡人民政府" if n % 3 == 0 else f"甲县第{n}{_TRADES[n % 8]}"
            size = int(chance.lognormvariate(3.8, 0.8)) + 8
            grants = min(0.95, max(0.3, chance.gauss(0.7, 0.1)))
            growth = chance.uniform(0.75, 1.3) if chance.random() > 0.03 else chance.choice((0.4, 2.2))
            before = made_up(chance, name, YEARS[0], size, 0, grants=grants)
            carried = int(before.cells["applications.carried_out.natural_person"])
            report = made_up(chance, name, YEARS[1], max(1, int(size * growth)), carried, grants=grants)
            if n % 30 == 7:
                planted[name] = kinds[len(planted) % len(kinds)]
                report = KINDS[planted[name]](chance, report)
            save(db, before, actor="a")
            save(db, report, actor="a")
    return planted


def main(reports: int) -> int:
    """Plant and rank; 1 if too few come first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        planted = plant(path, reports)
        with closing(connect(path)) as db:
            begun = time.monotonic()
            ranked = [one.entry.agency for one in triage(db, YEARS[1])]
            seconds = time.monotonic() - begun
    first = set(ranked[: reports // 20])
    found = Counter(kind for name, kind in planted.items() if name in first)
    every = Counter(planted.values())
    print(f"{reports} reports, {len(planted)} errors planted; of them in the first {reports // 20} rows:")
    for kind in KINDS:
        print(f"  {kind}: {found[kind]} of {every[kind]}")
    share = found.total() / len(planted)
    print(f"together {found.total()} of {len(planted)} (bar {BAR:.0%}); ranked in {seconds:.1f} s")
    return int(share < BAR)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000))
