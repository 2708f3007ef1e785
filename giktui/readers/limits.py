"""How much of a file a reader is willing to take in: bounds that hold for every kind of file."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Upper bounds; a file beyond one of them is refused with a GiktuiError that says which.

    The real reports are far below: 30 kB to 3 MB, one to ten pages, 300 to 2,000 fields.
    """

    size: int = 64 * 1024 * 1024
    """Bytes of one file."""
    expanded: int = 256 * 1024 * 1024
    """Bytes that a packed file (zip, docx, xlsx) may unfold to, all parts together."""
    ratio: int = 250
    """How many times its packed size one part of a packed file may unfold to."""
    members: int = 5_000
    """Files in a zip."""
    nesting: int = 3
    """Zips within zips."""
    fields: int = 100_000
    """Fields of all tables of one document, and lines of a text."""
    columns: int = 1_000
    """Columns of one table, and columns or lines that one merged cell may claim."""
    pages: int = 300
    """Pages of a PDF."""
    depth: int = 250
    """Elements within elements in markup."""
    seconds: float = 120
    """Time for a program that converts an old format."""
    reading: float = 40
    """Seconds of processor time for reading and recognising one file: a report of 3 MB takes two."""
