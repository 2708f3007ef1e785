"""Small files that kept a reader busy for minutes, or ate the memory: each is read or refused in time that grows with
its size, and what a reader does not know of is ended by the limits of its process."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from types import FrameType
from typing import Any

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from giktui.checks import check
from giktui.errors import GiktuiError
from giktui.ingest.job import Job
from giktui.ingest.one_file import reports_of_file, within_limits
from giktui.ingest.pool import Recogniser
from giktui.readers import Kind, Limits, read_rows, reports_in
from giktui.resources import folder
from giktui.store.connection.connect import scratch

EXAMPLE = (folder("examples") / "chenghu-2025.txt").read_text("utf-8")
HEADS = EXAMPLE.index("三、收到") + 40
"""Where the heads of its table 三 stand."""


def formatted(code: str) -> bytes:
    """A workbook with a number format of its own."""
    held, changed = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["规章", 1])
    book.save(held)
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/styles.xml":
                own = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts'
                content = content.replace(b"<fonts", own.encode(), 1)
            new.writestr(name, content)
    return changed.getvalue()


def members(count: int, name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, "{}")
        for number in range(count):
            archive.writestr(str(number), "")
    return held.getvalue()


STARVING: dict[str, tuple[str, Callable[[int], bytes], int]] = {
    "rules": ("a.txt", lambda n: b"+---+\n" * n, 3_000),
    "rules of a page": ("a.html", lambda n: b"<pre>" + b"+---+\n" * n + b"</pre>", 3_000),
    "frames that do not fit": ("a.txt", lambda n: "+--+--+\n| 一 |\n".encode() * n, 1_500),
    "small frames": ("a.txt", lambda n: b"+--+\n|1 |\n+--+\n|2 |\n+--+\n\n" * n, 2_500),
    "a key repeated after thousands": (
        "a.json",
        lambda n: ("{" + ",".join(f'"a{i}":0' for i in range(n)) + ',"x":0,"x":0}').encode(),
        20_000,
    ),
    "lists": ("a.json", lambda n: b"[" + b",".join([b"[]"] * n) + b"]", 100_000),
    "values": ("a.json", lambda n: b"[" + b'"a",' * n + b"0]", 800_000),
    "parameters": (
        "a.mht",
        lambda n: b"MIME-Version: 1.0\nContent-Type: multipart/related; " + b";a" * n + b"\n\nx",
        100_000,
    ),
    "parameters on lines of their own": (
        "a.mht",
        lambda n: b"MIME-Version: 1.0\nContent-Type: multipart/related" + b";\n a=b" * n + b"\n\nx",
        50_000,
    ),
    "options": (
        "a.html",
        lambda n: b"<table><tr><td>x<td><select>" + b"<option>1" * n + b"</select></table>",
        15_000,
    ),
    "spans": ("a.html", lambda n: b"<table><tr>" + b"<td colspan=1000 rowspan=2>" * n + b"</table>", 10_000),
    "a number format": ("a.xlsx", lambda n: formatted("[" * n), 60_000),
    "another number format": ("a.xlsx", lambda n: formatted("&quot;" * n + "[]" * n), 20_000),
    "a row again and again": ("a.txt", lambda n: "行政许可\t5\n".encode() * n, 20_000),
    "numbers of no row": ("a.txt", lambda n: (EXAMPLE[:HEADS] + "1\n" * n + EXAMPLE[HEADS:]).encode(), 6_000),
    "delimiters": ("a.txt", lambda n: b"|---|\n" * n, 20_000),
    "raised figures": ("a.html", lambda n: b"<p>1" + b"<sup>1</sup>" * n, 20_000),
    "members": ("a.zip", lambda n: members(n, "a.txt"), 60_000),
}  # fmt: skip


def steps(work: Callable[[], object]) -> int:
    """How much is done: the lines of Python that run, and what methods in C that look through a text or list go over.

    It is the same in every run, whatever else the machine does. What a pattern or a parser in C takes is not in it.
    """
    done = 0

    def count_lines(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal done
        done += event == "line"
        return count_lines

    def count_calls(_frame: FrameType, event: str, argument: Any) -> None:
        nonlocal done
        held = getattr(argument, "__self__", None)
        if event == "c_call" and (
            isinstance(held, str | bytes) or (isinstance(held, list) and argument.__name__ in LOOKING_THROUGH)
        ):
            done += len(held) // CHARACTERS

    before = sys.gettrace(), sys.getprofile()
    sys.setprofile(count_calls)
    sys.settrace(count_lines)
    try:
        work()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return done


LOOKING_THROUGH = frozenset({"count", "index", "insert", "remove", "copy", "__contains__"})
CHARACTERS = 32
"""Characters that a method in C looks at in the time of a line of Python; rather too few."""


def read(name: str, data: bytes) -> None:
    try:
        reports_in(data, name)
    except GiktuiError as error:
        assert str(error)


def assert_no_square(work: Callable[[int], Callable[[], object]], size: int) -> None:
    """Twice the size takes some twice the steps; when they grow with its square it is four times."""
    work(size // 8)()  # loads what is loaded once
    once, twice = steps(work(size // 2)), steps(work(size))
    assert twice < 2.5 * once, f"{once} steps, {twice} of twice the size"


TRACED = 1_600
"""Things in a file that is read while its steps are counted, where reading it is not given up sooner."""


def reading(case: str) -> Callable[[int], Callable[[], object]]:
    """Reading the case's file of a size."""
    name, make, _size = STARVING[case]

    def work(size: int) -> Callable[[], object]:
        data = make(size)
        return lambda: read(name, data)

    return work


