"""From the addresses of a command line to what is fetched from them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from giktui.ingest.source import Source
from giktui.store import Connection

if TYPE_CHECKING:
    from giktui.web.gathering import Wanted


def is_address(text: str) -> bool:
    """Whether an argument is an address and no path."""
    return text.lower().startswith(("http://", "https://"))


def from_web(
    db: Connection, pages: Sequence[str], listed: Path | None, closed: ExitStack, *, again: bool
) -> Iterator[Source]:
    """What is at these addresses and at those of a list, fetched as it is asked for; what is stored already is fetched
    only `again`. Raises GiktuiError where the extra `web` is missing or the list is none."""
    from giktui.store.reports.documents import reports_at
    from giktui.web.client import Client
    from giktui.web.gathering import Wanted, gathered
    from giktui.web.hosts import host_of

    wanted = [Wanted(page) for page in pages] + (_of_list(listed) if listed else [])
    hosts = frozenset(host_of(one.address) for one in wanted)
    client = closed.enter_context(Client(hosts))
    return gathered(wanted, client, lambda address: not again and bool(reports_at(db, address)))


def _of_list(path: Path) -> "list[Wanted]":
    from giktui.ingest.one_file import within_limits
    from giktui.readers import Limits, bytes_of, read_bytes
    from giktui.readers.document import Grid
    from giktui.readers.encoding import plain_name
    from giktui.text.cleaning import unguarded
    from giktui.web.gathering import wanted_in

    name = plain_name(path.name)
    documents = within_limits(read_bytes, bytes_of(path), name, Limits())
    grids = [block for document in documents for block in document.blocks if isinstance(block, Grid)]
    rows = [[unguarded(field) for field in line.fields] for grid in grids for line in grid.lines]
    return wanted_in(rows, name)
