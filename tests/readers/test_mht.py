"""A web page saved as one file is read as the page in it."""

import quopri
from base64 import encodebytes

import pytest

from giktui.errors import GiktuiError
from giktui.readers import Document, Limits, read_bytes
from giktui.readers.document import Grid, Paragraph

PAGE = "<html><body><p>一、总体情况</p><table><tr><td>规章<td>12</table></body></html>"
PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="


def saved(*parts: str) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"; boundary="--x"\r\n\r\n'
    return (head + "".join(f"----x\r\n{part}\r\n" for part in parts) + "----x--\r\n").encode()


def shown(document: Document) -> list[object]:
    texts = [block.text if isinstance(block, Paragraph) else block.lines[0].fields for block in document.blocks]
    assert any(isinstance(block, Grid) for block in document.blocks)
    return list(texts)


@pytest.mark.parametrize("name", ["page.mht", "page.mhtml", "page.doc", "page.txt"])
def test_the_page_among_its_pictures(name: str) -> None:
    quoted = quopri.encodestring(PAGE.encode()).decode()
    page = f"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}"
    (document,) = read_bytes(saved(PICTURE, page, PICTURE), name)
    assert shown(document) == ["一、总体情况", ("规章", "12")]
    assert document.kind == "html"


def test_a_page_alone_in_base64_and_gbk() -> None:
    content = encodebytes(PAGE.encode("gbk")).decode()
    head = 'MIME-Version: 1.0\nContent-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: base64\n\n'
    (document,) = read_bytes((head + content).encode(), "page.mht")
    assert shown(document) == ["一、总体情况", ("规章", "12")]


def test_a_page_that_is_only_named_so_is_read_as_a_page() -> None:
    (document,) = read_bytes(PAGE.encode(), "page.mht")
    assert shown(document) == ["一、总体情况", ("规章", "12")]


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(GiktuiError, match="没有网页"):
        read_bytes(saved(PICTURE), "page.mht")


def test_parts_within_parts_without_end_are_refused() -> None:
    deep = "".join(f'Content-Type: multipart/related; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(5000))
    with pytest.raises(GiktuiError, match="行数或层数太多"):
        read_bytes(b"MIME-Version: 1.0\r\n" + deep.encode(), "page.mht")
    with pytest.raises(GiktuiError, match="行数或层数太多"):
        read_bytes(saved("x\n" * 2000), "page.mht", limits=Limits(fields=100))