@pytest.mark.parametrize("case", STARVING)
def test_work_does_not_grow_with_the_square_of_the_size(case: str) -> None:
    name, _make, size = STARVING[case]
    assert_no_square(reading(case), size if name == "a.mht" else min(size, TRACED))


def test_the_count_of_steps_tells_a_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program once did: each line of a drawing taken for the beginning of a frame that goes to its end."""
    monkeypatch.setattr("giktui.readers.formats.text.drawn._TRIES", 10**9)
    with pytest.raises(AssertionError, match="steps"):
        assert_no_square(reading("frames that do not fit"), 240)


# -- what is too much for a pattern or parser in C never gets there ---------------------------------------------------


def test_a_number_format_is_cut_before_it_is_matched(monkeypatch: pytest.MonkeyPatch) -> None:
    from giktui.readers.formats.xlsx import number_styles

    lengths: list[int] = []

    class Recording:
        def sub(self, by: str, text: str) -> str:
            lengths.append(len(text))
            return text.replace("[", by)

    monkeypatch.setattr(number_styles, "_QUOTED", Recording())
    read("a.xlsx", formatted("[" * 60_000))
    assert lengths
    assert max(lengths) <= 1_000, "with 60,000 it took minutes"


def test_what_a_page_offers_to_choose_from_does_not_get_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    from giktui.readers.formats.html import reader

    pages: list[str] = []

    def recording(text: str) -> LexborHTMLParser:
        pages.append(text)
        return LexborHTMLParser(text)

    monkeypatch.setattr(reader, "LexborHTMLParser", recording)
    name, make, size = STARVING["options"]
    read(name, make(size))
    assert len(pages) == 1
    assert "<option" not in pages[0]


@pytest.mark.parametrize("case", ["parameters", "parameters on lines of their own"])
def test_a_head_that_goes_on_and_on_does_not_get_to_the_parser(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, make, size = STARVING[case]
    monkeypatch.delattr("giktui.readers.formats.mht.BytesParser")
    with pytest.raises(GiktuiError, match="邮件头太长"):
        reports_in(make(size), name)


def test_a_key_that_comes_twice_is_found_out_at_once() -> None:
    name, make, size = STARVING["a key repeated after thousands"]
    with pytest.raises(GiktuiError, match="出现了两次"):
        reports_in(make(size), name)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
@pytest.mark.parametrize("line", ["1", "年", "甲局", "政府信息公开", "2024年", "（"])
def test_a_line_that_goes_on_and_on_is_looked_through_once(line: str) -> None:
    """Patterns that begin anew at each character take minutes for it; the limit here is ten seconds."""
    with pytest.raises(GiktuiError, match=r"没有找到年报|读不出机关名称"):
        within_limits(reports_in, (line * 60_000).encode(), "a.txt", Limits(reading=10))


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
@pytest.mark.parametrize("letters", ["规章行政规范性文", "一本年新收政府信息公开申"])
@pytest.mark.parametrize("times", [5, 20_000])
def test_labels_in_single_letters_again_and_again_are_pieced_together_once(letters: str, times: int) -> None:
    """So many ways to spell a label, none of which comes to its end."""
    section = "二、主动公开政府信息情况" if letters[0] == "规" else "三、收到和处理政府信息公开申请情况"
    lines = [" ".join(letter * times) for letter in letters]
    text = "\n".join(
        ["某县水务局2024年政府信息公开工作年度报告", section, *lines, "1 2 3", "五、存在的主要问题及改进情况"]
    )
    within_limits(reports_in, text.encode(), "a.txt", Limits(reading=10))


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_none_of_them_takes_much_memory() -> None:
    here = Path(__file__).parent
    code = (
        f"import sys; sys.path[:0] = [{str(here)!r}, {str(here.parent)!r}]\n"
        "from test_starving import STARVING, read\n"
        "for name, make, size in STARVING.values(): read(name, make(size * 2))\n"
        "status = open('/proc/self/status').read().split()\n"
        "print(status[status.index('VmHWM:') + 1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stdout) < 400_000, "kB"


def test_a_sentence_nobody_wrote_is_not_judged() -> None:
    def work(size: int) -> Callable[[], object]:
        text = EXAMPLE.replace("一、总体情况\n", "一、总体情况\n\n" + "新收申请1件；" * size + "\n", 1)
        (found,) = reports_in(text.encode(), "a.txt")
        return lambda: check(found.report)

    assert_no_square(work, 2_400)


# -- what no reader knows of ------------------------------------------------------------------------------------------


def job(name: str, data: bytes, **limits: float) -> Job:
    return Job(data, name, limits=Limits(**limits))  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", ["busy", "busy in C", "hungry"])
def test_a_file_that_keeps_a_reader_busy_or_hungry_is_refused_and_the_next_is_read(
    how: str, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is in: a big file has a process of its own, which the system ends; a small one has an alarm."""
    from giktui.readers.formats.text import reader

    read = reader.read

    def starving(data: bytes, name: str, limits: Limits) -> object:
        if name == "bad.txt":
            held = []
            while True:
                if how == "hungry":
                    held.append(bytearray(1 << 24))
                elif how == "busy in C":
                    sum(range(100_000_000))
        return read(data, name, limits)

    monkeypatch.setattr(reader, "read", starving)
    good = ("good.txt", EXAMPLE.encode())
    size = 1 if how == "busy" else 200_000
    both: list[Job | None] = [job("bad.txt", b"x" * size, reading=1), job(*good, reading=20)]
    bad, found = [answer for _tag, answer in Recogniser[None](jobs).each((None, one) for one in both)]
    assert bad is not None and bad.error and not bad.recognitions
    assert found is not None
    assert len(found.recognitions) == 1, found.error


