"""The counts of a year are those of a plain count in Python, whatever the register, and the form's sums hold."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giktui.form import FORM_IDS, load_form
from giktui.register.reading import read_request
from giktui.register.results import every_result, row_on
from giktui.store import connect, ensure_agency, history, load, set_cells, undo
from giktui.store.register.counting import count, requests_behind
from giktui.store.register.filling import fill, filling
from giktui.store.register.rows import Stored, find_twice, insert, requests
from giktui.store.register.wording import filling_lines
from giktui.wording.cells import cell_short_label

KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "法人", "")
OUTCOMES = ("", "维持", "纠正", "其他结果", "尚未审结", "驳回")
_TABLE = load_form("2021").table("applications")
LABELS = [f"{_TABLE.row(id).under[-1]}{_TABLE.row(id).label}" for id in every_result()]
YEARS = (2020, 2021, 2024)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    received = date(2019, 6, 1) + timedelta(draw(st.integers(0, 2200)))
    answered = received + timedelta(draw(st.integers(-3, 500)))
    said = {
        "received": draw(st.sampled_from([received.isoformat(), received.isoformat(), received.isoformat(), ""])),
        "kind": draw(st.sampled_from(KINDS)),
        "answered": draw(st.sampled_from(["", answered.isoformat(), answered.strftime("%Y.%m.%d")])),
        "result": draw(st.sampled_from([*LABELS, "不予公开", "撤回", ""])),
        "review": draw(st.sampled_from(OUTCOMES)),
        "review_ended": "",
        "suit": draw(st.sampled_from(OUTCOMES)),
        "after_review": draw(st.sampled_from(["", "是", "否"])),
        "fee": draw(st.sampled_from(["", "30", "12.5元", "0", "若干"])),
    }
    if said["review"] and draw(st.booleans()):
        said["review_ended"] = (answered + timedelta(draw(st.integers(0, 400)))).isoformat()
    return said


def by_hand(texts: list[dict[str, str]], form_id: str, year: int) -> tuple[Counter[str], int]:
    """The cells of tables 三 and 四 but for the totals, and the fee, as a person would count them."""
    cells: Counter[str] = Counter()
    fee = 0
    first, last = date(year, 1, 1), date(year, 12, 31)
    for said in texts:
        one = read_request(said, None)
        if any(doubt.first_year <= year <= doubt.last_year for doubt in one.doubts):
            continue
        if one.received and one.received <= last and (one.answered is None or one.answered >= first):
            cells[f"applications.{'received' if one.received >= first else 'carried_in'}.{one.kind}"] += 1
            done = one.answered is not None and one.answered <= last
            row = row_on(one.result or "", form_id) if done else "carried_out"
            cells[f"applications.{row}.{one.kind}"] += 1
        suit_row = "litigation_after_review" if one.after_review else "litigation_direct"
        for case, place in ((one.review, "review"), (one.suit, suit_row)):
            if case and case.begun is not None and case.begun <= year <= (case.ended or 9999):
                cells[f"proceedings.{place}.{case.outcome if case.ended == year else 'pending'}"] += 1
        if one.fee and (one.answered or one.received or first).year == year:
            fee += one.fee
    return cells, fee


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rows(), max_size=25))
def test_the_counts_are_those_of_a_plain_count_and_balance(texts: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        db = connect(Path(folder) / "r.db")
        agency = ensure_agency(db, "甲县").id
        insert(db, agency, [Stored(0, said, {}, None, "a.xlsx", "", line) for line, said in enumerate(texts)])
        find_twice(db, agency)
        for year in YEARS:
            for form in map(load_form, FORM_IDS):
                counted = count(db, agency, year, form)
                if counted.homeless:
                    continue  # a result of 2019's form, asked for on another
                cells, fee = by_hand(texts, form.id, year)
                parts = {
                    id: n for id, n in counted.cells.items() if not id.endswith(".total") and "results_total" not in id
                }
                assert {id: n for id, n in parts.items() if n} == dict(cells)
                assert (counted.fee or 0) == fee
                _balances(counted.cells, form.id)
                _explained(db, agency, year, form.id, counted.cells)
        db.close()


def _balances(cells: Mapping[str, int], form_id: str) -> None:
    for relation in load_form(form_id).relations:
        if relation.table in ("applications", "proceedings") and not relation.across_years and relation.operator == "=":
            left, right = (
                sum(t.factor * cells.get(t.cell, 0) for t in side) for side in (relation.left, relation.right)
            )
            assert left == right, relation.rule


def _explained(db: sqlite3.Connection, agency: int, year: int, form_id: str, cells: Mapping[str, int]) -> None:
    """As many requests stand behind a cell as it counts."""
    for row in ("received", "results_total", "carried_out", "granted", "refused_state_secret"):
        for column in ("natural_person", "other_org", "total"):
            cell = f"applications.{row}.{column}"
            assert len(requests_behind(db, agency, year, load_form(form_id), cell)) == cells[cell]


def test_a_doubt_counts_in_the_years_it_may_concern_only(db: sqlite3.Connection, agency: int) -> None:
    said = {"received": "2023-12-20", "kind": "公民", "answered": "2024-01-09", "result": "不予公开"}
    insert(db, agency, [Stored(0, said, {}, None)])
    before = filling(db, agency, 2023)
    assert not before.blocked
    assert before.counted.cells["applications.carried_out.natural_person"] == 1
    assert filling(db, agency, 2024).blocked


def test_a_fill_is_one_step_with_the_registers_state_and_one_undo(db: sqlite3.Connection, agency: int) -> None:
    said = {"received": "2024-3-1", "kind": "公民", "answered": "2024-3-9", "result": "公开", "fee": "30"}
    insert(db, agency, [Stored(0, said, {}, None)])
    entry = fill(db, agency, 2024, actor="tester")
    filled = load(db, entry.id)
    assert filled.cells["applications.granted.total"] == 1
    assert "30元" in filled.narratives["other"]
    assert "proceedings.review.total" not in filled.cells  # the register says nothing of reviews
    edit = history(db, entry.id, "applications.granted.total")[0]
    assert (edit.origin, edit.detail.startswith("1@")) == ("register", True)
    undo(db, entry.id, actor="tester")
    assert load(db, entry.id).cells == {}
    assert load(db, entry.id).narratives == {}


def test_what_a_fill_would_change_is_named_in_full_or_in_short(db: sqlite3.Connection, agency: int) -> None:
    said = {"received": "2024-3-1", "kind": "公民", "answered": "2024-3-9", "result": "公开", "fee": "30"}
    insert(db, agency, [Stored(0, said, {}, None)])
    found = filling(db, agency, 2024)
    full, short = list(filling_lines(found)), list(filling_lines(found, cell_short_label))
    assert "  三、收到和处理政府信息公开申请情况 （一）予以公开·自然人  空白 → 1" in full
    assert "  予以公开·自然人  空白 → 1" in short
    assert [one for one in full if "→ 1" not in one] == [one for one in short if "→ 1" not in one]


def test_left_out_is_not_counted(db: sqlite3.Connection, agency: int) -> None:
    from giktui.store.register.entering import leave_out

    insert(db, agency, [Stored(0, {"received": "2024-3-1", "kind": "法人"}, {}, None)])
    assert filling(db, agency, 2024).blocked
    leave_out(db, requests(db, agency)[0], "误收", actor="tester")
    found = filling(db, agency, 2024)
    assert not found.blocked
    assert found.counted.cells["applications.received.total"] == 0


@pytest.mark.parametrize(("year", "row"), [(2020, "other"), (2021, "other_other")])
def test_every_version_of_the_form_has_its_rows(db: sqlite3.Connection, agency: int, year: int, row: str) -> None:
    said = {"received": f"{year}-3-1", "kind": "公民", "answered": f"{year}-3-9", "result": "撤回"}
    insert(db, agency, [Stored(0, said, {}, None)])
    assert filling(db, agency, year).counted.cells[f"applications.{row}.natural_person"] == 1


def test_the_drafted_paragraph_follows_the_cells(db: sqlite3.Connection, agency: int) -> None:
    said = {"received": "2024-3-1", "kind": "公民", "answered": "2024-3-9", "result": "公开"}
    insert(db, agency, [Stored(0, said, {}, None)])
    entry = fill(db, agency, 2024, actor="tester", text=True)
    assert "予以公开1件" in load(db, entry.id).narratives["overview"]
    set_cells(db, entry.id, {"applications.granted.natural_person": 3}, actor="tester", origin="typed")
    set_cells(db, entry.id, {"applications.granted.total": 3}, actor="tester", origin="typed")
    assert "予以公开3件" in load(db, entry.id).narratives["overview"]
    assert fill(db, agency, 2024, actor="tester", text=True)
    assert "予以公开1件" in load(db, entry.id).narratives["overview"]


def test_requests_are_read_anew_where_the_program_has_learnt_words(db: sqlite3.Connection, agency: int) -> None:
    said = {"received": "2024-3-1", "kind": "公民", "answered": "2024-3-9", "result": "公开"}
    insert(db, agency, [Stored(0, said, {}, None)])
    assert filling(db, agency, 2024).counted.cells["applications.granted.total"] == 1
    db.execute("UPDATE request SET result = 'refused_third_party'")  # as an older program may have read it
    assert filling(db, agency, 2024).counted.cells["applications.granted.total"] == 0
    db.execute("UPDATE made_with SET sha256 = 'older' WHERE what = 'register'")
    assert filling(db, agency, 2024).counted.cells["applications.granted.total"] == 1
