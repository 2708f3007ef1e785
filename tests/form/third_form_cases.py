"""What a third version of the form must go through, on a copy of the package that has one (see `test_third_form`)."""

import json
from contextlib import closing
from datetime import datetime, tzinfo
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from form.third_form import ID, NEW_COLUMN, NEW_ROW, ROOT
from samples import sample
from tui.snapshots import screen_text

import giktui
from giktui.checks import check, explain
from giktui.diff import FORMATS as DIFF_FORMATS
from giktui.diff import compare, render
from giktui.form import FORM_IDS, carried_over, crosswalk, form_for_year, load_form
from giktui.measures import common_measures, find_measure
from giktui.readers import read_reports, reports_in
from giktui.register.wording import choice_label
from giktui.report import Number, Report, default_title
from giktui.store import begin, connect, ensure_agency, entries, load, save, set_cells
from giktui.store.analysis.rollup import rollup
from giktui.store.analysis.trends import Scope, points, spreads
from giktui.store.register.counting import requests_behind
from giktui.store.register.filling import filling
from giktui.tui.app import GiktuiApp
from giktui.tui.screens.report.screen import ReportScreen
from giktui.writers import FORMATS, write_bytes

FORM = load_form(ID)
YEAR = int(ID)
EXAMPLES = ROOT / "examples"
NEW_CELLS = {id for id in FORM.cells if id not in load_form("2021").cells}
DESTROYED = f"applications.{NEW_ROW}"


def full(year: int = YEAR) -> Report:
    """Every cell with a number of its own."""
    cells: dict[str, Number] = {cell: n + 1 for n, cell in enumerate(FORM.cells)}
    cells["disclosure.fees.amount"] = Decimal("72701.2578")
    texts = {
        "overview": "一是主动公开。\n二是依申请公开。",
        "problems": "存在不足，需要改进。",
        "other": "未收取信息处理费。",
    }
    return Report(
        "青禾县人民政府", year, ID, default_title("青禾县人民政府", year, FORM), "依据条例编制。", cells, texts
    )


def nil(agency: str, year: int = YEAR) -> Report:
    """A sound report in which nothing happened."""
    cells: dict[str, Number] = dict.fromkeys(FORM.cells, 0)
    return Report(agency, year, ID, default_title(agency, year, FORM), "", cells, dict(full().narratives))


def test_it_is_the_copy_that_is_tested() -> None:
    assert ROOT not in Path(giktui.__file__).parents
    assert FORM_IDS == ("2019", "2021", ID)
    assert form_for_year(YEAR) is form_for_year(YEAR + 3) is FORM
    assert form_for_year(YEAR - 1).id == "2021"
    assert len(FORM.cells) == 200 + 7 + 2 == 200 + len(NEW_CELLS)


# -- crosswalk and comparison ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["2019", "2021"])
def test_carrying_over_loses_nothing_and_invents_nothing(of: str) -> None:
    cells: dict[str, Number] = {cell: n for n, cell in enumerate(load_form(of).cells)}
    there = carried_over(cells, of, ID)
    assert not NEW_CELLS & there.keys()
    pairs = crosswalk(of, ID).pairs
    assert {id for pair in pairs for id in pair.source} | crosswalk(of, ID).unmatched[of].keys() == cells.keys()
    if of == "2021":
        assert there == cells
    else:
        both = carried_over(cells, "2019", "2021")
        assert there == both
        rows = ("other_not_supplemented", "other_fee_unpaid", "other_other")
        newer: dict[str, Number] = {f"applications.{row}.total": n for row, n in zip(rows, (1, 2, 4), strict=True)}
        assert carried_over(newer, ID, "2019") == {"applications.other.total": 7}


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("format", DIFF_FORMATS)
def test_a_comparison_says_what_cannot_be_compared(year: int, format: str) -> None:
    old = sample(year)
    for one, other in ((old, full()), (full(), old)):
        difference = compare(one, other)
        missing = {cell for rest in difference.incomparable if rest.form == ID for cell in rest.cells}
        assert missing >= NEW_CELLS
        if year == 2024:
            assert missing == NEW_CELLS
            assert {cell.cell for cell in difference.cells} == set(load_form("2021").cells)
        text = render(difference, format)
        if format != "csv":
            assert "2027年起单列" in text
    assert compare(full(), full()).same


# -- reading and writing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_reads_back_cell_for_cell(format: str) -> None:
    for report in (full(), nil("青禾县人民政府")):
        (found,) = reports_in(write_bytes(report, format), f"报告{FORMATS[format].suffix}", year=YEAR)
        assert found.doubts == ()
        assert found.report == report


