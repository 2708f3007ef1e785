"""A list of requests of which anything was changed: what is taken in can be listed, counted, filled from, exported and
taken in again; what cannot is refused in words; and nothing that came is lost."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giktui.cli.requests.printing import filling_json, list_table, request_json
from giktui.errors import GiktuiError
from giktui.readers import bytes_of, read_rows
from giktui.register.sheets import sheets_of
from giktui.store import connect, ensure_agency, entries
from giktui.store.analysis.status import status
from giktui.store.exchange.package_export import pack
from giktui.store.register.counting import so_far
from giktui.store.register.filling import fill, filling
from giktui.store.register.importing import carry_out, plan
from giktui.store.register.listing import listed
from giktui.store.register.rows import the_request
from giktui.store.register.wording import blocking_lines, due_rows, filling_lines, plan_lines

AGENCY = "青禾县自然资源局"
HEADS = [
    "序号", "编号", "收到日期", "申请人", "申请人类型", "申请内容", "提交方式", "延期", "答复日期", "办理结果",
    "信息处理费", "复议结果", "诉讼结果", "备注",
]  # fmt: skip
ROWS = [
    [1, "2025-001", date(2025, 1, 7), "王一", "自然人", "预算", "网络", "", date(2025, 1, 20), "予以公开", "", "",
        "", ""],
    [2, "2025-002", date(2025, 2, 3), "甲公司", "商业企业", "规划", "邮寄", "是", date(2025, 3, 3), "部分公开", 12.5,
        "2025年维持", "", ""],
    [3, "2025-003", "2025.11.30", "李二", "自然人", "名单", "当面", "", "", "", "", "", "", "等材料"],
    [4, "2025-004", date(2025, 5, 6), "张三", "自然人", "名单", "网络", "", "2025年5月9日", "（四）1", "", "",
        "2025年驳回", ""],
]  # fmt: skip
ODD = [
    None, "", "abc", "甲\n乙", "\x1b[2J[/red]", "\u202e1", "\u200b", -1, 0, 1e300, 10**18, 1.5, True,
    "=1+1", "+1", "-1", "@x", "#REF!",
    "Infinity", "NaN", "0000-01-01", "9999-12-31", "2025-02-30", "1899-12-30", "2958466", "甲" * 30_000,
    "9" * 5_000,
    "[[", "2025-001", "2025年1月7日、2025年1月9日", "٣٤", "²", "（三）9", date(9999, 12, 31), datetime(1900, 1,
    1), "\ud7ff", "'", '";DROP',
    "12月31日", "2025年13月45日", "延长99999999999天", "¥99999999999999999999元", "合计",
]  # fmt: skip
XML = [
    (b"<v>", b"<v>9"), (b"<v>", b"<v>-1e308"), (b"<v>", b"<v>1e999"), (b"<v>", b"<v>nan"), (b't="s"',
    b't="d"'), (b't="s"', b't="e"'),
    (b'r="A1"', b'r="XFE9999999"'), (b'r="B2"', b'r="A0"'), (b'r="C2"', b'r=""'), (b"<row ",
    b"<row x='1' "), (b"</row>", b"</row><row/>"),
    (b"<sheetData>", b"<sheetData><row/>"), (b"<t>", b"<t>&#27;"), (b"<si>", b"<si><r><t>x</t></r>"),
    (b'numFmtId="14"', b'numFmtId="999"'),
    (b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
]  # fmt: skip


def book(rows: list[list[object]]) -> bytes:
    held = io.BytesIO()
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "2025年"
    sheet.append(["青禾县自然资源局2025年依申请公开登记台账"])
    sheet.append(HEADS)
    for row in rows:
        try:
            sheet.append(row)
        except (ValueError, TypeError, openpyxl.utils.exceptions.IllegalCharacterError):
            sheet.append([None if isinstance(value, str) else value for value in row])
    made.save(held)
    return held.getvalue()


def take(db: sqlite3.Connection, agency: int, path: Path, *, anonymous: bool) -> bool:
    """Take the list in, as the command does; False where it was refused."""
    try:
        sheets = sheets_of(read_rows(bytes_of(path), path.name)).sheets
    except GiktuiError as error:
        assert str(error)
        return False
    planned = plan(db, agency, sheets, anonymous=anonymous)
    assert "\n" not in "".join(plan_lines(planned))
    carry_out(db, agency, planned, actor="甲")
    again = plan(db, agency, sheets, anonymous=anonymous)
    assert (again.added, again.changed, again.vanished) == ((), (), ()), "the same list says nothing new"
    return True


def everything_works(db: sqlite3.Connection, agency: int) -> None:
    """All that is done with a register."""
    for year in (None, 2025):
        found, doubts = listed(db, agency, year)
        list_table(found, doubts, today=date(2026, 1, 1), names=True)
        for one in found:
            json.dumps(request_json(one, doubts.get(one.id, ())), allow_nan=False)
            assert the_request(db, agency, f"#{one.id}").said == one.said
    due_rows(listed(db, agency, None)[0], date(2026, 1, 1))
    so_far(db, agency, date(2025, 12, 31))
    for year in (2019, 2025, 2026):
        try:
            filled = filling(db, agency, year, text=True)
        except GiktuiError:
            continue
        assert all(isinstance(line, str) for line in (*filling_lines(filled), *blocking_lines(filled)))
        json.dumps(filling_json(filled, AGENCY, written=False), allow_nan=False)
        if not filled.blocked:
            fill(db, agency, year, actor="甲", text=True)
    status(db, 2025)
    if entries(db, year=2025):
        pack(db, 2025, None, io.BytesIO())
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_of_a_register(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Values of any kind in any cell, one list after another of the same office."""
    place = tmp_path_factory.mktemp("register")
    with closing(connect(place / "a.db")) as db:
        db.execute("PRAGMA synchronous = OFF")
        agency = ensure_agency(db, AGENCY).id
        for number in range(data.draw(st.integers(1, 2))):
            rows = [list(row) for row in data.draw(st.lists(st.sampled_from(ROWS), min_size=1, max_size=6))]
            for _change in range(data.draw(st.integers(1, 4))):
                row = data.draw(st.sampled_from(rows))
                row[data.draw(st.integers(0, len(HEADS) - 1))] = data.draw(st.sampled_from(ODD))
            path = place / f"{number}.xlsx"
            path.write_bytes(book(rows))
            take(db, agency, path, anonymous=data.draw(st.booleans()))
        everything_works(db, agency)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_member_of_a_registers_file(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What no spreadsheet program writes: XML changed by hand, members missing, cut or exchanged."""
    place = tmp_path_factory.mktemp("register")
    with zipfile.ZipFile(io.BytesIO(book([list(row) for row in ROWS]))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    for _change in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(members)))
        how = data.draw(st.sampled_from(["xml", "xml", "xml", "gone", "cut", "bytes"]))
        if how == "xml":
            old, new = data.draw(st.sampled_from(XML))
            members[name] = members[name].replace(old, new, data.draw(st.sampled_from([1, 3, -1])))
        elif how == "gone":
            members[name] = b""
        elif how == "cut":
            members[name] = members[name][: data.draw(st.integers(0, len(members[name])))]
        else:
            at = data.draw(st.integers(0, max(0, len(members[name]) - 1)))
            members[name] = members[name][:at] + data.draw(st.binary(max_size=3)) + members[name][at + 1 :]
    path = place / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with closing(connect(place / "a.db")) as db:
        db.execute("PRAGMA synchronous = OFF")
        agency = ensure_agency(db, AGENCY).id
        take(db, agency, path, anonymous=False)
        everything_works(db, agency)
