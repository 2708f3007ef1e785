"""A whole report typed from a blank database to a submitted report: in a terminal of 80×24, with keys only."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from bench.terminal import Terminal

from giktui.form import Form, load_form
from giktui.report import Number, Report, default_title
from giktui.store import connect, entries, load

AGENCY = "北河县水务局"
YEAR = 2024
APP = "import sys; from pathlib import Path; from giktui.tui import run_app; run_app(Path(sys.argv[1]))"

RECEIVED = {"natural_person": 12, "business": 3, "legal_service": 1}
"""Applications by applicant; all but two of the first are granted, those are carried over."""

TEXTS = {
    "overview": [
        "2024年，本局认真贯彻《中华人民共和国政府信息公开条例》。主动公开信息320条。",
        "依申请公开：本年新收政府信息公开申请16件，结转下年度继续办理2件。",
        "政府信息管理、平台建设、监督保障各项工作有序开展。",
    ],
    "problems": ["专业人手不足，将加强培训。"],
    "other": ["本年度收取信息处理费0元。"],
}


def wanted(form: Form) -> dict[str, Number]:
    """The cells as they are to be in the end."""
    cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
    cells |= {"disclosure.normative_documents.issued": 4, "disclosure.normative_documents.in_force": 9}
    cells |= {"disclosure.licences.decisions": 310, "disclosure.penalties.decisions": 27}
    for column, number in RECEIVED.items():
        kept = 2 if column == "natural_person" else 0
        cells[f"applications.received.{column}"] = number
        cells[f"applications.granted.{column}"] = number - kept
        cells[f"applications.results_total.{column}"] = number - kept
        cells[f"applications.carried_out.{column}"] = kept
    for row, total in (("received", 16), ("granted", 14), ("results_total", 14), ("carried_out", 2)):
        cells[f"applications.{row}.total"] = total
    cells |= {"proceedings.review.upheld": 1, "proceedings.review.total": 1}
    return cells


class Clerk(Terminal):
    """Somebody at a terminal of 80×24, who types and reads."""

    def __init__(self, database: Path) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        super().__init__([sys.executable, "-c", APP, str(database)], environment, size=(80, 24))

    @property
    def text(self) -> str:
        """The screen, without the second cells of wide characters."""
        return "\n".join(self.screen.display).replace(" ", "")

    def type(self, keys: str, *, then: str) -> None:
        """Type, and read on until the screen shows these words (blanks aside)."""
        os.write(self.leader, keys.encode())
        for _try in range(150):
            self.stream.feed(self.sent(0.1))
            if then.replace(" ", "") in self.text:
                return
        raise AssertionError(f"no “{then}” on:\n" + "\n".join(self.screen.display))


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    someone = Clerk(tmp_path / "giktui.db")
    yield someone
    someone.end()


def stored(path: Path) -> tuple[Report, bool]:
    """The one report of the database, and whether it is locked."""
    db = connect(path, write=False)
    try:
        (entry,) = entries(db)
        return load(db, entry.id), entry.locked
    finally:
        db.close()


def enter_column(numbers: list[int]) -> str:
    """A column as the number pad types it."""
    return "".join(f"{number}\r" for number in numbers)


def test_a_whole_report_from_blank_to_submitted(clerk: Clerk, tmp_path: Path) -> None:
    form = load_form("2021")
    cells = wanted(form)
    clerk.type("", then="从哪里开始")
    clerk.type("n", then="新建报告")
    clerk.type(AGENCY + "\r", then="新的机关")
    clerk.type(str(YEAR), then=str(YEAR))
    clerk.type("\r", then="没有内容")

    # 二: the numbers there are; the rest is zero, said once
    clerk.type("\x1b2", then="规章·本年制发件数")
    clerk.type("0\t0\t0\t" + "4\t0\t9\t" + "310\t27\t0\t", then="310")
    clerk.type("0\r", then="二完成")

    # 三: every cell of every applicant on the number pad; totals follow
    table = form.table("applications")
    typed_rows = [row.id for row in table.rows if row.id != "results_total"]
    clerk.type("\x1b3", then="一、本年新收")
    applicants = table.columns[:-1]
    ends = [f"一、本年新收政府信息公开申请数量·{column.label}" for column in applicants[1:]]
    for column, end in zip(applicants, [*ends, "三完成"], strict=True):
        column_cells = [int(cells[f"applications.{row}.{column.id}"]) for row in typed_rows]
        clerk.type(enter_column(column_cells), then=end)

    # 四: one number; the rest stays blank for now
    clerk.type("\x1b4", then="结果维持")
    clerk.type("1\t", then="四未完")

    for number, said in zip((1, 5, 6), TEXTS.values(), strict=True):
        clerk.type(f"\x1b{number}", then=f"›{'一二三四五六'[number - 1]}")
        clerk.type("\r".join(said), then=f"第{len(said)}段第{len(said[-1]) + 1}字")
    clerk.type("\x1b0", then="引言0字")
    clerk.type("\x1b[Z", then=f"标题  {len(default_title(AGENCY, YEAR, form))} 字")
    clerk.type("\x1b[F", then="工作年度报告")
    clerk.type("（定稿）", then="（定稿）")

    # what is found is mended, or explained; then it can be submitted
    clerk.type("\x1b3", then="一、本年新收")
    clerk.type("S", then="还不能提交")
    clerk.type("\r", then="三完成")
    clerk.type("\x1b4", then="结果维持")
    clerk.type("Z", then="空白格都填成0")
    clerk.type("y", then="四完成")
    clerk.type("F", then="全部问题")
    clerk.type("w", then="豁免的理由")
    clerk.type("本局事项少，确无其他问题\r", then="已豁免：本局事项少")
    clerk.type("u", then="提交后只能查看")
    clerk.type("y", then="已提交")
    clerk.type("q", then="已提交")
    clerk.type("9\r", then="只读")

    report, locked = stored(tmp_path / "giktui.db")
    assert locked
    assert (report.agency, report.year, report.form) == (AGENCY, YEAR, "2021")
    assert report.cells == cells
    assert {section: said.split("\n") for section, said in report.narratives.items()} == TEXTS
    assert report.title == default_title(AGENCY, YEAR, form) + "（定稿）"
