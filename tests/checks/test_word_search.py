"""The words of the lexicon are found character by character exactly as by the one pattern of all of them."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from giktui.checks.narrative.lexicon import groups, lexer
from giktui.checks.narrative.word_search import beginning_with, by_character, words_in

_LITERAL = [
    word.replace("\\", "") for _kind, words in groups() for word in words if not re.search(r"[\[\](){}?+*|]", word)
]
_PIECES = st.sampled_from(
    [
        *_LITERAL,
        "1月至6月",
        "2024年",
        "二〇二四年",
        "12",
        "0",
        "件",
        "，",
        "。",
        "、",
        "（",
        "\n",
        "其中",
        "上年结转",
        "个人",
        "x",
        "１",
    ]
)


@settings(deadline=None)  # the first example makes the pattern
@given(st.lists(_PIECES | st.characters(), max_size=30).map("".join), st.integers(0, 5), st.integers(0, 5))
def test_by_character_as_by_the_whole(text: str, before: int, behind: int) -> None:
    end = max(before, len(text) - behind)
    whole, apart = (list(find(text, before, end)) for find in (lexer().finditer, by_character))
    assert [(one.span(), one.lastgroup) for one in whole] == [(one.span(), one.lastgroup) for one in apart]
    named = [{name: text for name, text in one.groupdict().items() if text is not None} for one in whole]
    assert [{name: text for name, text in one.groupdict().items() if text is not None} for one in apart] == named


def test_most_words_are_left_out_of_a_character() -> None:
    """That is what it is for: a pattern of a character is a small part of the whole, or there is none."""
    of_one = beginning_with("复")
    assert of_one is not None
    assert len(of_one.pattern) < len(lexer().pattern) / 10
    assert beginning_with("阿") is None
    assert beginning_with("x") is None


def test_the_way_words_are_found_does_not_change_what_a_text_says() -> None:
    text = "2024年收到政府信息公开申请12件，上年结转3件，予以公开10件，结转下年度5件。"
    first = [one.span() for one in words_in(text, 0, len(text))]
    for _again in range(400):
        assert [one.span() for one in words_in(text, 0, len(text))] == first
