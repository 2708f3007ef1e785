"""Whatever is done to a report, its tables are what the journal says, and undo takes back exactly what was done."""

import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import begin, changed_since, connect, history, load, origins, redo, save, set_cells, set_text, undo
from giktui.store.journal.edits import walk

FORM = load_form("2021")
CELLS = [
    "disclosure.rules.issued", "disclosure.rules.repealed", "disclosure.rules.in_force", "disclosure.fees.amount",
    "applications.granted.natural_person", "applications.granted.business", "applications.granted.total",
    "applications.results_total.natural_person", "applications.results_total.total",
    "applications.carried_in.natural_person", "applications.carried_in.total", "proceedings.review.upheld",
    "proceedings.review.total",
]  # fmt: skip
NUMBERS = st.none() | st.integers(0, 3) | st.integers(-5, 10**15 - 1) | st.decimals(0, 10**6, places=4)
LAST: Mapping[str, Number] = {
    "disclosure.rules.in_force": 7,
    "applications.carried_out.natural_person": 2,
    "applications.carried_out.total": 3,
}

State = tuple[dict[str, str], dict[str, str], str, str]


def state(report: Report) -> State:
    """A report's content with values as printed: 1.50 is not 1.5, blank is not 0."""
    cells = {cell: str(value) for cell, value in report.cells.items()}
    return cells, dict(report.narratives), report.title, report.preamble


class Journal(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.db = connect(Path(self.folder.name) / "a.db")
        self.db.execute("PRAGMA synchronous = OFF")
        save(self.db, Report("甲县人民政府", 2022, "2021", cells=LAST), actor="a")
        self.id = begin(self.db, "甲县人民政府", 2023, actor="a").id
        self.done: list[State] = []  # the states that undo goes back to, the nearest last
        self.undone: list[State] = []

    def remember(self, before: State, revision: int) -> None:
        if changed_since(self.db, self.id, revision):
            self.done.append(before)
            self.undone.clear()

    def now(self) -> tuple[State, int]:
        return state(load(self.db, self.id)), history(self.db, self.id, limit=1)[0].batch

    @rule(values=st.dictionaries(st.sampled_from(CELLS), NUMBERS, min_size=1, max_size=4), origin=st.sampled_from(
        ["typed", "pasted", "total", "zero"]
    ))  # fmt: skip
    def set_some(self, values: dict[str, int | Decimal | None], origin: str) -> None:
        before, revision = self.now()
        set_cells(self.db, self.id, values, actor="b", origin=origin)
        after = load(self.db, self.id)
        assert {cell: after.cells.get(cell) for cell in values} == values
        self.remember(before, revision)

    @rule(part=st.sampled_from(["overview", "other", "title", "preamble"]), text=st.text("甲乙12\n", max_size=6))
    def write(self, part: str, text: str) -> None:
        before, revision = self.now()
        set_text(self.db, self.id, part, text, actor="b")
        self.remember(before, revision)

    @rule(cells=st.dictionaries(st.sampled_from(CELLS), NUMBERS.filter(lambda n: n is not None), max_size=5))
    def replace(self, cells: dict[str, Number]) -> None:
        before, revision = self.now()
        save(self.db, Report("甲县人民政府", 2023, "2021", cells=cells), actor="c", replace=True)
        self.remember(before, revision)

    @rule()
    def step_back(self) -> None:
        before, _revision = self.now()
        step = undo(self.db, self.id, actor="b")
        assert (step is not None) == bool(self.done)
        if step:
            assert state(load(self.db, self.id)) == self.done.pop()
            self.undone.append(before)

    @precondition(lambda self: self.undone)
    @rule()
    def step_forth(self) -> None:
        before, _revision = self.now()
        assert redo(self.db, self.id, actor="b") is not None
        assert state(load(self.db, self.id)) == self.undone.pop()
        self.done.append(before)

    @precondition(lambda self: not self.undone)
    @rule()
    def nothing_to_redo(self) -> None:
        assert redo(self.db, self.id, actor="b") is None

    @invariant()
    def journal_gives_the_tables(self) -> None:
        if not hasattr(self, "id"):
            return
        replayed: dict[str, object] = {}
        for edit in reversed(history(self.db, self.id)):
            assert str(replayed.get(edit.cell) or "") == str(edit.old or "") or edit.old == 0
            replayed[edit.cell] = edit.new
        report = load(self.db, self.id)
        stored = {
            **report.cells,
            **report.narratives,
            "title": report.title,
            "preamble": report.preamble,
            "form": "2021",
        }
        assert {part: str(value) for part, value in replayed.items() if value not in (None, "")} == {
            part: str(value) for part, value in stored.items() if value != ""
        }

    @invariant()
    def every_value_has_an_origin(self) -> None:
        if not hasattr(self, "id"):
            return
        sources = origins(self.db, self.id)
        for cell, value in load(self.db, self.id).cells.items():
            assert str(sources[cell].new) == str(value)
            assert sources[cell].origin not in ("undo", "redo")

    @invariant()
    def the_latest_changes_are_the_end_of_all(self) -> None:
        """Read from the end, as far as is asked for, and one cell alone: the same as all of it read from the start."""
        if not hasattr(self, "id"):
            return
        every = list(walk(self.db, self.id))[::-1]
        for limit in (1, 3, None):
            assert history(self.db, self.id, limit=limit) == every[:limit]
            for cell in (*CELLS[:4], "overview", "title"):
                assert history(self.db, self.id, cell, limit) == [e for e in every if e.cell == cell][:limit]

    def teardown(self) -> None:
        if hasattr(self, "id"):
            self.db.close()
            self.folder.cleanup()


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
