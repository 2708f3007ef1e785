"""Two reports side by side as lines of the screen: table cells one a line, paragraphs wrapped in two columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size

from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.text.wrapping import break_offsets
from giktui.tui.safe_text import line as one_line
from giktui.tui.widgets.fit import fit, fit_name
from giktui.wording.cells import cell_label, cell_short_label, section_title
from giktui.wording.parts import preamble_name

if TYPE_CHECKING:
    from giktui.diff import CellDifference, Difference, ParagraphDifference, Piece, TextDifference
    from giktui.report import Number

Run = tuple[str, str]
"""Some text, and the name of the component class it is shown in."""

VALUE, DELTA, PERCENT = 12, 11, 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the screen. `place` is the cell or section it is about; `starts` says that a change begins on it."""

    runs: tuple[Run, ...]
    place: str
    starts: bool = False


def compare_lines(difference: "Difference", width: int) -> list[Shown]:
    """The differences, section by section in the order of the newer form, in lines of `width` terminal cells."""
    lines: list[Shown] = []
    form = difference.new.definition
    texts = {text.part: text for text in difference.texts}
    if "preamble" in texts:
        lines += _text(texts["preamble"], preamble_name(), width)
        lines += _facts(difference, "preamble", width)
    own = {section.id for section in form.sections}
    gone = (section for section in difference.old.definition.narratives if section.id not in own)
    for section in (*form.sections, *gone):
        cells = [cell for cell in difference.cells if cell.table == section.id]
        if section.id in texts:
            lines += _text(texts[section.id], section_title(section), width)
            lines += _facts(difference, section.id, width)
        elif cells:
            lines += _heading(section_title(section), section.id, width)
            lines += _cells(cells, width)
    for rest in difference.incomparable:
        said = _("{form} 版格式有 {n} 格没有可比的对应格：{because}").format(
            form=rest.form, n=len(rest.cells), because=rest.reason
        )
        lines += [Shown(tuple(runs), "") for runs in wrapped([("", "muted")], [(said, "muted")], width)]
    return lines


def number(value: "Number | None", *, signed: bool = False) -> str:
    """A value as it is shown; `-` for a blank."""
    if value is None:
        return "-"
    return f"{value:+}" if signed else str(value)


def _heading(title: str, place: str, width: int) -> list[Shown]:
    return [Shown(((fit(title, width), "head"),), place)]


def _cells(cells: Sequence["CellDifference"], width: int) -> Iterator[Shown]:
    """A line a cell; of a row's second cell on, the row's name is dim."""
    row_above = ""
    for cell in cells:
        row, _dot, column = _name(load_form(cell.form), cell.cell, width - 2 * VALUE - DELTA - PERCENT - 7)
        percent = "" if cell.percent is None or not cell.changed else f"{cell.percent:+}%"
        delta = number(cell.delta, signed=True) if cell.changed and cell.delta is not None else ""
        runs = (
            ("* " if cell.changed else "  ", "changed"),
            (row, "muted" if row == row_above else ""),
            (f"·{column} ", ""),
            (fit(number(cell.old), VALUE, right=True), "muted"),
            (" " + fit(number(cell.new), VALUE, right=True), ""),
            (" " + fit(delta, DELTA, right=True), "changed"),
            (" " + fit(percent, PERCENT, right=True), "muted"),
        )
        yield Shown(runs, cell.new_cells[0], cell.changed)
        row_above = row


def _name(form: Form, cell: str, width: int) -> tuple[str, str, str]:
    """The cell's name in `width` terminal cells, parted at its last dot; with the row's short name where it is long."""
    label = cell_label(form, cell)
    if cell_len(label) > width:
        label = cell_short_label(form, cell)
    return fit_name(label, width).rpartition("·")


def _text(text: "TextDifference", title: str, width: int) -> Iterator[Shown]:
    likeness = _("  相似度 {share}%").format(share=round(text.likeness * 100)) if text.likeness is not None else ""
    yield Shown(((fit(title + likeness, width), "head"),), text.part)
    half = (width - 5) // 2  # the mark, and the bar between
    for paragraph in text.paragraphs:
        left = wrapped([], _runs(paragraph, "removed"), half)
        right = wrapped([], _runs(paragraph, "added"), half)
        mark = {"same": " ", "changed": "*", "added": "+", "removed": "-"}[paragraph.kind]
        for count, (old, new) in enumerate(zip_longest(left, right, fillvalue=())):
            runs = [(f"{mark if not count else ' '} ", "changed"), *_padded(old, half), (" | ", "muted")]
            yield Shown((*runs, *new), text.part, not count and paragraph.kind != "same")


def _facts(difference: "Difference", part: str, width: int) -> Iterator[Shown]:
    """What the sentences of both texts count, below them."""
    from giktui.diff.facts import facts_of

    for fact in facts_of(difference, part):
        yield from (Shown(tuple(runs), part) for runs in wrapped([("= ", "changed")], [(fact, "")], width))


def _runs(paragraph: "ParagraphDifference", side: str) -> list[Run]:
    """One side of a paragraph: what both have, and what only this side has, marked."""
    pieces: Sequence[Piece] = paragraph.pieces
    return [(piece.text, "" if piece.kind == "same" else side) for piece in pieces if piece.kind in ("same", side)]


def _padded(runs: Sequence[Run], width: int) -> list[Run]:
    return [*runs, (" " * (width - sum(cell_len(text) for text, _look in runs)), "")]


def wrapped(before: Sequence[Run], runs: Sequence[Run], width: int) -> list[list[Run]]:
    """The runs, the first behind `before`, broken into lines of at most `width` terminal cells."""
    tidy = [(one_line(text) if text.strip() else " ", look) for text, look in runs]
    characters = [(character, look) for text, look in (*before, *tidy) for character in text]
    if not characters:
        return []
    starts = break_offsets("".join(text for text, _look in characters), width, get_character_cell_size, hanging=False)
    return [_merged(characters[start:end]) for start, end in pairwise((0, *starts, len(characters)))]


def _merged(characters: Sequence[Run]) -> list[Run]:
    return [("".join(text for text, _look in run), look) for look, run in groupby(characters, key=lambda pair: pair[1])]
