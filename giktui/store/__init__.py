"""The database: the only package that knows SQLite. Plain functions over a connection.

The core is imported at once (it costs little more than sqlite3); what needs readers, checks or more loads when named.

`connection` is the file, `journal` every change, `reports` one report at a time, `agencies` their tree, `analysis`
questions over many reports, `exchange` what moves between databases.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from giktui.ingest.kept_file import StoredDocument
from giktui.store.agencies.lineage import last_report
from giktui.store.agencies.tree import (
    LEVELS,
    add_name,
    all_agencies,
    any_agency,
    ensure_agency,
    find_agency,
    guess_level,
    may_make_rules,
    move_agency,
    name_beginning,
    other_names,
    rename_agency,
    the_agency,
)
from giktui.store.connection.connect import connect, connect_as_may_be, scratch
from giktui.store.connection.explained import DatabaseError
from giktui.store.connection.surroundings import actor, default_path, local_time
from giktui.store.connection.transaction import Connection, data_version, in_memory, wait_for_others
from giktui.store.journal.details import detail_words, origin_of
from giktui.store.journal.history import changed_since, history, origins
from giktui.store.journal.undo import next_redo, next_undo, redo, step_label, steps, undo
from giktui.store.models import (
    Agency,
    Check,
    Conflict,
    Deleted,
    Edit,
    Entry,
    Exists,
    Hit,
    Locked,
    Pending,
    Step,
    StoredDoubt,
    Waiver,
)
from giktui.store.reports.beginning import begin
from giktui.store.reports.content import load, save
from giktui.store.reports.documents import open_doubts, stored_documents
from giktui.store.reports.edits import set_cells, set_text
from giktui.store.reports.index import changed_last, each_entry, entries, entry_of, find_entry, the_entry

if TYPE_CHECKING:
    from giktui.ingest.discover import files_of
    from giktui.store.analysis.checking import check_all, checked, context_of
    from giktui.store.analysis.finding_counts import Counts, counts_of
    from giktui.store.analysis.searching import search
    from giktui.store.connection.backup import backup
    from giktui.store.connection.doctor import diagnose
    from giktui.store.reports.conflicts import keep_words
    from giktui.store.reports.deleted import Deletion, deletions
    from giktui.store.reports.deletion import delete_report, remove_agency, restore_report
    from giktui.store.reports.import_result import Imported
    from giktui.store.reports.importing import import_files
    from giktui.store.reports.lifecycle import reopen, submit
    from giktui.store.reports.rereading import Reread, reread
    from giktui.store.reports.waivers import apply_waivers, unwaive, waive, waivers

_LATER = {
    "analysis.checking": ("check_all", "checked", "context_of"),
    "connection.backup": ("backup",),
    "analysis.finding_counts": ("Counts", "counts_of"),
    "connection.doctor": ("diagnose",),
    "reports.importing": ("import_files",),
    "reports.rereading": ("Reread", "reread"),
    "analysis.searching": ("search",),
    "reports.conflicts": ("keep_words",),
    "reports.deleted": ("Deletion", "deletions"),
    "reports.deletion": ("delete_report", "remove_agency", "restore_report"),
    "reports.lifecycle": ("reopen", "submit"),
    "reports.waivers": ("apply_waivers", "unwaive", "wait_for_others", "waive", "waivers"),
}
_HOMES = {name: f"giktui.store.{module}" for module, names in _LATER.items() for name in names} | {
    "files_of": "giktui.ingest.discover",
    "Imported": "giktui.store.reports.import_result",
}

__all__ = [
    "LEVELS",
    "Agency",
    "Check",
    "Conflict",
    "Connection",
    "Counts",
    "DatabaseError",
    "Deleted",
    "Deletion",
    "Edit",
    "Entry",
    "Exists",
    "Hit",
    "Imported",
    "Locked",
    "Pending",
    "Reread",
    "Step",
    "StoredDocument",
    "StoredDoubt",
    "Waiver",
    "actor",
    "add_name",
    "all_agencies",
    "any_agency",
    "apply_waivers",
    "backup",
    "begin",
    "changed_last",
    "changed_since",
    "check_all",
    "checked",
    "connect",
    "connect_as_may_be",
    "context_of",
    "counts_of",
    "data_version",
    "default_path",
    "delete_report",
    "deletions",
    "detail_words",
    "diagnose",
    "each_entry",
    "ensure_agency",
    "entries",
    "entry_of",
    "files_of",
    "find_agency",
    "find_entry",
    "guess_level",
    "history",
    "import_files",
    "in_memory",
    "keep_words",
    "last_report",
    "load",
    "local_time",
    "may_make_rules",
    "move_agency",
    "name_beginning",
    "next_redo",
    "next_undo",
    "open_doubts",
    "origin_of",
    "origins",
    "other_names",
    "redo",
    "remove_agency",
    "rename_agency",
    "reopen",
    "reread",
    "restore_report",
    "save",
    "scratch",
    "search",
    "set_cells",
    "set_text",
    "step_label",
    "steps",
    "stored_documents",
    "submit",
    "the_agency",
    "the_entry",
    "undo",
    "unwaive",
    "wait_for_others",
    "waive",
    "waivers",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
