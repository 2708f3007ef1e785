"""What a whole check says: findings, their order, what is not evaluated, and the real report."""

import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from checks.reports import following, sound

from giktui.checks import Context, Doubt, Finding, check, counts, explain, rule, rules
from giktui.form import FORM_IDS, load_form
from giktui.report import Report

EXPECTED = Path(__file__).parents[3] / "shared/corpus/yiyang-2021.expected.json"


def open_rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings if finding.status == "open"]


@pytest.mark.parametrize("year", [2020, 2023])
def test_a_sound_report_has_no_finding(year: int) -> None:
    report = sound(year=year)
    assert open_rules(check(report)) == []
    assert open_rules(check(report, following(report))) == []


def test_a_broken_sum_names_table_row_and_column_and_both_sides() -> None:
    report = sound().with_cells({"applications.results_total.natural_person": 9})
    messages = {finding.rule: finding for finding in check(report)}
    column = messages["T3-COL-natural_person"]
    assert column.message == ("三、收到和处理政府信息公开申请情况 （七）总计·自然人：各项之和 11，表中 9，差 2")
    assert (column.left, column.right, column.delta) == (11, 9, 2)
    assert column.cells[0] == "applications.results_total.natural_person"
    assert messages["T3-BAL-natural_person"].message == (
        "三、收到和处理政府信息公开申请情况：一、本年新收政府信息公开申请数量·自然人 12"
        "＋二、上年结转政府信息公开申请数量·自然人 3＝15，应等于 （七）总计·自然人 9＋四、结转下年度继续办理"
        "·自然人 4＝13，差 2"
    )
    assert set(messages) >= {"T3-ROW-results_total", "T3-COL-natural_person", "T3-BAL-natural_person"}


def test_a_blank_is_not_evaluated_and_no_nought() -> None:
    report = sound().with_cells({"applications.results_total.total": None})
    findings = check(report, following(report))
    assert open_rules(findings) == ["CP-BLANK"]
    waiting = [finding for finding in findings if finding.status == "not_evaluated"]
    assert [finding.rule for finding in waiting] == [
        "T3-ROW-results_total",
        "T3-COL-total",
        "T3-BAL-total",
    ]
    assert "空格按 0 计则为 11 与 0" in waiting[0].message
    assert counts(findings) == {"error": 1, "soft": 0, "warning": 0, "info": 0}


def test_a_draft_is_not_drowned_in_blanks() -> None:
    findings = check(Report("甲县教育局", 2023, "2021"))
    assert open_rules(findings).count("CP-BLANK") == 3
    assert sum(len(finding.cells) for finding in findings if finding.rule == "CP-BLANK") == 200


def test_last_year_on_the_older_form_counts_as_far_as_it_means_the_same() -> None:
    report = sound(year=2021).with_cells({"applications.carried_in.business": 1, "applications.carried_in.total": 4})
    last = following(report)
    assert last.form == "2019"
    findings = check(report, last)
    assert {"XY-CARRY-business", "XY-CARRY-total"} <= set(open_rules(findings))
    assert "XY-FORCE-rules" in {finding.rule for finding in findings if finding.status == "not_evaluated"}


def test_the_worst_comes_first_and_then_the_form_decides() -> None:
    report = sound().with_cells(
        {
            "proceedings.review.total": 3,
            "applications.granted.business": 2,
            "disclosure.rules.issued": 1,
            "disclosure.rules.in_force": 1,
        }
    )
    found = open_rules(check(report))
    assert found.index("T3-ROW-granted") < found.index("T4-SUM-review") < found.index("PL-LEVEL")


def test_what_the_reader_doubted_is_a_finding() -> None:
    doubt = Doubt(
        "FV-CELLS", "表三缺“重复申请”一行", ("applications.unprocessed_repeat.total", "no.such.cell"), "第 40 行"
    )
    (finding,) = (f for f in check(sound(), context=Context(doubts=(doubt,))) if f.rule == "FV-CELLS")
    assert (finding.severity, finding.cells, finding.evidence) == (
        "error",
        ("applications.unprocessed_repeat.total",),
        "第 40 行",
    )


def test_a_waiver_lapses_when_a_value_changes() -> None:
    wrong = sound().with_cells({"applications.received.total": 13})
    worse = wrong.with_cells({"applications.received.total": 14})
    elsewhere = wrong.with_narrative("problems", "问题：解读材料不够丰富，改进情况：增加图解和视频解读的比例。")

    def row(report: Report) -> str:
        return next(f.fingerprint for f in check(report) if f.rule == "T3-ROW-received")

    assert row(wrong) == row(elsewhere) != row(worse)


def test_every_rule_is_explained_and_the_form_file_agrees_on_severities(speak: Callable[[str], None]) -> None:
    for language in ("zh", "en"):
        speak(language)
        for entry in rules():
            assert len(explain(entry.id).splitlines()) >= 5
    for form in FORM_IDS:
        for relation in load_form(form).relations:
            assert rule(relation.rule).id == relation.family
            assert rule(relation.rule).severity == relation.severity
    assert "（一）予以公开·自然人" not in explain("T3-COL-business")
    with pytest.raises(KeyError):
        explain("T9-COL")


@pytest.mark.skipif(not EXPECTED.exists(), reason="the real report is not at hand")
def test_the_real_report_has_no_error_but_two_oddities() -> None:
    data = json.loads(EXPECTED.read_text("utf-8"))
    cells = {id: Decimal(value) if isinstance(value, str) else value for id, value in data["cells"].items()}
    texts = {
        "overview": "全年共受理群众政府信息公开申请11件，均按规定时间予以答复。",
        "problems": "存在的主要问题：一是更新不够及时；二是解读方式单一。下一步加强领导，落实责任。",
        "other": "无",
    }
    findings = check(Report(data["agency"], data["year"], data["form"], cells=cells, narratives=texts))
    found = open_rules(findings)
    assert {"IN-FORCE-documents", "TX-FEE"} == set(found) - {"CP-PARTS"}
    assert counts(findings)["error"] == 0


def test_importing_the_rules_is_light() -> None:
    heavy = ("rapidfuzz", "cn2an", "sqlite3", "textual")
    code = f"import sys, giktui.checks; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
