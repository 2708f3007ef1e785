"""Two changes of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giktui.text.merge import merged

paragraphs = st.lists(st.sampled_from(["甲", "乙", "丙", "丁"]), min_size=1, max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("一\n二\n三", "一改\n二\n三", "一\n二\n三改", "一改\n二\n三改"),
        ("一\n二\n三", "二\n三", "一\n二\n三\n四", "二\n三\n四"),
        ("一\n二\n三", "一\n二改\n三", "一\n二也改\n三", None),
        ("一\n二", "一改\n二", "一\n二改", None),
        ("", "我", "他", None),
    ],
)
def test_changes_of_different_paragraphs_are_both_kept(base: str, mine: str, theirs: str, both: str | None) -> None:
    assert merged(base, mine, theirs) == both


@given(paragraphs, paragraphs)
def test_one_change_alone_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merged(base, changed, base) == merged(base, base, changed) == merged(base, changed, changed) == changed


@given(paragraphs, paragraphs, paragraphs)
def test_it_is_the_same_whoever_comes_first(base: str, mine: str, theirs: str) -> None:
    both = merged(base, mine, theirs)
    assert both == merged(base, theirs, mine)
    if both is not None:
        added = set(mine.split("\n")) - set(base.split("\n"))
        assert added <= set(both.split("\n"))
