"""Zip archives: the files in one, and in the archives inside it, to be read in turn. Nothing is written to disk."""

import zipfile
from collections.abc import Iterator

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.formats.ooxml_container import Package
from giktui.readers.limits import Limits
from giktui.readers.registry import packed
from giktui.text.cleaning import clean

_UTF8 = 0x800
_LITTER = frozenset(("__macosx", "thumbs.db", "desktop.ini"))


def read(data: bytes, name: str, limits: Limits) -> Iterator[tuple[str, bytes | GiktuiError]]:
    """The name and bytes of each file, archives in the archive opened too; a name says the way: `a.zip/b.zip/c.html`.
    For one that is damaged, or an archive that is not opened, why: the others are read all the same.

    All archives share one bound on what unfolds. Raises GiktuiError: damaged, encrypted, beyond the limits, empty.
    """
    found = False
    for member in _members(Package(data, name, limits), 1):
        found = True
        yield member
    if not found:
        raise GiktuiError(_("{name} 里没有文件。").format(name=name))


def _members(package: Package, depth: int) -> Iterator[tuple[str, bytes | GiktuiError]]:
    if depth > package.limits.nesting:
        raise GiktuiError(
            _("{name}：压缩包里套压缩包超过 {n} 层，没有展开。").format(name=package.name, n=package.limits.nesting)
        )
    for entry in package.entries:
        parts = [part for part in _name(entry).replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if any(part.lower() in _LITTER or part.startswith(".") for part in parts):
            continue
        name = "/".join([package.name, *parts])
        try:
            content = package.read(entry)
            inner = Package(content, name, package.limits) if content.startswith(b"PK\x03\x04") else None
        except GiktuiError as error:
            if _is_encrypted(entry) or package.left <= 0:
                raise
            yield name, error
            continue
        if inner is None or packed(inner.archive.NameToInfo).name != "zip":
            yield name, content
            continue
        inner.left = package.left
        try:
            yield from _members(inner, depth + 1)
        except GiktuiError as error:
            if inner.left <= 0:
                raise
            yield name, error
        package.left = inner.left


def _is_encrypted(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & 1)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was written: without the mark for UTF-8 it is nearly always GBK here, and sometimes UTF-8."""
    if entry.flag_bits & _UTF8:
        return clean(entry.filename)
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return clean(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return clean(entry.filename)
