"""Double entry: a table typed a second time, blind to the first, and what differs."""

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

from giktui.form import Form, Table
from giktui.report import Number
from giktui.totals import changed_cells, consequences


class DoubleEntry:
    """The second pass over one table. Its numbers are never saved; its totals follow as those of the first do."""

    def __init__(self, form: Form, table: Table) -> None:
        self.form, self.table = form, table
        self.second: dict[str, Number] = {}
        self.typed: set[str] = set()

    def left(self) -> dict[str, str]:
        """What was typed, to be gone on with another time."""
        return {cell: str(self.second[cell]) for cell in sorted(self.typed) if cell in self.second}

    def resume(self, left: Mapping[str, str]) -> None:
        """Go on with what `left` gave, as far as it is this table's."""
        amounts = {cell.id for cell in self.table.cells if cell.kind == "amount"}
        for cell in self.table.cells:
            with suppress(ValueError, ArithmeticError):
                if cell.id in left:
                    self.enter({cell.id: Decimal(left[cell.id]) if cell.id in amounts else int(left[cell.id])})

    def enter(self, values: Mapping[str, Number | None]) -> None:
        """Take values of the second pass."""
        self.typed |= {cell for cell, value in values.items() if value is not None}
        self.typed -= {cell for cell, value in values.items() if value is None}
        self.second = dict(self.preview(values))

    def preview(self, values: Mapping[str, Number | None]) -> Mapping[str, Number]:
        """The numbers of the second pass with these values, totals following."""
        origins = dict.fromkeys(self.second, "total") | dict.fromkeys(self.typed, "typed")
        follow = consequences(self.form, self.second, values, origins, {})
        return changed_cells(self.second, {**values, **{cell: value for cell, (value, _how) in follow.items()}})

    def differences(self, first: Mapping[str, Number]) -> list[tuple[str, Number | None, Number | None]]:
        """The cells of the table where the two passes differ: cell, first, second. A cell not retyped is no difference
        as long as nothing was typed in the second pass that it follows."""
        return [
            (cell.id, first.get(cell.id), self.second[cell.id])
            for cell in self.table.cells
            if cell.id in self.second and first.get(cell.id) != self.second[cell.id]
        ]
