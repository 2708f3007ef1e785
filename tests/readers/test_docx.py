"""Word files become paragraphs and grids; the XML is written here, so that each oddity of Word can be."""

import io
import zipfile

import docx
import pytest

from giktui.errors import GiktuiError
from giktui.readers import Document, read_bytes
from giktui.readers.document import Grid, Paragraph

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def word(body: str, *, namespace: str = _W) -> Document:
    names = f'xmlns:w="{namespace}" xmlns:mc="{_MC}" xmlns:wp="{_WP}" xmlns:pic="{_PIC}"'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
    (document,) = read_bytes(held.getvalue(), "report.docx")
    return document


def p(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def grids(document: Document) -> list[list[tuple[str, ...]]]:
    return [[line.fields for line in block.lines] for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_file_made_by_python_docx() -> None:
    made = docx.Document()
    made.add_paragraph("一、总体情况")
    ruled = made.add_table(3, 3)
    ruled.cell(0, 0).merge(ruled.cell(0, 2)).text = "第二十条"
    ruled.cell(1, 0).merge(ruled.cell(2, 0)).text = "规章"
    for row, column, text in [(1, 1, "1"), (1, 2, "2"), (2, 1, "3"), (2, 2, "4")]:
        ruled.cell(row, column).text = text
    held = io.BytesIO()
    made.save(held)
    (document,) = read_bytes(held.getvalue(), "report.docx")
    assert texts(document) == ["一、总体情况"]
    assert grids(document) == [[("第二十条",), ("规章", "1", "2"), ("", "3", "4")]]


def test_runs_are_joined_and_lines_of_a_cell_are_kept_apart() -> None:
    cell = f"<w:tc>{p('商业', '企业')}{p('12')}</w:tc>"
    assert grids(word(table(cell))) == [[("商业企业\n12",)]]


def test_what_covers_is_empty_whatever_word_wrote_there() -> None:
    rows = [
        tc("结果", '<w:vMerge w:val="restart"/>') + tc("1"),
        tc("旧字", "<w:vMerge/>") + tc("2"),
        tc("甲", '<w:gridSpan w:val="2"/>') + tc("3"),
    ]
    assert grids(word(table(*rows))) == [[("结果", "1"), ("", "2"), ("甲", "", "3")]]


def test_deleted_and_hidden_text_is_not_read_and_inserted_text_is() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins><w:r><w:t>9</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    deleted = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("旧") + "</w:tr>"
    document = word(body + f"<w:tbl>{deleted}<w:tr>{tc('新')}</w:tr></w:tbl>")
    assert texts(document) == ["9"]
    assert grids(document) == [[("新",)]]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('框内')}{table(tc('规章') + tc('1'))}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = word(body)
    assert texts(document) == ["框外", "框内"]
    assert grids(document) == [[("规章", "1")]]


def test_a_nested_table_with_the_report_in_it_is_read_as_one() -> None:
    inner = table(tc("规章") + tc("1") + tc("0") + tc("11"))
    document = word(f"<w:tbl><w:tr><w:tc>{p('一、总体情况')}{inner}{p('五')}</w:tc></w:tr></w:tbl>")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Grid", "Paragraph"]


def test_content_controls_hide_neither_paragraphs_nor_rows_nor_cells() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    row = control(f"<w:tr>{tc('规章')}{control(tc('1'))}</w:tr>")
    document = word(control(p("正文")) + f"<w:tbl>{row}</w:tbl>")
    assert texts(document) == ["正文"]
    assert grids(document) == [[("规章", "1")]]


def test_tabs_make_fields_and_breaks_make_lines() -> None:
    lines = "".join(
        f"<w:p><w:r><w:t>{label}</w:t><w:tab/><w:t>{number}</w:t></w:r></w:p>"
        for label, number in [("规章", 1), ("文件", 2)]
    )
    document = word("<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>" + lines)
    assert texts(document) == ["一", "二"]
    assert grids(document) == [[("规章", "1"), ("文件", "2")]]
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert not grid.aligned


def test_the_strict_variety_is_read_as_well() -> None:
    assert texts(word(p("正文"), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")) == ["正文"]


@pytest.mark.parametrize(("width", "named"), [(5_000_000, True), (500_000, False)])
def test_a_large_picture_is_named(width: int, named: bool) -> None:
    picture = f'<w:drawing><wp:inline><wp:extent cx="{width}" cy="1"/><pic:pic/></wp:inline></w:drawing>'
    document = word(f"<w:p><w:r>{picture}</w:r></w:p>{p('正文')}")
    assert bool(document.troubles) is named


def test_an_old_name_on_a_new_file_does_not_matter() -> None:
    held = io.BytesIO()
    docx.Document().save(held)
    (document,) = read_bytes(held.getvalue(), "report.doc")
    assert document.kind == "docx"


@pytest.mark.parametrize("cut", [100, 1000, -30])
def test_a_file_cut_short_is_said_to_be_damaged(cut: int) -> None:
    held = io.BytesIO()
    docx.Document().save(held)
    with pytest.raises(GiktuiError, match="损坏"):
        read_bytes(held.getvalue()[:cut], "report.docx")
