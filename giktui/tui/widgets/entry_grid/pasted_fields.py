"""A block of the clipboard in its lines and fields."""

import csv
import io


def lines_of(text: str) -> list[list[str]]:
    """The fields of each line of a block separated by tabs.

    Spreadsheets put a field with a line end, tab or quote in quotes; where the quotes do not pair, they are characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    plain = [line.split("\t") for line in text.split("\n")]
    if not any(field.startswith('"') for line in plain for field in line) or text.count('"') % 2:
        return [[_tidy(field) for field in line] for line in plain]
    read = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    return [[_tidy(field) for field in line] or [""] for line in read]


def _tidy(field: str) -> str:
    """The field on one line: Chinese labels are broken anywhere."""
    return "".join(part.strip() for part in field.split("\n"))
