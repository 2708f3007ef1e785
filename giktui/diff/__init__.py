"""From two reports to their differences, and from those to a page, a table or data."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType

from giktui.diff.compare import CellDifference, Difference, Incomparable, compare, select
from giktui.diff.narrative import ParagraphDifference, Piece, TextDifference
from giktui.errors import GiktuiError
from giktui.i18n import _

__all__ = [
    "FORMATS", "CellDifference", "Difference", "Incomparable", "ParagraphDifference", "Piece", "TextDifference",
    "compare", "render", "select",
]  # fmt: skip

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "table": "giktui.diff.table",
        "markdown": "giktui.diff.markdown",
        "csv": "giktui.diff.csv",
        "json": "giktui.diff.json",
        "html": "giktui.diff.html",
        "list": "giktui.diff.list",
    }
)
"""The module that renders each format; it is loaded when it is used."""


def render(
    difference: Difference,
    format: str = "table",
    *,
    every: bool = False,
    threshold: Decimal | float | None = None,
    sections: Collection[str] | None = None,
) -> str:
    """The difference as text in a format of FORMATS; the options are those of `select`.

    Raises GiktuiError that lists the formats, for a name that is none.
    """
    if format not in FORMATS:
        names = _("、").join(FORMATS)
        raise GiktuiError(_("没有“{format}”这种格式；可用的是：{names}").format(format=format, names=names))
    renderer: Callable[[Difference], str] = import_module(FORMATS[format]).render
    return renderer(select(difference, every=every, threshold=threshold, sections=sections))
