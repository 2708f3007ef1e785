"""A list of agencies from a spreadsheet into the tree: all of it or nothing, in whatever order its lines stand."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.one_file import within_limits
from giktui.readers import Limits, bytes_of, read_bytes
from giktui.readers.document import Grid, Line, Place
from giktui.readers.encoding import plain_name
from giktui.store.agencies.tree import (
    LEVELS,
    add_name,
    all_agencies,
    ensure_agency,
    find_agency,
    other_names,
    place_below,
    the_agency,
)
from giktui.store.connection.connect import scratch
from giktui.store.connection.transaction import writing
from giktui.store.models import Agency
from giktui.text.cleaning import unguarded

_HEADINGS = {
    "name": ("name", "agency", "名称", "机关", "机关名称", "单位", "单位名称"),
    "parent": ("parent", "上级", "上级机关", "上级单位", "主管机关"),
    "level": ("level", "层级", "级别"),
    "rules": ("makes_rules", "makes rules", "rules", "规章", "可制定规章", "能否制定规章"),
    "names": ("other_names", "other names", "别名", "其他名称", "曾用名"),
}
_YES = ("是", "可", "可制定", "能", "有", "yes", "true", "1")
_NO = ("否", "不可", "不能", "无", "no", "false", "0")
_SHOWN = 8
"""Names of a ring that a message has room for."""
_BETWEEN_NAMES = "、；;|，,\n"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list. What is empty or None is left as it is in the database."""

    name: str
    parent: str
    level: str
    makes_rules: bool | None
    other_names: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """What the list does to an agency: `before` is None for a new one; `names` are the other names it got."""

    before: Agency | None
    after: Agency
    names: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether the database had all of it already."""
        return self.before == self.after and not self.names


def import_agencies(db: sqlite3.Connection, path: Path, *, dry_run: bool = False) -> list[Change]:
    """Enter the agencies of a table (CSV, Excel, …) with the columns name, parent, level, makes_rules, other names.

    The headings may be Chinese, in any order; only the name's is needed. Agencies known already are changed where the
    list says something. Raises GiktuiError, with nothing changed, for a file without such a table, a name that stands
    twice or is another agency's, a parent that is neither in the list nor in the database, a ring of parents, and
    what is no level. With `dry_run` nothing is kept.
    """
    listed = listed_agencies(path)
    if dry_run:
        with closing(_agencies_alone(db)) as copy:
            return _enter(copy, listed)
    with writing(db):
        return _enter(db, listed)


def _agencies_alone(db: sqlite3.Connection) -> sqlite3.Connection:
    """A database in memory with the agencies and their names: the other may be one that cannot be written."""
    copy = scratch()
    with writing(copy):
        copy.execute("PRAGMA defer_foreign_keys = ON")  # an agency may stand before the one above it
        for table in ("agency", "agency_name"):
            for row in db.execute(f"SELECT * FROM {table}"):
                copy.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    return copy


def listed_agencies(path: Path) -> list[Listed]:
    """The lines of the list. Raises GiktuiError as `import_agencies` does for what the list alone shows."""
    grid = next(
        (
            block
            for document in within_limits(read_bytes, bytes_of(path), plain_name(path.name), Limits())
            for block in document.blocks
            if isinstance(block, Grid) and block.lines and "name" in _columns(block.lines[0])
        ),
        None,
    )
    if grid is None:
        text = _("{path} 中没有机关表。第一行应是表头：名称、上级、层级、规章、别名；只有“名称”必须有。")
        raise GiktuiError(text.format(path=path))
    columns = _columns(grid.lines[0])
    return list(_listed(grid.lines[1:], columns))


def _columns(head: Line) -> dict[str, int]:
    titles = [field.strip().lower() for field in head.fields]
    return {
        id: next(n for n, title in enumerate(titles) if title in known)
        for id, known in _HEADINGS.items()
        if any(title in known for title in titles)
    }


def _listed(lines: Sequence[Line], columns: Mapping[str, int]) -> Iterator[Listed]:
    for line in lines:
        fields = [unguarded(field.strip()) for field in line.fields]

        def field(id: str, fields: Sequence[str] = fields) -> str:
            return fields[columns[id]] if id in columns and columns[id] < len(fields) else ""

        if not any(fields):
            continue
        if not field("name"):
            raise _wrong(line.place, _("没有机关名称"))
        level = field("level")
        if level not in ("", *LEVELS):
            said = _("没有“{level}”这一层级，只有：{levels}").format(level=level, levels=_("、").join(LEVELS))
            raise _wrong(line.place, said)
        names = field("names").translate(dict.fromkeys(map(ord, _BETWEEN_NAMES), "\n")).splitlines()
        yield Listed(
            field("name"),
            field("parent"),
            level,
            _yes_or_no(field("rules"), line.place),
            tuple(name.strip() for name in names if name.strip()),
            line.place,
        )


def _yes_or_no(text: str, place: Place) -> bool | None:
    if not text:
        return None
    if text.lower() in (*_YES, *_NO):
        return text.lower() in _YES
    raise _wrong(place, _("“{text}”不是“是”或“否”").format(text=text))


def _enter(db: sqlite3.Connection, listed: Sequence[Listed]) -> list[Change]:
    """First every agency, then the names, then the parents: so that the order of the lines does not matter."""
    before = [find_agency(db, one.name) for one in listed]
    own = [ensure_agency(db, one.name, level=one.level or None, makes_rules=one.makes_rules).id for one in listed]
    stood: dict[int, Place] = {}
    for id, one in zip(own, listed, strict=True):
        if id in stood:
            said = _("“{name}”与 {place} 是同一个机关").format(name=one.name, place=stood[id])
            raise _wrong(one.place, said)
        stood[id] = one.place
    new_names = [_add_names(db, id, one) for id, one in zip(own, listed, strict=True)]
    for id, one in zip(own, listed, strict=True):
        if one.parent:
            parent = find_agency(db, one.parent)
            if parent is None:
                said = _("上级“{parent}”不在表里，也不在库中").format(parent=one.parent)
                raise _wrong(one.place, said)
            place_below(db, id, parent)
    _refuse_rings(db, stood)
    return [Change(was, the_agency(db, id), names) for was, id, names in zip(before, own, new_names, strict=True)]


def _add_names(db: sqlite3.Connection, id: int, one: Listed) -> tuple[str, ...]:
    known = {the_agency(db, id).name, *other_names(db, id)}
    fresh = tuple(dict.fromkeys(name for name in one.other_names if name not in known))
    for name in fresh:
        try:
            add_name(db, id, name)
        except GiktuiError as error:
            raise _wrong(one.place, str(error)) from error
    return fresh


def _refuse_rings(db: sqlite3.Connection, stood: Mapping[int, Place]) -> None:
    """An agency that is not reached from the top stands in a ring, or below one."""
    reached = {agency.id for agency in all_agencies(db)}
    above = dict(db.execute("SELECT id, parent FROM agency").fetchall())
    lost = next((id for id in above if id not in reached), None)
    if lost is None:
        return
    way = [lost]
    while above[way[-1]] not in way:
        way.append(above[way[-1]])
    ring = [*way[way.index(above[way[-1]]) :], above[way[-1]]]
    place = next(stood[id] for id in ring if id in stood)
    shown = ring if len(ring) <= _SHOWN else [*ring[: _SHOWN - 1], None, ring[-1]]
    names = " → ".join("……" if id is None else the_agency(db, id).name for id in shown)
    raise _wrong(place, _("上级绕成了一圈：{names}").format(names=names))


def _wrong(place: Place, what: str) -> GiktuiError:
    return GiktuiError(_("{place}：{what}。没有改动任何机关。").format(place=place, what=what.rstrip("。")))
