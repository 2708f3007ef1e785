# ruff: noqa: E501 - tables of cases
"""What stands in a register's cells: dates in every form, kinds and results by label, number and short form."""

from datetime import date

import pytest

from giktui.form import FORM_IDS, load_form
from giktui.register.dates import read_date, years_in
from giktui.register.heads import named
from giktui.register.reading import read_request
from giktui.register.results import every_result, result_of, result_rows, row_on
from giktui.register.words import channel_of, kind_of, outcome_of

SEVENTH = date(2025, 1, 7)


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-07", "2025.1.7", "2025/1/7", "2025年1月7日", "2025年01月07号", "20250107", "45664", "45664.5", "2025-1-7 ",
        "2025-01-07 09:30:00", "2025-01-07T09:30", "２０２５．１．７", "二〇二五年一月七日", "二零二五年一月七日", "2025 年 1 月 7 日",
        "2025。1。7", "2025、1、7", "'2025-1-7", "2025年1月7日收到", "2025.1.7（周二）", "2025年1月7日上午9时",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form(text: str) -> None:
    assert read_date(text) == (SEVENTH, "")


@pytest.mark.parametrize(
    ("text", "year", "problem"),
    [
        ("1月7日", None, "no_year"), ("25.1.7", None, "no_year"), ("1.7", 2025, "unreadable"), ("1.7", None, "no_year"), ("1/7/2025", None, "unreadable"),
        ("2025-2-30", None, "unreadable"), ("2025年1月", 2025, "unreadable"), ("昨天", None, "unreadable"),
        ("2025.1.7、2025.1.20", None, "several"), ("2025.1.7-1.20", 2025, "several"), ("1月7日、1月9日", 2025, "several"),
        ("2025.1.7延期", None, "words"), ("2052-1-7", 2025, "far"), ("1925-1-7", None, "far"), ("12345", None, "unreadable"),
        ("24-1-25", 2025, "no_year"), ("2999-1-1", None, "far"), ("250107", None, "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_certain_date_says_why(text: str, year: int | None, problem: str) -> None:
    assert read_date(text, year).problem == problem


@pytest.mark.parametrize(
    ("text", "day"),
    [("1月7日", SEVENTH), ("25.1.7", SEVENTH), ("12月28日", date(2025, 12, 28)), ("24.12.28", date(2024, 12, 28))],
)
def test_a_date_without_a_year_has_the_sheets(text: str, day: date) -> None:
    assert read_date(text, 2025) == (day, "")
    assert read_date("1/13/2025") == (date(2025, 1, 13), "")


def test_titles_and_names_say_years() -> None:
    assert years_in("某局2025年申请台账（截至2025.12.31）") == {2025}
    assert years_in("2019—2025年") == {2019, 2025}
    assert years_in("台账") == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("自然人", "natural_person"), ("公民", "natural_person"), ("公民（自然人）", "natural_person"), ("1.自然人", "natural_person"),
        ("A.公民", "natural_person"), ("企业", "business"), ("法人或其他组织（商业企业）", "business"), ("公司", "business"),
        ("法人或其他组织-其他", "other_org"), ("其他", "other_org"), ("高校", "research"), ("法人/科研机构", "research"),
        ("公益组织", "public_interest"), ("律师事务所", "legal_service"), ("法律服务机构", "legal_service"), ("自 然 人", "natural_person"),
    ],
)  # fmt: skip
def test_a_kind_is_told_by_its_words(text: str, kind: str) -> None:
    assert kind_of(text).only == kind


@pytest.mark.parametrize(
    "text", ["法人", "法人或其他组织", "其他组织", "律师", "某某有限公司", "公民、法人", "社会组织", "1", "张三"]
)
def test_a_kind_that_may_be_several_is_not_told(text: str) -> None:
    assert kind_of(text).only is None


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("公开", "granted"), ("予以公开", "granted"), ("（一）", "granted"), ("主动公开", "granted"), ("1.予以公开", "granted"),
        ("部分公开", "partly_granted"), ("部分公开，部分不予公开（个人隐私）", "partly_granted"), ("2、部分公开", "partly_granted"),
        ("（三）1", "refused_state_secret"), ("(三)1.", "refused_state_secret"), ("三1", "refused_state_secret"), ("三（1）", "refused_state_secret"),
        ("（三）不予公开 1.属于国家秘密", "refused_state_secret"), ("不予公开-涉及商业秘密", "refused_third_party"),
        ("不予公开（商业秘密、个人隐私）", "refused_third_party"), ("不予公开5", "refused_internal_affairs"), ("（三）⑧", "refused_admin_query"),
        ("不予公开：属于四类过程性信息（条例第十六条第二款）", "refused_deliberative"), ("危及三安全一稳定", "refused_security_stability"),
        ("非本机关", "unavailable_not_held"), ("无法提供：1.本机关不掌握相关政府信息", "unavailable_not_held"),
        ("不存在（需要另行制作）", "unavailable_needs_creation"), ("信息不存在，本机关不掌握", "unavailable_not_held"),
        ("重复", "unprocessed_repeat"), ("信访", "unprocessed_petition"), ("（五）不予处理：2.重复申请", "unprocessed_repeat"),
        ("撤回", "other_other"), ("申请人主动撤回", "other_other"), ("（六）其他处理 3.其他", "other_other"), ("（六）3", "other_other"),
        ("逾期不补正", "other_not_supplemented"), ("终止（逾期未补正）", "other_not_supplemented"),
    ],
)  # fmt: skip
def test_a_result_is_told_by_label_number_and_short_form(text: str, row: str) -> None:
    said = result_of(text)
    assert said.whole
    assert said.ids == {row}