def test_a_2024_example_dated_2020_keeps_its_200_cells() -> None:
    file = EXAMPLES / "chenghu-2024.txt"
    (proper,) = read_reports(file)
    (dated,) = read_reports(file, year=2020)
    for found in (proper, dated):
        assert found.report.form == "2021"
        assert len(found.report.cells) == 200
    assert [doubt.rule for doubt in dated.doubts] == [doubt.rule for doubt in proper.doubts]
    (given,) = read_reports(file, form="2019")
    assert "FV-FORM" in [doubt.rule for doubt in given.doubts]


@pytest.mark.parametrize("year", [2021, 2024, 2027, 2030])
def test_a_report_on_the_older_form_stays_on_it_whatever_its_year(year: int) -> None:
    (found,) = reports_in(write_bytes(sample(2024), "html"), "报告.html", year=year)
    assert found.report.form == "2021"


# -- rules ----------------------------------------------------------------------------------------------------------


def test_the_rules_go_by_the_form_at_hand() -> None:
    assert not [f for f in check(nil("青禾县人民政府")) if f.status == "open" and f.severity == "error"]
    broken = nil("青禾县人民政府").with_cells({f"{DESTROYED}.natural_person": 3})
    rules = {f.rule for f in check(broken) if f.status == "open"}
    assert {f"T3-ROW-{NEW_ROW}", "T3-COL-natural_person"} <= rules
    short = nil("青禾县人民政府").with_cells({f"disclosure.normative_documents.{NEW_COLUMN}": 2})
    assert "IN-FORCE-documents" in {f.rule for f in check(short) if f.status == "open"}
    assert [f for f in check(full(), sample(2024)) if f.rule.startswith("XY-CARRY")]


def test_the_text_is_held_against_its_cells() -> None:
    texts = {**full().narratives, "overview": "答复政府信息公开申请3件，其中予以公开0件，无法提供3件。"}
    zero = nil("青禾县人民政府")
    report = Report(zero.agency, YEAR, ID, zero.title, "", {**zero.cells, f"{DESTROYED}.total": 3}, texts)
    assert "TX-UNAVAILABLE" not in {f.rule for f in check(report)}
    assert "TX-UNAVAILABLE" in {f.rule for f in check(report.with_cells({f"{DESTROYED}.total": 2}))}
    assert "TX-FEE" in {f.rule for f in check(report.with_narrative("other", "没有其他事项需要报告。"))}


def test_the_rules_of_last_year_and_of_slips_go_by_what_the_form_speaks_of() -> None:
    zero = nil("青禾县教育局")
    last = nil(zero.agency, YEAR - 1)
    counted = {"received": 12, "carried_in": 3, NEW_ROW: 12, "results_total": 12, "carried_out": 3}
    sound = zero.with_cells({f"applications.{row}.{c}": n for row, n in counted.items() for c in ("business", "total")})
    before = last.with_cells({f"applications.{row}.{c}": 3 for row in ("carried_out",) for c in ("business", "total")})

    def rules(report: Report, last: Report | None = None) -> set[str]:
        return {f.rule for f in check(report, last) if f.status == "open"}

    def said(text: str) -> Report:
        return sound.with_narrative("overview", text)

    assert not rules(sound, before) & {"PL-INCLUDES", "TX-GROWTH", "XY-AFTER", "PL-CASES", "PL-DIRECT", "T3-BAL"}
    both = {f"applications.received.{column}": 15 for column in ("business", "total")}
    assert "PL-INCLUDES" in rules(sound.with_cells(both))
    assert "TX-GROWTH" in rules(said("收到申请12件，比上年减少5件。"), before)
    assert "TX-GROWTH" not in rules(said("收到申请12件，比上年增加12件。"), before)
    assert "TX-APPLICANTS" in rules(said("收到政府信息公开申请12件，其中自然人3件、法人或其他组织9件。"))
    assert "TX-APPLICANTS" not in rules(said("收到政府信息公开申请12件，其中自然人0件、法人或其他组织12件。"))
    assert "TX-SHARE" in rules(said("收到政府信息公开申请12件。予以公开6件，占30%。"))
    suits = {f"proceedings.litigation_after_review.{column}": 2 for column in ("upheld", "total")}
    assert "XY-AFTER" in rules(sound.with_cells(suits), before)
    reviews = {f"proceedings.review.{column}": 13 for column in ("upheld", "total")}
    assert "PL-CASES" in rules(sound.with_cells(reviews), last)
    direct = {f"proceedings.litigation_direct.{column}": 1 for column in ("upheld", "total")}
    refused = sound.with_cells({f"applications.refused_state_secret.{c}": 1 for c in ("business", "total")})
    assert "PL-DIRECT" in rules(refused.with_cells(direct), last)
    blank = sound.with_cells({f"disclosure.rules.{column}": None for column in ("issued", NEW_COLUMN)})
    assert {f.severity for f in check(blank) if f.rule == "CP-BLANK"} == {"soft"}  # a bureau makes no rules


