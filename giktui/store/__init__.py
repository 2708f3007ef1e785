"""The database: the only package that knows SQLite. Plain functions over a connection; a name loads its module."""

from importlib import import_module
from typing import TYPE_CHECKING

from giktui.store.values import (
    Agency,
    Check,
    Conflict,
    Edit,
    Entry,
    Exists,
    Hit,
    Locked,
    Step,
    StoredDocument,
    StoredDoubt,
    Waiver,
)

if TYPE_CHECKING:
    from giktui.store.connect import actor, connect, default_path, local_time

_MODULES = {
    "connect": ("actor", "connect", "default_path", "local_time"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Agency", "Check", "Conflict", "Edit", "Entry", "Exists", "Hit", "Locked", "Step", "StoredDocument", "StoredDoubt",
    "Waiver", "actor", "connect", "default_path", "local_time",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """The function of that name, out of the module it stands in."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"giktui.store.{_HOMES[name]}"), name)
