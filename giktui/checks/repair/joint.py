"""The sums of several reports as one system: the report's own, last year's, and those of the agencies below it.

A cell of another report may be what is wrong, too: last year's that this year goes on from, a child's that the parent
adds up. Their own sums take part as soon as one that joins them is broken, so that a repair there breaks nothing there.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from giktui.checks.repair.below import Below
from giktui.checks.repair.equations import Equation, Listed, hanging_together
from giktui.report import Number

ADDS_UP = "HR-SUM"
"""The rule that a report adds up those below it."""
_Node = int | tuple[int, int]
"""An equation, or in the reports below that have one shape a group of them."""


class Joint:
    """The equations of a report and of those beside it (`near`), how far its sums over those below are off by their
    cells, and those below.

    The sums come behind the equations that are near, those of the reports below last. `reports` are agency and year of
    the others by the prefix of their cells.
    """

    def __init__(
        self,
        near: Listed,
        reports: Mapping[str, tuple[str, int | None]],
        sums: Mapping[str, Number] = {},
        children: Sequence[Below] = (),
    ) -> None:
        self.near = near
        self._reports = reports
        self._sums = sums
        self._children = {child.prefix: child for child in children}
        self._ordered = children
        self._made: dict[int, Equation] = {}
        self._shapes = list({id(child.shape): child.shape for child in children}.values())
        self._summed = list(sums)
        self._sum_at = {cell: at for at, cell in enumerate(sums, start=len(near.equations))}

    def __len__(self) -> int:
        last = self._ordered[-1] if self._ordered else None
        return last.start + len(last.shape.equations) if last else len(self.near.equations)

    def equation(self, at: int) -> Equation:
        """The equation at that place."""
        if at < len(self.near.equations):
            return self.near.equations[at]
        if at not in self._made:
            self._made[at] = self._make(at)
        return self._made[at]

    def _make(self, at: int) -> Equation:
        behind = at - len(self.near.equations) - len(self._sums)
        if behind >= 0:
            return self._ordered[bisect_right(self._ordered, at, key=lambda child: child.start) - 1].equation(at)
        cell = self._summed[behind]
        parts = {prefix + cell: -1 for prefix in self._children}
        return Equation(f"{ADDS_UP}:{cell}", {cell: 1, **parts}, self._sums[cell])

    def places(self, cell: str) -> Sequence[int]:
        """Where the equations are that the cell stands in, in their order."""
        prefix, own = _apart(cell)
        child = self._children.get(prefix)
        if prefix and child is None:
            return self.near.places(cell)
        added = [self._sum_at[own]] if own in self._sum_at else []
        return [*added, *child.places(own)] if child else [*self.near.places(own), *added]

    def value(self, cell: str) -> Number | None:
        """What stands in the cell."""
        prefix, own = _apart(cell)
        child = self._children.get(prefix)
        return child.numbers.get(own) if child else self.near.numbers.get(cell)

    def number(self, cell: str) -> Number:
        """What stands in a cell of an equation: none of these is blank."""
        value = self.value(cell)
        assert value is not None, "an equation with a blank says nothing"
        return value

    def broken_parts(self) -> Iterable[frozenset[int]]:
        """The broken equations, together those that share a cell, directly or through others (broken or not).

        What is broken only in reports below, where no sum joins it to anything that is broken above, is left out.
        """
        first = len(self.near.equations)
        broken = {at for at, one in enumerate(self.near.equations) if one.off}
        broken |= {at for at, off in enumerate(self._sums.values(), start=first) if off}
        starts: set[_Node] = {*broken}
        groups = list(hanging_together(starts, self._beside))
        for group in sorted(groups, key=lambda group: min(node for node in group if isinstance(node, int))):
            below = (self._broken_below(*node) for node in group if isinstance(node, tuple))
            yield frozenset(chain((at for at in broken if at in group), *below))

    def _beside(self, node: _Node) -> Iterator[_Node]:
        """What an equation shares a cell with. A sum joins all reports below: those of one shape go together."""
        if isinstance(node, tuple):
            which, group = node
            yield from (self._sum_at[cell] for cell in self._shapes[which].cells[group] if cell in self._sum_at)
        elif node < len(self.near.equations):
            for cell in self.near.equations[node].factors:
                yield from self.places(cell)
        else:
            cell = self._summed[node - len(self.near.equations)]
            yield from self.near.places(cell)
            for which, shape in enumerate(self._shapes):
                if places := shape.places[cell]:
                    yield which, shape.group[places[0]]

    def _broken_below(self, which: int, group: int) -> Iterator[int]:
        for child in self._ordered:
            if child.shape is self._shapes[which]:
                yield from child.broken(group)

    def place(self, name: str) -> tuple[str, str, int | None]:
        """The cell's own id, and agency and year of its report where that is another one."""
        prefix, cell = _apart(name)
        agency, year = self._reports[prefix]
        return cell, agency, year

    def slips(self, answer: Mapping[str, int]) -> list[tuple[Mapping[str, int], tuple[str, ...]]]:
        """The changes of an answer, those apart that stand in no equation together, with the broken rules of each."""
        groups: list[tuple[set[str], frozenset[int]]] = []
        for cell in answer:
            places = frozenset(self.places(cell))
            joined = [group for group in groups if group[1] & places]
            groups = [group for group in groups if group not in joined]
            groups.append(
                ({cell}.union(*(cells for cells, _n in joined)), places.union(*(others for _c, others in joined)))
            )
        return [
            (
                {cell: answer[cell] for cell in answer if cell in cells},
                tuple(one.rule for one in map(self.equation, sorted(places)) if one.off),
            )
            for cells, places in groups
        ]

    def mended(self, rules: Sequence[str]) -> tuple[str, ...]:
        """The rules of the report itself whose findings are settled with these equations."""
        sums = {f"{ADDS_UP}:{cell}" for cell, off in self._sums.items() if off}
        own = [rule for rule in rules if ":" not in rule]
        return (*own, ADDS_UP) if sums and sums.issubset(rules) else tuple(own)


def _apart(name: str) -> tuple[str, str]:
    """The prefix of a cell's name, empty for the report's own, and the cell."""
    prefix, mark, cell = name.rpartition(":")
    return prefix + mark, cell
