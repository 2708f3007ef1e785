"""A package of reports that one giktui hands to another: a zip with a manifest of checksums.

    giktui-package.json        who made it for which year, the agencies, the reports, and the SHA-256 of the other files
    reports/1/report.json      the interchange form
    reports/1/findings.json    findings, waivers, the reader's doubts, comments and notices
    documents/<SHA-256>        the files the reports were read from

Nothing of a package is believed: every file must be named in the manifest and have the checksum that stands there.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_day, sound_line, sound_name, sound_time
from giktui.readers.document import Place
from giktui.readers.formats.json import read as read_interchange
from giktui.readers.formats.ooxml_container import Package, part_names
from giktui.readers.formats.package_review import HandedReview, read_review
from giktui.readers.limits import Limits
from giktui.readers.recognition import Doubt, Recognition
from giktui.text.patterns import compiled_late

MANIFEST = "giktui-package.json"
FORMAT = "giktui-package"
SCHEMA_VERSION = 1

_MEMBERS = 200_000
_MOST_REVISIONS = 10**9
_FINGERPRINT = compiled_late("[0-9a-f]{16}")
Type = TypeVar("Type")


@dataclass(frozen=True, slots=True)
class HandedAgency:
    """An agency as the sender's database knows it; `parent` is a name."""

    name: str
    parent: str | None = None
    level: str = ""
    makes_rules: bool | None = None
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedWaiver:
    """A finding that the sender accepted."""

    fingerprint: str
    rule: str
    cells: tuple[str, ...]
    message: str
    reason: str
    actor: str
    time: str


