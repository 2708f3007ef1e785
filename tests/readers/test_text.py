"""Bytes to text, text to paragraphs and grids, and files that are refused."""

import codecs
import os
from pathlib import Path

import pytest
from published.plain import report

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.readers import Limits, read, read_bytes, read_reports, reports_in
from giktui.readers.document import Grid, Paragraph
from giktui.readers.encoding import decode, plain_name
from giktui.readers.formats.text.spaces import is_spaced
from giktui.text.cleaning import clean

TEXT = "\n".join(report())


def blocks(text: str, name: str = "a.txt", **limits: int) -> tuple[Paragraph | Grid, ...]:
    (document,) = read_bytes(text.encode(), name, limits=Limits(**limits))
    return document.blocks


def fields(grid: Paragraph | Grid) -> list[tuple[str, ...]]:
    assert isinstance(grid, Grid)
    return [line.fields for line in grid.lines]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16", "utf-16-be", "crlf", "cr"],
)
def test_encodings_and_line_ends(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    (found,) = read_reports(file)
    assert len(found.report.cells) == 200
    assert found.doubts == ()


def test_bytes_that_are_no_text_name_their_line() -> None:
    with pytest.raises(GiktuiError, match="第 2 行"):
        decode(b"abc\n\xff\xff\xff", "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_that_breaks_off_within_a_character_is_told_as_such(encoding: str) -> None:
    whole = ("年报" * 400 + "\n收到申请12件\n结转").encode(encoding)
    with pytest.raises(GiktuiError, match="第 3 行就断了"):
        decode(whole[:-1], "a.txt")


def test_a_stray_byte_is_told_by_the_line_it_is_in() -> None:
    data = "年报\n收到申请12件\n结转".encode() + b"\xff\n" + "没有".encode()
    with pytest.raises(GiktuiError, match="第 3 行不是"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("dirty", "kept"),
    [
        ("\x1b[31m红\x1b[0m", "红"), ("\x1b]0;题\x07文", "文"), ("\x1b]52;c;AAAA\x1b\\文", "文"), ("\x9b31m红", "红"),
        ("甲\x07\x08\x00乙", "甲乙"), ("甲\u202e乙\u200b丙\ufeff", "甲乙丙"),
        ("\u202e21\u202c", "\ufffd21"), ("\u202e甲\u202c 12", "甲 12"),
        ("甲\r\n乙\u2028丙\x0b丁", "甲\n乙\n丙\n丁"),
        ("甲\t乙\x1bc", "甲\t乙"),
    ],
)  # fmt: skip
def test_escape_sequences_and_control_characters_are_taken_out(dirty: str, kept: str) -> None:
    assert clean(dirty) == kept


def test_tabs_bars_and_wide_gaps_make_grids() -> None:
    assert fields(blocks("甲\t1\t\t2\n乙\t3\t\n")[0]) == [("甲", "1", "", "2"), ("乙", "3", "")]
    assert fields(blocks("甲 | 1 |\n| 乙 | 2 |")[0]) == [("甲", "1"), ("乙", "2")]
    assert fields(blocks("规章　　1   0")[0]) == [("规章", "1", "0")]
    first, text, second = blocks("甲\t1\n\n段落  文字。\n乙\t2")
    assert isinstance(text, Paragraph)
    assert fields(first) == [("甲", "1")]
    assert fields(second) == [("乙", "2")]


def test_a_frame_is_an_aligned_grid() -> None:
    frame = """
+------+------+----+
| 单位 | 数量      |
+------+------+----+
| 甲   |    1 |    |
| 乙   |      |  2 |
+------+------+----+
"""
    (grid,) = blocks(frame)
    assert isinstance(grid, Grid)
    assert grid.aligned
    assert fields(grid) == [("单位", "数量", ""), ("甲", "1", ""), ("乙", "", "2")]


def test_between_two_rules_of_a_frame_stands_one_row() -> None:
    frame = "+----+---+\n| 甲 | 1 |\n| 乙 |   |\n+----+---+\n| 丙 | 2 |\n+----+---+\n| 丁 |   |\n+----+---+"
    assert fields(blocks(frame)[0]) == [("甲乙", "1"), ("丙", "2"), ("丁", "")]


def test_a_crooked_frame_is_read_by_its_bars() -> None:
    frame = "+----+---+\n| 甲 | 1  |\n| 乙 | 22 |\n+----+---+"
    assert [line for block in blocks(frame) if isinstance(block, Grid) for line in fields(block)] == [
        ("甲", "1"),
        ("乙", "22"),
    ]


def test_markdown_tables_are_aligned_and_unescaped() -> None:
    head, text, grid = blocks("## 一、总体情况\n\n1\\. 甲\\|乙\n\n| a | b |\n|---|:-:|\n| x\\|y |  |\n", "a.md")
    assert isinstance(head, Paragraph)
    assert isinstance(text, Paragraph)
    assert isinstance(grid, Grid)
    assert (head.text, text.text) == ("一、总体情况", "1. 甲|乙")
    assert grid.aligned
    assert fields(grid) == [("a", "b"), ("x|y", "")]


def test_what_is_no_file_to_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    with pytest.raises(GiktuiError, match="空文件"):
        read(empty)
    with pytest.raises(GiktuiError, match="文件夹"):
        read(tmp_path)
    with pytest.raises(GiktuiError, match="没有"):
        read(tmp_path / "none.txt")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as handle:
        handle.truncate(2 * 1024**3)
    with pytest.raises(GiktuiError, match="64 MB"):
        read(file)


def test_pictures_and_programs_are_refused(tmp_path: Path) -> None:
    for name, data in (("a.png", b"\x89PNG\r\n\x1a\n\x00\x00"), ("a.txt", b"\x7fELF\x00\x01")):
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(GiktuiError, match=name):
            read(file)


def test_too_many_columns_and_fields_are_refused() -> None:
    with pytest.raises(GiktuiError, match="列"):
        blocks("甲" + "\t1" * 1001)
    with pytest.raises(GiktuiError, match="格"):
        blocks("甲\t1\n" * 20, fields=30)


def test_a_file_is_known_by_its_content_before_its_name() -> None:
    (document,) = read_bytes("<html><body><p>甲</p></body></html>".encode(), "a.txt")
    assert document.kind == "html"
    with pytest.raises(GiktuiError, match="JSON"):
        read_bytes(b'{"agency": 1', "a.txt")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (os.fsdecode("水利局年报.txt".encode("gbk")), "水利局年报.txt"),
        (os.fsdecode(b"\xff\xff.txt"), "\\xff\\xff.txt"),
        ("水利局\x1b[31m\n年\u202e报.txt", "水利局 年报.txt"),
    ],
)
def test_a_name_of_a_file_is_shown_in_characters_and_on_one_line(name: str, shown: str) -> None:
    assert plain_name(name) == shown


