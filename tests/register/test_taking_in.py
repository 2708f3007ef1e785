"""A list taken in: where its heads stand, what is a request, and what coming again does."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from register.conftest import Take, read_sheets

from giktui.errors import GiktuiError
from giktui.register.reading import read_request
from giktui.register.sheets import repeated_sheets
from giktui.store.register.entering import enter
from giktui.store.register.importing import plan
from giktui.store.register.rows import doubts, requests, the_request

Book = Callable[..., Path]
HEADS = ("编号", "收到日期", "申请人类型", "申请人", "申请内容", "答复日期", "办理结果")
ONE = ("2025-1", "2025-1-7", "自然人", "甲", "规划", "2025-1-20", "公开")
TWO = ("2025-2", "2025-2-7", "企业", "乙", "征地", "", "")


def test_titles_numbers_sums_and_remarks_are_no_requests(book: Book) -> None:
    rows = [
        ("某局2025年依申请公开台账",), ("填表人：某某", "", "2025年12月31日"), HEADS, (1, 2, 3, 4, 5, 6, 7), ONE,
        HEADS, TWO, (3,), ("合计", 2), ("说明：以上为全部申请",),
    ]  # fmt: skip
    (sheet,) = read_sheets(book("a.xlsx", {"Sheet1": rows}, merge=["A1:G1"]))
    assert [row.line for row in sheet.rows] == [5, 7]
    assert sheet.year == 2025
    assert [skipped.line for skipped in sheet.skipped] == [8, 9, 10]


def test_a_head_of_two_lines_is_joined(book: Book) -> None:
    rows = [
        ("序号", "收到日期", "申请人信息", "", "办理情况", "", "行政复议", "", "行政诉讼", ""),
        ("", "", "类别", "姓名", "答复日期", "结果", "结果", "日期", "是否经复议", "结果"),
        (1, "2025-1-7", "公民", "甲", "2025-1-20", "公开", "维持", "2025-5-6", "", ""),
    ]
    merge = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1", "I1:J1"]
    (sheet,) = read_sheets(book("a.xlsx", {"2025": rows}, merge=merge))
    assert sheet.mapped.columns == {
        "place": 0, "received": 1, "kind": 2, "applicant": 3, "answered": 4, "result": 5, "review": 6,
        "review_ended": 7, "after_review": 8, "suit": 9,
    }  # fmt: skip
    assert len(sheet.rows) == 1


def test_ticks_under_the_kinds_are_the_kind(book: Book) -> None:
    heads = ("序号", "收到日期", "自然人", "商业企业", "其他", "答复日期", "（一）予以公开", "（二）部分公开")
    rows = [heads, (1, "2025-1-7", "√", "", "", "2025-1-9", "", "√"), (2, "2025-1-8", "", 1, "", "", "", "")]
    (sheet,) = read_sheets(book("a.xlsx", {"1": rows}))
    assert [(row.said["kind"], row.said["result"]) for row in sheet.rows] == [
        ("自然人", "（二）部分公开"),
        ("商业企业", ""),
    ]


def test_dates_of_excel_hidden_lines_and_merged_cells(book: Book) -> None:
    rows = [
        HEADS, ("", date(2025, 1, 7), "自然人", "甲", "规划", 45677, "公开"),
        ("", "", "自然人", "甲", "规划", "", "公开"), ("", date(2025, 1, 9), "自然人", "甲", "规划", "", ""),
    ]  # fmt: skip
    (sheet,) = read_sheets(book("a.xlsx", {"2025": rows}, merge=["B2:B3", "F2:F3"], hidden=[4]))
    assert [row.said["received"] for row in sheet.rows] == ["2025-01-07", "2025-01-07", "2025-01-09"]
    assert [row.said["answered"] for row in sheet.rows] == ["45677", "45677", ""]


def test_equal_neighbours_are_both_kept(book: Book) -> None:
    heads = ("序号", "收到日期", "申请人类型", "答复日期", "答复类型", "办理结果")
    (sheet,) = read_sheets(
        book("a.xlsx", {"2025": [heads, (1, "2025-1-7", "公民", "2025-1-9", "不予公开", "不予公开")]})
    )
    assert sheet.rows[0].said["result"] == "不予公开"
    assert not sheet.mapped.unsure


@pytest.mark.parametrize("second", ["登记日期", "受理日期"])
def test_two_columns_that_may_be_the_day_are_asked_about(book: Book, second: str) -> None:
    heads = ("编号", "申请日期", second, "申请人类型", "答复日期", "办理结果")
    rows = [heads, ("1", "2025-1-7", "2025-1-8", "公民", "2025-1-9", "公开")]
    (sheet,) = read_sheets(book("a.xlsx", {"1": rows}))
    assert sheet.mapped.unsure == {"received": (1, 2)}
    (told,) = read_sheets(book("a.xlsx", {"1": rows}), told={second: "received"})
    assert (told.mapped.unsure, told.mapped.columns["received"]) == ({}, 2)


def test_a_day_in_the_spare_column_is_a_doubt(db: sqlite3.Connection, agency: int, book: Book, take: Take) -> None:
    heads = ("编号", "收到日期", "登记日期", "申请人类型", "答复日期", "办结日期", "办理结果")
    take(book("a.xlsx", {"1": [heads, ("1", "2025-1-7", "2025-1-8", "公民", "", "2025-1-20", "公开")]}))
    ((_one, found),) = doubts(db, agency)
    assert [(doubt.field, doubt.why) for doubt in found] == [("answered", "elsewhere")]


def test_a_year_beside_its_months_is_noticed(book: Book) -> None:
    months = {f"{month}月": [HEADS, ONE, TWO, ("2025-3", *TWO[1:])] for month in (1,)}
    sheets = read_sheets(book("a.xlsx", {**months, "全年": [HEADS, ONE, TWO, ("2025-3", *TWO[1:])]}))
    assert {sheet.name for sheet in repeated_sheets(sheets)} == {"1月", "全年"}


def test_a_table_that_is_none_is_refused(book: Book) -> None:
    with pytest.raises(GiktuiError, match="没有找到申请登记台账"):
        read_sheets(book("a.xlsx", {"1": [("姓名", "电话"), ("甲", "1")]}))


def test_coming_again_changes_nothing_and_loses_nothing(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    first = book("一月.xlsx", {"2025": [HEADS, ONE, TWO]})
    take(first)
    again = plan(db, agency, read_sheets(first))
    assert (len(again.added), len(again.changed), again.same) == (0, 0, 2)
    answered = (*TWO[:5], "2025-3-1", "部分公开")
    later = book("年底.xlsx", {"2025": [HEADS, ("2025-3", "2025-3-7", "公民", "丙", "预算", "", ""), answered]})
    planned = plan(db, agency, read_sheets(later))
    assert [one.said["number"] for one in planned.added] == ["2025-3"]
    assert [before.said["number"] for before, _after in planned.changed] == ["2025-2"]
    assert [one.said["number"] for one in planned.vanished] == ["2025-1"]
    take(later)
    assert len(requests(db, agency)) == 3
    assert [[doubt.why for doubt in found] for _one, found in doubts(db, agency)] == [["vanished"]]
    take(first)  # what had vanished is there again
    assert not [1 for one in requests(db, agency) if one.said["number"] == "2025-1" and one.vanished]


def test_without_numbers_the_place_and_the_content_tell(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    heads = ("收到日期", "申请人类型", "答复日期", "办理结果")
    same = ("2025-1-7", "自然人", "2025-1-9", "公开")
    take(book("a.xlsx", {"1": [heads, same, same, ("2025-2-7", "企业", "", "")]}))
    assert len(requests(db, agency)) == 3  # two that say the same are two
    again = plan(
        db, agency, read_sheets(book("a.xlsx", {"1": [heads, same, same, ("2025-2-7", "企业", "2025-2-9", "公开")]}))
    )
    assert (len(again.added), len(again.changed), again.same, len(again.vanished)) == (0, 1, 2, 0)


def test_the_same_line_twice_is_one_and_a_number_twice_a_doubt(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    other = ("2025-1", "2025-4-7", "自然人", "丁", "别的", "", "")
    take(book("a.xlsx", {"1": [HEADS, ONE, TWO], "2": [HEADS, ONE, other]}))
    assert len(requests(db, agency)) == 3
    assert [(one.said["applicant"], found[0].why) for one, found in doubts(db, agency)] == [
        ("甲", "twice"),
        ("丁", "twice"),
    ]
    enter(db, agency, {"number": "2025-9"}, actor="tester", id=requests(db, agency)[2].id)
    assert doubts(db, agency) == []


def test_what_was_entered_by_hand_stays_until_the_list_changes(
    db: sqlite3.Connection, agency: int, book: Book, take: Take
) -> None:
    vague = (*ONE[:6], "不予公开")
    path = book("a.xlsx", {"1": [HEADS, vague]})
    take(path)
    enter(db, agency, {"result": "国家秘密"}, actor="tester", id=the_request(db, agency, "2025-1").id)
    take(path)
    assert the_request(db, agency, "2025-1").request.result == "refused_state_secret"
    take(book("a.xlsx", {"1": [HEADS, (*ONE[:6], "重复申请")]}))
    assert the_request(db, agency, "2025-1").request.result == "unprocessed_repeat"
    changes = db.execute("SELECT field, old, new FROM request_change ORDER BY rowid").fetchall()
    assert ("result", "不予公开", "国家秘密") in changes
    assert ("result", "国家秘密", "重复申请") in changes


def test_anonymous_keeps_no_name(db: sqlite3.Connection, agency: int, book: Book, take: Take) -> None:
    take(book("a.xlsx", {"1": [(*HEADS, "备注", "联系电话"), (*ONE, "机密备注", "13900000000")]}), anonymous=True)
    stored = "".join(str(row) for row in db.execute("SELECT * FROM request").fetchall())
    assert not [word for word in ("甲", "规划", "机密备注", "13900000000") if word in stored]
    assert requests(db, agency)[0].request.result == "granted"


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"answered": "2025-1-1"}, "answered", "before"),
        ({"answered": "2025-1-9、2025-1-19"}, "answered", "twice"),
        ({"answered": ""}, "answered", "no_date"),
        ({"answered": "办理中"}, "answered", "no_date"),
        ({"result": ""}, "result", "blank"),
        ({"result": "办理中"}, "result", "pending"),
        ({"kind": ""}, "kind", "blank"),
        ({"received": ""}, "received", "blank"),
        ({"fee": "若干"}, "fee", "unreadable"),
        ({"review": "维持"}, "review", "year"),
        ({"review": "驳回", "review_ended": "2025-5-1"}, "review", "ambiguous"),
        ({"suit": "审理中"}, "after_review", "route"),
    ],
)
def test_what_is_not_certain_is_named(changed: dict[str, str], field: str, why: str) -> None:
    said = {"received": "2025-1-7", "kind": "公民", "answered": "2025-1-20", "result": "公开", **changed}
    assert [(doubt.field, doubt.why) for doubt in read_request(said).doubts] == [(field, why)]


def test_a_template_as_offices_have_it(book: Book) -> None:
    """Three lines of title, groups over the heads, a column that says only that it was handled, one that says how."""
    rows = [
        ("附件2",), ("某局政府信息公开申请登记表（二〇二五年）",), ("单位（盖章）：", "", "填表日期：2025年12月31日"),
        ("序号", "申请人情况", "", "", "申请时间", "受理渠道", "办理情况", "", "", "备注"),
        ("", "姓名/单位名称", "类型", "联系电话", "", "", "是否受理", "办结时间", "答复结果", ""),
        (1, "甲", "公民", "139", "2025年3月1日", "网络平台", "是", "2025年3月20日", "予以公开", ""),
        (2, "乙", "企业法人", "138", "3月5日", "EMS", "是", "2025-04-01", "不予公开（第三方权益）", ""),
    ]  # fmt: skip
    merge = ["A4:A5", "B4:D4", "E4:E5", "F4:F5", "G4:I4", "J4:J5"]
    (sheet,) = read_sheets(book("a.xlsx", {"Sheet1": rows}, merge=merge))
    assert (sheet.year, len(sheet.rows), sheet.mapped.lacking, sheet.mapped.unsure) == (2025, 2, (), {})
    told = [read_request(row.said, sheet.year) for row in sheet.rows]
    assert [(one.kind, one.result) for one in told] == [
        ("natural_person", "granted"), ("business", "refused_third_party"),
    ]  # fmt: skip
    assert str(told[1].received) == "2025-03-05"


def test_one_of_two_columns_says_results_the_other_how_far_it_is(book: Book) -> None:
    heads = ("编号", "收到日期", "申请人类型", "办理情况", "答复日期", "答复结果")
    rows = [
        heads,
        ("1", "2025-1-7", "公民", "已办结", "2025-1-20", "公开"),
        ("2", "2025-1-8", "公民", "在办理", "", ""),
    ]
    (sheet,) = read_sheets(book("a.xlsx", {"1": rows}))
    assert (sheet.mapped.columns["result"], sheet.mapped.unsure) == (5, {})


def test_the_court_of_appeal_stands_over_the_first(book: Book) -> None:
    heads = (
        "编号",
        "收到日期",
        "申请人类型",
        "答复日期",
        "办理结果",
        "是否引起复议",
        "复议结果",
        "是否引起诉讼",
        "一审结果",
        "二审结果",
    )
    one = ("2025-1-7", "公民", "2025-1-20", "公开")
    rows = [
        heads, ("1", *one, "否", "", "是", "判决撤销", "维持原判"), ("2", *one, "是", "维持", "是", "驳回诉讼请求", ""),
        ("3", *one, "否", "", "是", "", ""), ("4", *one, "是", "", "否", "", ""), ("5", *one, "否", "", "否", "", ""),
    ]  # fmt: skip
    (sheet,) = read_sheets(book("a.xlsx", {"2025": rows}))
    told = [read_request(row.said, sheet.year) for row in sheet.rows]
    assert [one.suit.outcome if one.suit else None for one in told] == ["corrected", "upheld", "pending", None, None]
    assert [one.after_review for one in told] == [False, True, False, None, None]
    assert [one.review.outcome if one.review else None for one in told] == [None, "upheld", None, "pending", None]
    assert not [doubt for one in told for doubt in one.doubts]
