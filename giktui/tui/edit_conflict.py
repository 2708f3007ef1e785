"""Changes to a report that the database has not taken: those that wait, and those that somebody else forestalled."""

from typing import TYPE_CHECKING, NamedTuple

from giktui.errors import GiktuiError
from giktui.report import Number

if TYPE_CHECKING:
    from giktui.store import Edit


class EditConflict(NamedTuple):
    """Somebody else was first: `mine` is what was entered here, `theirs` their edit (its `new` stands now).

    Whatever is chosen, `mine` is in the journal already.
    """

    part: str
    mine: Number | str | None
    theirs: "Edit"
    origin: str


class PendingEdit(NamedTuple):
    """A change the database has not taken yet, with the value it was to replace."""

    value: Number | None
    origin: str
    expected: Number | None


class WordsKeptError(GiktuiError):
    """The report takes nothing any more (submitted, deleted); the message names the file with the words."""
