"""Web pages become paragraphs and grids as a reader of the page would see them."""

import pytest

from giktui.errors import GiktuiError
from giktui.readers import Document, Limits, read_bytes
from giktui.readers.document import Grid, Paragraph


def page(body: str, *, encoding: str = "utf-8", head: str = "") -> Document:
    (document,) = read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), "page.html")
    return document


def grids(document: Document) -> list[list[tuple[str, ...]]]:
    return [[line.fields for line in block.lines] for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_paragraphs_and_tables_keep_their_order() -> None:
    document = page("<h1>题目</h1><p>前文</p><table><tr><td>规章<td>1</table><p>后文</p>")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Paragraph", "Grid", "Paragraph"]
    assert texts(document) == ["题目", "前文", "后文"]


def test_a_merged_cell_stands_in_its_first_field() -> None:
    document = page(
        "<table><tr><td rowspan=2 colspan=2>项目<td colspan=2>申请人<td rowspan=2>总计</tr>"
        "<tr><td>自然人<td>其他</tr><tr><td rowspan=2>结果<td>甲<td>1<td>2<td>3</tr>"
        "<tr><td>乙<td>4<td>5<td>9</tr></table>"
    )
    assert grids(document) == [
        [
            ("项目", "", "申请人", "", "总计"),
            ("", "", "自然人", "其他"),
            ("结果", "甲", "1", "2", "3"),
            ("", "乙", "4", "5", "9"),
        ]
    ]
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert grid.aligned
    assert [line.place.cell for line in grid.lines] == ["A1", "A2", "A3", "A4"]


@pytest.mark.parametrize("claim", ["1000000000", "9" * 5000, "0", "-3", "x", ""])
def test_an_absurd_span_is_harmless(claim: str) -> None:
    wide = page(f"<table><tr><td colspan='{claim}'>一</tr><tr><td>二<td>3</tr></table>")
    assert grids(wide) == [[("一",), ("二", "3")]]
    tall = page(f"<table><tr><td rowspan='{claim}'>一<td>2</tr><tr><td>3</tr></table>")
    assert grids(tall)[0][0] == ("一", "2")


def test_markup_inside_a_cell_is_no_part_of_its_text() -> None:
    cell = "<p align=center><span>商业</span><span style='x'>企业</span></p>"
    document = page(f"<table><tr><td>{cell}<td>&nbsp;<p>12</p>\n<td>3<b>11</b>9<td>商业<br>企业<td>1<p>2</p></table>")
    assert grids(document) == [[("商业企业", "12", "3119", "商业\n企业", "1\n2")]]


def test_what_nobody_sees_is_dropped() -> None:
    document = page(
        "<script>var a='<table><tr><td>1</table>'</script><style>p{}</style><nav>导航</nav><!-- 注 -->"
        "<p style='display: none'>隐藏</p><p hidden>隐藏</p><p>正文</p>"
    )
    assert texts(document) == ["正文"]
    assert grids(document) == []


def test_tables_hidden_until_a_script_shows_them_are_read_when_there_are_no_others() -> None:
    tab = "<div style='display:none'><table><tr><td>规章<td>1</table></div>"
    assert grids(page(tab)) == [[("规章", "1")]]
    assert grids(page(tab + "<table><tr><td>规章<td>2</table>")) == [[("规章", "2")]]


def test_a_table_that_arranges_the_page_is_running_text() -> None:
    inner = "<table><tr><td>规章<td>1<td>0<td>11</table>"
    document = page(f"<table><tr><td>左栏<td><p>一、总体情况</p>{inner}<p>五、问题</p></table>")
    assert grids(document) == [[("规章", "1", "0", "11")]]
    assert texts(document) == ["左栏", "一、总体情况", "五、问题"]


def cell(text: str) -> str:
    return f"<td><table><tr><td>{text}</table>"


def test_cells_that_are_tables_of_one_cell_are_cells() -> None:
    rows = f"<tr>{cell('规章')}{cell('<p>1</p>')}{cell('')}{cell('11')}<tr>{cell('许可')}<td>0{cell('3')}<td>4"
    assert grids(page(f"<table>{rows}</table>")) == [[("规章", "1", "", "11"), ("许可", "0", "3", "4")]]


def test_a_table_of_one_figure_among_plain_cells_is_that_figure() -> None:
    rows = f"<tr><td>规章<td>1{cell('2')}<td>3<tr><td>文件<td>4<td>5<td>6"
    assert grids(page(f"<table>{rows}</table>")) == [[("规章", "1", "2", "3"), ("文件", "4", "5", "6")]]


def test_figures_in_tables_in_cells_that_are_not_the_cells_are_no_blanks() -> None:
    pair = "<td><table><tr><td>18<td>22</table>"
    rows = f"<tr><td>规章<td>1{pair}<td>3<tr><td>文件<td>4{cell('5')}<sup>1</sup><td>6<td><input value=9>"
    first, *_others = grids(page(f"<table>{rows}</table>"))
    assert first == [("规章", "1", "[18 22]", "3"), ("文件", "4", "1[5]", "6", "[9]")]


def test_tables_of_one_cell_that_arrange_the_page_stay_apart() -> None:
    document = page(f"<table><tr>{cell('一、总体情况')}<tr>{cell('<p>正文1</p><p>2023</p>')}</table>")
    assert texts(document) == []
    assert grids(document) == [[("一、总体情况",)], [("正文1\n2023",)]]


def test_gaps_make_a_table_where_numbers_stand_in_them() -> None:
    gap = "&nbsp;&nbsp;&nbsp;&nbsp;"
    rows = "".join(
        f"<p>{label}{gap}{number}{gap}0{gap}9</p>\n" for label, number in (("规章", 1), ("许可", 2), ("处罚", 3))
    )
    document = page(f"<p>二、情况</p><p>项目{gap}制发{gap}废止{gap}现行</p>{rows}<p>　　正文。</p>")
    assert texts(document) == ["二、情况", "正文。"]
    assert grids(document) == [
        [("项目", "制发", "废止", "现行"), ("规章", "1", "0", "9"), ("许可", "2", "0", "9"), ("处罚", "3", "0", "9")]
    ]
    assert not any(block.aligned for block in document.blocks if isinstance(block, Grid))


def test_a_list_with_years_in_gaps_is_running_text() -> None:
    listed = "".join(f"<p>某县年报|全文&nbsp;&nbsp;&nbsp;{year}</p>" for year in range(2019, 2024))
    assert texts(page(listed)) == [f"某县年报|全文 {year}" for year in range(2019, 2024)]


def test_gaps_in_running_text_are_spaces() -> None:
    document = page("<p>某县年报&nbsp;&nbsp;2023</p><p>一、&nbsp;&nbsp;总体情况</p><p>　　正文　　12</p>")
    assert texts(document) == ["某县年报 2023", "一、 总体情况", "正文 12"]


def test_a_table_set_with_tabs_in_preformatted_text_is_one() -> None:
    document = page("<pre>规章\t1\t\n许可\t\t3\n正文</pre>")
    assert grids(document) == [[("规章", "1", ""), ("许可", "", "3")]]
    assert texts(document) == ["正文"]


def test_a_table_in_a_cell_of_numbers_follows_its_grid() -> None:
    document = page("<table><tr><td>甲<td>1<td>2<td>3<td>注<table><tr><td>乙<td>4</table></table>")
    assert grids(document) == [[("甲", "1", "2", "3", "注")], [("乙", "4")]]


def test_navigation_and_footer_tables_stay_grids_of_their_own() -> None:
    document = page("<table><tr><td>索引号<td>01</table><p>正文</p><table><tr><td>版权<td>2024</table>")
    assert len(grids(document)) == 2


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-8", ""),
        ("utf-8-sig", "gbk"),
        ("utf-16", ""),
    ],
)
def test_the_bytes_decide_the_encoding_not_what_is_declared(encoding: str, declared: str) -> None:
    document = page(
        "<p>镕、㐂、“三安全一稳定”</p>", encoding=encoding, head=f"<meta charset={declared}>" if declared else ""
    )
    assert texts(document) == ["镕、㐂、“三安全一稳定”"]


