"""From addresses to sources: each page's report, else what is attached to it, else the reports that it lists."""

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.job import Job
from giktui.ingest.one_file import reports_of
from giktui.ingest.source import Source
from giktui.readers.formats.html.published import published_on
from giktui.web.client import Answer, Client
from giktui.web.page import Found, Link, found_in, name_of, source_of

_ENOUGH = 20
"""Cells from which on a page is taken to be the report itself."""
_PAGES = 20
"""Pages of a list that are looked at."""
_PICTURES = 10
"""Pictures of a page that are fetched, where it has no figures as text."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to import from, and what the user says of the reports there."""

    address: str
    agency: str | None = None
    year: int | None = None


@dataclass(slots=True)
class _Round:
    """One import: who fetches, which addresses are stored already, and which were asked in it."""

    client: Client
    known: Callable[[str], bool]
    asked: set[str] = field(default_factory=set)

    def first(self, address: str) -> bool:
        """Whether an address comes up for the first time."""
        new = address not in self.asked
        self.asked.add(address)
        return new


def gathered(wanted: Sequence[Wanted], client: Client, known: Callable[[str], bool]) -> Iterator[Source]:
    """What is found at the addresses, one at a time; what cannot be read is a source with its `error`.

    An address that is `known` is not asked again, nor is any asked twice. Pages listed by a page are followed one step.
    """
    round = _Round(client, known)
    for one in wanted:
        if round.first(one.address):
            yield from _visited(one, Link(one.address, ""), round, steps=1)


def _visited(one: Wanted, link: Link, round: _Round, steps: int) -> Iterator[Source]:
    if round.known(link.address):
        yield _of(one, link, present=True)
        return
    try:
        answer = round.client.get(link.address)
    except GiktuiError as error:
        yield _of(one, link, error=str(error))
        return
    if not _is_page(answer):
        yield _of(one, link, data=answer.data)
        return
    source = source_of(answer.data)
    found = found_in(source, answer.address)
    published = published_on(source)
    page = Link(link.address, link.text or "page.html")
    if _holds_report(answer.data, one):
        yield _of(one, page, data=answer.data, published=published)
    elif found.attached:
        for attached in found.attached:
            if round.first(attached.address):
                yield _fetched(one, attached, round, published)
    elif steps and (listed := [report for report in _listed(found, round.client) if round.first(report.address)]):
        for report in listed:
            yield from _visited(one, report, round, steps - 1)
    elif framed := list(_framed(one, found, round, published)):
        yield from framed
    else:
        yield _of(one, page, data=as_read(answer, round.client), published=published)


def _listed(found: Found, client: Client) -> Iterator[Link]:
    """The reports that a page lists, and those on the next pages of the list."""
    yield from found.reports
    seen: set[str] = set()
    while found.reports and found.following and found.following not in seen and len(seen) < _PAGES:
        seen.add(found.following)
        try:
            answer = client.get(found.following)
        except GiktuiError:
            return
        found = found_in(source_of(answer.data), answer.address)
        yield from found.reports


def _framed(one: Wanted, found: Found, round: _Round, published: str) -> Iterator[Source]:
    """What is in the frames of a page, or in the page that it goes on to: a report, or files attached there."""
    for address in filter(round.first, found.frames):
        link = Link(address, "")
        if round.known(address):
            yield _of(one, link, present=True)
            continue
        try:
            answer = round.client.get(address)
        except GiktuiError:
            continue
        page = _is_page(answer)
        if not page or _holds_report(answer.data, one):
            yield _of(
                one, link, data=answer.data, published=published_on(source_of(answer.data)) if page else published
            )
            continue
        for attached in found_in(source_of(answer.data), answer.address).attached:
            if round.first(attached.address):
                yield _fetched(one, attached, round, published)


def _of(
    one: Wanted, link: Link, *, data: bytes = b"", published: str = "", error: str = "", present: bool = False
) -> Source:
    return Source(link.address, name_of(link), data, published, one.agency, one.year, error, present)


def _fetched(one: Wanted, link: Link, round: _Round, published: str) -> Source:
    if round.known(link.address):
        return _of(one, link, present=True)
    try:
        return _of(one, link, data=round.client.get(link.address).data, published=published)
    except GiktuiError as error:
        return _of(one, link, error=str(error))


def _is_page(answer: Answer) -> bool:
    start = answer.data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return answer.kind in ("text/html", "application/xhtml+xml") or start.startswith((b"<!doctype html", b"<html"))


def _holds_report(data: bytes, one: Wanted) -> bool:
    """Whether the page has a report's figures as text."""
    try:
        found = reports_of(Job(data, "page.html", one.agency or "?", one.year))
    except GiktuiError:
        return False
    return any(len(one.report.cells) >= _ENOUGH for one in found)


def as_read(answer: Answer, client: Client) -> bytes:
    """What is read and kept of an answer: its bytes, but of a page without figures as text also its pictures, in it as
    in a page that is saved whole, since a table may be one of them."""
    if not _is_page(answer) or _holds_report(answer.data, Wanted(answer.address)):
        return answer.data
    source = source_of(answer.data)
    inside = ""
    for src in found_in(source, answer.address).pictures[:_PICTURES]:
        try:
            picture = client.get(urljoin(answer.address, src))
        except (GiktuiError, ValueError):
            continue
        if picture.kind.startswith("image/") and picture.kind != "image/svg+xml":
            inside = f"data:{picture.kind};base64,{base64.b64encode(picture.data).decode()}"
            for quote in ('"', "'"):
                source = source.replace(f"{quote}{src}{quote}", f"{quote}{inside}{quote}")
    return source.encode() if inside else answer.data


def wanted_in(rows: Sequence[Sequence[str]], name: str) -> list[Wanted]:
    """The addresses of a list whose first line has the heads agency, year, url (or 机关, 年份, 网址) in any order.

    Raises GiktuiError for a list without addresses, and for a line whose year is none.
    """
    heads = [_HEADS.get(head.strip().lower(), "") for head in rows[0]] if rows else []
    if "address" not in heads:
        raise GiktuiError(_("{name} 的第一行里没有“网址”（url）这一列。").format(name=name))
    found = []
    for number, row in enumerate(rows[1:], 2):
        values = {head: text.strip() for head, text in zip(heads, row, strict=False) if head}
        if not values.get("address"):
            continue
        year = values.get("year", "").removesuffix("年")
        if year and not (len(year) == 4 and year.isdecimal()):
            raise GiktuiError(_("{name} 第 {line} 行：“{text}”不是年份。").format(name=name, line=number, text=year))
        found.append(Wanted(values["address"], values.get("agency") or None, int(year) if year else None))
    return found


_HEADS = {
    **dict.fromkeys(("url", "address", "link", "网址", "地址", "链接"), "address"),
    **dict.fromkeys(("agency", "name", "机关", "机关名称", "单位", "单位名称", "名称"), "agency"),
    **dict.fromkeys(("year", "年份", "年度"), "year"),
}
