"""Dates in three columns: 年, 月, 日 under one head, or each with a head of its own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from register.conftest import Table, read_sheets

from giktui.register.reading import read_request

Book = Callable[..., Path]
TWO_LINES = (
    ("编号", "收到日期", "", "", "申请人类型", "答复日期", "", "", "办理结果"),
    ("", "年", "月", "日", "", "年", "月", "日", ""),
)
MERGED = ["A1:A2", "B1:D1", "E1:E2", "F1:H1", "I1:I2"]


def one(path: Path, **more: object) -> list[tuple[date | None, date | None, set[str]]]:
    """Of each request the day it came, the day it was answered, and what of it is in doubt."""
    (sheet,) = read_sheets(path, **more)
    assert sheet.mapped.lacking == ()
    read = [read_request(row.said, sheet.year) for row in sheet.rows]
    return [(r.received, r.answered, {doubt.field for doubt in r.doubts}) for r in read]


@pytest.mark.parametrize(
    ("heads", "merge"),
    [
        (TWO_LINES, MERGED),
        ((("编号", "收到年", "收到月", "收到日", "申请人类型", "答复年", "答复月", "答复日", "办理结果"),), []),
        ((("编号", "收件年份", "收件月份", "收件日", "申请人类型", "答复年份", "答复月份", "答复日", "办理结果"),), []),
        ((("编号", "收到日期（年）", "月", "日", "申请人类型", "答复日期（年）", "月", "日", "办理结果"),), []),
        (
            (
                (
                    "编号",
                    "收到日期年",
                    "收到日期月",
                    "收到日期日",
                    "类型",
                    "答复日期年",
                    "答复日期月",
                    "答复日期日",
                    "结果",
                ),
            ),
            [],
        ),
    ],
)
def test_three_columns_are_one_date(book: Book, heads: Table, merge: list[str]) -> None:
    rows = [
        *heads, ("2025-1", 2025, 1, 7, "自然人", 2025, 1, 20, "公开"),
        ("2025-2", "2025年", "2月", "7日", "自然人", "", "", "", ""),
        ("2025-3", "2025", "03", "07", "自然人", "/", "/", "/", ""),
    ]  # fmt: skip
    assert one(book("a.xlsx", {"2025年": rows}, merge=merge)) == [
        (date(2025, 1, 7), date(2025, 1, 20), set()),
        (date(2025, 2, 7), None, set()),
        (date(2025, 3, 7), None, set()),
    ]


def test_what_is_lacking_or_impossible_is_doubted(book: Book) -> None:
    rows = [
        *TWO_LINES, ("1", 2025, 1, "", "自然人", 2025, 1, 20, "公开"),
        ("2", 2025, 13, 1, "自然人", 2025, 1, 20, "公开"),
        ("3", "", 1, 7, "自然人", "", 1, 20, "公开"), ("4", 2025, 1, 7, "自然人", 2025, "", "", "公开"),
        ("5", "", "", "", "自然人", 2025, 1, 20, "公开"),
    ]  # fmt: skip
    found = one(book("a.xlsx", {"表": rows}, merge=MERGED))
    assert [fields for _received, _answered, fields in found] == [
        {"received"}, {"received"}, {"received", "answered"}, {"answered"}, {"received"}
    ]  # fmt: skip


def test_month_and_day_are_of_the_sheets_year(book: Book) -> None:
    heads = ("编号", "收到月", "收到日", "申请人类型", "答复月", "答复日", "办理结果")
    rows = [heads, ("1", 1, 7, "自然人", 1, 20, "公开"), ("2", 11, 7, "自然人", "", "", "")]
    assert one(book("a.xlsx", {"2025年": rows})) == [
        (date(2025, 1, 7), date(2025, 1, 20), set()),
        (date(2025, 11, 7), None, set()),
    ]


def test_years_and_days_that_are_no_dates_stay_columns(book: Book) -> None:
    heads = ("编号", "收到日期", "申请人类型", "答复日期", "办理结果", "办理用时日", "所属年", "所属月")
    rows = [heads, ("1", "2025-1-7", "自然人", "2025-1-20", "公开", 9, 2025, 1)]
    (sheet,) = read_sheets(book("a.xlsx", {"2025年": rows}))
    assert sheet.rows[0].said["*所属年"] == "2025"
    assert one(book("b.xlsx", {"2025年": rows})) == [(date(2025, 1, 7), date(2025, 1, 20), set())]


def test_heads_again_on_the_next_page_are_no_request(book: Book) -> None:
    row = ("2025-1", 2025, 1, 7, "自然人", 2025, 1, 20, "公开")
    rows = [*TWO_LINES, row, *TWO_LINES, ("2025-2", *row[1:])]
    assert len(one(book("a.xlsx", {"2025年": rows}, merge=MERGED))) == 2
