"""A package from a county to its city, and one database into another: nothing is lost, nothing damaged is taken."""

import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import reports

from giktui.errors import GiktuiError
from giktui.readers import read_reports
from giktui.report import Report
from giktui.resources import folder
from giktui.store import (
    checked,
    connect,
    diagnose,
    ensure_agency,
    entries,
    find_agency,
    find_entry,
    history,
    import_files,
    load,
    open_doubts,
    origins,
    reopen,
    reread,
    save,
    set_cells,
    undo,
    waive,
    waivers,
)
from giktui.store.agencies.claims import accept_claim, claims
from giktui.store.exchange.package_export import pack
from giktui.store.reports.documents import documents_of
from giktui.store.reports.import_result import Imported
from giktui.store.review.proposed_waivers import proposed_waivers

COUNTY, BUREAU = "澄湖县人民政府", "澄湖县司法局"
EXAMPLE = folder("examples") / "chenghu-2025.txt"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An imported and then edited report with a waiver, and another agency's, submitted."""
    db = connect(tmp_path / "county.db")
    ensure_agency(db, COUNTY, parent=ensure_agency(db, "云栖市人民政府").id, other_names=["澄湖县政府"])
    list(import_files(db, [EXAMPLE], actor="甲"))
    id = the(db, COUNTY)
    set_cells(db, id, {"disclosure.penalties.decisions": 7}, actor="乙", origin="typed")
    ensure_agency(db, BUREAU, parent=COUNTY)
    save(db, Report(BUREAU, 2025, "2021", cells={"proceedings.review.total": 1}), actor="丙")
    soft = next(f for f in checked(db, entries(db, COUNTY)[0]) if (f.severity, f.status) == ("soft", "open"))
    waive(db, id, soft, "已核实", "乙")
    lock(db, BUREAU, "2026-01-20T08:00:00Z")
    db.execute("UPDATE report_document SET address = 'https://chenghu.example/a.html', published = '2026-01-21'")
    yield db
    db.close()


def the(db: sqlite3.Connection, agency: str) -> int:
    entry = find_entry(db, agency, 2025)
    assert entry is not None
    return entry.id


def lock(db: sqlite3.Connection, agency: str, at: str) -> None:
    db.execute(
        "UPDATE report SET status = 'submitted', submitted_by = '丙', submitted_at = ? WHERE id = ?",
        (at, the(db, agency)),
    )


def packed(db: sqlite3.Connection, path: Path, agency: str | None = None) -> Path:
    with path.open("wb") as file:
        pack(db, 2025, agency, file)
    return path


def take(db: sqlite3.Connection, path: Path, **options: bool) -> Imported:
    (imported,) = import_files(db, [path], actor="市", **options)  # type: ignore[arg-type]
    return imported


def path_of(db: sqlite3.Connection) -> Path:
    return Path(db.execute("PRAGMA database_list").fetchone()[2])


