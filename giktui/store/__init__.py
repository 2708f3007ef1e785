"""The database: the only package that knows SQLite. Plain functions over a connection.

The core is imported at once (it costs little more than sqlite3); what needs readers, checks or more loads when named.

Files come in by `gathering` (which), `recognising` (what is in them; in several `processes`) and `importing` (storing
it); what another giktui hands over by `handing_over` (packing), `taking_over` (a package) and `joining` (a whole
database). `journal` is what `edits`, `undo` and `history` write and read, `opening` its first record.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from giktui.store.agencies import (
    LEVELS,
    add_name,
    agencies,
    ensure_agency,
    find_agency,
    guess_level,
    may_make_rules,
    move_agency,
    other_names,
    rename_agency,
    the_agency,
)
from giktui.store.connect import actor, connect, default_path, local_time
from giktui.store.details import detail_words
from giktui.store.documents import open_doubts, stored_documents
from giktui.store.edits import set_cells, set_text
from giktui.store.entries import each_entry, entries, entry_of, find_entry, the_entry
from giktui.store.history import changed_since, history, origins
from giktui.store.reports import begin, last_report, load, save
from giktui.store.undo import next_redo, next_undo, redo, step_label, steps, undo
from giktui.store.values import (
    Agency,
    Check,
    Conflict,
    Edit,
    Entry,
    Exists,
    Hit,
    Locked,
    Pending,
    Step,
    StoredDocument,
    StoredDoubt,
    Waiver,
)

if TYPE_CHECKING:
    from giktui.store.checking import check_all, checked, context_of
    from giktui.store.copying import backup
    from giktui.store.counting import Counts, counts_of
    from giktui.store.doctor import diagnose
    from giktui.store.gathering import files_of
    from giktui.store.imported import Imported
    from giktui.store.importing import import_files
    from giktui.store.rereading import Reread, reread
    from giktui.store.searching import search
    from giktui.store.submitting import reopen, submit
    from giktui.store.waiving import apply_waivers, unwaive, waive, waivers

_LATER = {
    "checking": ("check_all", "checked", "context_of"),
    "copying": ("backup",),
    "counting": ("Counts", "counts_of"),
    "doctor": ("diagnose",),
    "gathering": ("files_of",),
    "imported": ("Imported",),
    "importing": ("import_files",),
    "rereading": ("Reread", "reread"),
    "searching": ("search",),
    "submitting": ("reopen", "submit"),
    "waiving": ("apply_waivers", "unwaive", "waive", "waivers"),
}
_HOMES = {name: module for module, names in _LATER.items() for name in names}

__all__ = [
    "LEVELS", "Agency", "Check", "Conflict", "Counts", "Edit", "Entry", "Exists", "Hit", "Imported", "Locked",
    "Pending", "Reread", "Step", "StoredDocument", "StoredDoubt", "Waiver", "actor", "add_name", "agencies",
    "apply_waivers", "backup", "begin", "changed_since", "check_all", "checked", "connect", "context_of", "counts_of",
    "default_path", "detail_words", "diagnose", "each_entry", "ensure_agency", "entries", "entry_of", "files_of",
    "find_agency", "find_entry", "guess_level", "history", "import_files", "last_report", "load", "local_time",
    "may_make_rules", "move_agency", "next_redo", "next_undo", "open_doubts", "origins", "other_names", "redo",
    "rename_agency", "reopen", "reread", "save", "search", "set_cells", "set_text", "step_label", "steps",
    "stored_documents", "submit", "the_agency", "the_entry", "undo", "unwaive", "waive", "waivers",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"giktui.store.{_HOMES[name]}"), name)
