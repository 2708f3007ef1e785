"""A finding: what a rule has to say about a report."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from giktui.form import Severity
from giktui.report import Number, number_json

Status = Literal["open", "waived", "not_evaluated"]
"""not_evaluated: the rule met a blank it needs, or there is no report of last year; it is no accusation."""


class CellChange(NamedTuple):
    """A cell's number, and the one it would have. `agency` or `year` name the report where that is another."""

    cell: str
    old: Number | None
    new: Number | None
    agency: str = ""
    year: int | None = None


class Repair(NamedTuple):
    """Changes that together settle findings (their fingerprints), and why they are likely: a code (`transposed`)."""

    cells: tuple[CellChange, ...]
    settles: tuple[str, ...]
    why: str

    def as_json(self) -> Mapping[str, object]:
        """The repair as the `--json` output has it; a cell of another report says of which."""
        return {
            "cells": [
                {"cell": one.cell, "from": number_json(one.old), "to": number_json(one.new)}
                | ({"agency": one.agency} if one.agency else {})
                | ({"year": one.year} if one.year is not None else {})
                for one in self.cells
            ],
            "settles": list(self.settles),
            "why": self.why,
        }


class Finding(NamedTuple):
    """One statement of one rule. `message` names table and row as the form does, and both sides with their values.

    `evidence` quotes the words of the report it rests on; `span` is where they stand: (section id, start, end) in
    characters of the narrative. `values` are the cells' values it was made from: a waiver is tied to them.
    `cause` is the fingerprint of the finding that speaks for all that have the same cause; empty: it stands alone.
    `rules_version` names the rules and settings it was made with; empty: the rules as the catalogue has them.
    """

    rule: str
    severity: Severity
    status: Status
    message: str
    cells: tuple[str, ...] = ()
    left: Number | None = None
    right: Number | None = None
    evidence: str = ""
    suggestion: str = ""
    span: tuple[str, int, int] | None = None
    values: tuple[tuple[str, Number | None], ...] = ()
    repairs: tuple[Repair, ...] = ()
    cause: str = ""
    rules_version: str = ""

    @property
    def delta(self) -> Number | None:
        """left − right, where both are there."""
        return None if self.left is None or self.right is None else self.left - self.right

    @property
    def family(self) -> str:
        """The rule as the catalogue has it, without the row or column behind it: `T3-ROW` of `T3-ROW-received`."""
        return "-".join(part for part in self.rule.split("-") if part.isupper())

    @property
    def identity(self) -> tuple[str, tuple[str, ...], tuple[tuple[str, Number | None], ...], str]:
        """What makes it another finding than others of the report: rule, cells and values, and what it rests on."""
        return self.rule, self.cells, self.values, self.evidence

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits that stay while rule, cells and values do; a waiver names them."""
        import hashlib  # slow to load, and needed only where findings are named

        rule, cells, values, evidence = self.identity
        basis = "\n".join([rule, *cells, *(f"{cell}={value}" for cell, value in values), evidence])
        return hashlib.sha256(basis.encode()).hexdigest()[:16]

    def as_json(self) -> Mapping[str, object]:
        """The finding as the `--json` output has it; Decimals as strings."""
        from giktui.checks.version import rules_version  # reads all rules

        return {
            "rule": self.rule,
            "severity": self.severity,
            "status": self.status,
            "cells": list(self.cells),
            "left": number_json(self.left),
            "right": number_json(self.right),
            "delta": number_json(self.delta),
            "message": self.message,
            "evidence": self.evidence,
            "suggestion": self.suggestion,
            "fingerprint": self.fingerprint,
            "repairs": [dict(one.as_json()) for one in self.repairs],
            "cause": self.cause or self.fingerprint,
            "rules_version": self.rules_version or rules_version({}),
        }
