"""Errors planted in many reports go out as notices and are answered by a script: closed or named, none lost."""

import random
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from giktui.form import load_form
from giktui.report import Number, Report
from giktui.review import TOKEN, reply_sheet
from giktui.store import checked, connect, load, save
from giktui.store.review.notices import StoredNotice, open_items, write_notice
from giktui.store.review.replies import take_reply
from giktui.totals import parts_of, total_from_parts
from giktui.wording.cells import cell_label

FORM = load_form("2021")
INPUTS = [cell for cell in FORM.cells if cell.startswith("applications.") and cell not in parts_of(FORM)]

TEXTS = {"overview": "总体情况。", "problems": "公开不够细，正在细化目录并逐项改进。", "other": "没有其他事项。"}


def sound(chance: random.Random, name: str) -> Report:
    """A balanced report: everything received was granted."""
    cells: dict[str, Number] = dict.fromkeys(FORM.cells, 0)
    for column in ("natural_person", "business", "other_org"):
        cells[f"applications.received.{column}"] = cells[f"applications.granted.{column}"] = chance.randint(1, 90)
    for total in parts_of(FORM):
        value = total_from_parts(FORM, cells, total)
        if value is not None:
            cells[total] = value
    return Report(name, 2024, "2021", cells=cells, narratives=TEXTS)


def answered(notice: StoredNotice, truth: Report, now: Report) -> bytes:
    """The sheet as a clerk who knows what is right fills it in: each wrong cell of an item on a line of its own."""
    book = openpyxl.load_workbook(BytesIO(reply_sheet(notice.notice)))
    sheet = book.worksheets[0]
    told: set[str] = set()
    lines: list[tuple[int, str, Number]] = []
    for item in notice.notice.items:
        wrong = [cell for cell in item.cells if now.cells.get(cell) != truth.cells.get(cell) and cell not in told]
        told.update(wrong)
        lines += [(item.number, cell_label(FORM, cell), truth.cells[cell]) for cell in wrong]
    for offset, (number, label, value) in enumerate(lines):
        line = 5 + len(notice.notice.items) + offset
        for column, content in ((1, number), (9, label), (10, value)):
            sheet.cell(line, column).value = content
    held = BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("reports", [12, pytest.param(100, marks=pytest.mark.slow)])
def test_every_planted_error_is_closed_or_named(tmp_path: Path, reports: int) -> None:
    chance = random.Random(5)
    db = connect(tmp_path / "a.db")
    planted = closed = named = 0
    for n in range(reports):
        truth = sound(chance, f"甲县第{n}局")
        spoilt = truth.with_cells(
            {cell: int(truth.cells[cell]) + chance.randint(1, 40) for cell in chance.sample(INPUTS, 3)}
        )
        wrong = {cell for cell in FORM.cells if spoilt.cells.get(cell) != truth.cells.get(cell)}
        planted += len(wrong)
        entry = save(db, spoilt, actor="a")
        stored = write_notice(db, entry, deadline=date(2025, 2, 20), actor="reviewer")
        assert stored is not None
        assert TOKEN.fullmatch(f"GIKTUI-{stored.notice.token}")
        taken = take_reply(db, answered(stored, truth, spoilt), "r.xlsx", actor="reviewer")
        after = load(db, entry.id)
        closed += sum(after.cells.get(cell) == truth.cells.get(cell) for cell in wrong)
        named += len(taken.named)
        assert [f.rule for f in checked(db, entry) if f.status == "open" and f.severity == "error"] == []
        assert not [item for item in open_items(db, stored) if item.severity == "error"]
    db.close()
    assert (planted, closed + named) == (3 * reports, 3 * reports)
