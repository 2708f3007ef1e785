"""Lines broken by the rules of Chinese: on the screen, in the editor, in tables."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from giktui.text.width import width_of
from giktui.text.wrapping import NEVER_FIRST, NEVER_LAST, break_offsets, wrapped

SENTENCE = (
    "本年度收到政府信息公开申请12件，予以公开7件；部分公开3件（含信访1件）。其中《条例》第十四条“国家秘密”2件：见附件。"
)


def lines_of(text: str, width: int) -> list[str]:
    starts = [0, *break_offsets(text, width)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize("width", range(6, 60))
def test_no_line_begins_or_ends_with_the_wrong_mark(width: int) -> None:
    lines = lines_of(SENTENCE, width)
    assert "".join(lines) == SENTENCE
    assert all(width_of(line) <= width for line in lines)
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("依法予以公开。", 12, ["依法予以公", "开。"]),
        ("依法予以公开。", 14, ["依法予以公开。"]),
        ("申请12345件", 8, ["申请", "12345件"]),
        ("received this year", 10, ["received", "this year"]),
        ("（一）》）。", 4, ["（一", "）》", "）。"]),  # nowhere to break: it is cut where it is too wide
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("", 4, []),
        ("a\nb", 4, ["a b"]),
    ],
)
def test_where_lines_are_broken(text: str, width: int, lines: list[str]) -> None:
    assert list(wrapped(text, width)) == lines


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "M")), max_size=80), st.integers(2, 40))
@example("  a  b", 2)
def test_nothing_is_lost_and_nothing_too_wide(text: str, width: int) -> None:
    lines = lines_of(text, width)
    assert "".join(lines) == text
    assert all(width_of(line.rstrip(" ")) <= width for line in lines)
