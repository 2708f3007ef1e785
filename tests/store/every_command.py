"""Every command with arguments that do something, and a database in every state that one of them looks for."""

from contextlib import closing
from importlib import import_module
from pathlib import Path

import typer
from typer.testing import CliRunner

from giktui.cli.app.application import application
from giktui.cli.app.catalogue import commands
from giktui.report import Report
from giktui.resources import folder
from giktui.store import (
    Connection,
    checked,
    connect,
    delete_report,
    ensure_agency,
    find_entry,
    import_files,
    save,
    set_cells,
    undo,
    waive,
)
from giktui.store.agencies.claims import claim
from giktui.store.analysis.rule_settings import set_rule
from giktui.store.exchange.package_import import lock
from giktui.store.register.acts import last_act, take_back
from giktui.store.register.entering import enter
from giktui.store.review.comments import add_comment
from giktui.store.review.proposed_waivers import propose_waiver

COUNTY, CITY = "澄湖县人民政府", "云栖市人民政府"
EXAMPLES = folder("examples")
COMMANDS: dict[str, tuple[str, ...]] = {
    "demo": ("--no-open", "--db", "demo.db"),
    "import": ("new.txt",),
    "list": (),
    "show": ("2025",),
    "search": ("公开",),
    "check": ("--all", "2025", "--format", "xlsx", "-o", "out.xlsx"),
    "repair": ("2025", "--apply", "1"),
    "rules list": (),
    "rules set": ("deadline", "02-20"),
    "rules reset": ("--all",),
    "waive": ("2025", "XY-FORCE-documents", "--reason", "已核"),
    "diff": ("2024", "2025"),
    "export": ("2025", "-o", "out.html"),
    "history": ("2025",),
    "undo": ("2025", "--anyone"),
    "redo": ("2025", "-a", "甲局", "--anyone"),
    "submit": ("2024",),
    "reopen": ("2025", "-a", "丙局", "--reason", "再改"),
    "delete": ("2025", "-a", "甲局", "--reason", "重复"),
    "restore": ("2025", "-a", "丁局"),
    "return": ("2025", "--reason", "请核对"),
    "comment add": ("2025", "请核对"),
    "comment list": ("2025",),
    "comment answer": ("1", "已核对"),
    "comment close": ("1",),
    "notice": ("2025", "-o", "notices", "--deadline", "2026-02-20"),
    "proposals list": (),
    "proposals agencies": ("--yes",),
    "proposals accept": ("2025", "--yes"),
    "proposals refuse": ("2025", "--yes"),
    "trend": ("received", "--format", "html", "-o", "out.html"),
    "stats": ("received", "2025"),
    "triage": ("2025",),
    "twins": ("2025",),
    "lake write": ("lake",),
    "status": ("2025",),
    "rollup": ("2025", "-a", CITY, "--fill"),
    "package": ("2025", "-o", "out.zip"),
    "requests import": ("new.csv", "--yes"),
    "requests list": ("2025",),
    "requests due": (),
    "requests add": ("2025-900", "--kind", "自然人", "--received", "2025-03-04"),
    "requests answer": ("2025-002", "--result", "予以公开", "--on", "2025-03-05"),
    "requests settle": ("2025-002", "--set", "申请人类型=商业企业"),
    "requests fill": ("2025", "--yes"),
    "requests history": ("2025-002",),
    "requests undo": ("--anyone",),
    "requests redo": ("-a", "甲局", "--anyone"),
    "agency list": (),
    "agency add": ("新局", "--parent", COUNTY),
    "agency move": ("甲局", "--parent", CITY),
    "agency rename": ("甲局", "改名局"),
    "agency succeed": ("新局", "--from", "甲局", "--from", "乙局", "--on", "2024-05-01"),
    "agency remove": ("空局",),
    "agency merge": ("甲局", "空局"),
    "agency import": ("agencies.csv",),
    "reread": ("--apply",),
    "backup": ("copy.db",),
}