def test_a_number_behind_many_tabs_is_the_last_of_a_row_of_blanks() -> None:
    found = blocks("四、复议诉讼\n" + "\t" * 14 + "7\n\t\t8\n\t\t\t\t\t正文\n")
    assert [fields(block) for block in found if isinstance(block, Grid)] == [[("",) * 14 + ("7",)]]
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["四、复议诉讼", "8", "正文"]


def test_a_database_is_told_by_its_name_and_what_to_do_with_it() -> None:
    with pytest.raises(GiktuiError, match="--db"):
        read_bytes(b"SQLite format 3\x00" + b"\x10\x00" * 100, "reports.db")


def test_rows_parted_by_blanks_are_told_though_no_two_of_their_numbers_stand_side_by_side() -> None:
    assert is_spaced("行政许可 - 3 -\n" * 3)
    assert is_spaced("行政许可 3 / 4\n" * 3)
    assert is_spaced("行政许可 3 4 5\n" * 3)
    assert not is_spaced("行政许可 3 4 5\n" * 2 + "2024 年 1 月 3 日\n")


@pytest.mark.parametrize(("before", "behind"), [("## ", ""), ("**", "**"), ("== ", " ==")])
def test_marks_around_every_head_of_a_text_are_no_part_of_it(before: str, behind: str) -> None:
    form = load_form("2021")
    lines = ["# 某县水务局2024年政府信息公开工作年度报告"]
    for section in form.sections:
        lines += [f"{before}{section.title}{behind}", "**要点** 无。" if section.table is None else ""]
    (found,) = reports_in("\n".join(lines).encode(), "a.txt")
    assert found.report.agency == "某县水务局"
    assert found.report.narratives == dict.fromkeys(("overview", "problems", "other"), "**要点** 无。")