def test_an_explanation_shows_the_sum_of_the_form_at_hand() -> None:
    assert "本年修订件数" in explain("IN-FORCE", ID)
    assert "本年修订件数" not in explain("IN-FORCE", "2021")
    both = explain("IN-FORCE")
    assert "本年修订件数" in both
    assert "2021 年版" in both
    assert "信息已依法销毁" not in explain(f"T3-ROW-{NEW_ROW}", "2021")
    assert "信息已依法销毁" in explain(f"T3-ROW-{NEW_ROW}")


# -- the store ------------------------------------------------------------------------------------------------------


def test_the_store_begins_fills_and_adds_up(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "giktui.db")) as db:
        county = ensure_agency(db, "青禾县人民政府", level="县")
        last = sample(2024)
        save(db, Report(last.agency, YEAR - 1, "2021", last.title, "", last.cells, last.narratives), actor="a")
        entry = begin(db, county.id, YEAR, actor="a")
        begun = load(db, entry.id)
        assert begun.form == ID
        assert begun.cells["applications.carried_in.total"] == last.cells["applications.carried_out.total"]
        set_cells(db, entry.id, {f"{DESTROYED}.business": 2}, actor="a", origin="typed")
        assert load(db, entry.id).cells["applications.results_total.total"] == 2
        for name in ("青禾县教育局", "青禾县水利局"):
            ensure_agency(db, name, parent=county.id)
            save(db, Report(name, YEAR, ID, cells={f"{DESTROYED}.total": 3, "disclosure.rules.revised": 1}), actor="a")
        old = ensure_agency(db, "青禾县财政局", parent=county.id)
        save(db, Report(old.name, YEAR, "2021", cells={"disclosure.rules.issued": 4}), actor="a")
        sums = rollup(db, county.id, YEAR)
        assert sums.cells == {f"{DESTROYED}.total": 6, "disclosure.rules.revised": 2, "disclosure.rules.issued": 4}
        view = db.execute('SELECT "机关", "本年修订件数" FROM "主动公开" WHERE "信息内容" = \'规章\'').fetchall()
        assert ("青禾县教育局", 1) in view
        assert (old.name, None) in view


