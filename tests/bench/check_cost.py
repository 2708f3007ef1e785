"""What the whole check of one report costs, in loads of the same report from SQLite, with the bar beside.

Every report is another one, with last year's beside it and a text of its own, so that no cache helps: this is
`check --all`. What the app does at each keystroke, where the text stays and one number changes, is the second line.
Times are of the processor, so that other work on the machine does not count.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from checks.reports import following, sound

from giktui.checks import check
from giktui.report import Report
from giktui.store import connect, load, save

BAR = 15
REPORTS = 60

_PARAGRAPHS = (
    "{year}年，本机关坚持以公开为常态、不公开为例外，第{n}次专题研究公开工作，压实各科室责任，做到应公开尽公开。",
    "（一）主动公开。全年通过门户网站发布信息{many}条，其中政策文件{n}件、解读{n}篇，举办新闻发布会{n}场，回应关切{n}件。",
    "（二）依申请公开。全年收到政府信息公开申请12件，上年结转3件，办结11件，结转下年度4件。"
    "其中予以公开7件、部分公开4件。因政府信息公开被申请行政复议0件，未发生行政诉讼。第{n}号台账记录齐全。",
    "（三）政府信息管理。健全公文公开属性源头认定机制，对{n}份存量文件开展动态调整，规范性文件统一编号、集中公布。",
    "（四）平台建设。优化栏目{n}个，新媒体账号更新{many}次，规范运行政务公开专区，方便群众查阅和办理。",
    "（五）监督保障。组织培训{n}次、{many}人次参加，开展社会评议，将政务公开纳入年度考核，未发生责任追究情形。",
)


def make(n: int) -> Report:
    """The nth report: figures that agree, and a text of the usual length, a little different in each."""
    overview = "\n".join(_PARAGRAPHS).format(year=2023, n=n + 2, many=1000 + n)
    problems = f"存在的问题：第{n}次检查发现部分栏目更新不够及时，政策解读形式不够丰富，业务能力有待提高。" * 4
    return sound(f"第{n}县教育局", overview=overview * 2, problems=problems)


def main() -> int:
    """Print the ratios; 1 if a bar is missed."""
    loads, checks, again = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        db = connect(Path(folder) / "bench.db")
        stored = [(save(db, make(n), actor="bench"), following(make(n))) for n in range(REPORTS)]
        check(make(REPORTS), following(make(REPORTS)))
        for entry, last in stored:
            begun = process_time()
            report = load(db, entry.id)
            loaded = process_time()
            check(report, last)
            checked = process_time()
            typed = report.with_cells({"applications.granted.natural_person": 70})
            changed = process_time()
            check(typed, last)
            done = process_time()
            loads.append(loaded - begun)
            checks.append(checked - loaded)
            again.append(done - changed)
        db.close()
    load_ms = median(loads) * 1000
    print(f"loading one report from SQLite: {load_ms:.2f} ms")
    missed = False
    for name, times in (("checking it, every text new", checks), ("checking it again, one number changed", again)):
        ratio = median(times) / median(loads)
        missed |= ratio > BAR
        print(f"{name}: {median(times) * 1000:.2f} ms = {ratio:.1f} loads (bar {BAR})")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
