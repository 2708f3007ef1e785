"""`giktui import --json`: what became of each file and how each cell was read, written file by file."""

from collections.abc import Iterator, Mapping

from giktui.cli.app import output
from giktui.readers import Reading, Recognition
from giktui.report import number_json
from giktui.store.reports.import_result import Imported
from giktui.text.cleaning import as_json


def written(imported: Iterator[Imported]) -> Iterator[Imported]:
    """Passes on what became of each file and writes one JSON object of all; memory does not grow with their number."""
    output.data(f'{{\n  "schema_version": {output.SCHEMA_VERSION},\n  "files": [')
    before = "\n"
    try:
        for one in imported:
            text = as_json(_file(one))
            output.data(before + "\n".join(f"    {line}" for line in text.splitlines()))
            before = ",\n"
            yield one
    finally:
        output.data("\n  ]\n}\n")


def _file(one: Imported) -> Mapping[str, object]:
    return {
        "path": str(one.path),
        "status": one.status,
        "message": one.message,
        "stored": [{"agency": entry.agency, "year": entry.year} for entry in one.entries],
        "reports": [_report(found) for found in one.recognitions],
        "refused": [{"name": name, "message": message} for name, message in one.refused],
    }


def _report(found: Recognition) -> Mapping[str, object]:
    return {
        "agency": found.report.agency,
        "year": found.report.year,
        "form": found.report.form,
        "title": found.report.title,
        "kind": found.kind,
        "cells": {cell: _reading(reading) for cell, reading in found.readings.items()},
        "doubts": [
            {"rule": d.rule, "section": d.section, "cells": list(d.cells), "message": d.message, "place": str(d.place)}
            for d in found.doubts
        ],
    }


def _reading(reading: Reading) -> Mapping[str, object]:
    value = number_json(reading.value)
    return {"value": value, "printed": reading.printed, "place": str(reading.place), "how": reading.how}
