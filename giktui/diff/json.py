"""A difference as one JSON object, in a fixed order and without a clock, for scripts."""

from giktui.diff import words
from giktui.diff.compare import CellDifference, Difference, Incomparable
from giktui.diff.facts import Fact, facts, plain_number
from giktui.diff.narrative import TextDifference
from giktui.report import Report, number_json
from giktui.text.cleaning import as_json

SCHEMA_VERSION = 1


def render(difference: Difference) -> str:
    """The object, indented by two; amounts and percentages are decimal strings, a blank is null."""
    return as_json(as_dict(difference)) + "\n"


def as_dict(difference: Difference) -> dict[str, object]:
    """The difference as an object that `json.dumps` takes."""
    return {
        "schema_version": SCHEMA_VERSION,
        "old": _report(difference.old),
        "new": _report(difference.new),
        "same": difference.same,
        "cells": [_cell(cell) for cell in difference.cells],
        "texts": [_text(text) for text in difference.texts],
        "facts": [_fact(fact) for fact in facts(difference)],
        "incomparable": [_incomparable(rest) for rest in difference.incomparable],
    }


def _report(report: Report) -> dict[str, object]:
    return {"agency": report.agency, "year": report.year, "form": report.form}


def _cell(cell: CellDifference) -> dict[str, object]:
    row, column = words.labels(cell)
    return {
        "table": cell.table,
        "row": row,
        "column": column,
        "old_cells": list(cell.old_cells),
        "new_cells": list(cell.new_cells),
        "changed": cell.changed,
        "old": number_json(cell.old),
        "new": number_json(cell.new),
        "difference": number_json(cell.delta),
        "percent": number_json(cell.percent),
    }


def _text(text: TextDifference) -> dict[str, object]:
    return {
        "part": text.part,
        "changed": text.changed,
        "likeness": None if text.likeness is None else round(text.likeness, 4),
        "paragraphs": [
            {
                "kind": paragraph.kind,
                "old": paragraph.old,
                "new": paragraph.new,
                "pieces": [[piece.kind, piece.text] for piece in paragraph.pieces],
            }
            for paragraph in text.paragraphs
        ],
    }


def _fact(fact: Fact) -> dict[str, object]:
    old, new = (None if count is None else number_json(plain_number(count.value)) for count in (fact.old, fact.new))
    return {
        "part": fact.part,
        "what": fact.what,
        "unit": fact.unit,
        "old": old,
        "new": new,
        "old_text": fact.old.written if fact.old else "",
        "new_text": fact.new.written if fact.new else "",
        "in_tables": fact.tabled,
    }


def _incomparable(rest: Incomparable) -> dict[str, object]:
    return {"form": rest.form, "cells": list(rest.cells), "because": rest.reason}