def test_one_file_to_check_is_read_within_limits_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text(EXAMPLE + " " * 200_000, "utf-8")
    (found,) = reports_of_file(tmp_path / "good.txt")
    assert found.report.year == 2025
    (tmp_path / "bad.json").write_text(json.dumps([[]] * 300_000))
    with pytest.raises(GiktuiError, match="太复杂"):
        reports_of_file(tmp_path / "bad.json")


def busy(_data: bytes, _name: str, *, limits: Limits) -> None:
    while limits:
        pass


def hungry(_data: bytes, _name: str, *, limits: Limits) -> None:
    held = []
    while limits:
        held.append(bytearray(1 << 24))


def slipping(_data: bytes, _name: str, *, limits: Limits) -> None:
    raise IndexError(limits)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
@pytest.mark.parametrize(
    ("read", "size"), [(busy, 1), (busy, 200_000), (hungry, 200_000), (slipping, 1), (slipping, 200_000)]
)
def test_a_list_is_read_within_limits_too(read: Callable[..., None], size: int) -> None:
    with pytest.raises(GiktuiError, match="a"):
        within_limits(read, b"x" * size, "a.csv", Limits(reading=1))


@pytest.mark.parametrize("size", [1, 200_000])
def test_what_a_list_says_comes_through(size: int) -> None:
    (document,) = within_limits(read_rows, "名称,上级\n甲县,乙市\n".encode() + b"\n" * size, "a.csv", Limits())
    assert [line.fields for block in document.blocks for line in block.lines] == [("名称", "上级"), ("甲县", "乙市")]  # type: ignore[union-attr]


@pytest.mark.parametrize("take", ["agencies", "addresses", "register", "reply"])
def test_every_list_is_read_within_limits(take: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader's slip is told with the file's name, as only `within_limits` does."""
    from giktui.cli.app.web import from_web
    from giktui.cli.requests.importing import Owner, Wanted, take_in
    from giktui.store.agencies.table import import_agencies
    from giktui.store.review.replies import take_reply

    def slip(*_given: object, **_more: object) -> None:
        raise IndexError

    monkeypatch.setattr(Kind, "load", lambda _kind, **_rows: slip)
    monkeypatch.setattr("giktui.store.review.replies.read_reply", slip)
    path = tmp_path / "甲.csv"
    path.write_text("名称,上级\n甲县,乙市\n", "utf-8")
    with closing(scratch()) as db, ExitStack() as closed, pytest.raises(GiktuiError, match="甲"):
        if take == "agencies":
            import_agencies(db, path)
        elif take == "addresses":
            list(from_web(db, [], path, closed, again=False))
        elif take == "register":
            take_in(db, Owner("甲局"), [path], Wanted(None, {}, (), False, False, True), actor="甲")
        else:
            take_reply(db, path.read_bytes(), path.name, actor="甲")
