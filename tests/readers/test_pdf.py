"""A PDF's lines become paragraphs again and its ruled tables grids, over as many pages as they take."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from tiny_pdf import Page, pdf

from giktui.errors import GiktuiError
from giktui.readers import Document, Limits, read, read_bytes, read_reports
from giktui.readers.document import Grid, Paragraph
from giktui.readers.isolated import process
from giktui.readers.recogniser.detect.numbers import printed

pytest.importorskip("pdfplumber")

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
XS = [70.0, 120.0, 300.0, 360.0, 420.0]


def made(*pages: Page) -> Document:
    (document,) = read_bytes(pdf(*pages), "report.pdf")
    return document


def grids(document: Document) -> list[list[tuple[str, ...]]]:
    return [[line.fields for line in block.lines] for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_lines_become_paragraphs_over_lines_and_pages() -> None:
    full, rest = "一" * 33, "二" * 35
    first = Page().text(250, 60, "某县年报", 18).text(94, 150, full).text(70, 170, rest).text(70, 190, rest)
    first.text(290, 800, "- 1 -", 9)
    second = Page().text(70, 90, "尾句。").text(94, 110, "新段").text(290, 800, "- 2 -", 9)
    document = made(first, second)
    assert texts(document) == ["某县年报", full + rest + rest + "尾句。", "新段"]
    assert [block.place.page for block in document.blocks if isinstance(block, Paragraph)] == [1, 1, 2]


def test_running_heads_are_dropped() -> None:
    pages = [Page().text(70, 40, "某县人民政府年报").text(70, 300, f"第{word}段") for word in "一二三"]
    assert texts(made(*pages)) == ["第一段", "第二段", "第三段"]


def test_gaps_that_a_typesetter_leaves_are_no_spaces() -> None:
    page = Page().text(70, 100, "新收").text(97, 100, "3119").text(148, 100, "件")
    assert texts(made(page)) == ["新收3119件"]


def test_a_table_over_two_pages_is_one_and_a_split_cell_is_whole_again() -> None:
    head = ["项目", "<", "自然人", "总计"]
    above = [head, ["（一）予以公开", "<", "12", "13"], ["（四）无", "1.本机关不掌握", "7", "8"]]
    below = [["法提供", "2.没有现成信息", "3", "4"], ["^", "3.补正后\n仍不明确", "5", "6"]]
    first = Page().text(70, 300, "三、情况").table(XS, [700.0, 725.0, 750.0, 780.0], above, 11)
    second = Page().table([x - 3 for x in XS], [80.0, 110.0, 140.0], below, 11).text(70, 200, "四、情况")
    document = made(first, second)
    assert grids(document) == [
        [
            ("项目", "", "自然人", "总计"),
            ("（一）予以公开", "", "12", "13"),
            ("（四）无法提供", "1.本机关不掌握", "7", "8"),
            ("", "2.没有现成信息", "3", "4"),
            ("", "3.补正后仍不明确", "5", "6"),
        ]
    ]
    assert texts(document) == ["三、情况", "四、情况"]
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert grid.aligned
    assert [line.place.page for line in grid.lines] == [1, 1, 1, 2, 2]


def test_a_head_printed_again_on_the_next_page_is_read_once() -> None:
    head = ["序号", "项目", "自然人", "总计"]
    first = Page().table(XS, [700.0, 730.0, 760.0], [head, ["1", "甲", "2", "3"]])
    second = Page().table(XS, [80.0, 110.0, 140.0], [head, ["2", "乙", "4", "5"]])
    assert grids(made(first, second)) == [
        [("序号", "项目", "自然人", "总计"), ("1", "甲", "2", "3"), ("2", "乙", "4", "5")]
    ]


def test_a_row_that_the_page_break_splits_is_one_row() -> None:
    first = Page().table([70.0, 120.0, 300.0], [700.0, 730.0, 760.0], [["规章", "1"], ["行政规", ""]], 14)
    second = Page().table([70.0, 120.0, 300.0], [80.0, 110.0, 140.0], [["范文件", "8"], ["许可", "9"]], 14)
    assert grids(made(first, second)) == [[("规章", "1"), ("行政规范文件", "8"), ("许可", "9")]]


def test_tables_of_other_columns_are_not_joined() -> None:
    first = Page().table([70.0, 200.0, 300.0], [700.0, 730.0], [["规章", "1"]])
    second = Page().table([70.0, 110.0, 150.0], [80.0, 110.0], [["72", "64"]])
    assert grids(made(first, second)) == [[("规章", "1")], [("72", "64")]]


def test_a_page_that_shows_fewer_columns_is_joined_all_the_same() -> None:
    wide = [XS[0], *XS[2:]]
    first = Page().table(wide, [700.0, 730.0, 760.0], [["项目", "自然人", "总计"], ["一、新收", "12", "13"]])
    second = Page().table(XS, [80.0, 110.0, 140.0], [["三、结果", "予以公开", "2", "3"], ["^", "部分公开", "4", "5"]])
    assert grids(made(first, second)) == [
        [
            ("项目", "", "自然人", "总计"),
            ("一、新收", "", "12", "13"),
            ("三、结果", "予以公开", "2", "3"),
            ("", "部分公开", "4", "5"),
        ]
    ]


def test_a_row_is_put_together_under_a_head_printed_again() -> None:
    xs, ys = [70.0, 180.0, 300.0], [700.0, 730.0, 760.0, 790.0]
    first = Page().table(xs, ys, [["项目", "数量"], ["规章", "1"], ["（一）", "740"]], 14)
    second = Page().table(xs, [80.0, 110.0, 140.0, 170.0], [["项目", "数量"], ["予以公开", ""], ["许可", "9"]], 14)
    assert grids(made(first, second)) == [[("项目", "数量"), ("规章", "1"), ("（一）予以公开", "740"), ("许可", "9")]]


def test_numbers_that_go_on_over_the_page_stay_in_doubt() -> None:
    xs, ys = [70.0, 120.0, 300.0, 360.0], [700.0, 730.0, 760.0]
    first = Page().table(xs, ys, [["规章", "26", ""], ["许可", "26", ""]])
    second = Page().table(xs, [80.0, 110.0, 140.0], [["", "4", "7"], ["处罚", "8", "9"]])
    assert grids(made(first, second)) == [[("规章", "26", ""), ("许可", "26\n4", "[7]"), ("处罚", "8", "9")]]
    assert {printed(text).kind for text in ("26\n4", "[7]")} == {"wrong"}


def test_numbers_beside_the_rest_of_a_label_belong_to_it() -> None:
    xs = [70.0, 120.0, 300.0]
    first = Page().table(xs, [700.0, 730.0, 760.0], [["规章", "1"], ["行政规", ""]], 14)
    second = Page().table(xs, [80.0, 110.0, 140.0], [["范文件", "8"], ["许可", "9"]], 14)
    assert grids(made(first, second)) == [[("规章", "1"), ("行政规范文件", "8"), ("许可", "9")]]


def test_a_line_of_numbers_below_heads_on_the_page_before_stays_a_line() -> None:
    xs = [70.0, 120.0, 300.0]
    first = Page().table(xs, [700.0, 730.0, 760.0], [["复议", "诉讼"], ["维持", "纠正"]])
    second = Page().table(xs, [80.0, 110.0], [["3", "8"]])
    assert grids(made(first, second)) == [[("复议", "诉讼"), ("维持", "纠正"), ("3", "8")]]


@pytest.mark.parametrize("mark", ["无", "-", "—", "-3"])
def test_values_under_heads_on_the_page_before_are_no_rest_of_a_head(mark: str) -> None:
    xs = [70.0, 170.0, 198.0, 300.0]
    first = Page().table(xs, [700.0, 730.0, 760.0], [["项目", "", "总计"], ["", "企业", ""]], 14)
    second = Page().table(xs, [80.0, 110.0], [["一、新收", mark, "125"]], 14)
    assert grids(made(first, second))[0][1:] == [("", "企业", ""), ("一、新收", mark, "125")]


@pytest.mark.parametrize(
    ("marked", "left"),
    [("struck", 54), ("raised", 75), ("struck whole", None), ("raised first", None), ("lowered", None)],
)
def test_a_figure_struck_out_or_raised_leaves_one_number_or_is_doubted(marked: str, left: int | None) -> None:
    page = Page().table(XS, [100.0, 125.0], [["许可", "", "1", "2"]])
    if marked.startswith("struck"):
        page.text(122, 104, "754").line(121, 110, 131 if marked == "struck" else 158, 110)
    elif marked == "raised first":
        page.text(122, 103, "7", 6).text(130, 104, "54")
    else:
        page.text(122, 104, "75").text(146, 103 if marked == "raised" else 113, "4", 6)
    ((fields,),) = grids(made(page))
    assert (fields[0], *fields[2:]) == ("许可", "1", "2")
    said = printed(fields[1])
    assert (said.kind, said.value) == ("wrong" if left is None else "number", left), fields[1]


def test_a_line_under_a_figure_and_smaller_type_alone_are_no_marks() -> None:
    page = Page().table(XS, [100.0, 125.0], [["许可", "", "", "2"]])
    page.text(122, 104, "754").line(121, 116.5, 158, 116.5).text(302, 104, "31", 6)
    assert grids(made(page)) == [[("许可", "754", "31", "2")]]


def test_a_table_without_its_left_and_right_border_is_whole() -> None:
    rows = [["二、情况", "<", "<"], ["项目", "制发", "废止"], ["规章", "1", ""], ["许可", "", "3"]]
    page = Page().table([70.0, 200.0, 300.0, 400.0], [100.0, 125.0, 150.0, 175.0, 200.0], rows)
    sides = [f"{x} {842 - y} m {x} {842 - y - 25} l S" for x in (70.0, 400.0) for y in (100.0, 125.0, 150.0, 175.0)]
    assert set(sides) <= set(page.orders)
    page.orders = [order for order in page.orders if order not in sides]
    page.text(70, 300, "正文").line(70, 320, 400, 320)
    document = made(page)
    assert grids(document) == [[("二、情况", "", ""), ("项目", "制发", "废止"), ("规章", "1", ""), ("许可", "", "3")]]
    assert texts(document) == ["正文"]


def test_text_set_vertically_is_a_label() -> None:
    rows = [["三\n结\n果", "甲", "1", "2"], ["^", "乙", "3", "4"]]
    assert grids(made(Page().table(XS, [100.0, 125.0, 150.0], rows))) == [
        [("三结果", "甲", "1", "2"), ("", "乙", "3", "4")]
    ]


def test_a_number_that_goes_on_in_the_next_line_stays_in_doubt() -> None:
    rows = [["许可", "12345\n67", "1", "2"]]
    assert grids(made(Page().table(XS, [100.0, 140.0], rows)))[0][0][1] == "12345\n67"


def test_a_boxed_paragraph_is_no_table() -> None:
    page = Page().table([60.0, 500.0], [90.0, 120.0, 150.0], [["正文第一段"], ["正文第二段"]])
    document = made(page)
    assert grids(document) == []
    assert texts(document) == ["正文第一段", "正文第二段"]


def test_more_pages_than_a_report_has_are_refused() -> None:
    with pytest.raises(GiktuiError, match="超过 2 页"):
        read_bytes(pdf(Page(), Page(), Page()), "report.pdf", limits=Limits(pages=2))


def test_a_scanned_page_is_named() -> None:
    image = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    data = pdf(Page(), Page().text(70, 100, "正文")).replace(
        b"<</Length 0>>\nstream\n\nendstream", b"<</Length %d>>\nstream\n%s\nendstream" % (len(image), image)
    )
    (document,) = read_bytes(data, "scan.pdf")
    (trouble,) = document.troubles
    assert trouble.place.page == 1
    assert trouble.message.startswith("第 1 页是图片，没有")


def test_without_pdfplumber_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.readers.formats.pdf.find_spec", lambda name: None)
    with pytest.raises(GiktuiError, match=r"pip install 'giktui\[pdf\]'"):
        read_bytes(pdf(Page()), "report.pdf")


def test_a_reading_that_takes_too_long_is_ended() -> None:
    process.end()
    with pytest.raises(GiktuiError, match="还没有读完"):
        read_bytes(pdf(Page().text(70, 100, "正文")), "report.pdf", limits=Limits(seconds=0.01))


def test_one_process_reads_one_file_after_another() -> None:
    process.end()
    made(Page().text(70, 100, "甲"))
    first = process._running
    assert first is not None
    with pytest.raises(GiktuiError, match="不是完好的"):
        read_bytes(b"%PDF-1.4", "damaged.pdf")
    assert texts(made(Page().text(70, 100, "乙"))) == ["乙"]
    assert process._running is first
    first.kill()
    assert texts(made(Page().text(70, 100, "丙"))) == ["丙"]
    with pytest.raises(GiktuiError, match="还没有读完"):
        read_bytes(pdf(*[Page().text(70, 100, "丁")] * 200), "long.pdf", limits=Limits(seconds=0.02))
    assert texts(made(Page().text(70, 100, "戊"))) == ["戊"]
    process.end()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
def test_a_forked_process_has_one_of_its_own_and_leaves_the_parents_alone() -> None:
    made(Page().text(70, 100, "甲"))
    first = process._running
    child = os.fork()
    if not child:
        try:
            own = process._running is None and texts(made(Page().text(70, 100, "乙"))) == ["乙"]
            process.end()
        finally:
            os._exit(0 if own else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert texts(made(Page().text(70, 100, "丙"))) == ["丙"]
    assert process._running is first


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_a_published_report_is_read_exactly() -> None:
    expected = json.loads((CORPUS / "huaian-2024.expected.json").read_text("utf-8"))
    path = CORPUS / "huaian-2024.published.pdf"
    (found,) = read_reports(path)
    assert {id: Decimal(value) for id, value in found.report.cells.items()} == {
        id: Decimal(value) for id, value in expected["cells"].items()
    }
    assert found.doubts == ()
    (document,) = read(path)
    assert [line for grid in grids(document) for line in grid if "（四）无法提供" in line]
    assert len(texts(document)) == 18
