"""Fetching: bounded, polite, without cookies, and not into networks that a page points to."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest
from web.conftest import Site

from giktui.errors import GiktuiError
from giktui.web.client import Client, Gone, _is_public


def test_what_is_there_is_fetched_unpacked_and_no_cookie_is_sent_back(site: Site) -> None:
    site.page("/a", gzip.compress("年报".encode()), Content_Encoding="gzip", Set_Cookie="id=1; Path=/")
    with site.client() as client:
        assert client.get(f"{site.address}/a").data.decode() == "年报"
        client.get(f"{site.address}/a")
    assert all("Cookie" not in headers for headers in site.headers)
    assert site.asked == ["/robots.txt", "/a", "/a"]


def test_robots_are_respected(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /inner/\nCrawl-delay: 7", "text/plain")
    site.page("/inner/a", "x")
    site.page("/a", "y")
    with site.client() as client:
        with pytest.raises(GiktuiError, match="robots"):
            client.get(f"{site.address}/inner/a")
        client.get(f"{site.address}/a")
        client.get(f"{site.address}/a")
    assert "/inner/a" not in site.asked
    assert max(site.waits) > 6


def test_a_site_that_cannot_say_what_it_allows_is_left_alone(site: Site) -> None:
    site.page("/robots.txt", "", status=503)
    site.page("/a", "y")
    with site.client() as client, pytest.raises(GiktuiError, match="robots"):
        client.get(f"{site.address}/a")


def test_a_page_in_place_of_robots_allows_all(site: Site) -> None:
    site.page("/robots.txt", "<html>User-agent: *\nDisallow: /</html>")
    site.page("/a", "y")
    with site.client() as client:
        assert client.get(f"{site.address}/a").data == b"y"


def test_requests_are_apart(site: Site) -> None:
    site.page("/a", "y")
    with site.client(delay=5.0) as client:
        client.get(f"{site.address}/a")
        client.get(f"{site.address}/a")
    assert [wait > 4 for wait in site.waits] == [True, True]


def test_a_redirect_is_followed_and_one_for_good_is_told(site: Site) -> None:
    site.page("/b", "y")
    site.page("/a", "", status=301, Location="/b")
    site.page("/c", "", status=302, Location="/a")
    with site.client() as client:
        answer = client.get(f"{site.address}/a")
        assert (answer.address, answer.moved) == (f"{site.address}/b", True)
        assert not client.get(f"{site.address}/c").moved


def test_redirects_without_end_are_given_up(site: Site) -> None:
    site.page("/a", "", status=302, Location="/b")
    site.page("/b", "", status=302, Location="/a")
    with site.client() as client, pytest.raises(GiktuiError, match="没有尽头"):
        client.get(f"{site.address}/a")


@pytest.mark.parametrize("to", ["http://localhost:1/", "http://169.254.169.254/latest", "http://[::1]/", "file:///etc"])
def test_nothing_leads_into_other_networks(site: Site, to: str) -> None:
    site.page("/a", "", status=302, Location=to)
    with site.client() as client, pytest.raises(GiktuiError, match=r"内部网络|不是网址"):
        client.get(f"{site.address}/a")


def test_what_is_public() -> None:
    assert [_is_public(host) for host in ("10.0.0.1", "192.168.1.1", "127.0.0.1", "::1", "0.0.0.0")] == [False] * 5
    assert _is_public("8.8.8.8")


def test_what_is_gone_is_told_at_once_and_what_fails_is_tried_again(site: Site) -> None:
    site.page("/busy", "", status=503, Retry_After="4")
    with site.client() as client:
        with pytest.raises(Gone):
            client.get(f"{site.address}/none")
        with pytest.raises(GiktuiError, match="503"):
            client.get(f"{site.address}/busy")
    assert site.asked.count("/none") == 1
    assert site.asked.count("/busy") == 3
    assert site.waits == [4.0, 6.0]


def test_a_second_attempt_may_succeed(site: Site) -> None:
    answers = [503, 200]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(answers.pop(0))
        handler.send_header("Content-Length", "1")
        handler.end_headers()
        handler.wfile.write(b"y")

    site.pages["/a"] = answer
    with site.client() as client:
        assert client.get(f"{site.address}/a").data == b"y"


def test_what_is_too_large_is_not_taken_whole_even_if_packed_small(site: Site) -> None:
    site.page("/bomb", gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")
    site.page("/plain", bytes(3_000_000))
    with site.client(size=2_000_000) as client:
        for path in ("/bomb", "/plain"):
            with pytest.raises(GiktuiError, match="超过"):
                client.get(site.address + path)


def test_what_is_too_slow_is_given_up(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _second in range(40):
            handler.wfile.write(b"y")
            handler.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = drip
    begun = time.monotonic()
    with site.client(seconds=0.3) as client, pytest.raises(GiktuiError, match="没有读完"):
        client.get(f"{site.address}/a")
    assert time.monotonic() - begun < 15


def test_a_broken_answer_is_told(site: Site) -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"y")
        handler.close_connection = True

    site.pages["/a"] = break_off
    site.page("/b", b"no gzip", Content_Encoding="gzip")
    with site.client() as client:
        for path in ("/a", "/b"):
            with pytest.raises(GiktuiError, match="读不到"):
                client.get(site.address + path)


@pytest.mark.parametrize("address", ["ftp://a/b", "http://", "https://[", "http:///a", "http://\x00/"])
def test_what_is_no_address_is_said_so(address: str) -> None:
    with Client(frozenset()) as client, pytest.raises(GiktuiError):
        client.get(address)
