"""Any table as CSV."""

from collections.abc import Iterable, Iterator, Sequence

from giktui.text.cleaning import csv_line, guarded, plain


def as_csv(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV; no name becomes a formula where it is opened."""
    return "".join(csv_rows((heads, *rows)))


def csv_rows(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """As `as_csv`, row by row."""
    for row in rows:
        yield csv_line(guarded(plain(field)) if isinstance(field, str) else field for field in row)
