"""Fetching: bounded, polite, without cookies, and not into networks that a page points to."""

import gzip
import os
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from web.conftest import Site

from giktui.errors import GiktuiError
from giktui.web import client as client_module
from giktui.web.client import Client, Gone
from giktui.web.hosts import addresses_of, is_global


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


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("8.8.8.8", True), ("10.0.0.1", False), ("192.168.1.1", False), ("127.0.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("2130706433", False), ("0x7f.1", False), ("2400:da00::1", True), ("::1", False),
        ("::", False), ("fe80::1", False), ("fd00::1", False), ("ff02::1", False), ("::ffff:8.8.8.8", True),
        ("::ffff:10.0.0.1", False), ("::127.0.0.1", False), ("64:ff9b::8.8.8.8", True), ("64:ff9b::10.0.0.1", False),
        ("2002:808:808::", True), ("2002:a00:1::", False),
    ],
)  # fmt: skip
def test_what_is_public(host: str, public: bool) -> None:
    assert all(map(is_global, addresses_of(host))) is public


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Lets the name a.example lead to these addresses, one a time it is asked for, the last from then on; loopback's
    first address counts as public, its second does not."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    answers = ["127.0.0.1"]
    real = socket.getaddrinfo

    def found(host: str | bytes, *rest: Any, **named: Any) -> Any:
        if host not in ("a.example", b"a.example"):
            return real(host, *rest, **named)
        at = answers.pop(0) if len(answers) > 1 else answers[0]
        return [one for every in at.split() for one in real(every, *rest, **named)]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(client_module, "is_global", lambda address: address in ("127.0.0.1", "127.0.0.3"))
    yield answers


def test_a_host_is_asked_where_it_was_looked_for_even_if_its_name_leads_elsewhere_later(
    site: Site, named: list[str]
) -> None:
    named[:] = ["127.0.0.1", "127.0.0.2"]
    there = f"http://a.example:{site.address.rpartition(':')[2]}/there"
    site.page("/there", "found")
    site.page("/a", "", status=302, Location=there)
    with site.client() as client:
        assert client.get(f"{site.address}/a").data == b"found"
        assert client.get(there).data == b"found"
    assert named == ["127.0.0.2"]
    assert {headers["Host"] for headers in site.headers[2:]} == {there.split("/")[2]}


def test_a_host_with_an_address_in_another_network_is_not_asked_at_all(site: Site, named: list[str]) -> None:
    named[:] = ["127.0.0.1 127.0.0.2"]
    site.page("/a", "", status=302, Location=f"http://a.example:{site.address.rpartition(':')[2]}/there")
    with site.client() as client, pytest.raises(GiktuiError, match="内部网络"):
        client.get(f"{site.address}/a")


def test_a_host_is_asked_at_its_next_address_where_it_cannot_be_reached(site: Site, named: list[str]) -> None:
    named[:] = ["127.0.0.3 127.0.0.1"]
    there = f"http://a.example:{site.address.rpartition(':')[2]}/there"
    site.page("/there", "found")
    with site.client() as client:
        assert client.get(there).data == b"found"


def test_a_host_that_is_not_found_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "addresses_of", lambda _host: ())
    monkeypatch.setattr(client_module, "is_proxied", lambda _address: False)
    with site.client() as client, pytest.raises(GiktuiError, match="找不到这个网站"):
        client.get("http://a.example/there")


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
