"""Numbers in texts that follow cells: until they are edited by hand, through other edits and undo, plain in exports."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import load, save, set_cells, set_text, undo
from giktui.store.reports.bound_figures import BoundFigure, _same_words, _shifted, bind, bound_figures
from giktui.writers import write

A = "applications."
CELLS = {f"{A}received.natural_person": 40, f"{A}received.business": 6, f"{A}granted.total": 7}
TEXT = "新收46件。\n予以公开7件，其中7件上网。"


@pytest.fixture
def entry(db: sqlite3.Connection) -> int:
    id = save(db, Report("甲县", 2024, "2021", cells=CELLS, narratives={"overview": TEXT}), actor="a").id
    received = BoundFigure("overview", 2, 2, (f"{A}received.natural_person", f"{A}received.business"))
    granted = BoundFigure("overview", TEXT.index("7件"), 1, (f"{A}granted.total",))
    bind(db, id, [received, granted], {"overview": TEXT}, CELLS)
    return id


def text(db: sqlite3.Connection, id: int) -> str:
    return load(db, id).narratives["overview"]


def test_a_bound_number_follows_and_an_equal_one_does_not(db: sqlite3.Connection, entry: int) -> None:
    set_cells(db, entry, {f"{A}received.business": 70, f"{A}granted.total": 12}, actor="a", origin="typed")
    assert text(db, entry) == "新收110件。\n予以公开12件，其中7件上网。"
    undo(db, entry, actor="a")
    assert text(db, entry) == TEXT
    set_cells(db, entry, {f"{A}granted.total": 8}, actor="a", origin="typed")
    assert text(db, entry) == "新收46件。\n予以公开8件，其中7件上网。"


def test_it_keeps_its_place_while_other_words_change(db: sqlite3.Connection, entry: int) -> None:
    set_text(db, entry, "overview", "今年" + TEXT.replace("上网", "在网上公布"), actor="a")
    set_text(db, entry, "overview", "今年共" + text(db, entry).removeprefix("今年") + "完。", actor="a")
    set_cells(db, entry, {f"{A}received.business": 7, f"{A}granted.total": 9}, actor="a", origin="typed")
    assert text(db, entry) == "今年共新收47件。\n予以公开9件，其中7件在网上公布。完。"


def test_edited_by_hand_it_stays_as_it_is(db: sqlite3.Connection, entry: int) -> None:
    set_text(db, entry, "overview", TEXT.replace("46", "48"), actor="a")
    set_cells(db, entry, {f"{A}received.business": 60, f"{A}granted.total": 9}, actor="a", origin="typed")
    assert text(db, entry) == "新收48件。\n予以公开9件，其中7件上网。"
    set_cells(db, entry, {f"{A}received.business": 8}, actor="a", origin="typed")
    assert text(db, entry).startswith("新收48件。")


def test_a_blank_cell_changes_no_text_and_an_export_has_plain_words(db: sqlite3.Connection, entry: int) -> None:
    set_cells(db, entry, {f"{A}granted.total": None}, actor="a", origin="typed")
    assert text(db, entry) == TEXT
    for format in ("text", "json", "html"):
        assert "新收46件。" in str(write(load(db, entry), format))


def test_what_is_not_the_number_is_not_bound(db: sqlite3.Connection, entry: int) -> None:
    for wrong in (
        BoundFigure("overview", 0, 2, (f"{A}granted.total",)),
        BoundFigure("overview", 10, 1, (f"{A}x.total",)),
    ):
        with pytest.raises(GiktuiError):
            bind(db, entry, [wrong], {"overview": TEXT}, CELLS)
    assert len(bound_figures(db, entry)) == 2


@given(st.text("收件0123，\n", max_size=8), st.text("收件0123，\n", max_size=8), st.integers(0, 20), st.integers(0, 3))
def test_an_edit_beside_it_never_takes_another_number_for_it(before: str, put: str, at: int, gone: int) -> None:
    old = f"{before}新收46件，办结40件"
    figure = BoundFigure("overview", len(before) + 2, 2, ("c",))
    at = min(at, len(old))
    new = old[:at] + put + old[at + gone :]
    for one in _same_words([figure], old, new) or _shifted([figure], old, new):
        if at > figure.end or at + gone < figure.at:  # beside it, and not at its digits
            assert new[one.at : one.end] == "46"
