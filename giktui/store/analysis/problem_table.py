"""Findings as a table, a row each: for the terminal, as CSV, as an Excel sheet, as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import loads

from giktui.i18n import _
from giktui.store.analysis.problems import COLUMNS, Problem, fields
from giktui.text.cleaning import as_json as json_of
from giktui.wording.findings import finding_status_name
from giktui.wording.severities import severity_name


def heads() -> list[str]:
    """The heads of the table, in the order of `problems.COLUMNS`."""
    return [
        _("机关"), _("年份"), _("规则"), _("级别"), _("状态"), _("部分"), _("行"), _("列"), _("现在是"), _("应为"),
        _("差"), _("问题"), _("建议"), _("理由"),
    ]  # fmt: skip


def worded(problem: Problem) -> tuple[object, ...]:
    """A row with severity and state in words; counts as numbers."""
    agency, year, rule, _severity, status, *rest = fields(problem)
    numbers = [int(field) if isinstance(field, str) and _is_count(field) else field for field in rest]
    return agency, year, rule, severity_name(problem.finding.severity), finding_status_name(str(status)), *numbers


def as_json(problem: Problem) -> Mapping[str, object]:
    """A row as JSON has it, with the cells and the fingerprint."""
    row = dict(zip(COLUMNS, fields(problem), strict=True))
    return {**row, "cells": list(problem.finding.cells), "fingerprint": problem.finding.fingerprint}


def short(problem: Problem) -> Sequence[object]:
    """A row for the terminal: agency, year, severity, rule and message."""
    entry, finding = problem.entry, problem.finding
    return entry.agency, entry.year, severity_name(finding.severity), finding.rule, finding.message


def row_text(problem: Problem, format: str) -> str:
    """The row as it is kept until it is written: JSON of it for `json`, of its fields for the others."""
    return json_of(as_json(problem)) if format == "json" else json_of(worded(problem), indent=None)


def table_pieces(rows: Iterable[str], format: str) -> Iterator[bytes]:
    """The table of rows that `row_text` gave, as CSV (with a mark for Excel) or as an Excel file, bit by bit."""
    fields_of = map(loads, rows)
    if format == "xlsx":
        from giktui.writers.table_xlsx import write_table

        yield write_table(_("问题"), heads(), fields_of)
        return
    from giktui.writers.table_csv import csv_rows

    yield b"\xef\xbb\xbf"
    for line in csv_rows([heads()]):
        yield line.encode()
    for line in csv_rows(fields_of):
        yield line.encode()


def as_table(found: Iterable[Problem], format: str) -> bytes:
    """The table as CSV (with a mark for Excel) or as an Excel file."""
    rows = map(worded, found)
    if format == "xlsx":
        from giktui.writers.table_xlsx import write_table

        return write_table(_("问题"), heads(), rows)
    from giktui.writers.table_csv import as_csv

    return as_csv(heads(), rows).encode("utf-8-sig")


def _is_count(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdecimal() and len(text) < 16
