"""What sentences count is aligned over the years: of what, how many, in which unit."""

import pytest
from samples import sample

from giktui.diff import compare, render
from giktui.diff.facts import counts, fact_words, facts
from giktui.report import Report
from giktui.tui.widgets.compare_lines import compare_lines


def told(old: str, new: str, **cells: int) -> list[tuple[str, bool]]:
    before = Report("甲县", 2023, "2021", narratives={"overview": old}, cells={"applications.received.total": 36})
    after = Report("甲县", 2024, "2021", narratives={"overview": new}, cells={"applications.received.total": 46})
    return [(fact_words(fact), fact.tabled) for fact in facts(compare(before, after))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "全年发布信息6000余条。",
            "2024年，通过网站主动公开信息7300条。",
            "通过网站主动公开信息 6000余 条 → 7300 条（+1300）",
        ),
        ("举办培训2次。", "本年未举办培训。", "培训 2 次 → 0 次（-2）"),
        ("没有召开新闻发布会。", "召开新闻发布会3场。", "召开新闻发布会 0 场 → 3 场（+3）"),
        ("解读政策文件12篇，占全部的一半。", "全年共解读政策文件９篇。", "解读政策文件 12 篇 → ９ 篇（-3）"),
        ("办理建议提案三十二件。", "办理建议提案28件。", "办理建议提案 三十二 件 → 28 件（-4）"),
        ("投入经费1.2万元。", "投入经费8000元。", "投入经费 1.2万 元 → 8000 元（-4000）"),
        ("政务新媒体12个，其中微信公众号8个。", "政务新媒体12个，其中微信公众号5个。", "微信公众号 8 个 → 5 个（-3）"),
        ("更新栏目近20个。", "更新栏目20个。", "更新栏目 近20 个 → 20 个"),
    ],
)
def test_what_is_counted_in_both_years_stands_beside_each_other(old: str, new: str, expected: str) -> None:
    assert told(old, new) == [(expected, False)]


def test_what_only_one_year_counts_is_told() -> None:
    assert told("举办培训2次。", "举办培训2次，接听热线300次。") == [("接听热线 未提到 → 300 次", False)]
    assert told("接听热线300次。更新目录。", "更新目录。") == [("接听热线 300 次 → 未提到", False)]


def test_what_the_tables_say_too_is_told_apart() -> None:
    found = dict(told("新收申请36件，发布信息5条。", "新收申请46件，发布信息7条。"))
    assert found == {"新收申请 36 件 → 46 件（+10）": True, "发布信息 5 条 → 7 条（+2）": False}
    assert dict(told("新收申请36件。", "新收申请47件。")) == {"新收申请 36 件 → 47 件（+11）": False}


def test_years_and_numbers_without_a_unit_count_nothing() -> None:
    assert counts("2023年，根据2021年30号文，占比100%，排名第3。电话12345。") == []
    assert counts("共3页") == []
    assert told("2023年举办培训2次。", "2024年举办培训2次。") == []


def test_the_table_and_json_have_them() -> None:
    difference = compare(sample(2023), sample(2024))
    text = render(difference, "table")
    assert "= 通过县政府网站发布信息 5120 条 → 5388 条（+268）" in text
    assert "= 表中也有：新收政府信息公开申请 36 件 → 46 件（+10）" in text
    assert '"what": "举办培训"' in render(difference, "json")


def test_pages_and_the_compare_screen_have_them() -> None:
    old, new = (
        Report("甲局", year, "2021", narratives={"overview": f"全年发布信息{n}条，组织培训2次。"})
        for year, n in ((2023, 5120), (2024, 5388))
    )
    difference = compare(old, new)
    said = "发布信息 5120 条 → 5388 条"
    assert f"- {said}" in render(difference, "markdown").replace("\\", "")
    assert f"<li>{said}" in render(difference, "html")
    for width in (78, 118):
        lines = ["".join(text for text, _look in line.runs) for line in compare_lines(difference, width)]
        assert any(said in line for line in lines)
