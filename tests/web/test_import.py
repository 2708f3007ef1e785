"""Reports from a site: pages, what is attached, what a column lists; again, later, changed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result
from web.conftest import Site

from giktui.cli.app.application import application
from giktui.readers import read_reports
from giktui.report import Report
from giktui.resources import folder
from giktui.store import connect, entries
from giktui.store.reports.documents import documents_of, published_on
from giktui.writers import write_bytes

Run = Callable[..., Result]
COLUMN = "<html><body><ul>{}</ul><a href='https://example.invalid/x'>2024年政府信息公开年报</a></body></html>"


@pytest.fixture
def report() -> Report:
    (found,) = read_reports(folder("examples") / "chenghu-2025.txt")
    return found.report


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "web.db"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, database: Path) -> Run:
    monkeypatch.setattr("giktui.web.client.Client._wait", lambda *_one: None)

    def invoke(*arguments: object) -> Result:
        words = [*map(str, arguments), "--db", str(database)]
        result = CliRunner().invoke(application(lambda *_one: None), words)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def page_of(report: Report, said: str = "<p>发布时间：2026-01-20 10:00</p>") -> str:
    return write_bytes(report, "html").decode().replace("<body>", f"<body>{said}")


def test_a_page_with_its_address_and_day(site: Site, run: Run, report: Report, database: Path) -> None:
    address = site.page("/2025.html", page_of(report).encode("gb18030", "xmlcharrefreplace"))
    done = run("import", address)
    assert (done.exit_code, "读入" in done.stdout) == (0, True)
    db = connect(database)
    (entry,) = entries(db)
    (document,) = documents_of(db, entry.id)
    assert (document.address, str(published_on(db, entry.id))) == (address, "2026-01-20")
    db.close()
    site.asked.clear()
    again = run("import", address)
    assert (again.exit_code, "这个网址已经导入过" in again.stdout, site.asked) == (0, True, [])


def test_a_column_is_followed_one_step_on_its_site_and_attachments_are_taken(
    site: Site, run: Run, report: Report, database: Path
) -> None:
    site.page("/2025.html", page_of(report))
    word = site.page("/f/1.docx", write_bytes(report, "docx"), "application/msword")
    site.page(
        "/2024/",
        "<html><body><p>发布日期：2025-01-22</p><p>见附件</p>"
        "<a href='../f/1.docx'>澄湖县人民政府2024年政府信息公开工作年度报告.docx</a></body></html>",
    )
    links = (
        "<li><a href='/2025.html'>澄湖县人民政府2025年政府信息公开工作年度报告</a></li>"
        "<li><a href='/2024/'>2024年政府信息公开年度报告</a></li><li><a href='/news.html'>要闻</a></li>"
    )
    column = site.page("/nb/", COLUMN.format(links))
    dry = run("import", column, "--dry-run", "--json")
    assert [one["path"] for one in json.loads(dry.stdout)["files"]] == [f"{site.address}/2025.html", word]
    assert not database.exists()
    done = run("import", column)
    assert "/news.html" not in site.asked
    db = connect(database)
    (entry,) = entries(db)
    assert {document.address: document.published for document in documents_of(db, entry.id)} == {
        f"{site.address}/2025.html": "2026-01-20",
        word: "2025-01-22",
    }
    assert done.exit_code == 0
    db.close()


def test_a_list_with_chinese_heads_names_what_pages_do_not(
    site: Site, run: Run, report: Report, tmp_path: Path, database: Path
) -> None:
    nameless = page_of(report).replace(report.agency, "").replace("2025", "")
    address = site.page("/a.html", nameless)
    listed = tmp_path / "名单.csv"
    lines = ["网址,年份,机关", f"{address},2025年,澄湖县人民政府", ",,", f"{site.address}/none,2025,乙县"]
    listed.write_text("\n".join(lines), "gb18030")
    done = run("import", "--from", listed)
    assert done.exit_code == 1
    assert "已不存在" in done.stdout
    db = connect(database)
    assert [(entry.agency, entry.year) for entry in entries(db)] == [("澄湖县人民政府", 2025)]
    db.close()


@pytest.mark.parametrize(
    ("content", "said"), [("机关,年份\n甲,2025\n", "网址"), ("url,year\nhttps://a.example/,二五\n", "不是年份")]
)
def test_a_list_that_is_none_is_said_so(run: Run, tmp_path: Path, content: str, said: str) -> None:
    listed = tmp_path / "a.csv"
    listed.write_text(content, "utf-8")
    done = run("import", "--from", listed)
    assert (done.exit_code, said in done.stderr) == (2, True)


def test_nothing_to_import_is_said_so(run: Run) -> None:
    assert run("import").exit_code == 2


def test_watch_says_what_was_changed_what_moved_and_what_is_gone(
    site: Site, run: Run, report: Report, database: Path
) -> None:
    other = Report("乙县人民政府", 2024, "2021", cells=report.cells, narratives=report.narratives)
    third = Report("丙县人民政府", 2024, "2021", cells=report.cells, narratives=report.narratives)
    a, b, c = (site.page(f"/{name}.html", page_of(one)) for name, one in (("a", report), ("b", other), ("c", third)))
    assert run("import", a, b, c).exit_code == 0
    clicked = run("watch")
    assert (clicked.exit_code, clicked.stdout.count("未变")) == (0, 3)
    cell = "applications.received.natural_person"
    changed = {**report.cells, cell: int(report.cells[cell]) + 5}
    site.page("/a.html", page_of(Report(report.agency, 2025, "2021", report.title, report.preamble, changed,
                                        {**report.narratives, "other": "另有说明。"}), "点击：12"))  # fmt: skip
    site.page("/b2.html", page_of(other))
    site.page("/b.html", "", status=301, Location="/b2.html")
    del site.pages["/c.html"]
    done = run("watch", "--json")
    assert done.exit_code == 1
    found = {one["url"]: one for one in json.loads(done.stdout)["addresses"]}
    assert [found[address]["state"] for address in (a, b, c)] == ["changed", "moved", "missing"]
    assert [change.rpartition("：")[2] for change in found[a]["changes"]] == [
        f"{report.cells[cell]} → {changed[cell]}",
        "文字有改动",
    ]
    assert run("watch", "--agency", "乙县人民政府").stdout.count("http") == 2
