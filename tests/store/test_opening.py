"""The numbers a report is stored with are one record, and read by everything as if each had an edit of its own."""

import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import diagnose, history, load, origins, save, set_cells, undo

AGENCIES = count()
CELLS = list(load_form("2021").cells)
EDGE = [0, -1, 10**15 - 1, 1 - 10**15, Decimal("0.10"), Decimal("72701.2570"), Decimal("-3"), Decimal("1E+3")]
NUMBERS = st.sampled_from(EDGE) | st.integers(1 - 10**15, 10**15 - 1) | st.decimals(0, 10**9, places=4)
PLACES = st.sampled_from(["", ":12", ":13 fuzzy 0.93", ' 第 1 个表!A"7', "\t'甲"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(st.sampled_from(CELLS), NUMBERS, max_size=30),
    places=st.dictionaries(st.sampled_from(CELLS), PLACES, max_size=30),
    whole=st.booleans(),
)
def test_every_number_comes_back_with_its_place(
    db: sqlite3.Connection, cells: dict[str, Number], places: Mapping[str, str], whole: bool
) -> None:
    cells = {cell: cells.get(cell, 3) for cell in CELLS} if whole else cells
    report = Report(f"第{next(AGENCIES)}区人民政府", 2023, "2021", cells=cells)
    id = save(db, report, actor="a", provenance=places, detail="a.txt").id
    edits = {edit.cell: edit for edit in history(db, id) if edit.cell in CELLS}
    assert edits.keys() == cells.keys()
    for cell, edit in edits.items():
        assert (edit.old, type(edit.new), str(edit.new)) == (None, type(cells[cell]), str(cells[cell]))
        assert edit.detail == "a.txt" + places.get(cell, "")
        assert (edit.batch, edit.origin, edit.actor) == (1, "import", "a")
    sql = "SELECT name, new, detail FROM edit JOIN part ON part.id = edit.part WHERE report = ? AND at IS NULL"
    shown = db.execute(sql, (id,))
    assert {name: (str(new), place) for name, new, place in shown} == {
        cell: (str(value), places.get(cell, "")) for cell, value in cells.items()
    }


def test_what_is_typed_over_an_opening_and_undone_comes_from_the_file_again(
    db: sqlite3.Connection, path: Path, full: Report
) -> None:
    cell = "applications.received.business"
    id = save(db, full, actor="a", provenance={cell: ":7"}, detail="a.txt").id
    set_cells(db, id, {cell: 1000}, actor="b", origin="typed")
    assert [(edit.old, edit.new) for edit in history(db, id, cell)] == [
        (full.cells[cell], 1000),
        (None, full.cells[cell]),
    ]
    undo(db, id, actor="b")
    assert load(db, id) == full
    source = origins(db, id)[cell]
    assert (source.origin, source.actor, source.detail, source.new) == ("import", "a", "a.txt:7", full.cells[cell])
    assert all(check.ok for check in diagnose(path))


def test_a_number_changed_behind_the_journal_is_told(db: sqlite3.Connection, path: Path, full: Report) -> None:
    save(db, full, actor="a")
    db.execute("UPDATE applications SET business = 99999 WHERE row = 'granted'")
    assert any(not check.ok for check in diagnose(path))
