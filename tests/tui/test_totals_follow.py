"""One rule says when a total follows its parts: what is shown while a number is typed is what its Enter gives."""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tui.conftest import Desk

from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import begin, connect, save, set_cells
from giktui.tui.report_session import ReportSession

Opened = Callable[..., AbstractAsyncContextManager[Desk]]

CARRIED = "applications.carried_in"
OUT = "applications.carried_out"
LAST: Mapping[str, Number] = {
    f"{OUT}.natural_person": 2, f"{OUT}.total": 2, "disclosure.rules.in_force": 11,
    "disclosure.normative_documents.in_force": 4,
}  # fmt: skip
CELLS = [
    *(f"{CARRIED}.{column}" for column in ("natural_person", "business", "total")),
    *(f"applications.granted.{column}" for column in ("natural_person", "business", "total")),
    *(f"applications.results_total.{column}" for column in ("natural_person", "total")),
    *(f"disclosure.rules.{column}" for column in ("issued", "repealed", "in_force")),
    "proceedings.review.upheld", "proceedings.review.total",
]  # fmt: skip


async def test_a_carried_total_follows_while_typing_and_the_margin_agrees(opened: Opened) -> None:
    async with opened(f"{CARRIED}.natural_person", size=(120, 40)) as desk:

        def row() -> str:
            return next(line for line in desk.text.splitlines() if "上年结转" in line and "9" in line)

        await desk.press("9")
        typing, shown = row(), dict(desk.grid.shown_cells())
        assert shown[f"{CARRIED}.total"] == 9
        assert re.search(r" 9<\s+0 ", typing)  # nothing is missing for the row's sum
        await desk.press("enter")
        assert re.search(r" 9.\s+0 ", row())
        assert desk.stored().cells == shown
        await desk.do("report.undo")
        assert desk.stored().cells[f"{CARRIED}.total"] == 2
        await desk.report.work.navigator.show_part("applications", f"{CARRIED}.natural_person")
        await desk.press("7")  # once more: after the undo it is carried over again, and follows again
        assert desk.grid.shown_cells()[f"{CARRIED}.total"] == 7
        await desk.press("enter")
        assert desk.stored().cells[f"{CARRIED}.total"] == 7


async def test_what_is_proposed_follows_while_typing(opened: Opened) -> None:
    async with opened("disclosure.rules.issued") as desk:
        await desk.press("3")
        assert desk.grid.shown_cells()["disclosure.rules.in_force"] == 3
        await desk.press("enter")
        assert desk.stored().cells["disclosure.rules.in_force"] == 3


async def test_a_carried_total_that_was_not_the_sum_is_kept_while_typing_too(opened: Opened, database: Path) -> None:
    with closing(connect(database)) as db:
        save(db, Report("云溪县水务局", 2023, "2021", cells={f"{OUT}.total": 5}), actor="a", replace=True)
    async with opened(f"{CARRIED}.business") as desk:
        desk.other_clerk(**{f"{CARRIED.replace('.', '__')}__total": 6})
        desk.report.work.edits.take_over()
        await desk.press("1")
        assert desk.grid.shown_cells()[f"{CARRIED}.total"] == 6
        await desk.press("enter")
        assert desk.stored().cells[f"{CARRIED}.total"] == 6


VALUES = st.dictionaries(st.sampled_from(CELLS), st.none() | st.integers(0, 30), min_size=1, max_size=2)
STEPS = st.lists(
    st.tuples(VALUES, st.sampled_from(["typed", "total", "ditto"])) | st.sampled_from(["undo", "redo"]), max_size=8
)


@pytest.mark.parametrize("how", ["begun", "imported"])
@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_the_preview_is_what_the_store_makes_of_it(how: str, steps: list[object]) -> None:
    with TemporaryDirectory() as folder, closing(connect(Path(folder) / "giktui.db")) as db:
        save(db, Report("甲市人民政府", 2022, "2021", cells=LAST), actor="a")
        if how == "begun":
            entry = begin(db, "甲市人民政府", 2023, actor="a")
        else:
            entry = save(
                db, Report("甲市人民政府", 2023, "2021", cells={f"{CARRIED}.total": 2, CELLS[3]: 1}), actor="a"
            )
        session = ReportSession(db, entry)
        for step in steps:
            if isinstance(step, tuple):
                values, origin = step
                expected = session.preview(values)
                session.enter(values, origin)
                assert session.cells == expected
            elif pending := session.next_step(undo=step == "undo"):
                session.take_back(pending, undo=step == "undo")


def test_what_waits_is_previewed_as_it_will_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from giktui.errors import GiktuiError

    def refuse(*_args: object, **_options: object) -> None:
        raise GiktuiError("磁盘已满")

    with closing(connect(tmp_path / "giktui.db")) as db:
        save(db, Report("甲市人民政府", 2022, "2021", cells=LAST), actor="a")
        session = ReportSession(db, begin(db, "甲市人民政府", 2023, actor="a"))
        with monkeypatch.context() as broken:
            broken.setattr("giktui.store.set_cells", refuse)
            session.enter({f"{CARRIED}.total": 2}, "total")
            session.enter({f"{CARRIED}.business": 4}, "typed")
        expected = session.cells
        assert session.unsaved == 2
        assert session.retry() == []
        assert session.cells == expected == session.stored.report.cells
        assert expected[f"{CARRIED}.total"] == 6
        assert set(expected) <= set(load_form("2021").cells)


def test_the_store_and_the_rule_agree_on_a_typed_total(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "giktui.db")) as db:
        entry = save(db, Report("甲市人民政府", 2023, "2021", cells={}), actor="a")
        set_cells(db, entry.id, {f"{CARRIED}.total": 4}, actor="a", origin="typed")
        session = ReportSession(db, entry)
        assert session.preview({f"{CARRIED}.business": 1})[f"{CARRIED}.total"] == 4
