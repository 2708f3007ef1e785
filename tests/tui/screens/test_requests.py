"""The register on the screen: entering and answering in ten keys, settling, a list pasted, the report filled."""

from contextlib import closing
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from tui.screens.conftest import COUNTY, SCHOOLS
from tui.snapshots import SIZES, compare, running, shown

from giktui.store import connect, find_entry, load, the_agency
from giktui.store.register.entering import enter
from giktui.store.register.rows import Stored, requests

LIST = (
    "编号\t收到日期\t申请人类型\t申请人\t答复日期\t办理结果\n"
    "2024-1\t2024-1-8\t公民\t甲\t2024-1-20\t公开\n"
    "2024-2\t2024-2-8\t企业\t乙\t2024-3-1\t不予公开\n"
)


@pytest.fixture(autouse=True)
def a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is a day in 2024."""
    from datetime import date

    class Day(date):
        @classmethod
        def today(cls) -> "Day":
            return cls(2024, 6, 28)

    monkeypatch.setattr("giktui.tui.screens.requests.screen.date", Day)


def stored(path: Path, agency: str = COUNTY) -> list[Stored]:
    with closing(connect(path)) as db:
        return requests(db, the_agency(db, agency).id)


async def press(pilot: "Pilot[None]", *keys: str) -> str:
    """Press the keys; what waits for an answer is not waited for."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    return shown(pilot)


def given(path: Path, agency: str = COUNTY, **texts: str) -> None:
    with closing(connect(path)) as db:
        enter(db, the_agency(db, agency).id, texts, actor="李四")


async def test_a_request_is_entered_and_answered_in_ten_keys(county: Path) -> None:
    async with running(county, "r") as pilot:
        assert "按 a 登记" in shown(pilot)
        keys = ["a", "1", "enter", "enter", "3", "1", "enter"]
        assert len(keys) <= 10
        await press(pilot, *keys[:3])
        assert "2024-001" in shown(pilot)
        await press(pilot, *keys[3:])
    (one,) = stored(county)
    request = one.request
    assert (request.number, str(request.received), request.kind) == ("2024-001", "2024-06-28", "natural_person")
    assert (str(request.answered), request.result) == ("2024-06-28", "refused_state_secret")


async def test_what_was_done_to_a_request_is_told(county: Path) -> None:
    given(county, number="2024-007", received="2024-06-03", kind="公民")
    async with running(county, "r", "x") as pilot:
        await press(pilot, *"spam", "enter")
        await press(pilot, "f", "down", "enter")
        text = await press(pilot, "h")
        assert "2024-007" in text
        assert "不计" in text
        assert "spam" in text


async def test_what_cannot_be_read_is_said_and_not_taken(county: Path) -> None:
    async with running(county, "r", "a", *"法人", "enter") as pilot:
        assert "不止一种可能" in shown(pilot)
        await press(pilot, "escape")
    assert stored(county) == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_register_looks_as_it_should(county: Path, size: tuple[int, int]) -> None:
    given(county, number="2024-7", received="2024-5-6", kind="公民", applicant="张[/red]", content="某路[bold]的批文")
    given(county, number="2024-8", received="2024-6-20", kind="公司", extended="是")
    given(county, number="2024-9", received="2024-6-21", kind="公民", correction_asked="2024-6-25")
    given(county, number="2023-9", received="2023-6-21", kind="公民", answered="2023-7-1", result="重复")
    async with running(county, "r", size=size) as pilot:
        compare("requests", pilot, path=county)


async def test_a_pasted_list_is_shown_settled_and_fills_the_report(county: Path) -> None:
    async with running(county, "r") as pilot:
        pilot.app.post_message(Paste(LIST))
        await pilot.pause()
        await pilot.pause(0.1)
        text = shown(pilot)
        assert "新增 2" in text
        assert "不予公开" in text
        await press(pilot, "y")
        await press(pilot, "w")
        assert "没有弄清" in shown(pilot)
        await press(pilot, "enter", "f", "down", "down", "enter", "s")
        assert "不止一种可能" in shown(pilot)
        await press(pilot, *["backspace"] * 4, *"商业秘密", "enter")
        assert [one.request.result for one in stored(county)] == ["granted", "refused_third_party"]
        await press(pilot, "w")
        assert "由台账填入" in shown(pilot)
        await press(pilot, "y")
    with closing(connect(county)) as db:
        entry = find_entry(db, COUNTY, 2024)
        assert entry is not None
        assert load(db, entry.id).cells["applications.refused_third_party.business"] == 1


async def test_left_out_and_counted_again(county: Path) -> None:
    given(county, agency=SCHOOLS, number="1", received="2024-5-6", kind="公民")
    async with running(county, "down", "r") as pilot:
        await press(pilot, "x", *"误收", "enter")
        assert stored(county, SCHOOLS)[0].left_out == "误收"
        await press(pilot, "f", "down", "enter")
        assert "不计：误收" in shown(pilot)
        await press(pilot, "x")
    assert stored(county, SCHOOLS)[0].left_out is None


async def test_a_cell_of_the_report_leads_to_its_requests(county: Path) -> None:
    given(county, number="2024-7", received="2024-5-6", kind="公民", answered="2024-5-20", result="公开")
    given(county, number="2024-8", received="2024-6-20", kind="公司")
    async with running(county) as pilot:
        await press(pilot, "enter", "alt+3", "R")
        text = shown(pilot)
        assert "一、本年新收" in text
        assert "2024-7" in text
        assert "2024-8" not in text
        await press(pilot, "q", "down", "R")
        assert "共 0 件" in shown(pilot)
