"""Data on its way to the screen."""

import pytest

from giktui.tui.safe_text import line, plain, safe


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("[/部分][red]", "[/部分][red]"),
        ("a\x1b[31mb\x1b[0m", "ab"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("a\x00\x07\x08\x7f\x9bb", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u202eb\u2066c", "abc"),
    ],
)
def test_nothing_steers_the_terminal(data: str, shown: str) -> None:
    assert plain(data) == shown
    assert safe(data).plain == shown


def test_one_line() -> None:
    assert line(" 甲\n乙\t丙  ") == "甲 乙 丙"
