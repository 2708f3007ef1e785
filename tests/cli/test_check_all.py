"""Every finding over all reports, a row each, in each format."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import fromstring

import openpyxl
from typer.testing import Result

from giktui.cli.app.output import table_pieces, table_text
from giktui.cli.findings.by_format import pieces
from giktui.cli.findings.junit import junit
from giktui.cli.findings.printing import Checked
from giktui.cli.findings.sarif import sarif
from giktui.store import connect
from giktui.store.analysis.problems import problems
from giktui.store.analysis.rows_in_order import rows_in_order

Run = Callable[..., Result]
EXPECTED = [("XY-FORCE-documents", "soft"), ("TX-CARRIED-OUT", "warning")]


def test_json_has_a_row_a_finding(run: Run, database: Path) -> None:
    done = run("check", "--all", "--format", "json")
    found = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1
    assert [(one["rule"], one["severity"]) for one in found if one["severity"] != "info"] == EXPECTED
    first = found[0]
    assert (first["agency"], first["year"], first["status"]) == ("澄湖县人民政府", 2025, "open")
    assert (first["row"], first["column"]) == ("行政规范性文件", "现行有效件数")
    assert (first["stands"], first["should_be"], first["difference"]) == ("57", "58", "-1")


def test_csv_and_excel_have_the_same_rows(run: Run, database: Path, tmp_path: Path) -> None:
    lines = list(csv.reader(io.StringIO(run("check", "--all", "2025", "--format", "csv").stdout)))
    assert lines[0][:3] == ["机关", "年份", "规则"]
    path = tmp_path / "问题.xlsx"
    assert run("check", "--all", "2025", "--format", "xlsx", "-o", path).exit_code == 1
    rows = [
        ["" if value is None else str(value) for value in row] for row in openpyxl.load_workbook(path).active.values
    ]
    assert [row[:5] for row in rows] == [row[:5] for row in lines]
    assert run("check", "--all", "--format", "xlsx").exit_code == 2


def test_table_sarif_and_junit(run: Run, database: Path) -> None:
    assert "XY-FORCE-documents" in run("check", "--all", "--format", "table").stdout
    sarif = json.loads(run("check", "--all", "--format", "sarif").stdout)
    assert {one["ruleId"] for one in sarif["runs"][0]["results"]} >= {"XY-FORCE", "TX-CARRIED-OUT"}
    assert "<testsuite " in run("check", "--all", "--format", "junit").stdout


def test_what_is_written_bit_by_bit_is_what_is_written_at_once(database: Path) -> None:
    with closing(connect(database)) as db:
        found = list(problems(db))
        reports = [
            Checked(entry.agency, entry.year, [one.finding for one in own])
            for entry, own in groupby(found, key=lambda one: one.entry)
        ]

        def written(format: str) -> str:
            ordered = partial(rows_in_order, db, found, "agency")
            return b"".join(pieces(ordered, format, note="", fail_on="error")).decode()

        reports.sort(key=lambda one: (one.agency, one.year))
        assert [suite.attrib for suite in fromstring(written("junit"))] == [
            suite.attrib for suite in fromstring(junit(reports, "error"))
        ]
        told = json.loads(written("sarif"))["runs"][0]
        whole = json.loads(sarif(reports))["runs"][0]
        assert told["tool"] == whole["tool"]
        assert sorted(map(str, told["results"])) == sorted(map(str, whole["results"]))


def test_a_long_table_is_laid_out_as_a_whole_one() -> None:
    rows = [(f"第{n}县", 2000 + n % 30, "x" * (n % 7)) for n in range(1203)]
    widest = ["第1202县", "2000", "xxxxxx"]
    assert "".join(table_pieces(["机关", "年份", "问题"], rows, widest)) == table_text(["机关", "年份", "问题"], rows)
    assert "".join(table_pieces(["机关"], [], [""])) == table_text(["机关"], [])


def test_accepted_findings_come_with_their_reason_when_asked_for(run: Run, database: Path) -> None:
    run("waive", 2025, "XY-FORCE-documents", "--reason", "清理时合并计数")
    assert "清理时合并计数" not in run("check", "--all", "--format", "json").stdout
    found = json.loads(run("check", "--all", "--format", "json", "--waived").stdout)["findings"]
    assert [one["reason"] for one in found if one["status"] == "waived"] == ["清理时合并计数"]


def test_rows_are_for_all_reports_only(run: Run, database: Path) -> None:
    assert run("check", 2025, "--format", "csv").exit_code == 2
    assert run("check", "--all", "a.txt", "--format", "csv").exit_code == 2


def test_the_order_of_triage_says_why(run: Run, database: Path) -> None:
    done = run("check", "--all", "--sort", "triage")
    assert done.exit_code == 1
    assert "与同类相差" in done.stdout
    assert "稳健 z 值" in done.stdout
    rows = json.loads(run("check", "--all", "--sort", "triage", "--json").stdout)["reports"]
    errors = [row["counts"]["error"] for row in rows]
    assert errors == sorted(errors, reverse=True)
    assert all(isinstance(row["unlike"], list) for row in rows)


def test_each_finding_in_the_order_of_triage_stands_with_its_report(run: Run, database: Path) -> None:
    reports = json.loads(run("check", "--all", "--sort", "triage", "--json").stdout)["reports"]
    text = run("check", "--all", "--sort", "triage", "--format", "json").stdout
    seen = list(dict.fromkeys((one["agency"], one["year"]) for one in json.loads(text)["findings"]))
    assert seen == [one for one in ((row["agency"], row["year"]) for row in reports) if one in seen]


def test_orders_that_do_not_fit_are_refused(run: Run, database: Path) -> None:
    assert run("check", "2024", "--sort", "triage").exit_code == 2
    assert run("check", "--all", "--sort", "place").exit_code == 2
    assert run("check", "--all", "--sort", "place", "--format", "table").exit_code == 1