def same(one: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """The same reports, and what goes with them."""
    assert [(e.agency, e.year, e.status, e.submitted_by) for e in entries(one)] == [
        (e.agency, e.year, e.status, e.submitted_by) for e in entries(other)
    ]
    for a, b in zip(entries(one), entries(other), strict=True):
        assert load(one, a.id) == load(other, b.id)
        assert [(w.fingerprint, w.rule) for w in waivers(one, a.id)] == [
            (w.fingerprint, w.rule) for w in waivers(other, b.id)
        ]
        assert list(documents_of(one, a.id)) == list(documents_of(other, b.id))
        assert [f.fingerprint for f in checked(one, a)] == [f.fingerprint for f in checked(other, b)]


# -- packages ---------------------------------------------------------------------------------------------------------


def test_a_package_arrives_with_all_that_goes_with_it(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    path = packed(county, tmp_path / "县.zip")
    imported = take(db, path, trust=True)
    assert (imported.status, imported.message) == ("read", "2 份")
    same(county, db)
    bureau = find_agency(db, BUREAU)
    assert bureau is not None
    assert [a.name for a in (find_agency(db, bureau.parent or 0),) if a] == [COUNTY]
    assert find_agency(db, "澄湖县政府") == find_agency(db, COUNTY)
    (waiver,) = waivers(db, the(db, COUNTY))
    assert (waiver.actor, waiver.reason) == ("市", "已核实（乙）")
    edits = history(db, the(db, COUNTY))
    said = {(e.origin, e.detail) for e in edits if not e.cell}
    assert ("name", "澄湖县政府（县.zip）") in said
    assert ("move", "最上层 → 云栖市人民政府（县.zip）") in said
    assert any(origin == "waive" and detail.endswith("已核实（乙）（县.zip）") for origin, detail in said)
    assert {(e.actor, e.origin, e.detail) for e in edits if e.cell} == {("市", "handed", "县.zip 修订 3")}
    assert (take(db, path).status, len(entries(db))) == ("present", 2)
    assert [c.message for c in diagnose(path_of(db)) if not c.ok] == []


def test_what_the_sender_corrected_is_not_read_again_from_its_file(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    set_cells(county, the(county, COUNTY), {"applications.received.business": 77}, actor="乙", origin="typed")
    take(db, packed(county, tmp_path / "县.zip"))
    assert [one.changes for one in reread(db, apply=True)] == [()]
    assert load(db, the(db, COUNTY)) == load(county, the(county, COUNTY))


def test_doubts_arrive_and_go_when_they_are_settled(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    doubtful = tmp_path / "疑.txt"
    doubtful.write_text(EXAMPLE.read_text("utf-8").replace("\t19077\t", "\t19O77\t"), encoding="utf-8")
    list(import_files(county, [doubtful], actor="甲", replace=True))
    (cells,) = {doubt.cells for doubt in open_doubts(county, entries(county, COUNTY)[0]) if doubt.rule == "FV-NUMBER"}
    save(db, Report(COUNTY, 2025, "2021"), actor="市")
    path = packed(county, tmp_path / "县.zip")
    assert take(db, path, replace=True, strict=True).status == "doubts"
    take(db, path, replace=True)
    assert [d.cells for d in open_doubts(db, entries(db, COUNTY)[0]) if d.rule == "FV-NUMBER"] == [cells]
    set_cells(db, the(db, COUNTY), dict.fromkeys(cells, 19077), actor="市", origin="typed")
    assert [d for d in open_doubts(db, entries(db, COUNTY)[0]) if d.rule == "FV-NUMBER"] == []


def test_the_same_reports_give_the_same_bytes(county: sqlite3.Connection, tmp_path: Path) -> None:
    one, other = packed(county, tmp_path / "a.zip"), packed(county, tmp_path / "b.zip")
    assert one.read_bytes() == other.read_bytes()


def test_a_government_packs_what_is_below_it(county: sqlite3.Connection, tmp_path: Path) -> None:
    ensure_agency(county, "别县人民政府")
    save(county, Report("别县人民政府", 2025, "2021"), actor="a")
    with zipfile.ZipFile(packed(county, tmp_path / "县.zip", COUNTY)) as archive:
        manifest = json.loads(archive.read("giktui-package.json"))
        assert {one["agency"] for one in manifest["reports"]} == {COUNTY, BUREAU}
        findings = json.loads(archive.read("reports/1/findings.json"))["findings"]
    assert {"waived", "open"} <= {finding["status"] for finding in findings}


def test_what_is_here_stays_unless_replaced(county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path) -> None:
    save(db, Report(COUNTY, 2025, "2021", cells={"proceedings.review.total": 9}), actor="市")
    path = packed(county, tmp_path / "县.zip")
    imported = take(db, path)
    assert imported.status == "doubts"
    assert "--replace" in imported.message
    assert [name for name, _why in imported.refused] == [f"{COUNTY}2025"]
    assert load(db, the(db, COUNTY)).cells == {"proceedings.review.total": 9}
    assert take(db, path, replace=True, trust=True).status == "read"
    same(county, db)
    undo(db, the(db, COUNTY), actor="市")
    assert load(db, the(db, COUNTY)).cells == {"proceedings.review.total": 9}


def test_a_draft_taken_before_is_locked_when_it_comes_submitted(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    take(db, packed(county, tmp_path / "a.zip"))
    lock(county, COUNTY, (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    path = packed(county, tmp_path / "b.zip")
    assert take(db, path).status == "read"
    assert entries(db, COUNTY)[0].locked
    reopen(db, the(db, BUREAU), "数不对", actor="市")
    assert take(db, path).status == "present"
    assert not entries(db, BUREAU)[0].locked, "what was sent back is not locked by the package it came in"


def test_a_dry_run_keeps_nothing_and_a_file_can_be_checked_without_a_database(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    path = packed(county, tmp_path / "县.zip")
    assert [one.report.agency for one in take(db, path, dry_run=True).recognitions] == [COUNTY, BUREAU]
    assert entries(db) == []
    assert [one.report for one in read_reports(path)] == [load(county, the(county, a)) for a in (COUNTY, BUREAU)]
    with zipfile.ZipFile(tmp_path / "外.zip", "w") as outer:
        outer.write(path, "县.zip")
    assert [one.report.agency for one in read_reports(tmp_path / "外.zip")] == [COUNTY, BUREAU]


def test_no_damaged_package_is_taken(county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path) -> None:
    """A byte turned anywhere: either it is refused, or what was in it is all there (a date in a directory)."""
    data = packed(county, tmp_path / "县.zip").read_bytes()
    chance = random.Random(3)
    refused = 0
    for _round in range(20):
        harmed = bytearray(data)
        harmed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path = tmp_path / "坏.zip"
        path.write_bytes(harmed)
        imported = take(db, path, dry_run=True)
        refused += imported.status == "refused"
        if imported.status != "refused":
            wanted = [one.report for one in imported.recognitions]
            assert wanted == [load(county, the(county, a)) for a in (COUNTY, BUREAU)]
    assert refused > 15
    path.write_bytes(data[: len(data) // 2])
    assert take(db, path).status == "refused"


def rewritten(path: Path, name: str, change: object) -> Path:
    """The package with one file changed (or added), everything else as it was."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        members = {member: old.read(member) for member in old.namelist()}
        if callable(change):
            members[name] = change(members[name])
        else:
            members[name] = bytes(change)  # type: ignore[call-overload]
        for member, data in members.items():
            new.writestr(member, data)
    path.write_bytes(target.getvalue())
    return path


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("reports/1/report.json", lambda data: data.replace(b'"total": 1', b'"total": 2') + b" "),
        ("reports/1/findings.json", lambda data: data + b" "),
        ("reports/3/report.json", b"{}"),
        ("giktui-package.json", lambda data: data.replace(b'"revision": 3', b'"revision": "x"')),
        ("giktui-package.json", lambda data: data.replace(b"2026-01-20T08:00:00Z", b"yesterday")),
        ("giktui-package.json", lambda data: data.replace(b'"schema_version": 1', b'"schema_version": 9')),
        ("giktui-package.json", lambda data: data.replace(b"reports/2", b"../../x/2")),
        ("giktui-package.json", lambda data: b"[" * 100_000),
        ("giktui-package.json", lambda data: b"{}"),
    ],
)
def test_a_package_that_somebody_changed_is_refused(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path, name: str, change: object
) -> None:
    imported = take(db, rewritten(packed(county, tmp_path / "县.zip", BUREAU if "3" in name else None), name, change))
    assert imported.refused or imported.status == "refused"
    assert find_entry(db, BUREAU, 2025) is None


def test_a_ring_of_agencies_in_a_package_is_harmless(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    def ring(data: bytes) -> bytes:
        manifest = json.loads(data)
        for agency in manifest["agencies"]:
            agency["parent"] = {COUNTY: BUREAU, BUREAU: COUNTY}.get(agency["name"])
        return json.dumps(manifest).encode()

    take(db, rewritten(packed(county, tmp_path / "县.zip"), "giktui-package.json", ring))
    assert len(entries(db)) == 2


# -- databases --------------------------------------------------------------------------------------------------------


def journal(db: sqlite3.Connection, agency: str) -> list[tuple[int, tuple[object, ...]]]:
    """Each change with its batch."""
    return [
        (e.batch, (e.batch, e.time, e.actor, e.origin, e.cell, e.old, e.new, e.detail, e.undoes))
        for e in history(db, the(db, agency))
    ]


def test_a_database_joins_with_its_journals(county: sqlite3.Connection, db: sqlite3.Connection) -> None:
    undo(county, the(county, COUNTY), actor="丁")
    imported = take(db, path_of(county), trust=True)
    assert (imported.status, imported.message) == ("read", "2 份")
    same(county, db)
    here = journal(db, COUNTY)
    *after, brought = [line for batch, line in here if batch >= 5]
    assert (brought[2:4], brought[7]) == (("市", "brought"), "county.db 修订 4")
    assert {line[3] for line in after} == {"name", "move", "waive"}
    rest = [line for batch, line in here if batch < 5]
    assert sorted(map(repr, rest)) == sorted(repr(line) for _batch, line in journal(county, COUNTY))
    marked = {edit.batch: edit.brought for edit in history(db, the(db, COUNTY))}
    assert {batch for batch, source in marked.items() if source} == {1, 2, 3, 4}
    assert set(marked.values()) == {"county.db", ""}, "what was brought is that database's word"
    assert {edit.brought for edit in origins(db, the(db, COUNTY)).values()} == {"county.db"}
    assert [c.message for c in diagnose(path_of(db)) if not c.ok] == []
    assert take(db, path_of(county)).status == "present"


def test_agencies_meet_by_the_names_that_we_know(county: sqlite3.Connection, db: sqlite3.Connection) -> None:
    ensure_agency(db, "澄湖县政府", level="县", other_names=[COUNTY])
    take(db, path_of(county))
    assert {entry.agency for entry in entries(db)} == {"澄湖县政府", BUREAU}


@pytest.mark.parametrize("way", ["package", "database"])
def test_what_a_sender_claims_waits_until_somebody_here_accepts_it(
    way: str, county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    """Another county's name, a place below our city, reasons of its own: nothing of ours is touched by them."""
    victim, city = "无名县人民政府", "云栖市人民政府"
    ensure_agency(county, COUNTY, other_names=[victim])
    ensure_agency(db, city)
    before = find_agency(db, victim)
    path = packed(county, tmp_path / "县.zip") if way == "package" else path_of(county)
    assert "待采用" in take(db, path).message
    assert before is find_agency(db, victim) is None
    save(db, Report(victim, 2025, "2021", cells={"proceedings.review.total": 4}), actor="市")
    assert {entry.agency for entry in entries(db)} == {COUNTY, BUREAU, victim}
    stored = find_agency(db, COUNTY)
    assert stored is not None and stored.parent is None
    assert waivers(db, the(db, COUNTY)) == []
    assert "已核实（乙）" in [one.reason for one in proposed_waivers(db)]
    said = {(one.agency, one.kind, one.value): one for one in claims(db)}
    with pytest.raises(GiktuiError, match="merge"):
        accept_claim(db, said[COUNTY, "name", victim], actor="市")
    accept_claim(db, said[COUNTY, "parent", city], actor="市")
    (line,) = [edit for edit in history(db, the(db, COUNTY)) if edit.origin == "move"]
    assert (line.actor, line.detail) == ("市", f"最上层 → {city}（{path.name}）")


def test_a_reason_of_ours_stays_whatever_a_package_says(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    take(db, packed(county, tmp_path / "a.zip"), trust=True)
    (theirs,) = waivers(county, the(county, COUNTY))
    ours = next(f for f in checked(db, entries(db, COUNTY)[0]) if f.fingerprint == theirs.fingerprint)
    waive(db, the(db, COUNTY), ours._replace(status="open"), "我方的理由", "市")
    set_cells(county, the(county, COUNTY), {"disclosure.licences.decisions": 1}, actor="乙", origin="typed")
    take(db, packed(county, tmp_path / "b.zip"), replace=True, trust=True)
    assert [w.reason for w in waivers(db, the(db, COUNTY))] == ["我方的理由"]


def test_a_report_that_is_here_stays_or_is_replaced(county: sqlite3.Connection, db: sqlite3.Connection) -> None:
    save(db, Report(COUNTY, 2025, "2021", cells={"proceedings.review.total": 9}), actor="市")
    imported = take(db, path_of(county))
    assert (imported.status, len(imported.refused)) == ("doubts", 1)
    assert take(db, path_of(county), replace=True, trust=True).status == "read"
    same(county, db)
    assert any(edit.detail.endswith("county.db 修订 3") for edit in history(db, the(db, COUNTY)))


def test_the_database_itself_and_another_programs_are_refused(
    county: sqlite3.Connection, db: sqlite3.Connection, tmp_path: Path
) -> None:
    assert "就是现在用的" in take(db, path_of(db)).message
    with sqlite3.connect(tmp_path / "别的.db") as foreign:
        foreign.execute("CREATE TABLE agency (id, name)")
    assert take(db, tmp_path / "别的.db").status == "refused"
    harmed = tmp_path / "坏.db"
    county.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    data = bytearray(path_of(county).read_bytes())
    data[4096:40_000] = bytes(36_000 - 96)
    harmed.write_bytes(data)
    assert take(db, harmed).status == "refused"
    assert entries(db) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE applications SET total = 999999 WHERE row = 'received'",
        "UPDATE disclosure SET decisions = 1.5 WHERE row = 'licences'",
        "UPDATE disclosure SET decisions = 'viele' WHERE row = 'licences'",
        "UPDATE report SET form = '1999'",
        "UPDATE report SET updated = 'now'",
        "UPDATE document SET bytes = x'00'",
        "UPDATE part SET name = 'disclosure.x.y) --' WHERE name = 'disclosure.licences.decisions'",
    ],
)
def test_a_report_that_is_not_what_its_journal_says_is_refused(
    county: sqlite3.Connection, db: sqlite3.Connection, harm: str
) -> None:
    county.execute(harm)
    imported = take(db, path_of(county))
    assert f"{COUNTY}2025" in [name for name, _why in imported.refused]
    assert find_entry(db, COUNTY, 2025) is None


def test_a_database_with_a_view_of_its_own_making_is_refused(
    county: sqlite3.Connection, db: sqlite3.Connection
) -> None:
    county.execute("ALTER TABLE waiver RENAME TO w")
    county.execute("CREATE VIEW waiver AS SELECT * FROM w")
    assert "不是 giktui 建立的" in take(db, path_of(county)).message


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(reports(odd=True), min_size=1, max_size=3, unique_by=lambda report: (report.agency, report.year)))
def test_any_reports_arrive_as_they_are(tmp_path_factory: pytest.TempPathFactory, made: list[Report]) -> None:
    place = tmp_path_factory.mktemp("joined")
    one, two, three = (connect(place / f"{n}.db") for n in range(3))
    for report in made:
        save(one, report, actor="a")
    assert take(two, path_of(one)).status == "read"
    same(one, two)
    for year in {report.year for report in made}:
        with (place / f"{year}.zip").open("wb") as file:
            pack(one, year, None, file)
        assert take(three, place / f"{year}.zip").status == "read"
    same(one, three)
