"""Importing against what a user would take instead: whole processes, the same files, in one run.

    python tests/bench/peers.py [REPORTS] [KIND…]

Sixty ordinary reports a kind, each kind in a folder of its own. `giktui import` reads them, recognises the reports,
finds every cell and stores them with their files; against it stands a script that only parses: pandas.read_html,
python-docx into data frames, pandas.read_excel, pdfplumber.extract_tables. The two take turns, so that a busy machine
slows them alike; of each the quickest of the rounds counts. What is not installed is left out and said so
(`pip install 'giktui[bench]'` installs it). Printed are the times that pass and the ratio with its bar; above it the
run ends with exit code 1.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import tiny_pdf
from published.drawing import Sheet, drawn
from published.figures import Published, ordinary
from published.shapes import sample

from giktui.form import load_form
from giktui.report import Report, default_title
from giktui.writers import write_bytes

ROUNDS = 5

READ_HTML = """
import pandas
for path in paths:
    pandas.read_html(io.StringIO(decoded(path)))
"""
READ_DOCX = """
import docx, pandas
for path in paths:
    for table in docx.Document(path).tables:
        pandas.DataFrame([[cell.text for cell in row.cells] for row in table.rows])
"""
READ_XLSX = """
import pandas
for path in paths:
    pandas.read_excel(path, sheet_name=None, header=None)
"""
READ_PDF = """
import pdfplumber
for path in paths:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
"""
_START = """
import io, sys
from pathlib import Path
paths = sorted(Path(sys.argv[1]).iterdir())
def decoded(path):
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
"""


class Peer(NamedTuple):
    """What stands against the import of a kind: its name, what it imports, its script, and the bar."""

    name: str
    needs: tuple[str, ...]
    script: str
    bar: float


PEERS = {
    "html": Peer("pandas.read_html", ("pandas", "lxml"), READ_HTML, 0.9),
    "docx": Peer("python-docx into frames", ("docx", "pandas"), READ_DOCX, 0.5),
    "xlsx": Peer("pandas.read_excel", ("pandas", "openpyxl"), READ_XLSX, 0.7),
    "pdf": Peer("pdfplumber.extract_tables", ("pdfplumber",), READ_PDF, 1.2),
}


def main() -> int:
    """Print the times and ratios; 1 if one is above its bar."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    ok = True
    for kind in sys.argv[2:] or PEERS:
        peer = PEERS[kind]
        missing = [module for module in peer.needs if find_spec(module) is None]
        if missing:
            print(f"{kind:5} left out: {', '.join(missing)} not installed")
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "reports"
            folder.mkdir()
            for n in range(number):
                (folder / f"{n:03}.{kind}").write_bytes(made(kind, n))
            own, theirs = (min(times) for times in zip(*(turn(peer, folder, n) for n in range(ROUNDS)), strict=True))
        ratio = own / theirs
        ok &= ratio <= peer.bar
        said = f"bar {peer.bar:g}" + ("" if ratio <= peer.bar else ", ABOVE IT")
        print(f"{kind:5} {number} reports: import {own:.2f} s, {peer.name} {theirs:.2f} s: {ratio:.2f} times ({said})")
    return 0 if ok else 1


def turn(peer: Peer, folder: Path, round: int) -> tuple[float, float]:
    """Seconds that pass over an import and over the other, with all that their processes do from start to end."""
    database = folder.parent / f"{round}.db"
    own = passing("-m", "giktui", "import", str(folder), "--db", str(database))
    return own, passing("-c", _START + peer.script, str(folder))


def passing(*arguments: str) -> float:
    """Seconds that pass over a Python process, which must not fail; a report in doubt is a slip of this bench."""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - begin


def made(kind: str, number: int) -> bytes:
    """An ordinary report of an agency of its own, as a file of that kind."""
    random = Random(f"{kind} {number}")
    report = replace(ordinary(random), agency=f"第{number}区人民政府")
    if kind == "html":
        return sample("html", random, report, noise=False).data
    if kind == "pdf":
        return as_pdf(drawn(report, wide=True))
    return write_bytes(as_report(report), kind)


def as_report(one: Published) -> Report:
    """The report that is published."""
    cells = {id: figure.value for id, figure in one.figures.items() if figure.value is not None}
    title = default_title(one.agency, one.year, load_form(one.form))
    texts = {"overview": "一是主动公开。", "problems": "存在不足。", "other": "无。"}
    return Report(one.agency, one.year, one.form, title, "根据《条例》编制。", cells, texts)


def as_pdf(sheets: list[Sheet]) -> bytes:
    """The pages as a PDF with a text layer."""
    pages = []
    for sheet in sheets:
        page = tiny_pdf.Page()
        for rule in sheet.rules:
            page.line(*rule)
        for one in sheet.words:
            left = one.x - len(one.text) * one.size / 2 if one.centred else one.x
            page.text(left, one.y - one.size / 2, one.text, one.size)
        pages.append(page)
    return tiny_pdf.pdf(*pages)


if __name__ == "__main__":
    sys.exit(main())
