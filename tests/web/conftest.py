"""A site on loopback: pages by their path, each an answer or what makes one; what was asked of it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

pytest.importorskip("httpx")

from giktui.web.client import Client, Manners


@dataclass
class Site:
    """`pages` maps a path to (status, headers, body), or to a function that is given the handler."""

    address: str = ""
    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def page(self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str) -> str:
        """Puts a page there; its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": kind, **named}, data)
        return self.address + path

    def client(self, **manners: float) -> Client:
        """One that is quick here; how long it would wait is in `waits`."""
        quick = {"delay": 0.0, "seconds": 2.0} | manners
        return Client(frozenset(("127.0.0.1",)), Manners(**quick), self.waits.append)  # type: ignore[arg-type]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.headers.append(dict(self.headers))
            answer: tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]
            answer = made.pages.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