def test_stray_bytes_are_named_and_the_rest_is_read() -> None:
    data = (
        b"<html><meta charset=gb2312><p>"
        + "行政许可".encode("gb18030")
        + b"\xff</p><p>12</p>"
        + "年报".encode("gb18030") * 300
    )
    (document,) = read_bytes(data, "page.html")
    assert texts(document)[1] == "12"
    assert "1 处乱码" in document.troubles[0].message


def test_tables_as_pictures_are_named() -> None:
    (trouble,) = page("<p>一、总体情况</p><img src=a.png><img src=logo.gif width=16>").troubles
    assert "1 张图片" in trouble.message
    assert page("<img src=a.png><table><tr><td>规章<td>1</table>").troubles == ()


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts(page("<pre>一、总体情况\n正文\n二、其他</pre>")) == ["一、总体情况", "正文", "二、其他"]


def test_escape_sequences_written_as_entities_are_removed() -> None:
    assert texts(page("<p>正文&#27;[31m红&#x200b;色</p>")) == ["正文红色"]


def test_an_excel_file_that_is_a_page_is_read_as_one() -> None:
    (document,) = read_bytes(b"<html><table><tr><td>1</td></tr></table></html>", "report.xls")
    assert document.kind == "html"


def test_a_table_of_a_million_columns_is_refused() -> None:
    with pytest.raises(GiktuiError, match="超过 20 列"):
        read_bytes(b"<table><tr>" + b"<td>1" * 21, "page.html", limits=Limits(columns=20))
