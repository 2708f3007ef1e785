"""Markdown as people and programs write it: formatting is no part of a field, and a table in HTML is one."""

import pytest

from giktui.errors import GiktuiError
from giktui.readers import Document, Limits, read_bytes
from giktui.readers.document import Grid, Paragraph


def markdown(text: str, name: str = "report.md") -> Document:
    (document,) = read_bytes(text.encode(), name)
    return document


def grids(document: Document) -> list[list[tuple[str, ...]]]:
    return [[line.fields for line in block.lines] for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("**12**", "12"),
        ("__12__", "12"),
        ("*12*", "12"),
        ("**商业<br/>企业**", "商业企业"),
        ("商业<BR>企业", "商业企业"),
        ("12<br />34", "12\n34"),
        ("12*", "12*"),
        (r"\*12\*", "*12*"),
        ("~~7~~54", "~~7~~54"),
        ("54<sup>1</sup>", "54<sup>1</sup>"),
    ],
)
def test_formatting_is_no_part_of_a_field(field: str, text: str) -> None:
    assert grids(markdown(f"| 规章 | {field} | 3 |\n|---|---|---|\n| 许可 | 1 | {field} |")) == [
        [("规章", text, "3"), ("许可", "1", text)]
    ]


def test_a_quoted_report_is_one() -> None:
    document = markdown("> # 一、总体情况\n>\n> > 正文\n> | 规章 | 12 |\n> |---|---|\n> | 许可 | 3 |")
    assert texts(document) == ["一、总体情况", "正文"]
    assert grids(document) == [[("规章", "12"), ("许可", "3")]]


def test_a_table_in_html_keeps_its_merged_cells_and_its_place() -> None:
    table = (
        "<table>\n<tr><td colspan=2>项目</td><td>总计</td></tr>\n<tr><td>规章</td><td></td><td>3</td></tr>\n</table>"
    )
    document = markdown(f"# 二、情况\n\n{table}\n\n正文")
    assert grids(document) == [[("项目", "", "总计"), ("规章", "", "3")]]
    assert texts(document) == ["二、情况", "正文"]
    assert {line.place.line for block in document.blocks if isinstance(block, Grid) for line in block.lines} == {3}


def test_tables_in_html_share_one_bound() -> None:
    table = "<table><tr><td>规章<td>1<td>2</table>\n"
    with pytest.raises(GiktuiError, match="超过"):
        read_bytes((table * 20).encode(), "report.md", limits=Limits(fields=50))


def test_markdown_named_as_text_is_markdown_where_its_tables_are_whole() -> None:
    whole = "正文\n| 规章 |  | 3 |\n|---|---|---|\n| 许可 | 1 |  |\n"
    assert markdown(whole, "report.txt").kind == "markdown"
    assert markdown(whole.replace("| 1 |  |", "| 1 |"), "report.txt").kind == "text"
    assert markdown("规章 | 3\n--- 注 | ---\n", "report.txt").kind == "text"
