"""Page, styles and page numbers of the Word document.

Fonts and sizes are those of official documents (GB/T 9704): the title in 方正小标宋, heads in 黑体, text in 仿宋,
16 point, 28 points a line; the page is that of the form's own template.
"""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TITLE_FONT, HEAD_FONT, TEXT_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
TABLE_FONT, NOTE_FONT = "宋体", "楷体_GB2312"

_STYLES = (("Normal", TEXT_FONT, 16), ("Title", TITLE_FONT, 22), ("Heading 1", HEAD_FONT, 16))
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")

_LONGEST_PROPERTY = 255
"""Characters that Word's format has for what is told of a document; the title itself is as long as it is."""


def prepare(document: Any, title: str, author: str, created: datetime) -> None:
    """Sets up a new python-docx document: page, the three styles in use, page numbers, properties."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(3.175)
    page.top_margin = page.bottom_margin = Cm(2.54)
    for name, font, size in _STYLES:
        style = document.styles[name]
        _set_font(style, font, size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(28) if size == 16 else Pt(36)
        _indent(style, characters=0 if name == "Title" else 2)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(4)
    head = document.styles["Title"]
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.space_after = Pt(16)
    _remove(head, "pBdr")
    page.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _number(page.footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author = title[:_LONGEST_PROPERTY], author[:_LONGEST_PROPERTY]
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = created


def undated(document: bytes) -> bytes:
    """The document without the moment of its making, so that the same report gives the same file."""
    held = BytesIO()
    with ZipFile(BytesIO(document)) as made, ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for part in made.infolist():
            archive.writestr(ZipInfo(part.filename), made.read(part), ZIP_DEFLATED)
    return held.getvalue()


def _set_font(style: Any, font: str, size: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = font, Pt(size), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in _THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    for element in ("w:spacing", "w:kern"):
        found = style.element.rPr.find(qn(element))
        if found is not None:
            style.element.rPr.remove(found)


def _indent(style: Any, *, characters: int) -> None:
    """Indents first lines by that many characters of whatever size."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.paragraph_format.first_line_indent = Pt(16 * characters)
    style.element.pPr.ind.set(qn("w:firstLineChars"), str(100 * characters))


def _remove(style: Any, name: str) -> None:
    from docx.oxml.ns import qn

    found = style.element.pPr.find(qn(f"w:{name}"))
    if found is not None:
        style.element.pPr.remove(found)


def _number(paragraph: Any) -> None:
    """The field that shows the page's number."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.paragraph_format.first_line_indent = 0
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)
