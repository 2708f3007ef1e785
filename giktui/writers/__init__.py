"""From a Report to a file: one module a format, loaded when it is used. A new format is a module and a line here.

What is written is the official document: in the form's own wording whatever the language of the interface, published
totals as published, blanks blank. `giktui.readers` makes the same report of every one of these formats.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Report


class Format(NamedTuple):
    """A format of file: the function of the module makes text, or bytes if `binary`, of a report.

    `encoding` is what a file of it is written in; Excel takes CSV for GBK unless it begins with a byte-order mark.
    """

    name: str
    suffix: str
    module: str
    binary: bool = False
    encoding: str = "utf-8"
    function: str = "write"


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        format.name: format
        for format in (
            Format("text", ".txt", "giktui.writers.text"),
            Format("tsv", ".tsv", "giktui.writers.tsv"),
            Format("markdown", ".md", "giktui.writers.markdown"),
            Format("html", ".html", "giktui.writers.html"),
            Format("docx", ".docx", "giktui.writers.docx", binary=True),
            Format("xlsx", ".xlsx", "giktui.writers.xlsx", binary=True),
            Format("csv", ".csv", "giktui.writers.csv", encoding="utf-8-sig"),
            Format("csv-wide", ".csv", "giktui.writers.csv", encoding="utf-8-sig", function="write_wide"),
            Format("json", ".json", "giktui.writers.json"),
            Format("parquet", ".parquet", "giktui.writers.parquet", binary=True),
        )
    }
)


def write(report: Report, format: str) -> str | bytes:
    """The report in that format (a name in FORMATS): text, or bytes if the format is binary.

    Raises GiktuiError that lists the formats, for a name that is none.
    """
    if format not in FORMATS:
        names = _("、").join(FORMATS)
        raise GiktuiError(_("没有“{format}”这种格式；可用的是：{names}").format(format=format, names=names))
    chosen = FORMATS[format]
    function: Callable[[Report], str | bytes] = getattr(import_module(chosen.module), chosen.function)
    return function(report)


def write_bytes(report: Report, format: str) -> bytes:
    """The report as a file of that format holds it. Raises GiktuiError as `write` does."""
    written = write(report, format)
    return written if isinstance(written, bytes) else written.encode(FORMATS[format].encoding)
