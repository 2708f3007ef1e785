"""Every filter takes words in any order and pinyin initials, and says how many lines did not fit."""

from pathlib import Path

import pytest
from tui.snapshots import press, running, shown, write

from giktui.tui.widgets.paged_list import PagedList

SCREENS = {
    "home": (),
    "agencies": ("g",),
    "history": ("h",),
    "trend": ("t",),
    "help": ("f1",),
    "problems": ("p",),
}
"""The keys that lead to each screen with a filter from home."""

SOME = {
    "home": "青禾",
    "agencies": "青禾",
    "history": "总计 导入",
    "trend": "总计",
    "help": "alt 总",
    "problems": "没有内容",
}
"""Words that some of the lines have in them."""


@pytest.mark.parametrize("name", SCREENS)
async def test_a_filter_says_how_many_lines_did_not_fit(county: Path, name: str) -> None:
    async with running(county, *SCREENS[name]) as pilot:
        main = pilot.app.screen.query(PagedList).first()
        every = len(main.source)
        assert "没有列出" not in shown(pilot).replace("提示、", "")
        await press(pilot, "slash")
        text = await write(pilot, SOME[name])
        left = every - len(main.source)
        assert 0 < left < every
        assert f"其余 {left} " in text
        assert "没有列出" in text
        nothing = await write(pilot, "甲乙丙丁")
        assert f"其余 {every} " in nothing
        assert "没有列出" not in await press(pilot, "escape")


@pytest.mark.parametrize("name", ["home", "agencies", "problems"])
async def test_an_agency_is_found_by_the_initials_of_its_pinyin(county: Path, name: str) -> None:
    async with running(county, *SCREENS[name]) as pilot:
        await press(pilot, "slash")
        assert "青禾县人民政府" in await write(pilot, "qhx")
        main = pilot.app.screen.query(PagedList).first()
        assert len(main.source) > 0
