"""Two connections do what people do to reports, in any order, beside a model in plain Python."""

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from giktui.checks.finding import Finding
from giktui.errors import GiktuiError
from giktui.report import Number, Report
from giktui.store import (
    Connection,
    Deletion,
    Exists,
    Locked,
    checked,
    connect,
    delete_report,
    entries,
    entry_of,
    find_agency,
    find_entry,
    import_files,
    load,
    open_doubts,
    origins,
    redo,
    rename_agency,
    reopen,
    restore_report,
    save,
    set_cells,
    set_text,
    submit,
    undo,
    waive,
    waivers,
)  # fmt: skip
from giktui.store.agencies.merging import merge_agencies
from giktui.store.exchange.package_export import pack
from giktui.store.journal.agreement import agrees
from giktui.store.journal.edits import effective, walk

CELLS = [
    "disclosure.rules.issued", "disclosure.fees.amount", "proceedings.review.upheld", "proceedings.review.corrected",
    "applications.received.natural_person", "applications.granted.natural_person",
]  # fmt: skip
"""Cells that no total follows from in a report without totals to follow… the model adds none up."""
NUMBERS = st.none() | st.integers(0, 9)
AGENCIES = ["甲局", "乙局", "丙局"]
TEXTS = ["overview", "other", "title", "preamble"]


State = tuple[dict[str, Number], dict[str, str], frozenset[str]]
"""Cells, texts, and the cells that were typed."""


@dataclass
class Modelled:
    """A report as the model has it; `undone` and `done` are the states that redo and undo lead to.

    `typed` are the cells whose number was typed: to type one over what a file said is a step, be it the same number.
    """

    agency: str
    cells: dict[str, Number] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    locked: bool = False
    deletion: Deletion | None = None
    typed: frozenset[str] = frozenset()
    waived: set[str] = field(default_factory=set)
    done: list[State] = field(default_factory=list)
    undone: list[State] = field(default_factory=list)

    @property
    def state(self) -> State:
        return self.cells, self.texts, self.typed

    def become(self, state: State) -> None:
        self.cells, self.texts, self.typed = state

    def step(self, state: State) -> None:
        if state != self.state:
            self.done.append(self.state)
            self.undone.clear()
            self.become(state)


def trimmed(report: Report) -> Report:
    """As the interchange form has it: no text begins or ends with an empty line."""
    texts = {part: text.strip() for part, text in report.narratives.items()}
    return replace(report, title=report.title.strip(), preamble=report.preamble.strip(), narratives=texts)


