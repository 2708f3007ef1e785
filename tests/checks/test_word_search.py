"""The words of the lexicon are found one by one exactly as by the one pattern of all of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giktui.checks.narrative.words.first_characters import ANY_DIGIT, ANYTHING, first_of, needed_in
from giktui.checks.narrative.words.lexicon import groups
from giktui.checks.narrative.words.word_search import beginning_with, by_character, by_word, every_word, words_in

_LITERAL = [
    word.replace("\\", "") for _kind, words in groups() for word in words if not re.search(r"[\[\](){}?+*|]", word)
]
LEXER = re.compile("|".join(f"(?:{'|'.join(words)})(?P<{kind}_>)" for kind, words in groups()))
"""All words as one pattern: what is found must be what it finds."""
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


def _named(found: re.Match[str]) -> dict[str, str]:
    return {name: text for name, text in found.groupdict().items() if text is not None}


@settings(deadline=None)  # the first example makes the pattern
@given(st.lists(_PIECES | st.characters(), max_size=30).map("".join), st.integers(0, 5), st.integers(0, 5))
def test_word_by_word_and_by_character_as_by_the_whole(text: str, before: int, behind: int) -> None:
    end = max(before, len(text) - behind)
    whole = list(LEXER.finditer(text, before, end))
    for here in (by_word, by_character):
        apart = list(every_word(text, before, end, here))
        assert [(one.span(), one.lastgroup) for one in whole] == [(one.span(), one.lastgroup) for one in apart]
        assert [*map(_named, apart)] == [*map(_named, whole)]


def test_most_words_are_left_out_of_a_character() -> None:
    """That is what it is for: few words can begin with a character, or none can."""
    every = sum(len(words) for _kind, words in groups())
    assert 0 < len(beginning_with("复")) < every / 10
    assert not beginning_with("阿")
    assert not beginning_with("x")
    assert all(beginning_with(digit) == beginning_with("7") for digit in "07")


_PATTERNS = [
    "a", "ab?c", "a?b", "a*b+c", "(?:a|b)?c", "(?:a|(?:b|c)d|)e", "[ab-d]", "[^a]b", r"\d{2}年", r"\[x",
    "(?P<n>a{0,2})b", "a{2}", "[a-z\\]-]?q", "[一-龥]a", ".a", "a|b|c?d", "(?:a?b?)*c", r"\wa", "^a$",
    "(?:(?:a|b)+|c)d",
]  # fmt: skip


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(data=st.data())
def test_a_match_begins_with_one_of_the_first_characters(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    first = first_of(pattern)
    assert ANYTHING in first or text[0] in first or (ANY_DIGIT in first and text[0].isdecimal())


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(data=st.data())
def test_a_match_has_every_character_that_is_needed(pattern: str, data: st.DataObject) -> None:
    assert needed_in(pattern) <= set(data.draw(st.from_regex(pattern, fullmatch=True)))


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("ab?c", "ac"), ("a*b+c", "bc"), ("(?:a|b)c", "c"), ("a|b", ""), ("a{0,2}b{1,2}", "b"), ("a(?=b)", "a"),
        (r"\d年(?!x)", "年"), ("[ab]c.$", "c"), ("a??b", "b"),
    ],
)  # fmt: skip
def test_the_needed_characters_are_those_outside_of_groups(pattern: str, needed: str) -> None:
    assert needed_in(pattern) == set(needed)


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("ab?c", {"a"}), ("a?b", {"a", "b"}), ("(?:a|b)?c", set("abc")), ("(?:a|(?:b|c)d|)e", set("abce")),
        ("[ab-d]", set("abcd")), ("(?=b|c(?!d))b?a", set("ab")),
        (r"\d年", {ANY_DIGIT}), (r"(?<!\d)(?=x)年", {"年"}), ("(?P<n>a{0,2})b", {"a", "b"}), ("a?", {ANYTHING}),
        ("[^a]", {ANYTHING}), (r"\(a", {"("}), ("[x（(]", set("x（(")),
    ],
)  # fmt: skip
def test_the_first_characters_are_no_more_than_needed(pattern: str, first: set[str]) -> None:
    assert first_of(pattern) == first


def test_the_way_words_are_found_does_not_change_what_a_text_says() -> None:
    text = "2024年收到政府信息公开申请12件，上年结转3件，予以公开10件，结转下年度5件。"
    first = [one.span() for one in words_in(text, 0, len(text))]
    for _again in range(400):
        assert [one.span() for one in words_in(text, 0, len(text))] == first
