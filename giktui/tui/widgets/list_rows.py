"""The rows and columns of a list, and where the rows come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Item:
    """A row: `key` is what the screen knows it by, `looks` names the component class that colours each field."""

    key: object
    fields: tuple[str, ...]
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list. `width` counts terminal cells; 0 takes what the others leave.

    `cells` says that it holds names of the form's cells: of a long one the end is shown, too. `ends` says so of names
    that are long for what they have in common at their beginning. `order`, where given, is what the rows can be sorted
    by when the head is clicked; `sort` names the order instead where the screen sorts.
    """

    title: str
    width: int = 0
    right: bool = False
    cells: bool = False
    ends: bool = False
    order: Callable[[Item], Any] | None = None
    sort: str = ""

    @property
    def sortable(self) -> bool:
        """Whether the rows can be sorted by it."""
        return self.order is not None or self.sort != ""


def by_text(number: int) -> Callable[[Item], str]:
    """Sorts by what a field says."""
    return lambda item: item.fields[number].strip()


def by_number(number: int) -> Callable[[Item], float]:
    """Sorts by the number a field is; what is none comes first."""

    def value(item: Item) -> float:
        try:
            return float(item.fields[number].replace("%", "").replace(",", ""))
        except ValueError:
            return float("-inf")

    return value


class Source(Protocol):
    """Where the rows come from."""

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def page(self, start: int, count: int) -> Sequence[Item]:
        """`count` rows from `start` on (fewer at the end)."""
        ...


class Rows:
    """A Source over rows that are all there."""

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def page(self, start: int, count: int) -> Sequence[Item]:
        """A slice of the rows."""
        return self.items[start : start + count]
