"""Figures of a web page that are struck out, raised, hidden or no text are never taken for plain numbers or blanks."""

import pytest

from giktui.readers import Document, read_bytes
from giktui.readers.document import Grid, Paragraph
from giktui.readers.recogniser.detect.numbers import printed


def page(body: str) -> Document:
    (document,) = read_bytes(f"<html><body>{body}</body></html>".encode(), "page.html")
    return document


def row(cell: str) -> tuple[str, ...]:
    """The fields of a row with this cell among plain ones."""
    document = page(f"<table><tr><td>规章<td>12{cell}<td>30<td>45</table>")
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return grid.lines[0].fields


@pytest.mark.parametrize(
    "cell",
    [
        "<td>5<del>7</del>4",
        "<td><s>7</s>",
        "<td style='text-decoration:line-through'>7",
        "<td>54<del>件</del>",
        "<td>54<s>原为七百五十四件，现更正</s>",
        "<td><sup>1</sup>54",
        "<td><span style='mso-text-raise:3.0pt'>1</span>54",
        "<td><img src=n7.png alt=7>",
        "<td><p> <img src=n7.png> </p>",
        "<td><input readonly value=54>",
        "<td>5<input value=4>",
        "<td><select><option>1<option selected>54</select>",
        "<td><textarea>54</textarea>",
        "<td><script>document.write('54')</script>",
        "<td><math><mn>54</mn></math>",
        "<td><svg><path d='M0 0'/></svg>",
        "<td><iframe src=a.html></iframe>",
        "<td><button>54</button>",
        "<td><bdo dir=rtl>54</bdo>",
        "<td><span style='direction:rtl;unicode-bidi:bidi-override'>54</span>",
        "<td>5<span aria-hidden=true>4</span>",
    ],
)
def test_what_is_no_plain_number_is_doubted(cell: str) -> None:
    fields = row(cell)
    assert [fields[0], fields[1], *fields[3:]] == ["规章", "12", "30", "45"]
    assert printed(fields[2]).kind in ("wrong", "text"), fields[2]


@pytest.mark.parametrize(
    "cell",
    [
        "<td><s>7</s>54",
        "<td><strike>7</strike>54",
        "<td><p><span style='color: red; TEXT-DECORATION: Line-Through'>7</span>54</p>",
        "<td>54<sup>1</sup>",
        "<td>54<span style='vertical-align : super; font-size:8pt'>1</span>",
        "<td>54<sup>[1]</sup>",
        "<td>54<a href='#n1'><sup>注1</sup></a>",
    ],
)
def test_what_a_correction_or_a_note_leaves_is_the_number(cell: str) -> None:
    assert printed(row(cell)[2]).value == 54


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<td><sup>54</sup>", "54"),
        ("<td>54<sup> </sup>", "54"),
        ("<td>54<s> </s>", "54"),
        ("<td><span style='mso-text-raise:1.0pt'>5</span>4", "54"),
        ("<td style='vertical-align:super'>54", "54"),
        ("<td><img src=line.gif width=1 height=1>", ""),
        ("<td>54<img src=icon.png>", "54"),
        ("<td>54<script>count()</script>", "54"),
        ("<td><input type=hidden value=7>", ""),
        ("<td><input type=checkbox>54", "54"),
        ("<td><script> </script>", ""),
        ("<td>政府<s>信息</s>公开", "政府公开"),
        ("<td><s>原来的行政规范性文件</s>", ""),
    ],
)
def test_what_leaves_the_figure_alone_does_not(cell: str, text: str) -> None:
    assert row(cell)[2] == text


def test_what_is_struck_out_of_running_text_is_left_out() -> None:
    document = page("<p>新收<s>17</s>18件，10<sup>4</sup>元</p><p style='text-decoration:line-through'>旧段</p>")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["新收18件，10^4元"]


def test_a_page_of_unclosed_formatting_keeps_what_is_struck_out() -> None:
    filler = "<p><b>文" * 2100
    document = page(f"{filler}<table><tr><td>规章<td><strike class=x>7</strike>54<td>3<td>4</table>")
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert grid.lines[0].fields == ("规章", "~~7~~54", "3", "4")


@pytest.mark.parametrize(
    "style",
    [
        "color:red; display :none",
        "DISPLAY:None",
        "visibility:hidden",
        "visibility: Hidden;",
        "font-size:0",
        "font-size:0pt;",
        "display:\nnone",
        "color:red;\n visibility:\r\n\thidden",
        "font-size\f:0;",
    ],
)
def test_hidden_text_within_a_line_is_not_read(style: str) -> None:
    assert row(f"<td><span style='{style}'>7</span>54")[2] == "54"
    assert row(f'<td><span style="{style}">7</span>54')[2] == "54"


