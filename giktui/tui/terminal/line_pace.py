"""How much may be sent now, so that what was sent before has reached the terminal or soon will.

Between the app and the terminal lie buffers (64 kB of a pty, those of ssh and TCP) that take a minute of a slow line:
that a write has succeeded says nothing. So the terminal itself is asked where its cursor is, which every terminal
answers, behind what was sent; its answer says that all of that has been drawn. A terminal that never answers is sent
everything at once.
"""

_START = 2000
"""Bytes that may be under way before anything is known of the line."""

_LEAST, _MOST = 400, 1 << 16

_SWIFT, _SLOW = 0.25, 0.6
"""Seconds for what was sent, over those for next to nothing: less lets twice as much out, more cuts it down."""

_PATIENCE, _LONGEST = 0.6, 4.0
"""Seconds beyond the expected ones after which an answer is given up; twice as many with each that is, at most so many."""

_ASK_AGAIN = 5.0
"""Seconds after which a terminal that has never answered is asked once more."""


class LinePace:
    """Counts bytes and answers. All times are of one clock, in seconds."""

    def __init__(self) -> None:
        self.answers = False
        """Whether the terminal has ever answered."""
        self.window = _START
        self._under_way = self._behind = 0
        self._asked: float | None = None
        self._swiftest = 60.0
        self._rate = 0.0
        self._lost = 0

    def room(self, now: float) -> int:
        """How many bytes may go out; 0 for none."""
        if not self.answers:
            return _MOST
        if self._asked is not None and now >= self._due():
            self._lost += 1
            self._asked, self._under_way, self._behind = None, 0, 0
        return max(0, self.window - self._under_way)

    def sent(self, size: int, now: float) -> bool:
        """So many bytes went out; whether the terminal is to be asked behind them."""
        self._under_way += size
        if self._asked is not None and (self.answers or now - self._asked < _ASK_AGAIN):
            self._behind += size
            return False
        self._asked, self._behind = now, 0
        return True

    def answered(self, now: float) -> bool:
        """The terminal has answered; whether it is to be asked again, as more has been sent since the question."""
        self.answers = True
        if self._asked is None:
            return False
        taken, drawn = now - self._asked, self._under_way - self._behind
        self._lost = 0
        self._swiftest = min(self._swiftest, taken)
        over = taken - self._swiftest
        if over > 0.02:
            self._rate = drawn / over
        if over > _SLOW:
            self.window = int(self._rate * _SLOW)
        elif over < _SWIFT and drawn * 2 >= self.window:
            self.window *= 2
        self.window = min(max(self.window, _LEAST), _MOST)
        self._under_way = self._behind
        self._asked = now if self._behind else None
        self._behind = 0
        return self._asked is not None

    def wait(self, now: float) -> float:
        """Seconds after which there is room although no answer has come."""
        return max(0.0, self._due() - now) if self._asked is not None else 0.0

    @property
    def owed(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def _due(self) -> float:
        line = self._under_way / self._rate if self._rate else 0.0
        patience = min(_LONGEST, _PATIENCE * 2**self._lost)
        return (self._asked or 0.0) + min(self._swiftest, _LONGEST) + line + patience
