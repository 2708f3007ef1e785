"""The tree of agencies: finding one by any of its names, adding, moving, renaming."""

import sqlite3
from collections.abc import Iterable, Iterator

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_name
from giktui.store.connection.surroundings import actor as whoever
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.models import Agency

LEVELS = ("省", "市", "县", "乡", "部门")
"""The levels of agencies, from the top; a 部门 stands under a government of any level."""

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_GOVERNMENTS = (
    ("省", ("省", "自治区")),
    ("乡", ("镇", "乡", "街道", "街道办事处", "苏木")),
    ("县", ("县", "区", "旗")),
    ("市", ("市", "自治州", "盟")),
)
_OFFICES = ("局", "厅", "委", "委员会", "办公室", "管委会", "中心", "部", "署", "队", "所", "站", "处", "院")
_NAMED = 3
_SELECT = "SELECT id, name, parent, level, makes_rules FROM agency"


def all_agencies(db: sqlite3.Connection) -> list[Agency]:
    """Every agency, parents before their children, siblings by name."""
    children: dict[int | None, list[Agency]] = {}
    for agency in _read(db.execute(f"{_SELECT} ORDER BY name DESC")):
        children.setdefault(agency.parent, []).append(agency)
    order: list[Agency] = []
    waiting = children.get(None, [])[:]
    while waiting:
        agency = waiting.pop()
        order.append(agency)
        waiting.extend(children.get(agency.id, ()))
    return order


def find_agency(db: sqlite3.Connection, name: str | int) -> Agency | None:
    """The agency of that name, official or other, or of that id."""
    if isinstance(name, int):
        return next(_read(db.execute(f"{_SELECT} WHERE id = ?", (name,))), None)
    known = f"{_SELECT} WHERE name = ?1 UNION ALL {_SELECT} WHERE id = (SELECT agency FROM agency_name WHERE name = ?1)"
    return next(_read(db.execute(known, (name.strip(),))), None)


def the_agency(db: sqlite3.Connection, name: str | int | None) -> Agency:
    """The agency of that name; without a name, the only one there is. Raises GiktuiError where there is no such one."""
    if name is not None:
        if (agency := find_agency(db, name)) is None:
            text = _("库中没有机关“{name}”。用 giktui agency list 查看已有机关。")
            raise GiktuiError(text.format(name=name))
        return agency
    known = list(_read(db.execute(f"{_SELECT} ORDER BY name LIMIT {_NAMED + 1}")))
    if not known:
        raise GiktuiError(_("库中还没有机关。先用 giktui import 导入报告，或用 giktui agency add 添加机关。"))
    if len(known) > 1:
        names = _("、").join(agency.name for agency in known[:_NAMED]) + "……" * (len(known) > _NAMED)
        text = _("库中不止一个机关（{names}）。请用 --agency 指定一个。")
        raise GiktuiError(text.format(names=names))
    return known[0]


def ensure_agency(
    db: sqlite3.Connection,
    name: str,
    *,
    parent: str | int | None = None,
    level: str | None = None,
    makes_rules: bool | None = None,
    other_names: Iterable[str] = (),
) -> Agency:
    """The agency of that name, added if there is none; what is given is set, a new one's level guessed from its name.

    Raises GiktuiError for what is no name, an unknown level, a parent that is not there or stands below the agency.
    """
    name = sound_name(name)
    if level:
        known_level(level)
    with writing(db):
        agency = find_agency(db, name)
        if agency is None:
            guess = guess_level(name) if level is None else level
            id = db.execute("INSERT INTO agency (name, level) VALUES (?, ?)", (name, guess)).lastrowid
            agency = Agency(int(id or 0), name, level=guess)
        elif level is not None:
            db.execute("UPDATE agency SET level = ? WHERE id = ?", (level, agency.id))
        if makes_rules is not None:
            db.execute("UPDATE agency SET makes_rules = ? WHERE id = ?", (makes_rules, agency.id))
        if parent is not None:
            move_agency(db, agency.id, parent)
        for other in other_names:
            add_name(db, agency.id, other)
        return agency if level is parent is makes_rules is None else the_agency(db, agency.id)


def move_agency(
    db: sqlite3.Connection, agency: str | int, parent: str | int | None, *, actor: str | None = None, source: str = ""
) -> Agency:
    """Put the agency under another, or at the top. Raises GiktuiError if that one stands below it.

    The journals of its reports say so, and in what file (`source`) it stood.
    """
    with writing(db):
        child = the_agency(db, agency)
        above = None if parent is None else the_agency(db, parent)
        upwards = above
        while upwards is not None:
            if upwards.id == child.id:
                text = _("“{name}”不能放在自己或自己的下级“{parent}”之下。")
                raise GiktuiError(text.format(name=child.name, parent=above.name if above else ""))
            upwards = None if upwards.parent is None else the_agency(db, upwards.parent)
        place_below(db, child.id, above, actor=actor, source=source)
        return the_agency(db, child.id)


def place_below(
    db: sqlite3.Connection, agency: int, above: Agency | None, *, actor: str | None = None, source: str = ""
) -> None:
    """As `move_agency`, without looking whether they stand in a ring."""
    child = the_agency(db, agency)
    if child.parent == (above.id if above else None):
        return
    before = None if child.parent is None else the_agency(db, child.parent)
    db.execute("UPDATE agency SET parent = ? WHERE id = ?", (above.id if above else None, child.id))
    way = " → ".join(one.name if one else _("最上层") for one in (before, above))
    note_agency(db, child.id, "move", way, actor=actor, source=source)