class Store(RuleBasedStateMachine):
    """Each rule does one act through one of the connections and in the model; each invariant looks through both."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.db"
        self.both = [self.opened(), self.opened()]
        self.reports: dict[int, Modelled] = {}
        self.names: dict[str, str] = {}
        for name in AGENCIES:
            id = save(self.both[0], Report(name, 2024, "2021", title=name, cells={CELLS[0]: 1}), actor="甲").id
            self.reports[id] = Modelled(name, {CELLS[0]: 1}, {"title": name})
            self.names[name] = name

    def opened(self) -> Connection:
        db = connect(self.path)
        db.execute("PRAGMA synchronous = OFF")
        return db

    def one(self, data: st.DataObject) -> tuple[Connection, int, Modelled]:
        there = sorted(id for id, model in self.reports.items() if not model.deletion)
        id = data.draw(st.sampled_from(there))
        return self.both[data.draw(st.integers(0, 1))], id, self.reports[id]

    @rule(data=st.data(), values=st.dictionaries(st.sampled_from(CELLS), NUMBERS, min_size=1, max_size=4))
    def type_or_paste(self, data: st.DataObject, values: dict[str, int | None]) -> None:
        db, id, model = self.one(data)
        if model.locked:
            with pytest.raises(Locked):
                set_cells(db, id, values, actor="甲", origin="typed")
            return
        set_cells(db, id, values, actor="甲", origin="typed")
        # totals that follow are taken from the store and held to by every later look through the other connection
        followed = {c: v for c, v in load(db, id).cells.items() if c not in CELLS}
        kept = {c: v for c, v in {**model.cells, **values}.items() if c in CELLS and v is not None}
        assert {c: v for c, v in load(db, id).cells.items() if c in CELLS} == kept
        typed = (model.typed | values.keys()) & kept.keys()
        model.step((kept | followed, model.texts, typed))

    @rule(data=st.data(), part=st.sampled_from(TEXTS), text=st.text("甲乙12\n", max_size=6))
    def write(self, data: st.DataObject, part: str, text: str) -> None:
        db, id, model = self.one(data)
        if model.locked:
            with pytest.raises(Locked):
                set_text(db, id, part, text, actor="甲")
            return
        set_text(db, id, part, text, actor="甲")
        model.step((model.cells, {k: v for k, v in {**model.texts, part: text}.items() if v}, model.typed))

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        db, id, model = self.one(data)
        if model.locked:
            with pytest.raises(Locked):
                undo(db, id, actor="甲")
            return
        assert (undo(db, id, actor="甲") is not None) == bool(model.done)
        if model.done:
            model.undone.append(model.state)
            model.become(model.done.pop())

    @rule(data=st.data())
    def do_again(self, data: st.DataObject) -> None:
        db, id, model = self.one(data)
        if model.locked:
            return
        assert (redo(db, id, actor="甲") is not None) == bool(model.undone)
        if model.undone:
            model.done.append(model.state)
            model.become(model.undone.pop())

    @rule(data=st.data())
    def hand_in(self, data: st.DataObject) -> None:
        db, id, model = self.one(data)
        open_ones = [f for f in checked(db, entry_of(db, id), submitting=True) if f.status == "open"]
        blocked = any(f.severity in ("error", "soft") for f in open_ones)
        if model.locked or blocked:
            with pytest.raises(GiktuiError):
                submit(db, id, actor="甲")
        else:
            submit(db, id, actor="甲")
            model.locked = True

    @rule(data=st.data())
    def lock_as_a_package_does(self, data: st.DataObject) -> None:
        """Most reports of the model have open errors: so that locked ones are met at all."""
        db, id, model = self.one(data)
        db.execute(
            "UPDATE report SET status = 'submitted', submitted_by = '甲', submitted_at = '2026-01-01T00:00:00Z'"
            " WHERE id = ?",
            (id,),
        )
        model.locked = True

    @rule(data=st.data())
    def open_again(self, data: st.DataObject) -> None:
        db, id, model = self.one(data)
        if model.locked:
            reopen(db, id, "再改", actor="甲")
            model.locked = False
        else:
            with pytest.raises(GiktuiError):
                reopen(db, id, "再改", actor="甲")

    @rule(data=st.data(), cell=st.sampled_from(CELLS[:2]))
    def explain(self, data: st.DataObject, cell: str) -> None:
        db, id, model = self.one(data)
        finding = Finding(rule="CP-ZERO", severity="soft", status="open", cells=(cell,), message="")
        if model.locked:
            with pytest.raises(Locked):
                waive(db, id, finding, "理由", "甲")
        else:
            waive(db, id, finding, "理由", "甲")
            model.waived.add(finding.fingerprint)

    @rule(data=st.data(), name=st.sampled_from(["丁局", "戊局"]))
    def rename(self, data: st.DataObject, name: str) -> None:
        db, _id, model = self.one(data)
        taken = self.names.get(name)
        if taken is not None and taken != model.agency:
            with pytest.raises(GiktuiError):
                rename_agency(db, model.agency, name, actor="甲")
            return
        old = model.agency
        rename_agency(db, old, name, actor="甲")
        for one in self.reports.values():
            one.agency = name if one.agency == old else one.agency
        self.names = {n: name if a == old else a for n, a in self.names.items()} | {name: name, old: name}

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        db, _id, model = self.one(data)
        there = sorted(one.agency for one in self.reports.values() if not one.deletion)
        other = data.draw(st.sampled_from(there))
        with pytest.raises(GiktuiError):  # all have a report on the same year, or are one
            merge_agencies(db, model.agency, other, actor="甲")

    @precondition(lambda self: sum(not one.deletion for one in self.reports.values()) > 1)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        db, id, model = self.one(data)
        model.deletion = delete_report(db, id, "重复", actor="甲")

    @rule(data=st.data())
    def bring_back(self, data: st.DataObject) -> None:
        gone = sorted(id for id, model in self.reports.items() if model.deletion)
        if gone:
            id = data.draw(st.sampled_from(gone))
            deletion = self.reports[id].deletion
            assert deletion is not None
            restore_report(self.both[data.draw(st.integers(0, 1))], deletion, actor="甲")
            self.reports[id].deletion = None

    @rule(which=st.integers(0, 1))
    def send(self, which: int) -> None:
        """A package of all arrives in an empty database as it is here, and again it is nothing new."""
        db = self.both[which]
        path = Path(self.folder.name) / "all.zip"
        with path.open("wb") as file:
            pack(db, 2024, None, file)
        with tempfile.TemporaryDirectory() as folder:
            other = connect(Path(folder) / "b.db")
            assert [one.status for one in import_files(other, [path], actor="市")] == ["read"]
            assert [load(other, e.id) for e in entries(other)] == [trimmed(load(db, e.id)) for e in entries(db)]
            assert [one.status for one in import_files(other, [path], actor="市")] == ["present"]
            other.close()

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        self.both[which].close()
        self.both[which] = self.opened()

    @rule(data=st.data())
    def store_once_more(self, data: st.DataObject) -> None:
        db, _id, model = self.one(data)
        with pytest.raises((Exists, Locked)):
            save(db, Report(model.agency, 2024, "2021", cells={CELLS[1]: 5}), actor="甲")

    @invariant()
    def both_see_what_the_model_has(self) -> None:
        for db in getattr(self, "both", ()):
            shown = {id: model for id, model in self.reports.items() if not model.deletion}
            assert {entry.id for entry in entries(db)} == set(shown)
            for id, model in shown.items():
                report, entry = load(db, id), entry_of(db, id)
                assert report.cells == model.cells
                texts = {"title": report.title, "preamble": report.preamble, **report.narratives}
                assert {k: v for k, v in texts.items() if v} == model.texts
                assert (report.agency, entry.locked) == (model.agency, model.locked)
                assert {one.fingerprint for one in waivers(db, id)} == model.waived
                found = find_entry(db, model.agency, 2024)
                assert found is not None and found.id == id
            for name, agency in self.names.items():
                there = find_agency(db, name)
                assert there is not None and there.name == agency

    @invariant()
    def the_journal_says_it_all(self) -> None:
        for db in getattr(self, "both", ()):
            for id, model in self.reports.items():
                if model.deletion:
                    continue
                assert agrees(db, entry_of(db, id))
                assert open_doubts(db, entry_of(db, id)) == []
                slow = {part: edit.batch for part, edit in effective(walk(db, id)).items()}
                assert {part: edit.batch for part, edit in origins(db, id).items()} == slow

    def teardown(self) -> None:
        for db in getattr(self, "both", ()):
            db.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestStore = Store.TestCase
TestStore.settings = settings(max_examples=5, stateful_step_count=15, deadline=None)


@pytest.mark.slow
class TestStoreLong(Store.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