@pytest.mark.parametrize(
    "text",
    [
        "不予公开", "不公开", "无法提供", "（四）", "不予处理", "其他处理", "不存在", "信息不存在", "公开；不存在", "（三）2.属于国家秘密",
        "2.属于国家秘密", "不予公开（重复申请）", "不宜公开", "转办", "1", "3-1", "④", "（七）", "（三）1 公开；不存在", "公开了一半",
        "答复", "（三）9", "未信访", "不重复",
    ],
)  # fmt: skip
def test_a_result_that_may_be_several_or_none_is_not_told(text: str) -> None:
    said = result_of(text)
    assert not (said.whole and len(said.ids) == 1)


def test_a_result_in_two_columns_is_what_both_may_mean() -> None:
    said = result_of("不予公开", "国家秘密")
    assert (set(said.ids), *said[1:]) == ({"refused_state_secret"}, True, False)
    assert result_of("无法提供", "1.本机关不掌握相关政府信息").ids == {"unavailable_not_held"}
    assert not result_of("予以公开", "国家秘密").ids
    assert result_of("重复申请", "与去年某件相同").ids == {"unprocessed_repeat"}


@pytest.mark.parametrize("text", ["办理中", "正在办理", "未答复", "结转下年度"])
def test_what_is_still_being_handled_is_no_result(text: str) -> None:
    assert result_of(text).pending


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_label_of_every_form_is_its_row(form_id: str) -> None:
    table = load_form(form_id).table("applications")
    for id in result_rows(form_id):
        row = table.row(id)
        for text in (row.label, " ".join([*row.under[1:], row.label]), "".join([*row.under, row.label])):
            said = result_of(text)
            assert said.whole
            assert {row_on(one, form_id) for one in said.ids} == {id}, text


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_result_has_a_row_on_every_form(form_id: str) -> None:
    assert {row_on(one, form_id) for one in every_result()} == set(result_rows(form_id))


def test_other_ways_of_2021_are_one_row_in_2019_and_need_no_number() -> None:
    texts = {"received": "2020-3-2", "kind": "公民", "answered": "2020-3-9", "result": "其他处理"}
    assert read_request(texts).result == "other"
    assert not read_request(texts).doubts
    later = {**texts, "received": "2021-3-2", "answered": "2021-3-9"}
    assert [doubt.field for doubt in read_request(later).doubts] == ["result"]


def test_outcomes_and_channels() -> None:
    assert [outcome_of(t).only for t in ("维持", "撤销", "撤诉", "审理中", "驳回", "驳回诉讼请求")] == [
        "upheld", "corrected", "other", "pending", None, "upheld",
    ]  # fmt: skip
    assert [channel_of(t) for t in ("EMS", "窗口", "政府网站", "电子邮箱", "传真", "飞鸽")] == [
        "post", "in_person", "online", "email", "fax", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("收件时间", "received"), ("收到\n日期", "received"), ("信息公开申请日期", "received"), ("申请表收到日期", "received"),
        ("答复文书出具日期", "answered"), ("实际答复日期", "answered"), ("办理完毕时间", "answered"), ("应答复日期", "due_said"),
        ("答复截止日期", "due_said"), ("申请人类别（公民/法人）", "kind"), ("申请主体性质", "kind"), ("办理结果", "result"), ("处理方式", "result"),
        ("不予公开理由", "detail"), ("信息处理费（元）", "fee"), ("复议决定日期", "review_ended"), ("起诉日期", "suit_begun"),
        ("是否经复议", "after_review"), ("收到补正材料日期", "corrected"), ("补正告知日期", "correction_asked"), ("延长期限（工作日）", "extended"),
        ("申请渠道", "channel"), ("姓名/名称", "applicant"), ("所需信息的内容描述", "content"), ("登记号", "number"), ("适用法条", "basis"),
    ],
)  # fmt: skip
def test_a_head_is_known_by_its_words(head: str, field: str) -> None:
    assert [id for id, _rank in named(head)][:1] == [field]


@pytest.mark.parametrize(
    "head", ["登记人", "答复书文号", "日期", "类型", "转交", "受理人", "是否按期答复", "补正答复日期"]
)
def test_a_head_that_says_too_little_is_none(head: str) -> None:
    assert not [id for id, _rank in named(head) if id in ("received", "answered", "kind", "result")]
