"""Numbers in texts that follow cells, until they are edited by hand. In every export they are plain text."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from difflib import Match, SequenceMatcher
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Number, number_text
from giktui.totals import sum_of

_SELECT = "SELECT part, at, length, cells FROM bound_figure WHERE report = ?"
_NUMBER = r"(\d+(?:\.\d+)?)"


class BoundFigure(NamedTuple):
    """A number in a text: its part, where it stands, and the cells whose sum it is."""

    part: str
    at: int
    length: int
    cells: tuple[str, ...]

    @property
    def end(self) -> int:
        """The character behind it."""
        return self.at + self.length


def bound_figures(db: sqlite3.Connection, report_id: int) -> list[BoundFigure]:
    """The bound numbers of a report's texts, in the order of the texts."""
    rows = db.execute(f"{_SELECT} ORDER BY part, at", (report_id,)).fetchall()
    return [BoundFigure(part, at, length, tuple(cells.split())) for part, at, length, cells in rows]


def bind(
    db: sqlite3.Connection,
    report_id: int,
    figures: Iterable[BoundFigure],
    texts: Mapping[str, str],
    cells: Mapping[str, Number],
) -> None:
    """Let numbers of the stored texts follow cells. Raises GiktuiError where a text does not say the sum there."""
    for figure in figures:
        said = texts.get(figure.part, "")[figure.at : figure.end]
        if said != number_text(sum_of(cells, figure.cells)) or not said:
            raise GiktuiError(_("“{said}”不是这些格的数，不能绑定").format(said=said))
        row = (report_id, figure.part, figure.at, figure.length, " ".join(figure.cells))
        db.execute("INSERT OR REPLACE INTO bound_figure VALUES (?, ?, ?, ?, ?)", row)


def text_moved(db: sqlite3.Connection, report_id: int, part: str, old: str, new: str) -> None:
    """Keep bound numbers where they belong in a text that changes; one that was edited over is bound no longer."""
    figures = [one for one in bound_figures(db, report_id) if one.part == part]
    if not figures:
        return
    moved = _same_words(figures, old, new) or _shifted(figures, old, new)
    db.execute("DELETE FROM bound_figure WHERE report = ? AND part = ?", (report_id, part))
    rows = [(report_id, part, one.at, one.length, " ".join(one.cells)) for one in moved]
    db.executemany("INSERT OR REPLACE INTO bound_figure VALUES (?, ?, ?, ?, ?)", rows)


def _same_words(figures: list[BoundFigure], old: str, new: str) -> list[BoundFigure]:
    """The bound numbers where the words around all of them are the same."""
    pattern, done = "", 0
    for one in figures:
        pattern += re.escape(old[done : one.at]) + _NUMBER
        done = one.end
    match = re.fullmatch(pattern + re.escape(old[done:]), new)
    if match is None:
        return []
    spans = (match.span(number) for number in range(1, len(figures) + 1))
    return [one._replace(at=start, length=end - start) for one, (start, end) in zip(figures, spans, strict=True)]


def _shifted(figures: list[BoundFigure], old: str, new: str) -> list[BoundFigure]:
    """The bound numbers that stand in front of what changed, or behind it, or in it between words that stayed."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    same = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    end, by = len(old) - same, len(new) - len(old)
    before = [one for one in figures if one.end <= start]
    behind = [one._replace(at=one.at + by) for one in figures if one.at >= end and one.end > start]
    within = [one for one in figures if one.end > start and one.at < end]
    if not within:
        return [*before, *behind]
    blocks = SequenceMatcher(None, old[start:end], new[start : end + by], autojunk=False).get_matching_blocks()
    return [*before, *_kept(within, blocks, start), *behind]


def _kept(figures: list[BoundFigure], blocks: Iterable[Match], start: int) -> Iterator[BoundFigure]:
    """Those that stayed together with the characters before and behind them."""
    for one in figures:
        for block in blocks:
            if block.a + start < one.at and one.end < block.a + start + block.size:
                yield one._replace(at=one.at - block.a + block.b)


def following(
    db: sqlite3.Connection,
    report_id: int,
    texts: Mapping[str, str],
    before: Mapping[str, Number],
    after: Mapping[str, Number],
) -> dict[str, str]:
    """The texts whose bound numbers are others now that the cells have changed.

    One that did not say the sum before was edited by hand: it stays as it is, and is bound no longer.
    """
    changed: dict[str, str] = {}
    for one in reversed(bound_figures(db, report_id)):
        text = changed.get(one.part, texts.get(one.part, ""))
        was, now = sum_of(before, one.cells), sum_of(after, one.cells)
        if was == now or now is None:
            continue
        if text[one.at : one.end] != number_text(was):
            db.execute(
                "DELETE FROM bound_figure WHERE report = ? AND part = ? AND at = ?", (report_id, one.part, one.at)
            )
            continue
        changed[one.part] = text[: one.at] + number_text(now) + text[one.end :]
    return changed