def test_small_type_and_blocks_that_a_script_shows_are_read() -> None:
    assert row("<td><span style='font-size:0.9em'>7</span>54")[2] == "754"
    assert row("<td><span style='font-size:0'><span style='font-size:9pt'>754</span></span>")[2] == "754"
    shown = page("<div style='visibility: hidden'><p>正文</p></div>")
    assert [block.text for block in shown.blocks if isinstance(block, Paragraph)] == ["正文"]


def test_hidden_things_within_hidden_things_are_removed_once() -> None:
    nested = "<div hidden style='display:none'><p hidden>一<span style='display: none'>二</span></p></div>" * 50
    assert [block.text for block in page(nested + "<p>正文</p>").blocks if isinstance(block, Paragraph)] == ["正文"]


def test_pictures_in_a_table_of_photos_are_no_figures() -> None:
    photos = "<tr><td><img src=a.jpg><td><img src=b.jpg><tr><td>会议<td>窗口"
    (grid,) = page(f"<table>{photos}</table>").blocks
    assert isinstance(grid, Grid)
    assert [line.fields for line in grid.lines] == [("", ""), ("会议", "窗口")]


def test_a_table_of_fields_to_fill_in_is_no_blank_table() -> None:
    rows = "".join(f"<tr><td>第{n}行<td><input value={n}><td><input></tr>" for n in "1234")
    (grid,) = page(f"<table>{rows}</table>").blocks
    assert isinstance(grid, Grid)
    kinds = {printed(field).kind for line in grid.lines for field in line.fields[1:]}
    assert kinds == {"wrong"}


def test_a_picture_across_the_corner_of_the_heads_is_no_figure() -> None:
    rows = "<tr><td><img src=line.png><td>自然人<td>总计<tr><td>规章<td>3<td>4<tr><td>许可<td>5<td>6"
    last = "<tr><td><img src=n7.png><td>0<td>1"
    (grid,) = page(f"<table>{rows}{last}</table>").blocks
    assert isinstance(grid, Grid)
    assert [line.fields[0] for line in grid.lines] == ["", "规章", "许可", "[1张图片]"]


def test_below_a_figure_that_claims_two_lines_is_no_blank() -> None:
    figures = "<tr><td>行政处罚</td><td rowspan=2>7</td></tr><tr><td>行政强制</td></tr><tr><td>合计</td><td>7</td></tr>"
    heads = "<tr><td>项目</td><td rowspan=2>数量</td></tr><tr><td>（件）</td></tr>"
    (grid,) = [block for block in page(f"<table>{heads}{figures}</table>").blocks if isinstance(block, Grid)]
    assert [line.fields for line in grid.lines] == [
        ("项目", "数量"),
        ("（件）",),
        ("行政处罚", "7"),
        ("行政强制", "[7]"),
        ("合计", "7"),
    ]
    assert printed("[7]").kind not in ("number", "blank", "mark")


@pytest.mark.parametrize(
    "style", ["opacity:0", "color:#fff", "color: white", "position:absolute;left:-9999px", "text-indent:-999em",
              "width:0;overflow:hidden;display:inline-block"],
)  # fmt: skip
def test_what_nobody_sees_beside_a_figure_is_none_of_it(style: str) -> None:
    assert row(f"<td>54<span style='{style}'>9</span>")[2] == "54"
    assert row(f"<td><span style='{style}'>54</span>")[2] == "54"
    assert row("<td>54<span class='sr-only'>9</span>")[2] == "54"


@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        (".a{display:none}", "54"), ("td .a { visibility : hidden }", "54"),
        ("span.a,b{ color:red; display:none;}", "54"),
        (".a{color:white}", "54"), (".a { COLOR: #fff; }", "54"), (".a{color:black}", "549"),
        (".a{background-color:white}", "549"),
        (".a{text-decoration:line-through}", "54~~9~~"), (".a{vertical-align:super}", "54^9"),
        ("/* .a{display:none} */", "549"), ("@media print{.a{display:none}}", "549"), (".a:hover{display:none}", "549"),
        (".a{display:none} .a{display:inline}", "549"), (".b{display:none}", "549"),
    ],
)  # fmt: skip
def test_a_style_sheet_hides_and_marks_as_styles_do(sheet: str, field: str) -> None:
    document = page(
        f"<style>{sheet}</style><table><tr><td>规章<td>12<td>54<span class='a'>9</span><td>30<td>45</table>"
    )
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert grid.lines[0].fields[2] == field


def test_a_tab_that_a_sheet_does_not_display_is_read() -> None:
    document = page("<style>.tab{display:none}</style><div class='tab'><p>一、总体情况</p><p>平稳。</p></div>")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["一、总体情况", "平稳。"]
