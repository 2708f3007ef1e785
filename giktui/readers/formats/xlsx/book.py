"""An Excel file's workbook: its sheets, its shared texts and its styles."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from giktui.readers.document import Trouble
from giktui.readers.formats.ooxml_container import Package
from giktui.readers.formats.xlsx.number_styles import date_styles, disguising_styles
from giktui.readers.formats.xlsx.text import struck_styles, text_of
from giktui.readers.limits import Limits
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REFERENCE = compiled_late(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_FORM = "giktui_form"
"""The name that a workbook of ours gives to what belongs to the report; the checks beside it do not."""
_RANGE = compiled_late(r"\$([A-Z]{1,3})\$(\d{1,7}):\$([A-Z]{1,3})\$(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Book:
    """An Excel file while it is read; `dates`, `disguising` and `struck` are the styles that make a date, show a
    number as another, or strike out."""

    package: Package
    limits: Limits
    strings: list[str]
    dates: frozenset[int]
    disguising: frozenset[int]
    struck: frozenset[int]
    since_1904: bool
    troubles: list[Trouble] = field(default_factory=list)


def open_book(data: bytes, name: str, limits: Limits) -> Book:
    """The workbook of a file. Raises GiktuiError for a damaged or encrypted file and for one beyond the limits."""
    package = Package(data, name, limits)
    workbook = package.xml("xl/workbook.xml")
    parts = {kind: target for _key, kind, target in relations(package, "xl/workbook.xml")}
    properties = workbook.find(f"{S}workbookPr")
    styles = package.xml(parts["styles"]) if parts.get("styles", "") in package else None
    return Book(
        package,
        limits,
        _strings(package, parts.get("sharedStrings", "xl/sharedStrings.xml")),
        date_styles(styles) if styles is not None else frozenset(),
        disguising_styles(styles) if styles is not None else frozenset(),
        struck_styles(styles) if styles is not None else frozenset(),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )


def sheets_of(book: Book) -> Iterator[tuple[str, str, tuple[int, int] | None]]:
    """The part, the name and the area of each sheet that is shown."""
    workbook = book.package.xml("xl/workbook.xml")
    targets = {key: target for key, _type, target in relations(book.package, "xl/workbook.xml")}
    areas = _areas(workbook)
    for index, sheet in enumerate(workbook.iterfind(f"{S}sheets/{S}sheet")):
        target = targets.get(sheet.get(f"{_R}id"), "")
        if sheet.get("state", "visible") == "visible" and target in book.package and "worksheet" in target:
            yield target, clean(sheet.get("name", "")), areas.get(str(index))


def relations(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """The id, the kind and the part of each relation of a part."""
    folder, base = posixpath.split(part)
    relations = f"{folder}/_rels/{base}.rels"
    if relations in package:
        for relation in package.xml(relations):
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            yield relation.get("Id", ""), posixpath.basename(relation.get("Type", "")), target.lstrip("/")


def _strings(package: Package, part: str) -> list[str]:
    if part not in package:
        return []
    return [plain(text_of(item)) for item in package.xml(part).iterfind(f"{S}si")]


def _areas(workbook: Any) -> dict[str, tuple[int, int]]:
    """The last line and column that are the report's, by the index of the sheet, where a workbook of ours says so."""
    found = {}
    for name in workbook.iterfind(f"{S}definedNames/{S}definedName"):
        area = _RANGE.search(name.text or "")
        if name.get("name") == _FORM and area:
            found[name.get("localSheetId", "")] = (int(area[4]), column_number(area[3]))
    return found


def plain(text: str) -> str:
    """A text with single blanks in its lines, and no empty lines."""
    text = clean(text)
    if "\n" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def whole_number(value: str | None, otherwise: int) -> int:
    """An attribute that counts; `otherwise` where it says nothing of use."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else otherwise
