"""A received database or package of which anything was changed: what is taken is sound, whatever is not is refused by
name, and nothing here breaks on it afterwards."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giktui.incoming import sound_report, sound_time
from giktui.report import Report
from giktui.resources import folder
from giktui.store import (
    backup,
    checked,
    connect,
    diagnose,
    each_entry,
    ensure_agency,
    entries,
    find_entry,
    history,
    import_files,
    load,
    save,
    set_cells,
    set_text,
    steps,
    waive,
)  # fmt: skip
from giktui.store.analysis.status import status
from giktui.store.exchange.package_export import pack
from giktui.store.reports.import_result import Imported

AGENCY = "澄湖县人民政府"
ODD = [
    None, "", "abc", "甲\n乙", "\x1b[2J", "\u202e", -1, 0, 1, 10**18, 2**63 - 1, 1.5, float("inf"), b"\x00\xff",
    "1e999999999", "Infinity", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2025-02-30T00:00:00Z", "甲" * 200_000,
    "[[", '[["", 1, [1e400]]]',
]  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with some of everything, and a package of it beside."""
    path = tmp_path_factory.mktemp("sound") / "sound.db"
    with closing(connect(path)) as db:
        ensure_agency(db, AGENCY, parent=ensure_agency(db, "云栖市人民政府").id, other_names=["澄湖县政府"])
        list(import_files(db, [folder("examples") / "chenghu-2025.txt"], actor="甲"))
        entry = find_entry(db, AGENCY, 2025)
        assert entry is not None
        ensure_agency(db, "澄湖县司法局", parent=AGENCY)
        save(db, Report("澄湖县司法局", 2025, "2021", cells={"proceedings.review.total": 1}), actor="丙")
        set_cells(db, entry.id, {"disclosure.penalties.decisions": 7}, actor="乙", origin="typed")
        set_text(db, entry.id, "other", "无其他事项。", actor="乙")
        soft = next(f for f in checked(db, entry) if (f.severity, f.status) == ("soft", "open"))
        waive(db, entry.id, soft, "已核实", "乙")
        with path.with_suffix(".zip").open("wb") as file:
            pack(db, 2025, None, file)
        backup(db, path.with_name("whole.db"))
    return path


def taken(path: Path, into: Path) -> Imported:
    """Take the file into a new database; then everything that goes through all reports must work."""
    with closing(connect(into)) as db:
        (imported,) = import_files(db, [path], actor="市")
        assert imported.status in ("read", "doubts", "refused", "present")
        for entry in each_entry(db):
            report = load(db, entry.id)
            assert sound_report(report) == report
            sound_time(entry.updated)
            for edit in history(db, entry.id):
                sound_time(edit.time)
            steps(db, entry.id)
            checked(db, entry)
        status(db, 2025)
        assert [check.message for check in diagnose(into) if not check.ok and check.name != "磁盘"] == []
        with io.BytesIO() as file:
            if entries(db, year=2025):
                pack(db, 2025, None, file)
    return imported


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_of_a_received_database(
    data: st.DataObject, sound: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("mutated")
    path = place / "mutated.db"
    path.write_bytes(sound.with_name("whole.db").read_bytes())
    with closing(sqlite3.connect(path)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            if data.draw(st.booleans()):
                continue
            db.execute(f"DROP TRIGGER {trigger}")
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            if db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        ]
        for _round in range(data.draw(st.integers(1, 3))):
            table = data.draw(st.sampled_from(sorted(tables)))
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
            column = data.draw(st.sampled_from(columns))
            value = data.draw(st.sampled_from(ODD))
            (count,) = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            row = data.draw(st.integers(0, count - 1))
            keys = ", ".join(f'"{key[1]}"' for key in db.execute(f'PRAGMA table_info("{table}")') if key[5]) or "rowid"
            where = f'({keys}) IN (SELECT {keys} FROM "{table}" LIMIT 1 OFFSET {row})'
            try:
                db.execute("PRAGMA ignore_check_constraints = ON")
                db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (value,))
            except sqlite3.Error:  # a constraint or trigger holds
                continue
        db.commit()
    taken(path, place / "ours.db")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_of_a_received_package(
    data: st.DataObject, sound: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Changed with its checksums, as somebody would who means it."""
    import hashlib

    place = tmp_path_factory.mktemp("mutated")
    with zipfile.ZipFile(sound.with_suffix(".zip")) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    manifest = json.loads(members["giktui-package.json"])
    for _round in range(data.draw(st.integers(1, 3))):
        inner_files = sorted(name for name in members if name.endswith(("/report.json", "/findings.json")))
        name = data.draw(st.sampled_from(["giktui-package.json", *inner_files]))
        content = manifest if name == "giktui-package.json" else json.loads(members[name])
        spot: object = content
        while True:
            keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))  # type: ignore[arg-type]
            key = data.draw(st.sampled_from(keys))
            inner = spot[key]  # type: ignore[index]
            if isinstance(inner, dict | list) and inner and data.draw(st.booleans()):
                spot = inner
                continue
            odd = [value for value in ODD if not isinstance(value, bytes)]
            spot[key] = data.draw(st.sampled_from([*odd, [], {}, True]))  # type: ignore[index]
            break
        if name != "giktui-package.json":
            members[name] = json.dumps(content).encode()
            if isinstance(manifest.get("files"), dict) and name in manifest["files"]:
                manifest["files"][name] = hashlib.sha256(members[name]).hexdigest()
    members["giktui-package.json"] = json.dumps(manifest).encode()
    path = place / "mutated.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    taken(path, place / "ours.db")
