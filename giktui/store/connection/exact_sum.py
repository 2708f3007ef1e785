"""Sums of amounts in SQL without a float: SQLite's own sum() would make one of every decimal string."""

import sqlite3
from decimal import Decimal


class _ExactSum:
    def __init__(self) -> None:
        self.total: Decimal | None = None

    def step(self, value: int | str | None) -> None:
        if value is not None:
            self.total = Decimal(value) + (self.total or 0)

    def finalize(self) -> str | None:
        return None if self.total is None else str(self.total)


def teach_exact_sum(db: sqlite3.Connection) -> None:
    """Give the connection an aggregate `exact_sum`: of integers and decimal strings, as a string; NULL of nothing."""
    db.create_aggregate("exact_sum", 1, _ExactSum)  # type: ignore[arg-type]  # typeshed knows only sums of int
