"""Parts of a number, which end where they make up the whole: 收到12件，其中线上9件、线下3件，办结11件."""

from collections.abc import Iterable
from decimal import Decimal

from giktui.checks.narrative.scope import Scope, Token
from giktui.text.numerals import value

_COUNTED = frozenset("件宗起份例条项")


class Track:
    """The scope on the way through a sentence, and what was counted last.

    A part holds on until a semicolon, the end of its brackets, or until the parts told make up a number told before;
    where the whole sentence tells of parts (`throughout`), to its end.
    """

    def __init__(self, scope: Scope, *, throughout: bool = False) -> None:
        self.scope = scope
        self._throughout = throughout
        self.counted = ""
        self._whole = ""
        self._wholes: set[Decimal] = set()
        self._told = Decimal(0)
        self._outside: list[tuple[Scope, str]] = []
        self._before_part: bool | None = None

    def leave(self, tokens: Iterable[Token], scope: Scope, counted: str) -> None:
        """Behind a clause of such words, with the scope it leaves behind and what it counted."""
        numbers = [number for token in tokens if (number := _number(token)) is not None]
        self.counted = counted or self.counted
        if scope.narrowed:
            self._told += sum(numbers)
            if self._told in self._wholes:
                scope, self.counted = self._whole_again(scope), self._whole
        else:
            self._wholes.update(numbers)
            self._whole = counted or self._whole
        self.scope = scope

    def pass_by(self, mark: str, *, part: bool) -> None:
        """Past the mark between two clauses; behind it `part` of what was told is told apart (其中)."""
        if mark in "；;":
            self.scope = self._whole_again(self.scope)
            if self._before_part is not None:  # whose figures the parts were matters no more
                self.scope, self._before_part = self.scope._replace(foreign=self._before_part), None
        elif mark in "（(":
            self._outside.append((self.scope, self.counted))
        elif mark in "）)" and self._outside:
            said, self.counted = self._outside.pop()
            self.scope = said._replace(application=self.scope.application)
        if part and self._before_part is None:
            self._before_part = self.scope.foreign

    def _whole_again(self, scope: Scope) -> Scope:
        self._told = Decimal(0)
        return scope._replace(narrowed=self._throughout, delayed=False, aside=False)


def _number(token: Token) -> Decimal | None:
    """The number of cases the word says, if it says one."""
    if token.kind != "number" or token.match["scale"] or (token.match["unit"] or "")[:1] not in _COUNTED:
        return None
    return value(token.match["number"])
