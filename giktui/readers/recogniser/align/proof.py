"""Proof by arithmetic: of several ways to read some cells, what the form's sums allow.

Where positions leave open which number is which cell, each possible reading is a choice. A cell is proved when all
choices with which the sums hold agree on it, and when every sum that it stands in can be worked out: all its other
cells are known or asked for as well. Nothing that is printed is changed: only choices that are offered are made.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from giktui.form import Form, Relation, load_form
from giktui.report import Number

Choice = Mapping[str, Number | None]
"""One way to read some cells: a value for each cell id, None for a blank. All choices of a question have the same
cells."""

_HOLDING = 2
"""Sums that must hold for a guess to be proved: that of its row and that of its column."""

_MOST = 10_000
"""Choices that are tried, at most, for questions that hang together."""


def proved(form: Form, known: Choice, questions: Sequence[Sequence[Choice]]) -> list[Choice]:
    """For each question (the choices for some cells) the cells that the sums prove, with their values: all of them
    where one choice is left, none where no choice holds.

    `known` are the cells that are certain. A sum counts only if all its cells are known or asked for; a blank counts
    as 0 in it, so that 0 and blank are never told apart. Questions that meet in a sum are settled together. A single
    choice is proved if the sums hold with it. The cells of two questions are disjoint.
    """
    sums = _Sums(form, known, questions)
    possible: dict[int, Sequence[_Alike]] = {}
    for number, choices in enumerate(questions):
        alone = [relation for relation in sums.of(number) if sums.asked(relation) == {number}]
        bare = [sums.known_part(relation) for relation in alone]
        kept = [
            choice
            for choice in choices
            if not any(part + difference(one, choice) for part, one in zip(bare, alone, strict=True))
        ]
        if kept:
            possible[number] = _alike(kept)
    settled: dict[int, Choice] = {}
    for together in _components(sums, possible):
        settled.update(_agreed(sums, together, possible))
    return _held(sums, settled, len(questions))


def confirmed(form: Form, values: Choice, cell: str) -> bool:
    """Whether sums prove the one number that is offered for a cell: at least those of its row and of its column, or as
    many others, can be worked out with no blank in them, and each of these holds. Stricter than `proved`: what is
    made out in a picture may be a number that is not printed at all."""
    known = [
        relation
        for relation in sums_with(form, cell)
        if all(values.get(term.cell) is not None for term in relation.terms)
    ]
    return len(known) >= _HOLDING and all(difference(relation, values) == 0 for relation in known)


def adds_up(form: Form, values: Choice) -> bool:
    """Whether the sums hold that have all their cells among these."""
    told = {id(one): one for cell in values for one in sums_with(form, cell)}.values()
    return not any(difference(one, values) for one in told if all(term.cell in values for term in one.terms))


def sums_with(form: Form, cell: str) -> Sequence[Relation]:
    """The sums within a year that a cell takes part in."""
    return _sums_by_cell(form.id).get(cell, ())


@cache
def _sums_by_cell(form: str) -> Mapping[str, Sequence[Relation]]:
    found: dict[str, list[Relation]] = {}
    for relation in load_form(form).relations:
        if relation.operator == "=" and not relation.across_years:
            for cell in {term.cell for term in relation.terms}:
                found.setdefault(cell, []).append(relation)
    return found


_Alike = Sequence[Choice]
"""Choices that differ only in 0 for a blank: no sum tells them apart."""


def _alike(choices: Sequence[Choice]) -> list[_Alike]:
    found: dict[tuple[tuple[str, Number], ...], list[Choice]] = {}
    for choice in choices:
        found.setdefault(tuple((cell, value or 0) for cell, value in sorted(choice.items())), []).append(choice)
    return list(found.values())


class _Sums:
    """The sums of the form that can be worked out, and which questions take part in each."""

    def __init__(self, form: Form, known: Choice, questions: Sequence[Sequence[Choice]]) -> None:
        self.asking = {cell: number for number, choices in enumerate(questions) if choices for cell in choices[0]}
        self.known = {cell: value for cell, value in known.items() if cell not in self.asking}
        self._of: dict[int, list[Relation]] = {}
        self.unheld: set[str] = set()
        for relation in form.relations:
            if relation.operator != "=" or relation.across_years:
                continue
            if all(term.cell in self.asking or term.cell in self.known for term in relation.terms):
                for number in self.asked(relation):
                    self._of.setdefault(number, []).append(relation)
            else:
                self.unheld.update(term.cell for term in relation.terms)

    def of(self, number: int) -> Sequence[Relation]:
        """The sums in which cells of a question take part."""
        return self._of.get(number, ())

    def asked(self, relation: Relation) -> set[int]:
        """The questions that take part in a sum."""
        return {self.asking[term.cell] for term in relation.terms if term.cell in self.asking}

    def known_part(self, relation: Relation) -> Number:
        """Left side less right side of a sum, of its known cells."""
        return difference(relation, self.known)


def difference(relation: Relation, values: Choice) -> Number:
    """What some cells contribute to left side less right side of a sum."""
    left = sum((term.factor * (values.get(term.cell) or 0) for term in relation.left), start=0)
    return left - sum((term.factor * (values.get(term.cell) or 0) for term in relation.right), start=0)


def _components(sums: _Sums, possible: Mapping[int, Sequence[_Alike]]) -> Iterator[list[int]]:
    """The questions that hang together, because their cells meet in a sum."""
    left = set(possible)
    while left:
        together = [left.pop()]
        for number in together:
            met = {other for relation in sums.of(number) for other in sums.asked(relation)} & left
            together.extend(sorted(met))
            left -= met
        yield sorted(together, key=lambda number: len(possible[number]))


def _agreed(sums: _Sums, together: Sequence[int], possible: Mapping[int, Sequence[_Alike]]) -> dict[int, Choice]:
    """What all ways to answer these questions with which their sums hold agree on; nothing where there is no way."""
    relations = list({relation.rule: relation for number in together for relation in sums.of(number)}.values())
    relations = [one for one in relations if sums.asked(one) <= set(together)]
    parts = [[[difference(one, alike[0]) for one in relations] for alike in possible[number]] for number in together]
    answers = _answers([sums.known_part(one) for one in relations], parts)
    agreed: dict[int, Choice] = {}
    for place, number in enumerate(together if answers else ()):
        left = [choice for taken in {answer[place] for answer in answers} for choice in possible[number][taken]]
        agreed[number] = {cell: value for cell, value in left[0].items() if all(other[cell] == value for other in left)}
    return agreed


def _answers(start: Sequence[Number], parts: Sequence[Sequence[Sequence[Number]]]) -> list[tuple[int, ...]]:
    """The ways to take one of each of the parts so that every sum comes out at 0; none after too many trials.

    `start` is what each sum has already, `parts` what each choice of each question adds to it.
    """
    least, most = [[0] * len(start)], [[0] * len(start)]
    for choices in reversed(parts):
        least.insert(0, [a + min(part) for a, part in zip(least[0], zip(*choices, strict=True), strict=True)])
        most.insert(0, [a + max(part) for a, part in zip(most[0], zip(*choices, strict=True), strict=True)])
    answers: list[tuple[int, ...]] = []
    tried = 0

    def answer(chosen: tuple[int, ...], reached: Sequence[Number]) -> None:
        nonlocal tried
        depth = len(chosen)
        if any(not low <= -value <= high for value, low, high in zip(reached, least[depth], most[depth], strict=True)):
            return
        if depth == len(parts):
            answers.append(chosen)
            return
        for number, part in enumerate(parts[depth]):
            tried += 1
            if tried <= _MOST:
                answer((*chosen, number), [a + b for a, b in zip(reached, part, strict=True)])

    answer((), start)
    return answers if tried <= _MOST else []


def _held(sums: _Sums, settled: Mapping[int, Choice], count: int) -> list[Choice]:
    """What is settled, of the cells of which every sum that they are in can be worked out, and holds."""
    relations = {relation.rule: relation for number in settled for relation in sums.of(number)}.values()
    held = {term.cell for relation in relations for term in relation.terms} - sums.unheld
    for relation in relations:
        if not sums.asked(relation) <= settled.keys():
            held -= {term.cell for term in relation.terms}
    return [{cell: value for cell, value in settled.get(number, {}).items() if cell in held} for number in range(count)]
