"""Pictures of reports, read: cells that are wrong in silence, cells and reports read whole, seconds a page.

    python tests/bench/ocr.py [PAGES] [--first REPORT]

Reports by the generator of the tests, half of them with sums that are right, are drawn with the Chinese fonts that are
installed (the tables in 9 points), three pages each, and spoilt: clean at 100 to 200 dpi; turned by up to 2 degrees,
blurred and squeezed to JPEG of quality 40; with a stamp over the table. Each is read as one .tif. A cell that is stored
must be the printed one: one that is not ends the run with exit code 1, and so does a share of read cells below the bar
of its level. What is in doubt is left blank and offered; how often the offer is right is printed too. 200 pages (some
13,000 cells) take a quarter of an hour on two cores. Which reports a level has is told by their numbers alone: a run
of many pages can be cut into slices (`210`, then `210 --first 10`, …), each with its own line a level and its own end.
"""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from published.drawing import drawn
from published.figures import balanced, ordinary
from published.pictures import Noise, fonts, pictured, saved

from giktui.errors import GiktuiError
from giktui.readers import reports_in

LEVELS = (
    (Noise("clean, 200 dpi", 200), 0.99),
    (Noise("clean, 150 dpi", 150), 0.99),
    (Noise("clean, 100 dpi", 100), 0.99),
    (Noise("turned, blurred, JPEG 40, 200 dpi", 200, 2.0, 1.0, 40), 0.9),
    (Noise("turned, blurred, JPEG 40, 150 dpi", 150, 2.0, 0.7, 40), 0.9),
    (Noise("turned, blurred, JPEG 40, 100 dpi", 100, 2.0, 0.5, 40), 0.9),
    (Noise("the same with a stamp, 150 dpi", 150, 1.0, 0.6, 40, stamped=True), 0.9),
)
PAGES = 3


def main() -> int:
    """Print what was read at each level; 1 if a cell was wrong in silence or a share is below its bar."""
    if find_spec("rapidocr") is None or not fonts():
        print("left out: needs the extra ocr (pip install 'giktui[ocr]') and a Chinese font (fonts-wqy-microhei)")
        return 0
    options = ArgumentParser()
    options.add_argument("pages", type=int, nargs="?", default=210)
    options.add_argument("--first", type=int, default=0, help="number of the first report of each level")
    pages, start = vars(options.parse_args()).values()
    number = max(1, round(pages / PAGES / len(LEVELS)))
    ok = True
    faces = fonts()
    for noise, bar in LEVELS:
        counts: Counter[str] = Counter()
        for n in range(start, start + number):
            counts += one(Random(f"{noise.name} {n}"), faces[n % len(faces)], noise, n)
        share = counts["right"] / counts["cells"]
        ok &= not counts["wrong"] and share >= bar
        print(
            f"{noise.name:36} {number * PAGES:4} pages: wrong in silence {counts['wrong']} of {counts['cells']} cells, "
            f"read {share:.2%} (bar {bar:.0%}{'' if share >= bar else ', BELOW IT'}), "
            f"offered {counts['offered']} ({counts['offered right']} right), refused {counts['refused']}, "
            f"whole {counts['whole']} of {number} reports, {counts['ms'] / 1000 / number / PAGES:.1f} s a page",
            flush=True,
        )
    return 0 if ok else 1


def one(random: Random, font: str, noise: Noise, number: int) -> Counter[str]:
    """What is read of one report."""
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
    for cell, value in found.report.cells.items():
        counts["right" if value == wanted[cell] else "wrong"] += 1
        if value != wanted[cell]:
            print(f"    WRONG {cell}: {value} for {wanted[cell]} ({font})")
    for doubt in found.doubts:
        for cell, offer in zip(doubt.cells, doubt.suggested, strict=False):
            counts["offered"] += 1
            counts["offered right"] += offer == str(wanted[cell])
    counts["whole"] = counts["right"] == len(wanted)
    return counts


if __name__ == "__main__":
    sys.exit(main())
