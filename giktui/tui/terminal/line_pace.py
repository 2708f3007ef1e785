"""How much may be sent now, so that what was sent before has reached the terminal or soon will.

Between the app and the terminal lie buffers (64 kB of a pty, those of ssh and TCP) that take a minute of a slow line:
that a write has succeeded says nothing. So the terminal itself is asked where its cursor is, which every terminal
answers, behind what was sent; its answer says that all of that has been drawn. A terminal that never answers is sent
everything at once.
"""

ASK = "\x1b[6n"
"""The question where the cursor is."""

_START = 2000
"""Bytes that may be under way before anything is known of the line. A line that allows fewer is slow: on such a one
nothing is sent between a question and its answer."""

_LEAST, _MOST = 300, 1 << 16

_SWIFT, _SLOW = 0.25, 0.6
"""Seconds for what was sent, over those for next to nothing: less lets twice as much out, more cuts it down."""

_PATIENCE, _LONGEST = 1.0, 4.0
"""Seconds beyond the expected ones after which the question is repeated; each time twice as many, to the second."""

_GIVEN_UP = 5
"""So many questions without an answer, and the terminal counts as one that answers none."""

_TWIN = 0.3
"""Seconds within which the answer to a repeated question comes behind that to the first, if that was only late."""

_CLOCK = 0.02
"""Seconds that say nothing about the line."""

_ASK_AGAIN = 5.0
"""Seconds after which a terminal that has never answered is asked once more."""


def like_a_key(x: int, y: int) -> bool:
    """Whether the answer that the cursor stands there (from 0) looks like a key: Esc [ 1 ; 2 R is Shift+F3."""
    return y == 0 and 0 < x < 8


class LinePace:
    """Counts bytes and answers. All times are of one clock, in seconds."""

    def __init__(self) -> None:
        self.answers = False
        """Whether the terminal answers."""
        self.window = _START
        self._under_way = self._behind = self._lost = 0
        self._asked: float | None = None
        self._first_asked = self._quiet_until = 0.0
        self._swiftest = 60.0
        self._rate = 0.0

    def room(self, now: float) -> int:
        """How many bytes may go out; 0 for none."""
        if not self.answers:
            return _MOST
        if now < self._quiet_until or (self._asked is not None and self.window < _START):
            return 0
        return max(0, self.window - self._under_way)

    def overdue(self, now: float) -> bool:
        """Whether the question is to be repeated, alone: its answer has been lost, or takes long."""
        if self._asked is None or not self.answers or now < self._due():
            return False
        self._lost += 1
        self.answers = self._lost < _GIVEN_UP
        self._asked, self._behind = now, 0
        return True

    def sent(self, size: int, now: float) -> bool:
        """So many bytes went out; whether the terminal is to be asked behind them."""
        self._under_way += size
        if self._asked is not None and (self.answers or now - self._asked < _ASK_AGAIN):
            self._behind += size
            return False
        self._asked = self._first_asked = now
        self._behind = 0
        return True

    def answered(self, now: float) -> bool:
        """The terminal has answered; whether it is to be asked again, as more has been sent since the question."""
        self.answers = True
        if self._asked is None or now < self._quiet_until:
            return False
        if self._lost:
            self._lost, self._quiet_until = 0, now + _TWIN
        self._measure(now - self._first_asked, self._under_way - self._behind)
        self._under_way = self._behind
        self._asked, self._first_asked = now if self._behind else None, now
        self._behind = 0
        return self._asked is not None

    def _measure(self, taken: float, drawn: int) -> None:
        self._swiftest = min(self._swiftest, taken)
        over = taken - self._swiftest
        if over > _CLOCK:
            self._rate = drawn / over
        if over > _SLOW:
            self.window = int(self._rate * (_SWIFT + self._swiftest / 2))
        elif over < _SWIFT and drawn * 2 >= self.window:
            self.window *= 2
        self.window = min(max(self.window, _LEAST), _MOST)

    def wait(self, now: float) -> float:
        """Seconds after which to look again although no answer has come."""
        return max(self._quiet_until - now, self._due() - now if self._asked is not None else 0.0, 0.0)

    def _due(self) -> float:
        line = self._under_way / self._rate if self._rate else 0.0
        patience = min(_LONGEST, _PATIENCE * (1 << self._lost))
        return (self._asked or 0.0) + min(self._swiftest, _LONGEST) + line + patience