def test_the_register_fills_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        """The clock once that year is over: a date still to come is doubted."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Later":
            return cls(YEAR + 1, 1, 31, tzinfo=tz)

    monkeypatch.setattr("giktui.incoming.datetime", Later)
    list_of_requests = "编号,收件时间,申请人类型,答复时间,办理结果,信息处理费\n" + "".join(
        f"{YEAR}-{n:03},{YEAR}-03-0{n},自然人,{YEAR}-03-2{n},{result},{fee}\n"
        for n, (result, fee) in enumerate((("信息已依法销毁", ""), ("（四）4", "30"), ("予以公开", "")), 1)
    )
    file = tmp_path / "台账.csv"
    file.write_text(list_of_requests, "utf-8")
    db = str(tmp_path / "giktui.db")
    cli("agency", "add", "青禾县教育局", "--db", db)
    cli("requests", "import", str(file), "--yes", "--db", db)
    cli("requests", "fill", ID, "--text", "--yes", "--db", db)
    with closing(connect(tmp_path / "giktui.db")) as stored:
        (entry,) = entries(stored)
        report = load(stored, entry.id)
        assert report.form == ID
        assert (report.cells[f"{DESTROYED}.natural_person"], report.cells["applications.granted.total"]) == (2, 1)
        assert report.cells["applications.results_total.total"] == 3
        assert "无法提供2件" in report.narratives["overview"]
        assert "30元" in report.narratives["other"]
        behind = requests_behind(stored, entry.agency_id, YEAR, FORM, f"{DESTROYED}.total")
        assert {one.said["number"] for one in behind} == {f"{ID}-001", f"{ID}-002"}
        assert choice_label(load_form("2019"), "result", NEW_ROW).endswith("4.信息已依法销毁")
        older = filling(stored, entry.agency_id, YEAR - 1)
        assert older.form.id == "2021" and not older.counted.homeless


def test_an_existing_database_grows(tmp_path: Path) -> None:
    path = tmp_path / "giktui.db"
    with closing(connect(path)) as db:
        save(db, sample(2024), actor="a")
        db.execute("DELETE FROM made_with")
        db.execute("DELETE FROM form WHERE id = ?", (ID,))
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            db.execute(f'DROP VIEW "{name}"')
        db.execute(f"ALTER TABLE disclosure DROP COLUMN {NEW_COLUMN}")
    with closing(connect(path)) as db:
        entry = save(db, full(), actor="a")
        assert load(db, entry.id) == full()
        assert db.execute('SELECT count(*) FROM "申请"').fetchone() == (25 + 26,)


def test_measures_follow_each_form(tmp_path: Path) -> None:
    reports = [sample(2020), sample(2024), full()]
    with closing(connect(tmp_path / "giktui.db")) as db:
        for report in reports:
            save(db, report, actor="a")
        for measure in (
            *common_measures(),
            find_measure("applications.other_other.total"),
            find_measure(f"{DESTROYED}.total"),
        ):
            found = {point.year: point.value for point in points(db, measure, Scope())}
            assert found == {report.year: measure.value(report.cells, report.form) for report in reports}
            assert {spread.year for spread in spreads(db, measure)} == {
                year for year in found if found[year] is not None
            }
        assert all(measure.value(full().cells, ID) is not None for measure in common_measures())


def test_the_lake_says_what_the_store_says(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    from giktui.lake import open_lake, write_lake
    from giktui.lake import rollup as lake_rollup
    from giktui.lake import spreads as lake_spreads

    with closing(connect(tmp_path / "giktui.db")) as db:
        county = ensure_agency(db, "青禾县人民政府", level="县")
        for report in (sample(2020), sample(2024), full()):
            save(db, report, actor="a")
        child = ensure_agency(db, "青禾县教育局", parent=county.id)
        save(db, Report(child.name, YEAR, "2021", cells={"disclosure.rules.issued": 4}), actor="a")
        write_lake(db, tmp_path / "lake")
        lake = open_lake(tmp_path / "lake")
        assert lake_rollup(lake, county.id, YEAR) == rollup(db, county.id, YEAR).cells
        for measure in (*common_measures(), find_measure(f"{DESTROYED}.total")):
            lines = [(s.year, s.reports, s.total, s.median) for s in spreads(db, measure)]
            assert [(s.year, s.reports, s.total, s.median) for s in lake_spreads(lake, measure)] == lines


# -- the interfaces -------------------------------------------------------------------------------------------------


def cli(*arguments: str) -> str:
    import contextlib

    from giktui.__main__ import main

    out = StringIO()
    with contextlib.redirect_stdout(out), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["giktui", *arguments])
        try:
            main()
        except SystemExit as end:
            assert end.code in (0, 1, None), out.getvalue()
    return out.getvalue()


def test_the_commands_know_it(tmp_path: Path) -> None:
    file = tmp_path / "2027.json"
    file.write_bytes(write_bytes(full(), "json"))
    db = str(tmp_path / "giktui.db")
    assert f"2019 或 2021 或 {ID}" in " ".join(cli("import", "--help").split())
    cli("import", str(file), str(EXAMPLES / "chenghu-2024.txt"), "--db", db)
    assert json.loads(cli("show", ID, "--db", db, "--json", "--agency", "青禾县人民政府"))["report"]["form"] == ID
    assert "信息已依法销毁" in cli("diff", str(EXAMPLES / "chenghu-2020.txt"), str(file))
    assert "本年修订件数" in cli("check", ID, "--explain", "IN-FORCE")
    assert "本年修订件数" not in cli("check", "2024", "--explain", "IN-FORCE")
    assert ID in cli("trend", f"{DESTROYED}.total", "--db", db, "--agency", "青禾县人民政府")
    assert ID in cli("doctor", "--db", db)


async def test_the_app_enters_and_compares_it(tmp_path: Path) -> None:
    path = tmp_path / "giktui.db"
    with closing(connect(path)) as db:
        save(db, sample(2024), actor="a")
        save(db, sample(2020), actor="a")
        save(db, Report("青禾县人民政府", YEAR - 1, "2021", cells=sample(2024).cells), actor="a")
        begin(db, "青禾县人民政府", YEAR, actor="a")
    app = GiktuiApp(path, "青禾县人民政府", YEAR)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        report = app.screen
        assert isinstance(report, ReportScreen)
        await report.work.navigator.show_part("applications", f"{DESTROYED}.natural_person")
        await pilot.pause()
        assert "信息已依法销毁" in screen_text(app)
        await pilot.press("5", "enter")
        await pilot.pause()
        await report.work.navigator.show_part("disclosure", f"disclosure.rules.{NEW_COLUMN}")
        await pilot.press("6", "enter")
        await pilot.pause()
        await pilot.press("D")
        await pilot.pause()
        assert str(YEAR - 1) in screen_text(app)
    with closing(connect(path)) as db:
        stored = load(db, db.execute("SELECT id FROM report WHERE year = ?", (YEAR,)).fetchone()[0])
        assert stored.cells[f"{DESTROYED}.natural_person"] == 5
        assert stored.cells[f"{DESTROYED}.total"] == 5
        assert stored.cells[f"disclosure.rules.{NEW_COLUMN}"] == 6