def leaves() -> list[str]:
    """Every command and command of a group, out of the catalogue."""
    found = []
    for name, entry in commands().items():
        command = typer.main.get_command(import_module(f"giktui.cli.commands.{entry.module}").app)
        below = getattr(command, "commands", None)
        found += [f"{name} {one}" for one in below] if below else [name]
    return found


def options(name: str) -> set[str]:
    """The options of a command."""
    first, _blank, second = name.partition(" ")
    command = typer.main.get_command(import_module(f"giktui.cli.commands.{commands()[first].module}").app)
    if second:
        command = command.commands[second]  # type: ignore[attr-defined]
    return {option for parameter in command.params for option in parameter.opts}


def _register(path: Path, rows: int) -> None:
    lines = ["编号,收到日期,申请人类型,申请人,申请内容,答复日期,办理结果"]
    lines += [
        f"2025-{n:03},2025-01-{n + 1:02},自然人,甲,事{n},{'' if n == 2 else '2025-02-03'},{'' if n == 2 else '公开'}"
        for n in range(1, rows)
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _fill(db: Connection, place: Path) -> None:
    """Reports in every state that a command looks for."""
    ensure_agency(db, COUNTY, parent=ensure_agency(db, CITY).id)
    list(import_files(db, [EXAMPLES / "chenghu-2024.txt", EXAMPLES / "chenghu-2025.txt"], actor="甲"))
    for name in ("甲局", "乙局", "丙局", "丁局"):
        ensure_agency(db, name, parent=COUNTY)
        save(db, Report(name, 2025, "2021", cells={"proceedings.review.upheld": 0}), actor="甲")
    ensure_agency(db, "空局")

    def id_of(name: str) -> int:
        entry = find_entry(db, name, 2025)
        assert entry is not None
        return entry.id

    set_cells(db, id_of(COUNTY), {"disclosure.penalties.decisions": 7}, actor="乙", origin="typed")
    set_cells(db, id_of("甲局"), {"disclosure.penalties.decisions": 7}, actor="乙", origin="typed")
    undo(db, id_of("甲局"), actor="乙")
    lock(db, id_of("丙局"), "甲", "2026-01-01T00:00:00Z", "a.zip")
    delete_report(db, id_of("丁局"), "重复", actor="甲")
    add_comment(db, id_of(COUNTY), "看一下", actor="甲")
    county = find_entry(db, COUNTY, 2025)
    assert county is not None
    before = find_entry(db, COUNTY, 2024)
    assert before is not None
    for finding in checked(db, before, submitting=True):
        if (finding.severity, finding.status) == ("soft", "open"):
            waive(db, before.id, finding, "已核", "甲")
    set_rule(db, "PL-JUMP", "off", actor="甲")
    soft = next(f for f in checked(db, county) if (f.severity, f.status) == ("soft", "open"))
    propose_waiver(db, county.id, soft.fingerprint, soft.rule, "有理由", source="a.zip", actor="甲")
    first = ensure_agency(db, "甲局").id
    enter(db, first, {"number": "2025-1", "received": "2025-5-5", "kind": "自然人"}, actor="甲")
    act = last_act(db, first)
    assert act is not None
    take_back(db, first, act, actor="甲")
    claim(db, COUNTY, "name", "澄湖县政府", source="a.zip", actor="甲")
    text = (EXAMPLES / "chenghu-2025.txt").read_text("utf-8").replace(COUNTY, "青禾县人民政府")
    (place / "new.txt").write_text(text, "utf-8")
    (place / "agencies.csv").write_text(f"名称,上级\n戊局,{COUNTY}\n己局,{CITY}\n", "utf-8")
    _register(place / "new.csv", 7)


def make(place: Path) -> None:
    """The database `a.db` in the folder, and the files beside it that the commands name."""
    with closing(connect(place / "a.db")) as db:
        _fill(db, place)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    _register(place / "old.csv", 5)
    done = CliRunner().invoke(
        application(lambda *_: None),
        ["requests", "import", str(place / "old.csv"), "--yes", "--db", str(place / "a.db"), "-a", COUNTY],
    )
    assert done.exit_code in (0, 1), done.output
    (place / "old.csv").unlink()
