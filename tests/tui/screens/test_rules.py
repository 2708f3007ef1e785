"""The rules screen: what is set otherwise stands out, is set and taken back."""

from contextlib import closing
from pathlib import Path

from tui.snapshots import press, running, shown

from giktui.store import connect
from giktui.store.analysis.rule_settings import rule_settings


async def test_a_severity_is_chosen_and_taken_back(county: Path) -> None:
    async with running(county, "L") as pilot:
        assert "改过 0 项" in shown(pilot)
        await press(pilot, "enter", "down", "enter")
        assert "改过 1 项" in shown(pilot)
        with closing(connect(county)) as db:
            assert dict(rule_settings(db).texts) == {"FV-FORM": "soft"}
        await press(pilot, "d")
        assert "改过 0 项" in shown(pilot)


async def test_a_threshold_is_typed_and_a_wrong_one_refused(county: Path) -> None:
    async with running(county, "L", "end") as pilot:
        await press(pilot, "enter", *["backspace"] * 5, *"02-20", "enter")
        with closing(connect(county)) as db:
            assert dict(rule_settings(db).texts) == {"government_deadline": "02-20"}
        await press(pilot, "f")
        assert "02-20" in shown(pilot)
        await press(pilot, "enter", *["backspace"] * 5, "x", "enter")
        with closing(connect(county)) as db:
            assert dict(rule_settings(db).texts) == {"government_deadline": "02-20"}
