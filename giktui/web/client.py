"""Fetching over HTTP: slowly, one request at a time, within bounds, as robots.txt allows, and nowhere it was led by a
page to that is not the public web."""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.extras import missing_extra
from giktui.web.hosts import addresses_of, host_of, is_global, is_proxied

AGENT = "giktui"
_REDIRECTS = 5
_ATTEMPTS = 3
_LONGEST_WAIT = 30.0
"""Seconds that a site may ask for between two requests."""
_ROBOTS = 512 * 1024
"""Bytes of a robots.txt that are looked at."""
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that may be another the next time."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How much a site is asked for: seconds between two requests of a host, bytes and seconds of one answer."""

    delay: float = 1.0
    size: int = 64 * 1024 * 1024
    seconds: float = 60.0
    pause: float = 2.0
    """Seconds before the second attempt; before the third it is three times as many."""


class Answer(NamedTuple):
    """What a site answers: the address it was found at in the end, whether it has moved there for good, its bytes, and
    what kind of content it says that is, in small letters."""

    address: str
    moved: bool
    data: bytes
    kind: str


class Gone(GiktuiError):  # noqa: N818
    """There is nothing at the address (404, 410)."""


class _Again(Exception):  # noqa: N818
    """Worth another attempt, after so many seconds if the site says so."""

    def __init__(self, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.after = after


@dataclass
class Client:
    """One connection after the other. `hosts` are those that the user named: they may be anywhere, others only in the
    public web. Raises GiktuiError where the extra `web` is missing."""

    hosts: frozenset[str]
    manners: Manners = field(default_factory=Manners)
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The addresses of the hosts that a page led to, as they were when they were looked at: they are asked there, and
    not where their names lead to a moment later."""

    def __post_init__(self) -> None:
        try:
            import httpx
        except ModuleNotFoundError as error:
            raise missing_extra("web") from error
        headers = {"User-Agent": AGENT, "Accept-Language": "zh-CN,zh", "Accept-Encoding": "gzip, deflate"}
        self._http: httpx.Client = httpx.Client(headers=headers, timeout=self.manners.seconds / 3)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def get(self, address: str) -> Answer:
        """What is at an address, redirects followed. Raises GiktuiError: no such address or host, refused by
        robots.txt or by us, broken, too large, too slow; Gone where the site says so."""
        moved = True
        where = address
        for _number in range(_REDIRECTS + 1):
            self._allow(where)
            answer, status = self._attempted(where, self.manners.size)
            if not 300 <= status < 400:
                return Answer(where, moved and where != address, answer.data, answer.kind)
            moved = moved and status in (301, 308)
            where = urljoin(where, answer.address)
        raise GiktuiError(_("{address} 转来转去没有尽头，没有读取。").format(address=address))

    def _allow(self, address: str) -> None:
        """Raises GiktuiError for an address that is not to be asked."""
        host = host_of(address)
        if not host:
            raise GiktuiError(_("{address} 不是网址。请写明 https:// 开头的完整网址。").format(address=address))
        if host not in self.hosts and not self._is_public(host):
            raise GiktuiError(_("{address} 指向内部网络，没有读取。确实要读，请直接写明。").format(address=address))
        if host not in self.hosts and not self._found[host] and not is_proxied(address):
            raise GiktuiError(_("{address} 读不到：{why}").format(address=address, why=_("找不到这个网站")))
        parts = urlsplit(address)
        robots = self._robots_of(parts.scheme, parts.netloc)
        if robots is None or not robots.can_fetch(AGENT, address):
            raise GiktuiError(_("{address}：网站的 robots.txt 不允许自动读取。").format(address=address))

    def _is_public(self, host: str) -> bool:
        """Whether a host is in the public web, as far as its addresses tell; one that is not found is told of later."""
        if host not in self._found:
            self._found[host] = addresses_of(host)
        return all(map(is_global, self._found[host]))

    def _robots_of(self, scheme: str, netloc: str) -> RobotFileParser | None:
        """What a site allows; None: nothing, as long as it cannot say (RFC 9309: an error of its own)."""
        if netloc not in self._robots:
            rules = RobotFileParser()
            rules.parse([])
            self._robots[netloc] = rules
            try:
                answer, status = self._attempted(f"{scheme}://{netloc}/robots.txt", _ROBOTS)
                if status < 300 and not answer.data.lstrip().startswith(b"<"):  # a page that says there is none
                    rules.parse(answer.data.decode("utf-8", "replace").splitlines())
            except Gone:
                pass  # where there is no robots.txt nothing is forbidden
            except GiktuiError:
                self._robots[netloc] = None
        return self._robots[netloc]

    def _attempted(self, address: str, size: int) -> tuple[Answer, int]:
        for attempt in range(1, _ATTEMPTS + 1):
            self._wait(address)
            try:
                return self._asked(address, size)
            except _Again as again:
                if attempt == _ATTEMPTS or again.after > _LONGEST_WAIT:
                    raise GiktuiError(_("{address} 读不到：{why}").format(address=address, why=again)) from again
                self.sleep(max(again.after, self.manners.pause * (2 * attempt - 1)))
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, address: str) -> None:
        """Until the host may be asked again."""
        host = urlsplit(address).netloc
        rules = self._robots.get(host)
        asked = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
        left = self._last.get(host, 0.0) + max(self.manners.delay, min(asked, _LONGEST_WAIT)) - time.monotonic()
        if host in self._last and left > 0:
            self.sleep(left)
        self._last[host] = time.monotonic()

    def _asked(self, address: str, size: int) -> tuple[Answer, int]:
        """One request, at each of the host's addresses in turn until it can be reached. Raises _Again, or GiktuiError
        where another would not help."""
        import httpx

        host = host_of(address)
        if host in self.hosts or is_proxied(address):
            return self._asked_at(address, "", size)
        *others, last = self._found[host]
        for at in others:
            try:
                return self._asked_at(address, at, size)
            except _Again as again:
                if not isinstance(again.__cause__, httpx.ConnectError | httpx.ConnectTimeout):
                    raise
        return self._asked_at(address, last, size)

    def _asked_at(self, address: str, at: str, size: int) -> tuple[Answer, int]:
        import httpx

        ends = time.monotonic() + self.manners.seconds
        data = bytearray()
        self._http.cookies.clear()
        try:
            with self._http.stream("GET", **_request(address, at)) as response:
                status = response.status_code
                if 300 <= status < 400:
                    return Answer(response.headers.get("location", address), False, b"", ""), status
                _judge(status, address, response.headers.get("retry-after", ""))
                unpacked = _unpacked(response.iter_raw(), response.headers.get("content-encoding", ""), size)
                for chunk in unpacked:
                    data += chunk
                    if len(data) > size:
                        said = _("{address} 超过 {size} MB，不像一份年报，没有读取。")
                        raise GiktuiError(said.format(address=address, size=size // 1024**2))
                    if time.monotonic() > ends:
                        raise _Again(_("{n:.0f} 秒还没有读完").format(n=self.manners.seconds))
                kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
                return Answer(address, False, bytes(data), kind), status
        except httpx.TimeoutException as error:
            raise _Again(_("{n:.0f} 秒还没有读完").format(n=self.manners.seconds)) from error
        except httpx.TransportError as error:
            raise _Again(str(error) or type(error).__name__) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise GiktuiError(_("{address} 读不到：{why}").format(address=address, why=error)) from error


def _judge(status: int, address: str, later: str) -> None:
    """Raises what an answer that is no content means."""
    if status in (404, 410):
        raise Gone(_("{address} 已不存在（{status}）。").format(address=address, status=status))
    if status in _AGAIN:
        raise _Again(f"HTTP {status}", _seconds(later))
    if status >= 400:
        raise GiktuiError(_("{address} 读不到：{why}").format(address=address, why=f"HTTP {status}"))


def _seconds(later: str) -> float:
    """How long a site asks to be left alone (Retry-After): so many seconds, or until a time of day; else 0."""
    if later.isascii() and later.isdecimal():
        return float(later)
    try:
        return max(parsedate_to_datetime(later).timestamp() - time.time(), 0.0)
    except (ValueError, OverflowError):
        return 0.0


def _unpacked(chunks: Iterable[bytes], packed: str, size: int) -> Iterator[bytes]:
    """The bytes of an answer, unpacked some at a time and hardly more than `size` of them. Raises _Again for an answer
    that breaks off, which the packing alone tells, and ValueError for one that is packed otherwise than was asked for.
    """
    ways = [way for part in packed.split(",") if (way := part.strip().lower()) not in ("", "identity")]
    if not ways:
        yield from chunks
        return
    if ways not in (["gzip"], ["x-gzip"], ["deflate"]):
        raise ValueError(_("网站用 {way} 压缩，解不开").format(way=packed))
    unpack = None
    for chunk in chunks:
        if unpack is None:  # some sites send deflate without its head
            bare = ways == ["deflate"] and chunk[:1] != b"\x78"
            unpack = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
        try:
            yield unpack.decompress(chunk, size + 1)
        except zlib.error as error:
            raise ValueError(_("压缩的内容已损坏")) from error
        if unpack.unconsumed_tail:
            return
    if unpack is not None and not unpack.eof:
        raise _Again(_("内容没有传完"))
    if unpack is not None and unpack.unused_data.strip(b"\0"):
        raise ValueError(_("压缩的内容已损坏"))


def _request(address: str, at: str) -> dict[str, Any]:
    """What httpx is asked for: the address, of a host that is to be found `at` an IP address (anywhere, if it is "").
    The site is told, and has to prove with its certificate, the name that the address has."""
    import httpx

    url = httpx.URL(address)
    if not at:
        return {"url": url}
    name = url.raw_host.decode("ascii")
    return {"url": url.copy_with(host=at), "headers": {"Host": url.netloc.decode("ascii")},
            "extensions": {"sni_hostname": name}}  # fmt: skip
