"""Twins: planted copies are found, honest reports with a template in common are none."""

import random
import sqlite3

import pytest

from giktui.report import Report
from giktui.store import find_agency, save
from giktui.store.agencies.tree import ensure_agency, move_agency
from giktui.store.analysis import twins
from giktui.store.analysis.checking import check_all
from giktui.store.analysis.twins import Twin, find_twins, look_for_twins, remember_twins

TEMPLATE = (
    "根据《中华人民共和国政府信息公开条例》，现将本单位本年度政府信息公开工作情况报告如下。"
    "本年度未收到政府信息公开申请，未发生行政复议和行政诉讼案件。本年度未收取政府信息公开信息处理费。"
)
_WORDS = (
    "公开政策文件解读群众企业服务窗口网站栏目年度计划培训会议制度审查保密目录清单流程平台专区查阅材料数据反馈意见投诉热线宣传村务财政"
    "预算决算采购招标环保执法检查民生就业医疗教育住房交通水利农业乡村安全应急市场监管税收项目工程规划土地城管文化旅游体育司法信访档案"
)
WORDS = [_WORDS[n : n + 2] for n in range(0, len(_WORDS), 2)]


def prose(chance: random.Random, sentences: int = 8) -> str:
    """Text of one's own: some sentences of words thrown together."""
    return "".join("".join(chance.choices(WORDS, k=chance.randint(6, 14))) + "。" for _n in range(sentences))


def reworded(text: str, share: float, chance: random.Random) -> str:
    """The text with that share of its words replaced."""
    pairs = [text[n : n + 2] for n in range(0, len(text), 2)]
    return "".join(chance.choice(WORDS) if chance.random() < share and "。" not in pair else pair for pair in pairs)


def store(db: sqlite3.Connection, name: str, text: str, received: int = 0, *, replace: bool = False) -> None:
    """A report of that agency with the template and its own text."""
    cells = {f"applications.{row}.total": received for row in ("received", "granted", "results_total", "carried_out")}
    save(
        db,
        Report(name, 2024, "2021", cells=cells, narratives={"overview": TEMPLATE + text}),
        actor="a",
        replace=replace,
    )


def names(found: list[Twin]) -> set[frozenset[str]]:
    """The pairs of agencies that were found."""
    return {frozenset((twin.one.agency, twin.other.agency)) for twin in found}


def test_planted_copies_are_found_and_honest_reports_are_not(db: sqlite3.Connection) -> None:
    chance = random.Random(1)
    own = {f"某县第{n}局": prose(chance) for n in range(60)}
    planted: set[frozenset[str]] = set()
    for n in range(40):
        source = f"某县第{n}局"
        copy = f"某县第{n}中心"
        own[copy] = reworded(own[source], n % 5 / 25, chance)
        planted.add(frozenset((source, copy)))
    for n in range(60):
        own[f"某县第{n}镇人民政府"] = ""
    for name, text in own.items():
        store(db, name, text)
    found = names(find_twins(db, 2024))
    assert len(found & planted) >= 0.95 * len(planted)
    assert len(found - planted) <= 0.05 * len(found)


def test_equal_tables_are_twins_and_nil_tables_are_not(db: sqlite3.Connection) -> None:
    for name, received in (("甲局", 12), ("乙局", 12), ("丙局", 13), ("丁局", 0), ("戊局", 0)):
        store(db, name, "", received)
    (twin,) = find_twins(db, 2024)
    assert ({twin.one.agency, twin.other.agency}, twin.section, twin.figures) == ({"甲局", "乙局"}, "applications", 4)


def test_an_agencys_own_name_and_numbers_do_not_hide_a_copy(db: sqlite3.Connection) -> None:
    text = "甲局本年召开会议{n}次，组织培训{n}场，公开各类信息{n}条，及时清理失效信息，规范办理流程，方便群众查阅。"
    store(db, "甲局", text.format(n=3))
    store(db, "某市乙局", text.format(n=17).replace("甲局", "某市乙局"))
    assert find_agency(db, "甲局") is not None
    assert names(find_twins(db)) == {frozenset(("甲局", "某市乙局"))}


def test_they_are_looked_for_again_only_where_a_report_has_changed(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = prose(random.Random(2))
    store(db, "甲县教育局", text)
    store(db, "乙县教育局", text)
    assert look_for_twins(db, [2023, 2024]) == []
    with monkeypatch.context() as patched:
        patched.setattr(twins, "find_twins", lambda *args, **kept: pytest.fail("nothing has changed"))
        assert look_for_twins(db, [2023, 2024]) == []
    assert pl_twin(db) == {("甲县教育局", "乙县教育局"), ("乙县教育局", "甲县教育局")}
    store(db, "乙县教育局", prose(random.Random(3)), replace=True)
    assert look_for_twins(db, [2024]) == []
    assert pl_twin(db) == set()


def test_a_sum_that_one_child_holds_is_no_twin(db: sqlite3.Connection) -> None:
    chance = random.Random(5)
    for name in ("甲县人民政府", "甲县民政局", "甲县水务局"):
        store(db, name, prose(chance, 30), received=5)
    assert len(find_twins(db, 2024)) == 3
    parent, child = (ensure_agency(db, name) for name in ("甲县人民政府", "甲县民政局"))
    move_agency(db, child.id, parent.id)
    assert frozenset(("甲县人民政府", "甲县民政局")) not in names(find_twins(db, 2024))
    assert len(find_twins(db, 2024)) == 2


def test_many_reports_are_not_compared_unasked(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    text = prose(random.Random(4))
    for n in range(3):
        store(db, f"第{n}县教育局", text)
    monkeypatch.setattr(twins, "MOST_AT_ONCE", 2)
    assert look_for_twins(db, [2024]) == [2024]
    remember_twins(db, find_twins(db, 2024), 2024)
    assert look_for_twins(db, [2024]) == []


def pl_twin(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Each agency that is accused, and whom it is said to be like."""
    return {
        (entry.agency, finding.evidence.split()[-1])
        for entry, findings in check_all(db)
        for finding in findings
        if finding.rule == "PL-TWIN"
    }
