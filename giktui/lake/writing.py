"""The database as tidy Parquet: one row a cell, a folder a year and level, so that an engine reads only what it needs.

    cells/year=2024/level=county/part-0.parquet   agency_id agency status form cell section row column value counts_as
    counted/part-0.parquet                        parent year agency_id: whose report an agency's sum adds up
    agencies/part-0.parquet                       id name parent level

A blank cell has no row. `counts_as` is the cell of the year's own form that the value adds to: the cell itself, or its
counterpart where a report is on a form that was not the year's.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giktui.errors import GiktuiError
from giktui.form import Form, carried_over, crosswalk, form_for_year, load_form
from giktui.i18n import _
from giktui.lake.tables import need
from giktui.report import Number
from giktui.store import Entry, all_agencies
from giktui.store.connection.connect import query
from giktui.store.reports.cells import read_cells
from giktui.writers.files import fresh_folder, share, sweep, sync_folder

if TYPE_CHECKING:
    import pyarrow as pa

DIGITS, DECIMALS = 30, 8
"""Values are DECIMAL(30, 8): every count that SQLite holds, and amounts to a thousandth of a cent."""

LEVELS = {"省": "province", "市": "city", "县": "county", "乡": "township", "部门": "department", "": "unknown"}
"""Levels as the folders name them: ASCII, since engines differ in how they escape anything else."""

_REPORTS_A_BATCH = 500


def write_lake(db: sqlite3.Connection, folder: Path, *, progress: Callable[[int], None] | None = None) -> int:
    """Write all stored reports below `folder`, which must not exist or be empty; returns how many reports.

    Whole or not at all; one transaction's view of the database, in constant memory. `progress` is told the number of
    reports done. Raises GiktuiError if the folder holds something, or a value has more digits than Parquet's decimal.
    """
    need("pyarrow", "lake")
    target = folder.resolve()
    there = target.is_dir()
    if there:
        sweep(target)
    if folder.exists() and (not there or any(target.iterdir())):
        raise GiktuiError(_("{folder} 已有内容。请换一个文件夹，或先把它移走。").format(folder=folder))
    with fresh_folder(target if there else target.parent) as fresh:
        done = _write_all(db, fresh, progress)
        _settle(fresh, target if there else target.parent)
        if there:  # it may be where the user stands, or where a disk is mounted: it stays, and is filled
            for part in fresh.iterdir():
                part.rename(target / part.name)
        else:
            fresh.rename(target)
            share(target, target.parent)
        sync_folder(target)
        sync_folder(target.parent)
    return done


def _settle(folder: Path, place: Path) -> None:
    """Have the files and folders below on the disk, with the rights of a database that stood in `place`."""
    for path in sorted(folder.rglob("*"), reverse=True):
        share(path, place)
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _write_all(db: sqlite3.Connection, folder: Path, progress: Callable[[int], None] | None) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    done = 0
    db.execute("BEGIN")
    try:
        _write(folder / "agencies", _agencies(db))
        _write(folder / "counted", _counted(db))
        levels = {agency.id: LEVELS[agency.level] for agency in all_agencies(db)}
        for (year, level), group in groupby(_by_partition(db, levels), key=lambda item: item[:2]):
            target = folder / "cells" / f"year={year}" / f"level={level}"
            target.mkdir(parents=True)
            with parquet.ParquetWriter(target / "part-0.parquet", _cell_schema(pa), compression="zstd") as writer:
                rows: list[tuple[Any, ...]] = []
                for number, (*_partition, entry) in enumerate(group, 1):
                    rows.extend(_cell_rows(db, entry))
                    done += 1
                    if number % _REPORTS_A_BATCH == 0:
                        writer.write_table(_table(pa, rows))
                        rows = []
                        if progress:
                            progress(done)
                writer.write_table(_table(pa, rows))
    finally:
        db.execute("ROLLBACK")
    if progress:
        progress(done)
    return done


def _by_partition(db: sqlite3.Connection, levels: dict[int, str]) -> Iterator[tuple[int, str, Entry]]:
    order = "ORDER BY report.year, agency.level, agency.name"
    for row in db.execute(f"{query('entries')} {order}"):
        entry = Entry(*row)
        yield entry.year, levels[entry.agency_id], entry


def _cell_rows(db: sqlite3.Connection, entry: Entry) -> Iterator[tuple[Any, ...]]:
    form, proper = load_form(entry.form), form_for_year(entry.year)
    cells = read_cells(db, entry.id, form)
    counts_as = _counterparts(cells, form, proper)
    for id, value in cells.items():
        section, row, column = id.split(".")
        exact = _decimal(value, entry, id)
        counted = counts_as.get(id)
        yield entry.agency_id, entry.agency, entry.status, entry.form, id, section, row, column, exact, counted


def _counterparts(cells: dict[str, Number], form: Form, proper: Form) -> dict[str, str]:
    """Which cell of the proper form each cell adds to, for those that mean something there."""
    if form.id == proper.id:
        return {id: id for id in cells}
    carried = carried_over(cells, form.id, proper.id)
    return {
        id: pair.target[0]
        for pair in crosswalk(form.id, proper.id).pairs
        if len(pair.target) == 1 and pair.target[0] in carried
        for id in pair.source
    }


def _decimal(value: Number, entry: Entry, cell: str) -> Decimal:
    exact = Decimal(value)
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > DECIMALS or exact.adjusted() >= DIGITS - DECIMALS:
        text = _("{agency}{year}年的 {cell} 为 {value}，位数太多，不能写入 Parquet。请先核对这个数。")
        raise GiktuiError(text.format(agency=entry.agency, year=entry.year, cell=cell, value=value))
    return exact


def _agencies(db: sqlite3.Connection) -> "pa.Table":
    import pyarrow as pa

    schema = pa.schema([("id", pa.int64()), ("name", pa.string()), ("parent", pa.int64()), ("level", pa.string())])
    rows = [{"id": a.id, "name": a.name, "parent": a.parent, "level": LEVELS[a.level]} for a in all_agencies(db)]
    return pa.Table.from_pylist(rows, schema=schema)


def _counted(db: sqlite3.Connection) -> "pa.Table":
    """Each report with the agencies whose sum it is part of: upwards until one that has reported itself.

    The same rule as `db/queries/counted.sql`, walked from below, since Ibis has no recursion.
    """
    import pyarrow as pa

    above = {agency.id: agency.parent for agency in all_agencies(db)}
    reported = set(db.execute("SELECT agency, year FROM report WHERE year > 0").fetchall())
    rows: list[tuple[int, int, int]] = []
    for agency, year in sorted(reported):
        parent = above[agency]
        while parent is not None:
            rows.append((parent, year, agency))
            if (parent, year) in reported:
                break
            parent = above[parent]
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table([pa.array(c, pa.int64()) for c in columns], names=["parent", "year", "agency_id"])


def _write(folder: Path, table: "pa.Table") -> None:
    from pyarrow import parquet

    folder.mkdir(parents=True)
    parquet.write_table(table, folder / "part-0.parquet", compression="zstd")


def _cell_schema(pa: Any) -> "pa.Schema":
    names = ("agency", "status", "form", "cell", "section", "row", "column")
    return pa.schema(
        [
            ("agency_id", pa.int64()),
            *((name, pa.string()) for name in names),
            ("value", pa.decimal128(DIGITS, DECIMALS)),
            ("counts_as", pa.string()),
        ]
    )


def _table(pa: Any, rows: list[tuple[Any, ...]]) -> "pa.Table":
    schema = _cell_schema(pa)
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)
