"""What is printed on a terminal is as wide as that, whatever names are in it."""

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giktui.cli.app.fitting import fitted, hanging
from giktui.store import begin, connect
from giktui.text.width import width_of

WORDS = st.text("甲乙县局 ab1，。（）", max_size=80)


@given(WORDS, st.integers(0, 20), st.integers(40, 120))
def test_a_sentence_is_broken_and_nothing_of_it_lost(text: str, indent: int, width: int) -> None:
    lines = list(hanging(text, indent, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(width_of, lines)) <= max(width, width_of(lines[0]) if len(lines) == 1 else 0)
    assert list(hanging(text, indent, None)) == [text]


@given(st.lists(st.tuples(WORDS, st.integers(0, 10**6).map(str), WORDS), min_size=1), st.integers(50, 120))
def test_a_table_gives_up_width_in_its_names_and_not_in_its_numbers(rows: list[tuple[str, ...]], width: int) -> None:
    made = fitted(rows, [1], width)
    assert [["".join(cell.split()) for cell in row] for row in made] == [["".join(c.split()) for c in r] for r in rows]
    widths = [max(width_of(line) for row in made for line in row[n].split("\n")) for n in range(3)]
    assert sum(widths) + 4 <= width
    assert [row[1] for row in made] == [row[1] for row in rows]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
@pytest.mark.parametrize(
    "words", [["agency", "list"], ["check", "--all"], ["check", "2025", "-a", "澄湖县人民政府"], ["keys"], ["list"]]
)
def test_nothing_is_wider_than_the_terminal(words: list[str], database: Path) -> None:
    pexpect: Any = pytest.importorskip("pexpect")
    with closing(connect(database)) as db:
        begin(db, "甲省乙自治州丙自治县" * 5 + "分局", 2025, actor="a")
    settings = {**os.environ, "NO_COLOR": "1"}
    child = pexpect.spawn(sys.executable, ["-m", "giktui", *words], dimensions=(50, 80), encoding="utf-8", env=settings)
    child.expect(pexpect.EOF)
    assert child.wait() in (0, 1)
    assert max(width_of(line.rstrip("\r")) for line in child.before.split("\n")) <= 80
