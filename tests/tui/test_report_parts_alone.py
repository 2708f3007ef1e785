"""The parts of the report screen without Textual: a desk of paper, answers written beforehand."""

from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from tui.conftest import AGENCY

from giktui.errors import GiktuiError
from giktui.store import connect, find_entry, set_cells
from giktui.tui.report_session import ReportSession
from giktui.tui.screens.base.lifecycle import Lifecycle
from giktui.tui.screens.report.editing import EditController
from giktui.tui.screens.report.findings_walk import FindingsWalk
from giktui.tui.screens.report.navigation import Navigator

RECEIVED = "applications.received.natural_person"
TOTAL = "applications.received.total"


class Paper:
    """A desk that writes down what is said, answers with what it was given, and does later what it is told to."""

    def __init__(self, answers: Sequence[Any] = ()) -> None:
        self.answers = list(answers)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.later_on: list[Callable[[], object]] = []
        self.begun: list[Coroutine[Any, Any, None]] = []
        self.cursor = ""
        self.shown: list[str] = []
        self.ask = self

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Everything else is done in silence."""
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_args, **_more: None

    def say(self, message: str) -> None:
        if message:
            self.said.append(message)

    def give_up_typing(self) -> bool:
        return False

    def later(self, seconds: float, do: Callable[[], object]) -> "Paper":
        self.later_on.append(do)
        return self

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.begun.append(work)

    def may_change(self, *, part: bool) -> bool:
        return True

    def hold_keys(self) -> AbstractContextManager[None]:
        return nullcontext()

    async def change(self, part: str, cell: str | None) -> None:
        self.shown.append(part)

    def ready(self) -> bool:
        return True

    def attempt(self, change: Callable[[], object]) -> bool:
        change()
        return True

    async def _answer(self, question: str) -> Any:
        self.asked.append(question)
        return self.answers.pop(0)

    async def confirm(self, question: str, title: str = "") -> bool:
        return bool(await self._answer(question))

    async def choose(
        self, question: str, options: Sequence[str], *, chosen: int = 0, words: Sequence[str] = ()
    ) -> int | None:
        return await self._answer("\n".join([question, *options]))  # type: ignore[no-any-return]

    async def prompt(self, question: str, value: str = "", *, title: str = "", needed: bool = True) -> str | None:
        return await self._answer(question)  # type: ignore[no-any-return]

    async def tell(self, message: str, title: str = "") -> None:
        self.asked.append(message)


@pytest.fixture
def session(database: Path) -> ReportSession:
    db = connect(database)
    entry = find_entry(db, AGENCY, 2024)
    assert entry is not None
    return ReportSession(db, entry)


def test_a_value_is_saved_and_undone(session: ReportSession) -> None:
    paper = Paper()
    edits = EditController(session, paper)  # type: ignore[arg-type]  # of paper
    edits.enter({RECEIVED: 7}, "typed")
    assert session.cells[TOTAL] == 7
    edits.step_back(undo=True)
    assert RECEIVED not in session.cells
    assert "已撤销" in paper.said[-1]


def test_what_the_database_refuses_waits_and_is_tried_again(
    session: ReportSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise GiktuiError("磁盘已满")

    paper = Paper()
    edits = EditController(session, paper)  # type: ignore[arg-type]
    with monkeypatch.context() as context:
        context.setattr("giktui.store.set_cells", full)
        edits.enter({RECEIVED: 7}, "typed")
    assert edits.unsaved == 1
    assert "磁盘已满" in paper.said[-1]
    edits.step_back(undo=True)  # the first thing it does is to try again
    assert not edits.unsaved


def test_a_walk_through_findings_goes_round(session: ReportSession) -> None:
    walk = FindingsWalk(session, Paper())
    first = walk.step(1)
    assert first is not None
    for _step in range(len(walk.findings)):
        last = walk.step(1)
    assert last == first
    assert walk.look_at(len(walk.findings)) is None


async def test_going_about(session: ReportSession, tmp_path: Path) -> None:
    paper = Paper()
    navigator = Navigator(session, paper, tmp_path / "a.db", RECEIVED)
    assert (navigator.part, navigator.first_cell) == ("applications", RECEIVED)
    await navigator.step(1)
    await navigator.go_to("preamble")
    await navigator.step(-1)
    assert paper.shown == ["proceedings", "front", "other"]


async def test_submitting_names_what_stands_in_the_way(session: ReportSession) -> None:
    paper = Paper()
    paper.db, paper.entry = session.db, session.entry  # type: ignore[attr-defined]
    await Lifecycle(paper).submit()  # type: ignore[arg-type]
    assert "CP-NARRATIVE" in paper.asked[0]


@pytest.mark.parametrize("answer", [True, False])
async def test_what_cannot_be_saved_is_lost_after_a_yes_only(session: ReportSession, answer: bool) -> None:
    class Work:
        unsaved, trouble, conflicts = 1, "磁盘已满", frozenset[str]()

        def retry(self) -> None:
            """In vain."""

    paper = Paper([answer])
    assert await Lifecycle(paper, Work()).may_leave() is answer  # type: ignore[arg-type]
    assert "磁盘已满" in paper.asked[0]


async def test_a_conflict_is_asked_about(session: ReportSession, database: Path) -> None:
    with closing(connect(database)) as db:
        set_cells(db, session.entry.id, {RECEIVED: 3}, actor="赵六", origin="typed")
    paper = Paper([1])
    edits = EditController(session, paper)  # type: ignore[arg-type]
    edits.enter({RECEIVED: 7}, "typed")
    assert edits.conflicts == {RECEIVED}
    assert paper.begun
    for work in paper.begun:
        work.close()
