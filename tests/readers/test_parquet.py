"""Parquet: several reports in one file, and files that are damaged or of another shape."""

import io
import random
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from samples import sample

from giktui.errors import GiktuiError
from giktui.readers import Limits, read_reports, reports_in
from giktui.writers import write_bytes


def test_several_reports_in_one_file(tmp_path: Path) -> None:
    made = [sample(year) for year in (2020, 2023, 2024)]
    tables = [parquet.read_table(io.BytesIO(write_bytes(report, "parquet"))) for report in made]
    parquet.write_table(pa.concat_tables(tables), tmp_path / "年报.parquet")
    assert [one.report for one in read_reports(tmp_path / "年报.parquet")] == made


def test_numbers_are_numbers_and_blanks_are_null() -> None:
    report = sample(2024)
    table = parquet.read_table(io.BytesIO(write_bytes(report, "parquet")))
    rows = {row["cell"]: row["value"] for row in table.to_pylist() if row["part"] == "cell"}
    assert list(rows) == list(report.definition.cells)
    assert {cell: value for cell, value in rows.items() if value is not None} == report.cells


@pytest.mark.parametrize("columns", [{"a": [1]}, {"agency": ["甲"], "year": [2024], "form": ["2021"]}])
def test_another_table_is_refused(columns: dict[str, list[object]]) -> None:
    file = io.BytesIO()
    parquet.write_table(pa.table(columns), file)
    with pytest.raises(GiktuiError, match="不是 giktui export"):
        reports_in(file.getvalue(), "表.parquet")


def test_what_is_damaged_or_too_big_is_refused() -> None:
    data = write_bytes(sample(2024), "parquet")
    with pytest.raises(GiktuiError, match="过大"):
        reports_in(data, "a.parquet", limits=Limits(fields=100))
    with pytest.raises(GiktuiError, match="已损坏"):
        reports_in(data[:-100], "a.parquet")
    chance = random.Random(5)
    for _round in range(60):
        harmed = bytearray(data)
        harmed[chance.randrange(4, len(data))] ^= 1 << chance.randrange(8)
        try:
            reports_in(bytes(harmed), "a.parquet")
        except GiktuiError:
            continue
