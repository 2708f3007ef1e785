"""Packed files (zip, docx, xlsx), opened so that what unfolds is bounded before any of it is unfolded."""

import io
import os
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection
from typing import Any, BinaryIO

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.limits import Limits

_SMALL = 1024 * 1024
"""A part this small may be packed as tightly as it likes."""
_CHUNK = 1024 * 1024
_TAIL = 66_000
_SMALLEST_ENTRY = 46
_MOST = 50_000
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""The names of the strict variety of the Office formats, and the ordinary ones for the same elements."""


def claimed_members(data: bytes | BinaryIO) -> int:
    """How many files the directory of a zip may list, by its size: what Python's zipfile makes of each takes half a
    kilobyte, before anything could be counted. 0 where there is no directory."""
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    place = file.tell()
    file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
    tail = file.read()
    file.seek(place)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return 0
    size = int.from_bytes(tail[end + 12 : end + 16], "little")
    if tail[max(end - 20, 0) : end].startswith(b"PK\x06\x07"):  # a big one says its size there too
        size = max(size % 0xFFFFFFFF, int.from_bytes(tail[max(end - 76, 0) : end][40:48], "little"))
    return size // _SMALLEST_ENTRY


def part_names(data: bytes | BinaryIO, most: int) -> Collection[str]:
    """The names of the parts of a packed file; none of a damaged one, and of one that may list more than `most`."""
    if claimed_members(data) > most:
        return ()
    try:
        with _opened(data) as archive:
            return archive.NameToInfo
    except zipfile.BadZipFile:
        return ()


def _opened(data: bytes | BinaryIO) -> zipfile.ZipFile:
    """Raises BadZipFile for all that zipfile cannot open, by whatever exception it says so."""
    try:
        return zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
    except (NotImplementedError, ValueError, EOFError, OverflowError) as error:
        raise zipfile.BadZipFile from error


class Package:
    """The parts of a packed file by name. The bounds hold for what really unfolds, whatever the directory claims."""

    def __init__(self, data: bytes | BinaryIO, name: str, limits: Limits) -> None:
        """Raises GiktuiError for a damaged file and for one whose directory already claims more than the limits."""
        self.name = name
        self.limits = limits
        self.left = limits.expanded
        if claimed_members(data) > max(_MOST, limits.members):
            raise GiktuiError(_("{name} 里有超过 {n} 个文件，没有展开。").format(name=name, n=limits.members))
        try:
            self.archive = _opened(data)
        except zipfile.BadZipFile as error:
            raise self.damaged() from error
        self.entries = [entry for entry in self.archive.infolist() if entry.filename and not entry.is_dir()]
        if len(self.entries) > limits.members:
            raise GiktuiError(_("{name} 里有超过 {n} 个文件，没有展开。").format(name=name, n=limits.members))

    def __contains__(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def read(self, part: str | zipfile.ZipInfo) -> bytes:
        """The bytes of one part. Raises GiktuiError: missing, damaged, encrypted or beyond the limits."""
        try:
            entry = self.archive.getinfo(part) if isinstance(part, str) else part
            if entry.flag_bits & 1:
                raise GiktuiError(_("{name} 加了密码，请去掉密码后再导入。").format(name=self.name))
            bound = min(self.left, max(_SMALL, entry.compress_size * self.limits.ratio))
            unfolded = io.BytesIO()
            with self.archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    unfolded.write(chunk)
                    self.left -= len(chunk)
                    if unfolded.tell() > bound:
                        raise self.bomb()
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, KeyError, ValueError) as error:
            raise self.damaged() from error
        return unfolded.getvalue()

    def xml(self, part: str) -> Any:
        """The root element of an XML part: no entities, no network, no unbounded tree. Raises GiktuiError."""
        from lxml import etree

        data = self.read(part)
        if data.count(b"<") > self.limits.fields * 2:
            raise self.bomb()
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise self.damaged()
        if b"purl.oclc.org/ooxml" in data[:4096]:
            for strict, ordinary in _STRICT:
                data = data.replace(strict, ordinary)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error

    def damaged(self) -> GiktuiError:
        """The error for a file that is not what it claims to be."""
        return GiktuiError(_("{name} 已损坏或不完整，打不开。请重新下载，或另存一份后再导入。").format(name=self.name))

    def bomb(self) -> GiktuiError:
        """The error for a file that unfolds to far more than a report."""
        return GiktuiError(
            _("{name} 展开后过大（总量、压缩比或内容数量超出上限），不像年报，没有读取。").format(name=self.name)
        )


def main_part(package: Package, pattern: re.Pattern[str], usual: str) -> str:
    """The part of an office file that holds its content: by the file's relations, else by its usual name."""
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            target: str = posixpath.normpath(relation.get("Target", "").lstrip("/"))
            if pattern.fullmatch(target) and target in package:
                return target
    return usual
