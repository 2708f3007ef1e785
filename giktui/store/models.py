"""What the store hands out: frozen values, and the two errors a caller may want to tell apart."""

from typing import Literal, NamedTuple

from giktui.errors import GiktuiError
from giktui.report import Number

Level = Literal["", "省", "市", "县", "乡", "部门"]
"""Where an agency stands; empty where nobody has said."""


class Agency(NamedTuple):
    """An agency. `makes_rules` says whether it may make 规章; None where its level decides."""

    id: int
    name: str
    parent: int | None = None
    level: str = ""
    makes_rules: bool | None = None


class Entry(NamedTuple):
    """A stored report without its content. Times are UTC, `2026-01-31T08:00:00Z`."""

    id: int
    agency: str
    agency_id: int
    year: int
    form: str
    status: Literal["draft", "returned", "submitted"]
    revision: int
    updated: str
    submitted_by: str | None = None
    submitted_at: str | None = None

    @property
    def locked(self) -> bool:
        """Whether the report is submitted, so that nothing in it may change."""
        return self.status == "submitted"


class Edit(NamedTuple):
    """One change of the journal. `cell` is a cell's id, a narrative's section, `title`, `preamble` or `form`.

    It is empty for an act that changed nothing (submit, reopen, waive), of which `detail` gives the reason. `batch` is
    the report's revision that the change made; edits of one batch are one undo step. `undoes` is the revision an undo
    or redo took back. Old and new texts are whole. `brought` names the database in whose journal it came; empty for
    what was done here.
    """

    id: int
    batch: int
    time: str
    actor: str
    origin: str
    cell: str
    old: Number | str | None
    new: Number | str | None
    detail: str = ""
    undoes: int | None = None
    brought: str = ""


class Step(NamedTuple):
    """What an undo or redo did: in words, and edit by edit (old → new as they are now in the journal)."""

    label: str
    edits: tuple[Edit, ...]


class Pending(NamedTuple):
    """A step that an undo or redo would take back: whose it is, of when, and the cells and texts it touches."""

    revision: int
    time: str
    actor: str
    parts: tuple[str, ...]


class StoredDoubt(NamedTuple):
    """What the reader could not read for certain; `place` is `:12`, ` p3` or ` Sheet1!B7` in the file.

    `suggested` is what it would read in each of `cells`, in their order; empty where it has nothing to propose.
    """

    rule: str
    section: str
    cells: tuple[str, ...]
    message: str
    place: str = ""
    suggested: tuple[str, ...] = ()


class Waiver(NamedTuple):
    """A finding that somebody accepted, and why; `rules_version` names the rules that it was made with."""

    fingerprint: str
    rule: str
    cells: tuple[str, ...]
    message: str
    reason: str
    actor: str
    time: str
    rules_version: str = ""


class Hit(NamedTuple):
    """Where a searched word stands: `part` is a section id, `title` or `preamble`; `start` counts characters."""

    entry: Entry
    part: str
    start: int
    excerpt: str


class Check(NamedTuple):
    """One line of `giktui doctor`; `advice` says what to do where it is not ok."""

    name: str
    ok: bool
    message: str
    advice: str = ""


class Locked(GiktuiError):  # noqa: N818
    """The report is submitted: nothing in it may change."""


class Deleted(GiktuiError):  # noqa: N818
    """The report was deleted: nothing in it may change until it is restored."""


class Exists(GiktuiError):  # noqa: N818
    """There is a report of that agency and year already."""


class Conflict(GiktuiError):  # noqa: N818
    """Another actor changed a cell or text since it was read; `edit` says who and when, `edit.new` what it is now."""

    def __init__(self, message: str, edit: Edit) -> None:
        super().__init__(message)
        self.edit = edit
