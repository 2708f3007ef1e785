# ruff: noqa: E501 - words
"""Whatever stands in a list, it is read, doubted or refused, and nothing raises anything else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from giktui.errors import GiktuiError
from giktui.readers.document import Document, Grid, Line
from giktui.register.due import due
from giktui.register.reading import read_request
from giktui.register.sentence import with_fee
from giktui.register.sheets import sheets_of
from giktui.register.wording import doubt_words

WORDS = st.sampled_from(
    [
        "收到日期", "申请人类型", "答复日期", "办理结果", "编号", "序号", "申请人", "复议结果", "诉讼结果", "收费", "延期", "自然人", "公民", "法人",
        "2025-1-7", "2025.13.45", "45664", "99999", "0", "１月７日", "二〇二五年一月七日", "²", "①", "（三）1", "（三）", "三9", "公开", "不予公开",
        "办理中", "维持", "2025年维持", "驳回", "是", "否", "√", "合计", "12.345", "3,00元", "¥30", "《条例》第三十六条", "(", "）", "\n", "=1+1",
        "[/red]", "2025.1.7、2025.1.9", "2025年2月30日", "12月31日", "延长400天", "1", "2", "3", "4", "٣٤٥٦٧", "",
    ]
) | st.text(max_size=6)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=8), max_size=8), st.none() | st.integers(2019, 2026))
def test_any_table_is_read_or_refused(rows: list[list[str]], year: int | None) -> None:
    head = ["编号", "收到日期", "申请人类型", "答复日期", "办理结果", "复议结果", "诉讼结果", "收费"]
    grid = Grid(tuple(Line(tuple(row)) for row in [*rows[:3], head, *rows[3:]]), aligned=True)
    try:
        found = sheets_of([Document((grid,), "a.xlsx", "xlsx")], year=year)
    except GiktuiError:
        return
    for sheet in found.sheets:
        for row in sheet.rows:
            request = read_request(row.said, sheet.year)
            assert all(map(doubt_words, request.doubts))
            due(request)
            certain = {"received", "kind"} - {doubt.field for doubt in request.doubts}
            assert all(getattr(request, field) is not None for field in certain)


@given(st.text(max_size=30), st.integers(0, 10**7))
def test_any_section_takes_the_fee(text: str, fen: int) -> None:
    assert isinstance(with_fee(text, 2025, fen), str)
    once = with_fee(text, 2025, fen)
    assert with_fee(once, 2025, fen) == once
