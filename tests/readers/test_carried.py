"""Pages carried in another file: what a site's program answers (JSON), XML; office files of 2003, which are XML."""

import json
import shutil
from html import escape

import pytest
from published.plain import report

from giktui.errors import GiktuiError
from giktui.readers import Recognition, reports_in

TITLE, *BODY = report()


def _page() -> str:
    lines = []
    for line in BODY:
        cells = "".join(f"<td>{field}</td>" for field in line.split("\t"))
        lines.append(f"<tr>{cells}</tr>" if "\t" in line else f"</table><p>{line}</p><table>")
    return f"<table>{''.join(lines)}</table>"


def _known() -> Recognition:
    (found,) = reports_in("\n".join(report()).encode(), "a.txt")
    return found


@pytest.mark.parametrize(
    "answer",
    [
        {"code": 200, "data": {"title": TITLE, "content": _page(), "summary": "摘要"}},
        {"result": {"list": [{"id": 7, "title": TITLE, "html": escape(_page(), quote=False)}]}},
        [{"标题": TITLE, "正文": _page()}],
    ],
)
def test_the_page_in_what_a_sites_program_answers(answer: object) -> None:
    (found,) = reports_in(json.dumps(answer, ensure_ascii=False).encode(), "a.json")
    assert found.report.cells == _known().report.cells
    assert found.certain


@pytest.mark.parametrize("inside", [f"<![CDATA[{_page()}]]>", escape(_page(), quote=False)])
def test_the_page_in_xml(inside: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<record>'
    xml = f"{head}<name>{TITLE}</name><content>{inside}</content></record>"
    (found,) = reports_in(xml.encode(), "a.xml")
    assert found.report.cells == _known().report.cells
    assert (found.report.agency, found.certain) == (_known().report.agency, True)


@pytest.mark.parametrize("answer", [{"code": 404, "data": None}, {"content": "<p>无</p>"}, {"a": {"b": "见附件"}}])
def test_an_answer_without_a_page_is_refused_as_before(answer: object) -> None:
    with pytest.raises(GiktuiError, match=r"a\.json"):
        reports_in(json.dumps(answer).encode(), "a.json")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice converts such files")
def test_a_sheet_of_2003() -> None:
    head = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{escape(field)}</Data></Cell>' for field in line.split("\t"))
        + "</Row>"
        for line in report()
    )  # fmt: skip
    sheet = f'<Worksheet ss:Name="年报"><Table>{rows}</Table></Worksheet>'
    (found,) = reports_in(f'{head}<Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode(), "a.xml")
    assert found.report.cells == _known().report.cells
