"""A register of 20,000 requests: taken in, against pandas.read_excel parsing it; filled in, against the SQL alone.

    python tests/bench/register.py [ROWS]

Needs pandas and openpyxl, which giktui does not. Times are of the processor, so that other work does not count.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import TypeVar

from giktui.form import load_form
from giktui.readers import bytes_of, read_rows
from giktui.readers.limits import Limits
from giktui.register.results import every_result
from giktui.register.sheets import sheets_of
from giktui.store import connect, ensure_agency
from giktui.store.connection.connect import query
from giktui.store.register.counting import CHANNELS, COUNTS, FEE
from giktui.store.register.filling import fill
from giktui.store.register.importing import carry_out, plan

ROWS = 20_000
IMPORT_BAR, FILL_BAR = 2.0, 50.0
HEADS = (
    "编号",
    "收到日期",
    "申请人类型",
    "申请人",
    "申请内容",
    "申请方式",
    "是否延期",
    "答复日期",
    "办理结果",
    "收费",
    "行政复议",
    "备注",
)
KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
T = TypeVar("T")


def write(path: Path, rows: int) -> None:
    """A list of so many requests of 2024, as an office's Excel has it."""
    import xlsxwriter

    chance = random.Random(1)
    table = load_form("2021").table("applications")
    labels = [f"{table.row(id).under[-1]}{table.row(id).label}" for id in every_result()]
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("2024年")
        sheet.write_row(0, 0, HEADS)
        for line in range(1, rows + 1):
            came = date(2024, 1, 1) + timedelta(chance.randrange(340))
            answered = came + timedelta(chance.randrange(30))
            wanted = f"第{line}号地块的批准文件和附图"
            said = [
                f"2024-{line}",
                None,
                chance.choice(KINDS),
                f"申请人{line}",
                wanted,
                chance.choice(("网络", "邮寄")),
            ]
            sheet.write_row(line, 0, [*said, "", None, chance.choice(labels), "", "", "无"])
            sheet.write_datetime(line, 1, came, day)
            sheet.write_datetime(line, 7, answered, day)


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """Seconds of the processor that it takes, and what it gives."""
    begun = process_time()
    made = act()
    return process_time() - begun, made


def main() -> int:
    """Print the ratios; 1 if a bar is missed."""
    import pandas

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        write(path, rows)
        db = connect(Path(folder) / "bench.db")
        agency = ensure_agency(db, "甲县").id
        parsed, _frame = timed(lambda: pandas.read_excel(path))

        def take_in() -> None:
            limits = Limits(fields=4_000_000)
            sheets = sheets_of(read_rows(bytes_of(path, limits), path.name, limits=limits)).sheets
            carry_out(db, agency, plan(db, agency, sheets), actor="bench")

        taken, _none = timed(take_in)
        again, _none = timed(take_in)
        places = {"agency": agency, "year": 2024}
        sql = [f"{query('register')} {one}" for one in (COUNTS, FEE, CHANNELS)]
        bare, _rows = timed(lambda: [db.execute(one, places).fetchall() for one in sql])
        filled, _entry = timed(lambda: fill(db, agency, 2024, actor="bench"))
        db.close()
    beyond = (filled - bare) * 1000
    print(f"{rows} rows: pandas.read_excel {parsed:.2f} s")
    print(
        f"taken in: {taken:.2f} s = {taken / parsed:.2f} × (bar {IMPORT_BAR}); the same again: {again / parsed:.2f} ×"
    )
    print(f"filled in: {filled * 1000:.0f} ms, the SQL alone {bare * 1000:.0f} ms")
    print(f"beyond the SQL: {beyond:.0f} ms (bar {FILL_BAR:.0f})")
    return int(taken > IMPORT_BAR * parsed or beyond > FILL_BAR)


if __name__ == "__main__":
    raise SystemExit(main())
