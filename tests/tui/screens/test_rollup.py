"""Adding up: the sums beside the government's own report, who explains a difference, and filling the draft."""

from contextlib import closing
from pathlib import Path

import pytest
from tui.screens.conftest import CITY, WATER, publish
from tui.snapshots import SIZES, compare, press, running, shown

from giktui.store import connect, ensure_agency, find_entry, load, origins, undo


def own(path: Path) -> dict[str, object]:
    with closing(connect(path)) as db:
        entry = find_entry(db, CITY, 2024)
        return dict(load(db, entry.id).cells) if entry else {}


@pytest.mark.parametrize("size", SIZES)
async def test_rollup_looks_as_it_should(city: Path, size: tuple[int, int]) -> None:
    publish(city, 5)
    async with running(city, "home", "u", size=size) as pilot:
        compare("rollup", pilot, path=city)


async def test_the_draft_is_filled_after_a_question(city: Path) -> None:
    async with running(city, "home", "u") as pilot:
        assert "2 份，未报 1 个" in shown(pilot).splitlines()[0]
        assert "还没有本级的报告" in shown(pilot)
        await press(pilot, "f", "n")
        assert own(city) == {}
        assert "逐格相符" in await press(pilot, "f", "y")
    assert own(city) == {"disclosure.licences.decisions": 12, "proceedings.review.total": 2}
    with closing(connect(city)) as db:
        entry = find_entry(db, CITY, 2024)
        assert entry is not None
        assert origins(db, entry.id)["proceedings.review.total"].origin == "rollup"
        undo(db, entry.id, actor="市")
    assert own(city) == {}


async def test_what_differs_names_who_explains_it_and_leads_to_the_cell(city: Path) -> None:
    publish(city, 5)
    async with running(city, "s", "home", "u") as pilot:
        text = shown(pilot)
        assert "只看不相符的 1 格" in text
        assert f"差数恰为{WATER}的数" in text.replace("\n", "")
        assert "全部 2 格" in await press(pilot, "a")
        await press(pilot, "a", "enter")
        assert type(pilot.app.screen).__name__ == "ReportScreen"
        assert "行政许可" in shown(pilot)


async def test_a_submitted_report_is_not_filled(city: Path) -> None:
    publish(city, 5)
    with closing(connect(city)) as db:
        db.execute("UPDATE report SET status = 'submitted', submitted_by = '市', submitted_at = updated")
    async with running(city, "home", "u", "f", "y") as pilot:
        assert "不能修改" in "".join(shown(pilot).split())
    assert own(city)["disclosure.licences.decisions"] == 5


async def test_an_agency_with_nothing_below_says_so(city: Path) -> None:
    async with running(city, "end", "u") as pilot:
        assert "没有下级机关" in shown(pilot)


async def test_where_nobody_below_has_reported_nothing_is_held_against_the_report(city: Path) -> None:
    with closing(connect(city)) as db:
        ensure_agency(db, "云栖市水利局一所", parent=ensure_agency(db, WATER).id)
    async with running(city, "home", "down", "down", "u") as pilot:
        text = shown(pilot)
        assert "还没有2024年的报告" in text.replace("\n", "")
        assert "只看不相符" not in text
