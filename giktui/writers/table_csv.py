"""Any table as CSV."""

from collections.abc import Iterable, Sequence

from giktui.text.cleaning import csv_line, guarded, plain


def as_csv(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV; no name becomes a formula where it is opened."""
    return "".join(
        csv_line(guarded(plain(field)) if isinstance(field, str) else field for field in row) for row in (heads, *rows)
    )