def note_agency(
    db: sqlite3.Connection, agency: int, origin: str, detail: str, *, actor: str | None = None, source: str = ""
) -> None:
    """Have the journals of all reports of the agency, submitted ones too, say what was done to it."""
    said = _("{what}（{source}）").format(what=detail, source=source) if source else detail
    for (report,) in db.execute(
        "SELECT id FROM report WHERE agency = ? AND year > 0 ORDER BY year", (agency,)
    ).fetchall():
        append(db, report, [], actor=actor or whoever(), origin=origin, detail=said)


def rename_agency(db: sqlite3.Connection, agency: str | int, name: str, *, actor: str | None = None) -> Agency:
    """Give the agency another official name; the one it had still finds it. The journals of its reports say so.

    Raises GiktuiError if the name is taken.
    """
    name = sound_name(name)
    with writing(db):
        old = the_agency(db, agency)
        other = find_agency(db, name)
        if other is not None and other.id != old.id:
            text = _("“{name}”已经是“{other}”的名称。如果其实是一个机关，请用 giktui agency merge 合并。")
            raise GiktuiError(text.format(name=name, other=other.name))
        db.execute("DELETE FROM agency_name WHERE name = ?", (name,))
        db.execute("UPDATE agency SET name = ? WHERE id = ?", (name, old.id))
        if old.name != name:
            db.execute("INSERT OR IGNORE INTO agency_name (name, agency) VALUES (?, ?)", (old.name, old.id))
            note_agency(db, old.id, "rename", f"{old.name} → {name}", actor=actor)
        return the_agency(db, old.id)


def name_beginning(db: sqlite3.Connection, start: str) -> str | None:
    """The name of the agency entered first among those whose names begin so."""
    found = db.execute(
        "SELECT name FROM agency WHERE substr(name, 1, ?) = ? ORDER BY id LIMIT 1", (len(start), start)
    ).fetchone()
    return str(found[0]) if found else None


def agency_ending(db: sqlite3.Connection, end: str) -> str | None:
    """The name of the one agency that has a longer name ending so, official or other; None for several, or none."""
    found = db.execute(
        "SELECT DISTINCT id FROM (SELECT id, name FROM agency UNION ALL SELECT agency, name FROM agency_name)"
        " WHERE substr(name, -?1) = ?2 AND name <> ?2 LIMIT 2",
        (len(end), end),
    ).fetchall()
    agency = find_agency(db, found[0][0]) if len(found) == 1 else None
    return agency.name if agency else None


def any_agency(db: sqlite3.Connection) -> bool:
    """Whether there is one."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM agency)").fetchone()[0])


def add_name(
    db: sqlite3.Connection, agency: str | int, name: str, *, actor: str | None = None, source: str = ""
) -> None:
    """Let the agency be found under another name too; the journals of its reports say so, and in what file it stood.

    Raises GiktuiError if the name is another agency's.
    """
    name = sound_name(name)
    with writing(db):
        own, other = the_agency(db, agency), find_agency(db, name)
        if other is not None and other.id != own.id:
            text = _("“{name}”已经是“{other}”的名称。如果其实是一个机关，请用 giktui agency merge 合并。")
            raise GiktuiError(text.format(name=name, other=other.name))
        if other is None:
            db.execute("INSERT INTO agency_name (name, agency) VALUES (?, ?)", (name, own.id))
            note_agency(db, own.id, "name", name, actor=actor, source=source)


def other_names(db: sqlite3.Connection, agency: int) -> list[str]:
    """The agency's names beside the official one."""
    found = db.execute("SELECT name FROM agency_name WHERE agency = ? ORDER BY name", (agency,))
    return [name for (name,) in found]


def guess_level(name: str) -> str:
    """The level that a name tells, or "" where it does not. A 市 may be of county level: whoever knows says so."""
    place = name.removesuffix("人民政府")
    if place in _MUNICIPALITIES:
        return "省"
    if place != name or name.endswith(("街道", "街道办事处")):
        return next((level for level, endings in _GOVERNMENTS if place.endswith(endings)), "")
    return "部门" if name.endswith(_OFFICES) else ""


def known_level(level: str) -> str:
    """The level itself. Raises GiktuiError, naming those there are, for one that is none."""
    if level not in LEVELS:
        raise GiktuiError(_("没有“{level}”这一层级，只有：{levels}。").format(level=level, levels=_("、").join(LEVELS)))
    return level


def may_make_rules(agency: Agency) -> bool | None:
    """Whether the agency may make 规章: as somebody said, else as level and name tell; None where they do not."""
    from giktui.checks.agencies import may_make_rules as told_by_name

    return told_by_name(agency.name, agency.level or None) if agency.makes_rules is None else agency.makes_rules


def _read(rows: Iterable[tuple[int, str, int | None, str, int | None]]) -> Iterator[Agency]:
    for id, name, parent, level, makes_rules in rows:
        yield Agency(id, name, parent, level, None if makes_rules is None else bool(makes_rules))
