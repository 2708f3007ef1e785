"""Text of a report reaches a terminal or a page as text: no escape sequence, no markup."""

import pytest

from giktui.diff import FORMATS, compare, render
from giktui.report import Report
from giktui.writers import FORMATS as WRITERS
from giktui.writers import write

NASTY = "\x1b[31m红\x07\x9b2J[/部分]<script>alert(1)</script>"


def nasty(year: int) -> Report:
    return Report(f"县{NASTY}", year, "2021", NASTY, NASTY, {}, {"overview": f"{year}{NASTY}", "other": NASTY})


@pytest.mark.parametrize("format", FORMATS)
def test_a_comparison_has_no_control_characters_and_no_markup(format: str) -> None:
    text = render(compare(nasty(2023), nasty(2024)), format, every=True)
    assert not set(text) & {"\x1b", "\x07", "\x9b"}
    assert format not in ("html", "markdown") or "<script" not in text.replace("\\<script", "")
    assert "[/部分]" in text.replace("\\", "")


@pytest.mark.parametrize("format", [name for name, format in WRITERS.items() if not format.binary])
def test_a_report_has_no_control_characters_and_no_markup(format: str) -> None:
    text = write(nasty(2024), format)
    assert isinstance(text, str)
    assert not set(text) & {"\x1b", "\x07", "\x9b"}
    assert format not in ("html", "markdown") or "<script" not in text.replace("\\<script", "")
