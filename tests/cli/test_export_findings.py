"""export --findings: comments and colours beside the report, which reads back as it is."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from checks.reports import sound

from giktui.interchange import as_dict
from giktui.readers import read_reports

CELL = "applications.results_total.natural_person"


@pytest.fixture
def report(run: Any, own_environment: Path, tmp_path: Path) -> Any:
    wrong = sound(other="无").with_cells({CELL: 10})
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(as_dict(wrong), ensure_ascii=False, default=str), encoding="utf-8")
    assert run("import", file).exit_code == 0
    return wrong


def test_a_workbook_has_comments_and_colours_and_reads_back(run: Any, report: Any, tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    assert run("export", "2023", "--findings", "-o", file).exit_code == 0
    with ZipFile(BytesIO(file.read_bytes())) as archive:
        comments = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/comments"))
        styles = archive.read("xl/styles.xml").decode()
    for rule in ("T3-COL-natural_person", "T3-BAL-natural_person", "T3-ROW-results_total", "TX-FEE"):
        assert rule in comments
    assert "FDD9D7" in styles
    (found,) = read_reports(file)
    assert found.certain
    assert dict(found.report.cells) == dict(report.cells)


def test_a_page_has_colours_and_lists_and_reads_back(run: Any, report: Any, tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    assert run("export", "2023", "--findings", "-o", file).exit_code == 0
    page = file.read_text("utf-8")
    assert '<li class="error">错误 T3-COL-natural_person' in page
    assert ' class="error" title="' in page
    (found,) = read_reports(file)
    assert dict(found.report.cells) == dict(report.cells)


def test_other_formats_have_no_place_for_findings(run: Any, report: Any, tmp_path: Path) -> None:
    done = run("export", "2023", "--findings", "-o", tmp_path / "out.docx")
    assert done.exit_code == 2
    assert "xlsx、html" in done.stderr


def test_without_findings_nothing_is_marked(run: Any, report: Any, tmp_path: Path) -> None:
    run("export", "2023", "-o", tmp_path / "plain.html")
    assert "T3-COL" not in (tmp_path / "plain.html").read_text("utf-8")
