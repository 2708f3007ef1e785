"""When a text that is being typed is saved: soon after the hands rest, and now and then while they do not."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer
from textual.widget import Widget

SAVE_AFTER = 0.8
"""Seconds without a key after which a text is saved."""

SAVE_LATEST = 2.0
"""Seconds after which a text is saved that is typed without a pause."""


class SaveDelay:
    """Calls `save` when it is time, on the clock of a widget."""

    def __init__(self, widget: Widget, save: Callable[[], None]) -> None:
        self.widget, self.save = widget, save
        self._timer: Timer | None = None
        self._changed_since: float | None = None

    def typed(self) -> None:
        """Something was typed."""
        self.stop()
        now = monotonic()
        since = self._changed_since = now if self._changed_since is None else self._changed_since
        if (left := since + SAVE_LATEST - now) > 0:
            self._timer = self.widget.set_timer(min(SAVE_AFTER, left), self.save)
        else:  # a timer would be put off by the next key where keys come quicker than timers are looked at
            self.save()

    def stop(self) -> None:
        """No more call for what was typed last."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def saved(self) -> None:
        """All that was typed is handed on: the next key begins anew."""
        self._changed_since = None
