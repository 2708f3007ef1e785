"""A reviewer's morning: a county's reports of five years come in, what is wrong goes out, answers come back. By hand:

    python tests/bench/morning.py [AGENCIES]

A scripted reviewer works in a pty: imports, goes through the problem table, sends notices, takes replies in, submits.
Prints the keys that took (a command counts its characters) and the seconds; the exit code is 1 if the bar is missed or
a planted error is left.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import openpyxl
import pyte

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.terminal import Terminal

from giktui.form import load_form
from giktui.interchange import as_dict
from giktui.report import Number, Report
from giktui.store import connect, entries, load
from giktui.totals import parts_of, total_from_parts
from giktui.wording.cells import cell_label

FORM = load_form("2021")
YEARS = range(2021, 2026)
BAR = 600
"""Keys for 300 agencies, where the way without the table took 1,500 and could not finish."""

APP = "import sys; from pathlib import Path; from giktui.tui import run_app; run_app(Path(sys.argv[1]), None, None)"
TEXTS = {
    "overview": "（一）主动公开。公开信息多条。（二）依申请公开。依法办理。（三）政府信息管理。规范管理。"
    "（四）平台建设。运行平稳。（五）监督保障。组织培训。",
    "problems": "存在的主要问题是公开内容不够细。改进措施是细化目录，逐项整改。",
    "other": "本年度未收取信息处理费。",
}


def sound(chance: random.Random, name: str, year: int) -> Report:
    """A balanced report: everything received was granted."""
    cells: dict[str, Number] = dict.fromkeys(FORM.cells, 0)
    for column in ("natural_person", "business"):
        n = chance.randint(3, 9)
        cells[f"applications.received.{column}"] = cells[f"applications.granted.{column}"] = n
    for total in parts_of(FORM):
        value = total_from_parts(FORM, cells, total)
        if value is not None:
            cells[total] = value
    texts = {section: f"{text}{name}{year}年编号{chance.randint(1, 9999)}。" for section, text in TEXTS.items()}
    return Report(name, year, "2021", f"{name}{year}年政府信息公开工作年度报告", "", cells, texts)


def make(folder: Path, agencies: int) -> dict[str, Report]:
    """Write the county's reports, a fifth of the last year's with an error; those as they should be, by agency."""
    chance = random.Random(7)
    truth: dict[str, Report] = {}
    for n in range(agencies):
        for year in YEARS:
            report = sound(chance, f"甲县第{n}局", year)
            if year == YEARS[-1] and n % 5 == 0:
                truth[report.agency] = report
                total = f"applications.{chance.choice(('received', 'granted'))}.total"
                report = report.with_cells({total: int(report.cells[total]) + chance.randint(1, 9)})
            (folder / f"{n}-{year}.json").write_text(json.dumps(as_dict(report), ensure_ascii=False), "utf-8")
    return truth


SIZE = (120, 40)
_CALM = 1.0
"""Seconds without a byte after which the reviewer takes the screen to be complete."""


class Reviewer:
    """Somebody who types commands and keys, and counts them."""

    def __init__(self, place: Path) -> None:
        self.place, self.keys = place, 0
        self.db = place / "g.db"
        self.environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "GIKTUI_LANG": "zh"}
        self.environment |= {"GIKTUI_DB": str(self.db), "XDG_STATE_HOME": str(place / "state"), "NO_COLOR": "1"}

    def command(self, *words: str) -> str:
        """Run a command of giktui as it would be typed."""
        self.keys += len(" ".join(("giktui", *words))) + 1
        done = subprocess.run(
            [sys.executable, "-m", "giktui", *words],
            cwd=self.place,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 2:
            raise SystemExit(done.stderr)
        return done.stdout + done.stderr

    def in_app(self, *steps: tuple[str, str]) -> None:
        """Open the app, and for each step type keys and wait for what they lead to."""
        app = Terminal([sys.executable, "-c", APP, str(self.db)], self.environment, size=SIZE)
        screen = pyte.Screen(*SIZE)
        stream = pyte.ByteStream(screen)
        try:
            stream.feed(app.sent_until("机关".encode()))
            stream.feed(app.sent(_CALM))
            for keys, _what in steps:
                self.keys += len(keys)
                os.write(app.leader, keys.encode())
                stream.feed(app.sent(_CALM))
                while any(word in "".join(screen.display).replace(" ", "") for word in ("还在检查", "正在写通知")):
                    stream.feed(app.sent(_CALM))
        finally:
            app.end()


def answer(folder: Path, truth: dict[str, Report], db: Path) -> None:
    """What the agencies do: each wrong cell corrected on its reply sheet."""
    with closing(connect(db, write=False)) as connection:
        now = {entry.agency: load(connection, entry.id) for entry in entries(connection, year=YEARS[-1])}
    for path in sorted(folder.glob("*.xlsx")):
        right = truth[path.name.split("-")[0]]
        stored = now[right.agency]
        wrong = [cell for cell in FORM.cells if stored.cells.get(cell) != right.cells[cell]]
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        (cell,) = wrong
        for line in range(5, sheet.max_row + 1):
            if sheet.cell(line, 2).value == "错误":
                sheet.cell(line, 9).value, sheet.cell(line, 10).value = cell_label(FORM, cell), right.cells[cell]
                break
        book.save(path)


def main(agencies: int) -> int:
    """One morning; 1 if it took too many keys or left an error."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        (place / "in").mkdir()
        truth = make(place / "in", agencies)
        reviewer = Reviewer(place)
        begun = time.monotonic()
        reviewer.command("import", "in")
        reviewer.in_app(
            ("p", "the problem table"),
            ("s\x1b[B\r", "errors only"),
            ("a", "all of them"),
            ("n", "notices"),
            (f"\x15{place}/out\r", "into this folder"),
        )
        answer(place / "out", truth, reviewer.db)
        reviewer.command("import", "out")
        said = reviewer.command("submit", str(YEARS[-1]), "--all")
        seconds = time.monotonic() - begun
        with closing(connect(reviewer.db, write=False)) as connection:
            last = {entry.agency: load(connection, entry.id) for entry in entries(connection, year=YEARS[-1])}
        left = sum(last[name].cells != report.cells for name, report in truth.items())
        print(f"{agencies} agencies, {len(YEARS)} years, {len(truth)} errors planted in the last")
        print(f"keys: {reviewer.keys} (bar {BAR}); seconds: {seconds:.0f}; errors left: {left}")
        print(said.splitlines()[0] if said else "")
    return int(reviewer.keys > BAR or left > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