@dataclass(frozen=True, slots=True)
class HandedDocument:
    """A file that the report was read from, as it came."""

    name: str
    kind: str
    data: bytes
    address: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A report with all that goes with it. `submitted_by` and `submitted_at` are None for a draft."""

    recognition: Recognition
    revision: int
    submitted_by: str | None
    submitted_at: str | None
    waivers: tuple[HandedWaiver, ...]
    documents: tuple[HandedDocument, ...]
    review: HandedReview


class Handover:
    """An opened package whose checksums all hold. Raises GiktuiError: damaged, of a newer giktui, beyond the limits."""

    def __init__(self, data: bytes | BinaryIO, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.package = Package(data, name, limits._replace(members=_MEMBERS))
        manifest = self._json(MANIFEST)
        if manifest.get("format") != FORMAT or not isinstance(manifest.get("schema_version"), int):
            raise self.package.damaged()
        if self._get(manifest, "schema_version", int) > SCHEMA_VERSION:
            raise GiktuiError(_("{name} 是更新版本的 giktui 打的包。请升级 giktui。").format(name=name))
        self._verify(self._get(manifest, "files", dict))
        self.agencies = {agency.name: agency for agency in map(self._agency, self._get(manifest, "agencies", list))}
        self._reports = self._get(manifest, "reports", list)
        self.rule_settings = {
            self._text(name): self._text(text)
            for name, text in self._checked(manifest.get("rule_settings", {}), dict).items()
        }

    def reports(self) -> Iterator[Handed]:
        """The reports one at a time, each with its documents in memory."""
        for number, listed in enumerate(self._reports, 1):
            about = self._checked(listed, dict)
            folder = self._get(about, "path", str)
            where = _("{name} 第 {n} 份").format(name=self.name, n=number)
            found = read_interchange(self._read(f"{folder}/report.json"), where, self.limits)
            if len(found) != 1:
                raise self.package.damaged()
            notes = self._json(f"{folder}/findings.json")
            doubts = tuple(self._doubt(self._checked(one, dict)) for one in self._get(notes, "doubts", list))
            by, at = about.get("submitted_by"), about.get("submitted_at")
            if (by is None) != (at is None) or (at is not None and not self._text(by)):
                raise self.package.damaged()
            revision = self._get(about, "revision", int)
            if not 0 <= revision < _MOST_REVISIONS:
                raise self.package.damaged()
            yield Handed(
                found[0]._replace(doubts=doubts, name=self.name, kind=FORMAT),
                revision,
                None if by is None else self._text(by),
                None if at is None else self._sound(sound_time, at),
                tuple(self._waiver(self._checked(one, dict)) for one in self._get(notes, "waivers", list)),
                tuple(self._document(self._checked(one, dict)) for one in self._get(about, "documents", list)),
                self._review(notes, found[0].report.form),
            )

    def _review(self, notes: Mapping[str, object], form: str) -> HandedReview:
        try:
            return read_review(notes, form)
        except ValueError as error:
            raise self.package.damaged() from error
        except GiktuiError as error:
            raise GiktuiError(_("{name}：{why}").format(name=self.name, why=error)) from error

    def _verify(self, sums: Mapping[str, object]) -> None:
        names = [entry.filename for entry in self.package.entries]
        if len(set(names)) != len(names) or set(names) != {MANIFEST, *sums}:
            raise self.package.damaged()
        for path, expected in sums.items():
            if hashlib.sha256(self._read(path)).hexdigest() != expected:
                raise self.package.damaged()

    def _read(self, path: str) -> bytes:
        self.package.left = self.limits.size  # a file at a time: what is bounded is what stands in memory
        return self.package.read(path)

    def _json(self, path: str) -> dict[str, object]:
        try:
            return self._checked(json.loads(self._read(path)), dict)
        except (ValueError, RecursionError) as error:
            raise self.package.damaged() from error

    def _checked(self, value: object, kind: type[Type]) -> Type:
        if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
            raise self.package.damaged()
        return value

    def _get(self, data: Mapping[str, object], key: str, kind: type[Type]) -> Type:
        return self._checked(data.get(key), kind)

    def _text(self, value: object) -> str:
        return self._sound(sound_line, self._checked(value, str))

    def _sound(self, gate: Callable[[object], Type], value: object) -> Type:
        """The value as the gate lets it in; else GiktuiError that names the package."""
        try:
            return gate(value)
        except GiktuiError as error:
            raise GiktuiError(_("{name}：{why}").format(name=self.name, why=error)) from error

    def _texts(self, value: object) -> tuple[str, ...]:
        return tuple(self._text(one) for one in self._checked(value, list))

    def _agency(self, listed: object) -> HandedAgency:
        data = self._checked(listed, dict)
        parent, rules = data.get("parent"), data.get("makes_rules")
        return HandedAgency(
            self._sound(sound_name, data.get("name")),
            None if parent is None else self._sound(sound_name, parent),
            self._text(data.get("level")),
            None if rules is None else self._checked(rules, bool),
            tuple(self._sound(sound_name, other) for other in self._get(data, "other_names", list)),
        )

    def _doubt(self, data: Mapping[str, object]) -> Doubt:
        rule, section, message = (self._text(data.get(key)) for key in ("rule", "section", "message"))
        cells, suggested = self._texts(data.get("cells")), self._texts(data.get("suggested", []))
        place = Place(file=self._text(data.get("place")))
        return Doubt(rule, section, cells, message, place, suggested if len(suggested) == len(cells) else ())

    def _waiver(self, data: Mapping[str, object]) -> HandedWaiver:
        keys = ("fingerprint", "rule", "message", "reason", "actor", "time")
        fingerprint, rule, message, reason, actor, time = (self._text(data.get(key)) for key in keys)
        if not _FINGERPRINT.fullmatch(fingerprint) or not reason:
            raise self.package.damaged()
        cells = self._texts(data.get("cells"))
        return HandedWaiver(fingerprint, rule, cells, message, reason, actor, self._sound(sound_time, time))

    def _document(self, data: Mapping[str, object]) -> HandedDocument:
        content = self._read(self._get(data, "path", str))
        published = self._text(data.get("published", ""))
        published = self._sound(sound_day, published) if published else ""
        name, kind, address = (self._text(data.get(key, "")) for key in ("name", "kind", "address"))
        return HandedDocument(name, kind, content, address, published)


def read(data: bytes, name: str, limits: Limits) -> list[Recognition]:
    """The reports in a package, without what goes with them. Raises GiktuiError as `Handover` does."""
    return [handed.recognition for handed in Handover(data, name, limits).reports()]


def is_handover(path: Path) -> bool:
    """Whether the file at `path` is a package, as far as its directory tells."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04" and MANIFEST in part_names(file, _MEMBERS)
    except OSError:
        return False
