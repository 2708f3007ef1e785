"""Word files become paragraphs and grids; the XML is written here, so that each oddity of Word can be."""

import io
import zipfile

import docx
import pytest

from giktui.errors import GiktuiError
from giktui.readers import Document, read_bytes
from giktui.readers.document import Grid, Paragraph
from giktui.readers.recogniser.detect.numbers import printed

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


def styled(cell: str, styles: str = "", *, part: str = "word/document.xml") -> tuple[str, ...]:
    """The fields of a row with a cell of this content among plain ones, in a file with these styles."""
    row = tc("规章") + tc("12") + f"<w:tc>{cell}</w:tc>" + tc("30") + tc("45")
    names = f'xmlns:w="{_W}" xmlns:mc="{_MC}" xmlns:wp="{_WP}" xmlns:pic="{_PIC}" xmlns:m="{_M}" xmlns:v="{_V}"'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="a" Target="/{part}"/></Relationships>')
        archive.writestr(part, f"<w:document {names}><w:body>{table(row)}</w:body></w:document>")
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{_W}">{styles}</w:styles>')
    (document,) = read_bytes(held.getvalue(), "report.docx")
    ((fields,),) = grids(document)
    return fields


def runs(*parts: tuple[str, str]) -> str:
    """A paragraph of runs, each with its properties."""
    return "<w:p>" + "".join(f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>" for look, text in parts) + "</w:p>"


_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_V = "urn:schemas-microsoft-com:vml"
_STYLES = (
    '<w:style w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="Gone"><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:styleId="Back"><w:basedOn w:val="Base"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>'
    '<w:style w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>'
)


def test_a_figure_with_a_table_of_figures_beside_it_in_its_cell_is_doubted() -> None:
    beside = f"<w:tc>{p('5')}{table(tc('4'))}{p()}</w:tc>"
    first, *_rest = grids(word(table(tc("规章") + tc("12") + beside + tc("30") + tc("45"))))
    assert [*first[0][:2], *first[0][3:]] == ["规章", "12", "30", "45"]
    assert printed(first[0][2]).kind == "wrong"


@pytest.mark.parametrize(
    "cell",
    [
        runs(("", "54"), ('<w:dstrike w:val="true"/>', "7")),
        runs(("<w:strike/>", "7")),
        runs(('<w:vertAlign w:val="superscript"/>', "1"), ("", "54")),
        "<w:p><m:oMath><m:r><m:t>54</m:t></m:r></m:oMath></w:p>",
        f"<w:p><w:r><w:pict><w:txbxContent>{p('54')}</w:txbxContent></w:pict></w:r></w:p>",
        "<w:p><w:r><w:drawing><wp:inline><pic:pic/></wp:inline></w:drawing></w:r></w:p>",
        "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>",
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>1</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>54</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r></w:p>",
        '<w:p><w:r><w:t>5</w:t><w:sym w:font="Symbol" w:char="F034"/></w:r></w:p>',
    ],
)
def test_a_figure_that_is_struck_out_raised_or_no_text_is_doubted(cell: str) -> None:
    fields = styled(cell, _STYLES)
    assert [*fields[:2], *fields[3:]] == ["规章", "12", "30", "45"]
    assert printed(fields[2]).kind in ("wrong", "text"), fields[2]


@pytest.mark.parametrize(
    "cell",
    [
        runs(("<w:strike/>", "7"), ("", "54")),
        runs(('<w:rStyle w:val="Gone"/>', "7"), ("", "54")),
        runs(("", "54"), ('<w:rStyle w:val="Up"/>', "1")),
        runs(("", "54"), ('<w:rStyle w:val="FootnoteReference"/>', "1")),
        runs(("", "54"), ('<w:position w:val="10"/>', "1")),
    ],
)
def test_what_a_correction_or_a_note_leaves_is_the_number(cell: str) -> None:
    assert printed(styled(cell, _STYLES)[2]).value == 54


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (runs(('<w:position w:val="10"/>', "54")), "54"),
        (runs(("", "5"), ('<w:position w:val="2"/>', "4")), "54"),
        (runs(('<w:strike w:val="0"/>', "5"), ('<w:rStyle w:val="Back"/>', "4")), "54"),
        (runs(("", "5"), ('<w:rStyle w:val="Ring"/>', "4")), "54"),
        ('<w:p><w:r><w:t>54</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
         '<w:footnoteReference w:id="2"/></w:r></w:p>', "54"),
        ("<w:p><w:r><w:drawing><wp:anchor><pic:pic/></wp:anchor></w:drawing></w:r></w:p>", ""),
        ("<w:p><w:r><w:ruby><w:rt><w:r><w:t>guī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>规</w:t></w:r></w:rubyBase>"
         "</w:ruby></w:r></w:p>", "规"),
    ],
)  # fmt: skip
def test_what_leaves_a_figure_alone_does_not(cell: str, text: str) -> None:
    assert styled(cell, _STYLES)[2] == text


def test_what_is_struck_out_of_a_paragraph_is_left_out() -> None:
    assert texts(word(runs(("", "新收"), ("<w:strike/>", "17"), ("", "18件")))) == ["新收18件"]


def test_a_numbered_main_part_is_found() -> None:
    assert styled(p("54"), part="word/document2.xml") == ("规章", "12", "54", "30", "45")


def test_what_a_row_leaves_out_before_its_first_cell_keeps_the_columns() -> None:
    rows = tc("项目", '<w:gridSpan w:val="2"/>') + tc("总计"), '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + tc("7")
    assert grids(word(table(*rows))) == [[("项目", "", "总计"), ("", "", "7")]]


def test_what_a_row_of_a_table_that_arranges_the_page_leaves_out_is_nothing() -> None:
    inner = table(tc("规章") + tc("1") + tc("2") + tc("3"))
    outer = f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>{p('左栏')}{inner}</w:tc></w:tr></w:tbl>"
    found = word(outer)
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["左栏"]
    assert grids(found) == [[("规章", "1", "2", "3")]]


def test_below_a_figure_that_claims_two_rows_is_no_blank() -> None:
    begin, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    found = word(
        table(
            tc("1", begin) + tc("处罚") + tc("7", begin),
            tc("", on) + tc("强制") + tc("", on),
            tc("2", begin) + tc("合计", begin) + tc("9"),
        )
    )
    assert grids(found) == [[("1", "处罚", "7"), ("", "强制", "[7]"), ("2", "合计", "9")]]
