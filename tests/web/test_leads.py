"""What pages lead to otherwise than by a plain link (frames, refreshes, viewers, next pages); odd answers."""

import gzip
import zlib
from email.utils import formatdate
from time import time

import pytest
from published.plain import AGENCY, report
from web.conftest import Site

from giktui.errors import GiktuiError
from giktui.ingest.source import Source
from giktui.web.gathering import Wanted, gathered
from giktui.web.page import Link, name_of

TEXT = "\n".join(report()).encode()
PAGE = "<html><head><title>政务公开</title></head><body>{}</body></html>"


def _report_page() -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{field}</td>" for field in line.split("\t")) + "</tr>" if "\t" in line
        else f"</table><p>{line}</p><table>"
        for line in report()
    )  # fmt: skip
    return PAGE.format(f"<table>{rows}</table>")


def _found(site: Site, path: str) -> list[Source]:
    with site.client() as client:
        return list(gathered([Wanted(site.address + path)], client, lambda _address: False))


@pytest.mark.parametrize(
    "lead",
    [
        '<iframe src="/inner.html" width="100%"></iframe>',
        '<object data="/inner.html"></object>',
        '<meta http-equiv="refresh" content="0; url=/inner.html">',
        "<META HTTP-EQUIV='Refresh' CONTENT=\"3;URL='inner.html'\">",
    ],
)
def test_a_page_that_shows_another_or_goes_on_to_it(site: Site, lead: str) -> None:
    site.page("/inner.html", _report_page())
    site.page("/outer.html", PAGE.format(f"<p>您的位置：首页</p>{lead}"))
    (source,) = _found(site, "/outer.html")
    assert (source.address, source.error) == (f"{site.address}/inner.html", "")
    assert AGENCY.encode() in source.data


def test_a_frameset(site: Site) -> None:
    site.page("/inner.html", _report_page())
    site.page("/menu.html", PAGE.format("<p>栏目</p>"))
    site.page("/", '<html><frameset cols="20%,80%"><frame src="menu.html"><frame src="inner.html"></frameset></html>')
    (source,) = _found(site, "/")
    assert source.address == f"{site.address}/inner.html"


@pytest.mark.parametrize(
    "lead",
    [
        '<embed src="/file/%C4%EA%B1%A8.txt">',
        '<iframe src="/pdfjs/web/viewer.html?file=/file/%25C4%25EA%25B1%25A8.txt"></iframe>',
        '<a href="/file/%C4%EA%B1%A8.txt">点此下载</a>',
    ],
)
def test_a_file_shown_in_a_page_whatever_its_kind_is_said_to_be(site: Site, lead: str) -> None:
    site.page("/file/%C4%EA%B1%A8.txt", TEXT, kind="application/octet-stream")
    site.page("/page.html", PAGE.format(lead))
    (source,) = _found(site, "/page.html")
    assert source.data == TEXT


def test_a_link_to_a_program_that_is_called_like_a_file(site: Site) -> None:
    site.page("/download?id=7", TEXT, kind="text/html; charset=gb2312")
    site.page("/page.html", PAGE.format(f'<a href="/download?id=7">{AGENCY}2023年年报.txt</a>'))
    (source,) = _found(site, "/page.html")
    assert source.data == TEXT


def test_the_next_pages_of_a_list_are_looked_at_even_in_a_circle(site: Site) -> None:
    item = "<a href='/{0}.html'>{1}{0}年政府信息公开工作年度报告</a>"
    for year in (2022, 2023):
        site.page(f"/{year}.html", _report_page().replace("2023年政", f"{year}年政"))
    site.page("/list.html", PAGE.format(item.format(2023, AGENCY) + "<a href='list_1.html'>下一页</a>"))
    site.page("/list_1.html", PAGE.format(item.format(2022, AGENCY) + "<a href='list.html'>下一页 &gt;</a>"))
    assert [source.address[-9:] for source in _found(site, "/list.html")] == ["2023.html", "2022.html"]


def test_frames_of_another_site_and_other_schemes_are_left_alone(site: Site) -> None:
    leads = "".join(f'<iframe src="{to}"></iframe>' for to in ("file:///etc/passwd", "http://10.0.0.1/", "data:,x"))
    site.page("/page.html", PAGE.format(leads + "<p>正文</p>"))
    (source,) = _found(site, "/page.html")
    assert source.address == f"{site.address}/page.html"
    assert [path for path in site.asked if "robots" not in path] == ["/page.html"]


@pytest.mark.parametrize(("later", "waits"), [("7", True), ("0", False), ("-3", False), ("morgen", False)])
def test_a_site_that_asks_to_wait(site: Site, later: str, waits: bool) -> None:
    address = site.page("/busy", "", status=429, Retry_After=later)
    with site.client() as client, pytest.raises(GiktuiError, match="429"):
        client.get(address)
    assert any(wait >= 7 for wait in site.waits) == waits


def test_a_site_that_asks_to_wait_until_a_time_of_day(site: Site) -> None:
    address = site.page("/busy", "", status=503, Retry_After=formatdate(time() + 20, usegmt=True))
    with site.client() as client, pytest.raises(GiktuiError, match="503"):
        client.get(address)
    assert any(15 < wait <= 20 for wait in site.waits)


@pytest.mark.parametrize("way", ["br", "zstd", "compress", "gzip, br"])
def test_an_answer_packed_in_a_way_nobody_asked_for_is_told(site: Site, way: str) -> None:
    address = site.page("/page", b"\x1b\x00\x00", Content_Encoding=way)
    with site.client() as client, pytest.raises(GiktuiError, match=way.rsplit(" ", maxsplit=1)[-1]):
        client.get(address)


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TEXT)[:-400],
        gzip.compress(TEXT)[:-6],
        gzip.compress(TEXT) * 2,
        b"\x1f\x8b" + bytes(60),
        TEXT,
        b"\x1f",
    ],
)
def test_a_packed_answer_that_breaks_off_or_is_none_is_never_taken_for_whole(site: Site, data: bytes) -> None:
    address = site.page("/broken", data, Content_Encoding="gzip")
    with site.client() as client, pytest.raises(GiktuiError, match="broken"):
        client.get(address)


@pytest.mark.parametrize("data", [zlib.compress(TEXT), zlib.compress(TEXT)[2:-4], gzip.compress(TEXT)])
def test_an_answer_packed_by_deflate_with_its_head_or_without(site: Site, data: bytes) -> None:
    address = site.page("/page", data, Content_Encoding="deflate")
    with site.client() as client:
        if data[:1] == b"\x1f":
            with pytest.raises(GiktuiError):
                client.get(address)
        else:
            assert client.get(address).data == TEXT


def test_heads_without_end_are_told(site: Site) -> None:
    address = site.page("/wide", "", X_Long="x" * 200_000)
    with site.client() as client, pytest.raises(GiktuiError, match="wide"):
        client.get(address)


def test_a_page_that_only_scripts_fill_is_told_so(site: Site) -> None:
    site.page("/app.html", PAGE.format('<div id="app"></div><script src="/app.js"></script>'))
    (source,) = _found(site, "/app.html")
    from giktui.readers import reports_in

    with pytest.raises(GiktuiError, match="脚本"):
        reports_in(source.data, "app.html")


@pytest.mark.parametrize(
    ("path", "name"),
    [("/%E5%B9%B4%E6%8A%A5.pdf", "年报.pdf"), ("/%C4%EA%B1%A8.pdf", "年报.pdf"), ("/a%2Fb.pdf", "b.pdf")],
)
def test_names_of_files_are_those_meant(path: str, name: str) -> None:
    assert name_of(Link(f"http://a.cn{path}", "")) == name
