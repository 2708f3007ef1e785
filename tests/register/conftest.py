"""An empty database, and a list as an office has it, to be written in any shape."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from giktui.readers import bytes_of, read_rows
from giktui.register.sheets import Sheet, sheets_of
from giktui.store import connect, ensure_agency
from giktui.store.register.importing import carry_out, plan

AGENCY = "青禾县自然资源局"
Table = Sequence[Sequence[object]]
Take = Callable[..., tuple[Sheet, ...]]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / "register.db")
    ensure_agency(connection, AGENCY)
    yield connection
    connection.close()


@pytest.fixture
def agency(db: sqlite3.Connection) -> int:
    return ensure_agency(db, AGENCY).id


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """`book("台账.xlsx", {"2025年": rows}, merge=["A1:F1"])` writes an Excel file."""

    def write(name: str, sheets: dict[str, Table], merge: Sequence[str] = (), hidden: Sequence[int] = ()) -> Path:
        import openpyxl

        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for cells in merge:
                sheet.merge_cells(cells)
            for line in hidden:
                sheet.row_dimensions[line].hidden = True
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


def read_sheets(path: Path, **more: object) -> tuple[Sheet, ...]:
    return sheets_of(read_rows(bytes_of(path), path.name), **more).sheets  # type: ignore[arg-type]


@pytest.fixture
def take(db: sqlite3.Connection, agency: int) -> Take:
    """Reads a file and takes it into the register."""

    def run(path: Path, *, anonymous: bool = False, **more: object) -> tuple[Sheet, ...]:
        sheets = read_sheets(path, **more)
        carry_out(db, agency, plan(db, agency, sheets, anonymous=anonymous), actor="tester")
        return sheets

    return run
