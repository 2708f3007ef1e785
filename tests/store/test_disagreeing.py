"""A report that is not what its journal says is found, whichever of the two was changed, and not handed on."""

import io
import sqlite3

import pytest

from giktui.errors import GiktuiError
from giktui.report import Report
from giktui.store import Entry, entry_of, save, set_cells, set_text, submit, undo
from giktui.store.exchange.package_export import pack
from giktui.store.journal.agreement import agrees, disagreeing, refuse_disagreeing

CELL, TYPED = "proceedings.review.upheld", "applications.granted.business"
TRIGGERS = ("batch_stays", "batch_kept", "change_stays", "change_kept", "opening_stays", "opening_kept")


@pytest.fixture
def entry(db: sqlite3.Connection) -> Entry:
    """A report stored whole, typed into, written in, some of it taken back, some blanked; and a sound one beside it."""
    cells = {CELL: 3, "disclosure.rules.issued": 0, "proceedings.review.total": 3}
    id = save(db, Report("甲局", 2024, "2021", title="题", cells=cells, narratives={"other": "无。"}), actor="甲").id
    set_cells(db, id, {TYPED: 4}, actor="甲", origin="typed")
    set_cells(db, id, {CELL: None}, actor="甲", origin="typed")
    for text in ("一是公开。", "一是公开，二是申请。", ""):
        set_text(db, id, "overview", text, actor="甲")
        set_text(db, id, "problems", f"{text}不足。", actor="甲")
    undo(db, id, actor="甲")
    save(db, Report("乙局", 2024, "2021", cells={CELL: 3}), actor="甲")
    return entry_of(db, id)


def test_what_was_done_here_agrees(db: sqlite3.Connection, entry: Entry) -> None:
    assert agrees(db, entry)
    assert list(disagreeing(db)) == []
    refuse_disagreeing(db, entry)


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE applications SET business = 5 WHERE row = 'granted'",
        "UPDATE applications SET business = '4' WHERE row = 'granted'",
        "UPDATE applications SET business = NULL WHERE row = 'granted'",
        "UPDATE disclosure SET issued = NULL WHERE row = 'rules'",
        "UPDATE proceedings SET upheld = 3 WHERE report = 1",
        "DELETE FROM disclosure",
        "UPDATE narrative SET text = '无！' WHERE section = 'other'",
        "UPDATE report SET title = ''",
        "UPDATE report SET preamble = '据'",
        "INSERT INTO narrative VALUES (1, 'overview', '一')",
        "DELETE FROM narrative WHERE section = 'problems'",
        "UPDATE change SET new = 5 WHERE new = 4",
        "DELETE FROM change WHERE at IS NOT NULL",
        "UPDATE change SET at = at + 1 WHERE at IS NOT NULL",
        "UPDATE change SET old = 'x' WHERE old <> '' AND at IS NOT NULL",
        "UPDATE opening SET cells = replace(cells, '3', '2') WHERE report = 1",
        "UPDATE opening SET cells = '[[' WHERE report = 1",
        "UPDATE opening SET cells = '[]' WHERE report = 1",
        "DELETE FROM opening WHERE report = 1",
        "UPDATE report SET form = '2019' WHERE id = 1",
    ],
)
def test_what_was_changed_past_the_journal_is_found(db: sqlite3.Connection, entry: Entry, spoilt: str) -> None:
    for trigger in TRIGGERS:
        db.execute(f"DROP TRIGGER {trigger}")
    assert db.execute(spoilt).rowcount
    now = entry_of(db, entry.id)
    assert not agrees(db, now)
    assert entry.id in [one.id for one in disagreeing(db)]
    with pytest.raises(GiktuiError, match="甲局2024年的报告与修改记录不一致"):
        refuse_disagreeing(db, now)
    with pytest.raises(GiktuiError, match="不一致"):
        submit(db, entry.id, actor="甲")
    with pytest.raises(GiktuiError, match="不一致"):
        pack(db, 2024, None, io.BytesIO())
