"""What is written reads back to the same report: cell for cell, paragraph for paragraph, blanks included."""

import pytest
from hypothesis import HealthCheck, given, settings
from samples import sample
from strategies import reports

from giktui.readers import reports_in
from giktui.report import Report, table_text
from giktui.writers import FORMATS, write_bytes

SLOW = {"docx", "xlsx"}


def read_back(report: Report, format: str) -> Report:
    (found,) = reports_in(write_bytes(report, format), f"报告{FORMATS[format].suffix}")
    assert found.doubts == ()
    return found.report


@pytest.mark.parametrize("year", [2020, 2023, 2024])
@pytest.mark.parametrize("format", FORMATS)
def test_samples_read_back(format: str, year: int) -> None:
    assert read_back(sample(year), format) == sample(year)


@pytest.mark.parametrize("format", FORMATS)
def test_text_stands_where_it_stood_around_the_tables(format: str) -> None:
    report = sample(2024)
    report = report.with_narrative(
        "disclosure", table_text(["2024年，发布信息124条。", "另有 3 件在办。"], ["注：含 1 件。"])
    )
    report = report.with_narrative("applications", table_text([], ["共收到申请46件。"]))
    report = report.with_narrative("proceedings", table_text(["没有行政复议。"], []))
    assert read_back(report, format) == report


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("said", ["# 标题", "## 二、主动公开", "**三、要点**", "== 年度报告 =="])
def test_marks_that_a_text_sets_stay(format: str, said: str) -> None:
    if format == "markdown":
        pytest.skip("they are marks there")
    report = sample(2024).with_narrative("other", said)
    assert read_back(report, format) == report


@pytest.mark.parametrize("format", FORMATS)
def test_generated_reports_read_back(format: str) -> None:
    @settings(
        deadline=None,
        max_examples=8 if format in SLOW else 25,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(reports() | reports(odd=True))
    def reads_back(report: Report) -> None:
        assert read_back(report, format) == report

    reads_back()
