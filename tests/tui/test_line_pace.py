"""A line simulated with a clock of its own: what is under way, and that nothing stops for good."""

from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giktui.tui.terminal.line_pace import LinePace

TICK = 0.02


class Line:
    """A line of `rate` bytes a second and `delay` seconds each way; it loses the answers numbered in `lost`."""

    def __init__(self, rate: float, delay: float, lost: frozenset[int] = frozenset()) -> None:
        self.rate, self.delay, self.lost = rate, delay, lost
        self.queue = 0.0
        self.asked: deque[tuple[float, int]] = deque()  # when what was sent before it has gone out
        self.answers = 0
        self.pace = LinePace()
        self.now = 0.0

    def send(self, size: int) -> None:
        self.queue += size
        if self.pace.sent(size, self.now):
            self.ask()

    def ask(self) -> None:
        self.queue += 4
        self.answers += 1
        if self.answers not in self.lost:
            self.asked.append((self.now + self.queue / self.rate + 2 * self.delay, self.answers))

    def tick(self) -> None:
        self.now += TICK
        self.queue = max(0.0, self.queue - self.rate * TICK)
        while self.asked and self.asked[0][0] <= self.now:
            self.asked.popleft()
            if self.pace.answered(self.now):
                self.ask()

    def type_for(self, seconds: float) -> list[float]:
        """Twelve keys a second, 150 bytes each unless more than that is waiting; the seconds the line was behind."""
        behind, waiting, key = [], 0, 0.0
        until = self.now + seconds
        while self.now < until:
            if self.now >= key:
                key = self.now + 1 / 12
                waiting = min(waiting + 150, 600)  # frames that wait are merged: a screen has only so many characters
            if self.pace.overdue(self.now):
                self.ask()
            if waiting and (room := self.pace.room(self.now)):
                size = min(waiting, max(room, 150))
                waiting -= size
                self.send(size)
            behind.append(self.queue / self.rate)
            self.tick()
        return behind


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([960.0, 1920.0, 11520.0, 1e6]),
    st.floats(0, 0.4),
    st.frozensets(st.integers(3, 120), max_size=5),
)
def test_little_is_under_way_whatever_the_line(rate: float, delay: float, lost: frozenset[int]) -> None:
    line = Line(rate, delay, lost)
    line.send(120)  # setting up the terminal
    line.type_for(8)
    behind = line.type_for(30)
    assert max(behind) < 1.6
    assert line.pace.answers


@pytest.mark.parametrize("delay", [0.0, 0.2])
def test_a_swift_line_takes_more_and_more(delay: float) -> None:
    line = Line(1e7, delay)
    line.send(120)
    for _tick in range(100):
        line.tick()
    for _step in range(20):
        if room := line.pace.room(line.now):
            line.send(room)
        for _tick in range(30):
            line.tick()
    assert line.pace.window == 1 << 16


def test_a_terminal_that_never_answers_is_sent_everything() -> None:
    pace = LinePace()
    assert pace.sent(120, 0.0)
    assert not pace.sent(5000, 1.0)
    assert pace.room(1.0) > 10_000
    assert pace.sent(10, 6.0)  # asked once more, now and then


def test_a_terminal_that_answers_no_more_is_sent_everything_again_after_some_patience() -> None:
    line = Line(960, 0.0, frozenset(range(3, 1000)))
    line.send(120)
    line.type_for(60)
    assert not line.pace.answers
    assert line.pace.room(line.now) > 10_000
