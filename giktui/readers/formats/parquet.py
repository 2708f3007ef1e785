"""Reads the Parquet that giktui writes: a row a cell, a report or several."""

import io
from decimal import Decimal
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.interchange import from_dict
from giktui.readers.limits import Limits
from giktui.readers.recognition import Recognition, as_stated
from giktui.text.cleaning import clean

_COLUMNS = ("agency", "year", "form", "part", "cell", "value", "text")
_OWN = ("title", "preamble")


def read(data: bytes, name: str, limits: Limits) -> list[Recognition]:
    """The reports in it. Raises GiktuiError for a damaged file, one beyond the limits, and one of another shape."""
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        groups = [file.metadata.row_group(n) for n in range(file.metadata.num_row_groups)]
        if file.metadata.num_rows > limits.fields or sum(g.total_byte_size for g in groups) > limits.expanded:
            raise GiktuiError(_("{name} 展开后过大，不像年报，没有读取。").format(name=name))
        if not set(_COLUMNS) <= set(file.schema_arrow.names):
            text = _("{name} 不是 giktui export --format parquet 写的：没有 {columns} 各列。")
            raise GiktuiError(text.format(name=name, columns=_("、").join(_COLUMNS)))
        rows = file.read(columns=list(_COLUMNS)).to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise GiktuiError(
            _("{name} 已损坏或不完整，打不开。请重新下载，或另存一份后再导入。").format(name=name)
        ) from error
    stated: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        stated.setdefault((row["agency"], row["year"], row["form"]), []).append(row)
    if not stated:
        raise GiktuiError(_("{name} 里没有年报。").format(name=name))
    return [_recognition(about, lines, name) for about, lines in stated.items()]


def _recognition(about: tuple[Any, ...], lines: list[dict[str, Any]], name: str) -> Recognition:
    agency, year, form = about
    texts = {row["part"]: clean(str(row["text"] or "")) for row in lines if row["part"] != "cell"}
    content = {
        "agency": clean(agency) if isinstance(agency, str) else agency,
        "year": year,
        "form": form,
        **{part: texts.pop(part, "") for part in _OWN},
        "cells": {str(row["cell"]): _number(row["value"]) for row in lines if row["part"] == "cell"},
        "narratives": {part: text for part, text in texts.items() if text},
    }
    return as_stated(from_dict(content, name), name, "parquet")


def _number(value: Any) -> object:
    """As the interchange form has it: whole numbers int, others strings."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
