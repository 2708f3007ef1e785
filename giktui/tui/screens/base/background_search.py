"""Something looked for in the database by a thread, and shown as it comes in: findings, problems, what is unlike."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual.worker import Worker, get_current_worker

from giktui.errors import GiktuiError
from giktui.tui.screens.base.page import Page

if TYPE_CHECKING:
    from giktui.store import Connection

Found = TypeVar("Found")

_SHOW_EVERY = 0.5
"""Seconds between two looks at what the thread has found: sorting 70,000 rows for each report would be slower."""


def in_background(
    page: Page,
    look: "Callable[[Connection], Iterator[Found]]",
    show: "Callable[[Sequence[Found]], None]",
    done: Callable[[], None],
) -> Worker[None]:
    """Let `look` search the database on a connection of its own; a trouble it meets is told on the page.

    `show` gets what has come in since the last time, `done` is called at the end, both in the app's thread and only as
    long as the page is there. A cancelled worker says nothing more: the app may be ending, and would not hear it.
    """

    def in_app(action: Callable[[], None]) -> None:
        if page.is_open:
            action()

    def run() -> None:
        from giktui.store import DatabaseError, connect

        worker, tell = get_current_worker(), page.app.call_from_thread
        batch: list[Found] = []
        try:
            with closing(connect(page.giktui.path, write=False)) as db:
                shown = monotonic()
                for found in look(db):
                    batch.append(found)
                    if worker.is_cancelled:
                        return
                    if monotonic() - shown > _SHOW_EVERY:
                        ready, batch, shown = batch, [], monotonic()
                        tell(in_app, lambda ready=ready: show(ready))
        except (GiktuiError, DatabaseError) as error:
            tell(page.tell, str(error))
        tell(in_app, lambda: show(batch))
        tell(in_app, done)

    return page.run_worker(run, thread=True, exclusive=True, group="search")
