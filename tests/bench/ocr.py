"""Pictures of reports, read: cells that are wrong in silence, cells and reports read whole, seconds a page.

    python tests/bench/ocr.py [PAGES] [--first REPORT] [--log FILE]

Reports by the generator of the tests, half of them with sums that are right, are drawn with the Chinese fonts that are
installed (the tables in 9 points), three pages each, and spoilt: clean at 100 to 200 dpi; turned by up to 2 degrees,
blurred and squeezed to JPEG of quality 40; with a stamp over the table. Each is read as one .tif. A cell that is stored
must be the printed one: one that is not ends the run with exit code 1, and so does a share of read cells below the bar
of its level. What is in doubt is left blank and offered; how often the offer is right is printed too.

Which reports a level has is told by their numbers alone: `--first` begins with others. With `--log` each report is a
line in a file and those that are there already are not read again: a run of hours can be ended and gone on with, and
what is printed at the end, or when it is interrupted, is of all in the file. 600 pages have 40,000 cells.
"""

import json
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from published.drawing import drawn
from published.figures import balanced, ordinary
from published.pictures import Noise, fonts, pictured, saved

from giktui.errors import GiktuiError
from giktui.readers import reports_in
from giktui.readers.isolated import process

LEVELS = {
    Noise("clean, 200 dpi", 200): 0.99,
    Noise("clean, 150 dpi", 150): 0.99,
    Noise("clean, 100 dpi", 100): 0.99,
    Noise("turned, blurred, JPEG 40, 200 dpi", 200, 2.0, 1.0, 40): 0.9,
    Noise("turned, blurred, JPEG 40, 150 dpi", 150, 2.0, 0.7, 40): 0.9,
    Noise("turned, blurred, JPEG 40, 100 dpi", 100, 2.0, 0.5, 40): 0.9,
    Noise("the same with a stamp, 150 dpi", 150, 1.0, 0.6, 40, stamped=True): 0.9,
}
"""Each level with the share of its cells that must be read."""
PAGES = 3


def main() -> int:
    """Print what was read at each level; 1 if a cell was wrong in silence or a share is below its bar."""
    if find_spec("rapidocr") is None or not fonts():
        print("left out: needs the extra ocr (pip install 'giktui[ocr]') and a Chinese font (fonts-wqy-microhei)")
        return 0
    options = ArgumentParser()
    options.add_argument("pages", type=int, nargs="?", default=210)
    options.add_argument("--first", type=int, default=0, help="number of the first report of each level")
    options.add_argument("--log", type=Path, help="file in which each report is a line, read or still to be read")
    pages, start, log = vars(options.parse_args()).values()
    number = max(1, round(pages / PAGES / len(LEVELS)))
    done = [json.loads(line) for line in log.read_text().splitlines()] if log and log.exists() else []
    there = {(one["level"], one["report"]) for one in done}
    with suppress(KeyboardInterrupt):
        for n in range(start, start + number):
            for noise in LEVELS:
                if (noise.name, n) in there:
                    continue
                done.append({"level": noise.name, "report": n, **one(noise, n)})
                if log:
                    with log.open("a") as file:
                        print(json.dumps(done[-1]), file=file)
    return told(done)


def told(done: list[dict[str, Any]]) -> int:
    """Print the figures of each level; 0 if all are within their bars."""
    ok = True
    for noise, bar in LEVELS.items():
        some = [one for one in done if one["level"] == noise.name]
        if not some:
            continue
        counts: Counter[str] = Counter()
        for one in some:
            counts.update({key: value for key, value in one.items() if key not in ("level", "report", "mb")})
        share = counts["right"] / counts["cells"]
        ok &= not counts["wrong"] and share >= bar
        print(
            f"{noise.name:36} {len(some) * PAGES:4} pages: wrong in silence {counts['wrong']} of {counts['cells']} "
            f"cells, read {share:.2%} (bar {bar:.0%}{'' if share >= bar else ', BELOW IT'}), "
            f"offered {counts['offered']} ({counts['offered right']} right), refused {counts['refused']}, "
            f"whole {counts['whole']} of {len(some)} reports, {counts['ms'] / 1000 / len(some) / PAGES:.1f} s a page"
        )
    wrong, cells, most = sum(one.get("wrong", 0) for one in done), sum(one["cells"] for one in done), max_mb(done)
    print(f"all: {len(done) * PAGES} pages, wrong in silence {wrong} of {cells} cells, at most {most} MB")
    return 0 if ok else 1


def max_mb(done: list[dict[str, Any]]) -> int:
    """The most memory that the process which reads pictures had after any of the reports."""
    return max((one.get("mb", 0) for one in done), default=0)


def one(noise: Noise, number: int) -> Counter[str]:
    """What is read of one report."""
    random = Random(f"{noise.name} {number}")
    font = fonts()[number % len(fonts())]
    report = (balanced if number % 2 else ordinary)(random)
    wanted = {id: figure.value for id, figure in report.figures.items()}
    file = saved([pictured(sheet, font, noise, random) for sheet in drawn(report)], "TIFF")
    begin = time.perf_counter()
    counts = Counter({"cells": len(wanted)})
    try:
        (found,) = reports_in(file, "report.tif", agency=report.agency, year=report.year)
    except GiktuiError as error:
        print(f"    {error}")
        return counts + Counter({"refused": 1})
    counts["ms"] = round((time.perf_counter() - begin) * 1000)
    counts["mb"] = peak()
    for cell, value in found.report.cells.items():
        counts["right" if value == wanted[cell] else "wrong"] += 1
        if value != wanted[cell]:
            print(f"    WRONG {noise.name} {number} {cell}: {value} for {wanted[cell]} ({font})", flush=True)
    for doubt in found.doubts:
        for cell, offer in zip(doubt.cells, doubt.suggested, strict=False):
            counts["offered"] += 1
            counts["offered right"] += offer == str(wanted[cell])
    counts["whole"] = int(counts["right"] == len(wanted))
    return counts


def peak() -> int:
    """The most megabytes that the process which reads pictures has had; 0 where the system does not say."""
    status = Path(f"/proc/{process._running.pid if process._running else 0}/status")  # what is being measured
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    sys.exit(main())
