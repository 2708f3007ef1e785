"""CSV files: the ones giktui writes (a row a cell, or a row a report) as reports, any other as a grid."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, load_form
from giktui.i18n import _
from giktui.interchange import from_dict
from giktui.readers.document import Document, Grid, Line, Place
from giktui.readers.encoding import decode
from giktui.readers.formats.text.reader import blocks_of
from giktui.readers.formats.text.separators import separator_of
from giktui.readers.limits import Limits
from giktui.readers.recognition import Reading, Recognition, runs_of
from giktui.readers.spans import too_wide
from giktui.text.cleaning import clean, unguarded

_TIDY = ("agency", "year", "form", "part", "cell", "value")
_WIDE = ("agency", "year", "form", "title", "preamble")
_CELL = "cell"
_DELIMITERS = (",", ";", "\t")
_Stated = dict[str, tuple[int, str]]
"""The parts and cells of a report, each with the line it stands in."""


def read(data: bytes, name: str, limits: Limits) -> list[Document | Recognition]:
    """The reports in a CSV as giktui writes it, else one document with one grid.

    Raises GiktuiError for broken quoting, a table beyond the limits, and a report that is not as the form has it.
    """
    text = decode(data, name)
    if (mark := separator_of(text)) and mark[0] not in _DELIMITERS:
        return [Document(blocks_of(clean(text), name, limits), name, "csv")]
    numbered = list(_records(text, name, limits))
    head = [field.lower() for field in numbered[0][1]] if numbered else []
    if set(_TIDY) <= set(head):
        return list(_reports(_tidy(numbered[1:], head, name), name))
    if set(_WIDE) <= set(head):
        return list(_reports(_wide(numbered[1:], head), name))
    lines = tuple(Line(tuple(fields), Place(name, line), "\t".join(fields)) for line, fields in numbered if any(fields))
    return [Document((Grid(lines, aligned=True),) if lines else (), name, "csv")]


def _records(text: str, name: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in; white space around a field is no part of it."""
    records = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    fields = 0
    begin = 1
    try:
        for record in records:
            fields += len(record)
            if len(record) > limits.columns or fields > limits.fields:
                raise too_wide(name, limits)
            yield begin, [clean(field).strip() for field in record]
            begin = records.line_num + 1
    except csv.Error as error:
        raise GiktuiError(
            _("{name} 第 {line} 行起不是完好的 CSV：{why}").format(name=name, line=begin, why=error)
        ) from error


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab: the one there is most of in the first lines."""
    start = text[:4096]
    return max(_DELIMITERS, key=start.count)


def _tidy(records: Iterable[tuple[int, list[str]]], head: Sequence[str], name: str) -> Iterator[_Stated]:
    """The parts of each report in a CSV of a row a cell; reports may follow each other in any order of rows."""
    where = [head.index(column) for column in _TIDY]
    reports: dict[tuple[str, str, str], _Stated] = {}
    for line, record in records:
        if not any(record):
            continue
        fields = [*record, *[""] * (len(head) - len(record))]
        agency, year, form, part, cell, value = (fields[column] for column in where)
        stated = reports.setdefault((agency, year, form), {})
        key = cell if part == _CELL else part
        if key in stated:
            raise GiktuiError(_("{name} 第 {line} 行：“{key}”出现了两次。").format(name=name, line=line, key=key))
        stated[key] = (line, value)
    for (agency, year, form), stated in reports.items():
        yield stated | {"agency": (0, agency), "year": (0, year), "form": (0, form)}


def _wide(records: Iterable[tuple[int, list[str]]], head: Sequence[str]) -> Iterator[_Stated]:
    for line, record in records:
        if any(record):
            yield {key: (line, value) for key, value in zip(head, record, strict=False)}


def _reports(parts: Iterable[_Stated], name: str) -> Iterator[Recognition]:
    for stated in parts:
        first = min((line for line, _value in stated.values() if line), default=1)
        where = _("{name} 第 {line} 行").format(name=name, line=first)
        report = from_dict(_interchange(stated), where)
        readings = [
            (id, Reading(value, stated[id][1], Place(name, stated[id][0]), "exact"))
            for id, value in report.cells.items()
        ]
        yield Recognition(report, tuple(runs_of(readings)), (), name, "csv")


def _interchange(stated: _Stated) -> dict[str, object]:
    """The parts of a report as the interchange form has them, so that one place says what is allowed.

    A wide CSV has the columns of every form: an empty one says nothing.
    """
    texts = {key: unguarded(value) for key, (_line, value) in stated.items() if value}
    year = texts.pop("year", "")
    form = texts.get("form", "")
    sections = [section.id for section in load_form(form).sections] if form in FORM_IDS else []
    return {
        "year": int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else year,
        "cells": {key: value for key, value in texts.items() if "." in key},
        "narratives": {key: texts.pop(key) for key in sections if key in texts},
        **{key: value for key, value in texts.items() if "." not in key},
    }
