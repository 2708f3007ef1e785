"""Recognising in several processes: the same answers in the same order, whatever a file does to its process."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from giktui.ingest.job import Found, Job
from giktui.ingest.pool import Recogniser
from giktui.ingest.spread import spread
from giktui.readers import Limits

EXAMPLE = (Path(__file__).parents[2] / "examples" / "chenghu-2025.txt").read_bytes()


class Deadly(Limits):
    """What ends the process that unpickles it, as a crash in a library would."""

    def __reduce__(self) -> Any:
        return os._exit, (3,)


def recognise(jobs: int, work: list[Job | None]) -> list[Found | None]:
    found = list(Recogniser[int](jobs).each(enumerate(work)))
    assert [tag for tag, _found in found] == list(range(len(work)))
    return [answer for _tag, answer in found]


def test_several_processes_answer_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.ingest.pool._WORTH", -1.0)
    text = Job(EXAMPLE, "a.txt")
    work = [text, None, Job(EXAMPLE, "a.pdf"), Job(b"", "b.txt"), *[text] * 12, None, Job(b"%PDF-1.4", "c.pdf"), text]
    several = recognise(3, work)
    assert several == recognise(1, work)
    assert several[1] is None
    assert several[-2] is not None
    assert several[-2].error


def test_a_file_that_kills_its_process_is_refused_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.ingest.pool._WORTH", -1.0)
    good = Job(EXAMPLE, "good.docx")
    before, deadly, after = recognise(2, [good, Job(b"", "deadly.docx", limits=Deadly()), good])
    assert before is not None
    assert after is not None
    assert deadly is not None
    assert [one.report.agency for one in before.recognitions] == [one.report.agency for one in after.recognitions]
    assert not before.error
    assert "deadly.docx" in deadly.error
    assert "崩溃" in deadly.error
    assert deadly.recognitions == ()


def test_a_slip_of_a_reader_costs_its_file_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_arguments: object) -> None:
        raise LookupError("in the reader")

    monkeypatch.setattr("giktui.readers.formats.csv.read", slip)
    good, bad = Job(EXAMPLE, "good.txt"), Job(b"a,b", "bad.csv")
    before, refused, after = recognise(1, [good, bad, good])
    assert before == after
    assert refused is not None
    assert "bad.csv" in refused.error
    assert "LookupError" in refused.error


PARENT = """
import os, sys, time
from giktui.ingest import pool
pool._WORTH = -1.0
recogniser = pool.Recogniser(3)
recogniser._start()
recogniser._ready.result()
print(*(process.pid for process in recogniser._pool._processes.values()), flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are found by their signals")
def test_no_process_is_left_behind_when_the_one_that_started_it_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    others = [int(pid) for pid in parent.stdout.readline().split()]
    assert others
    parent.kill()
    parent.wait()
    for _try in range(100):
        if not any(map(alive, others)):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {[pid for pid in others if alive(pid)]}")


def alive(pid: int) -> bool:
    """Whether there is such a process, and not only its exit code waiting to be asked for."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _process_of(_thing: int) -> int:
    return os.getpid()


def _none(_thing: int) -> int:
    return 0


def test_many_things_are_spread_over_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.ingest.spread._WORTH", -1.0)
    answers = list(spread(range(200), _none, _process_of, jobs=2))
    assert [thing for thing, _answer in answers] == list(range(200))
    assert answers[0] == (0, 0)
    assert os.getpid() not in {answer for _thing, answer in answers}


IN_THE_APP = """
import io, sys, threading
from pathlib import Path
from giktui.ingest import pool, spread
from giktui.ingest.job import Job

class Drawn(io.StringIO):
    def fileno(self):
        return -1

def work():
    pool._WORTH = -1.0
    jobs = [Job(Path(sys.argv[1]).read_bytes(), "a.docx")] * 20
    found = list(pool.Recogniser(2).each(enumerate(jobs)))
    alone = pool.apart(len, "abc", seconds=5)
    print(len(found), alone)

sys.stderr = Drawn()
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


def test_in_the_app_where_stderr_has_no_number_processes_start_all_the_same() -> None:
    """While the screen is drawn stderr is a widget's; importing a folder there ended the app."""
    example = Path(__file__).parents[2] / "examples" / "chenghu-2025.txt"
    done = subprocess.run(
        [sys.executable, "-c", IN_THE_APP, str(example)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["20", "3"], done.stderr
