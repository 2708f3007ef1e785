"""Figures that a reader has made out without being sure: the sums prove some, the others are offered as suggestions.

In a document they stand in brackets with a question mark, `[?473]`, which is no number to the recogniser.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Place
from giktui.readers.recogniser.align.proof import confirmed
from giktui.readers.recognition import Doubt, Reading, Recognition, readings_of, runs_of
from giktui.readers.spelling import spelled
from giktui.text.patterns import compiled_late
from giktui.wording.cells import cell_label

_GUESS = compiled_late(r"\[\?([^\[\]]*)\]")
_PICTURE = "图"
"""What stands in a place for the sheet: the cell is one of a table in a picture."""

Recognise = Callable[[Document], list[Recognition]]


def guess(text: str) -> str:
    """What stands in a field whose reader is not sure of it."""
    return f"[?{text}]"


def in_picture(file: str, page: int | None, cell: str = "") -> Place:
    """A place in a picture, or on a page that is one."""
    return Place(file, page=page, sheet=_PICTURE, cell=cell)


def settled(document: Document, recognise: Recognise) -> list[Recognition]:
    """The reports in a document with guesses: those that the sums prove are read, the others left blank and offered.

    The document is recognised twice, with the guesses as doubts and with the guesses taken at their word.
    """
    document = _with_fields(document, spelled)
    careful = recognise(document)
    bold = recognise(_with_fields(document, lambda text: _GUESS.sub(r"\1", text)))
    if len(careful) != len(bold):
        return careful
    return [_settled(one, other) for one, other in zip(careful, bold, strict=True)]


def _with_fields(document: Document, change: Callable[[str], str]) -> Document:
    """The document with each field of a picture's tables changed."""
    blocks = tuple(
        Grid(tuple(_changed(line, change) for line in block.lines), block.aligned)
        if isinstance(block, Grid) and any(line.place.sheet == _PICTURE for line in block.lines)
        else block
        for block in document.blocks
    )
    return document._replace(blocks=blocks)


def _changed(line: Line, change: Callable[[str], str]) -> Line:
    return line._replace(fields=tuple([change(text) for text in line.fields])) if line.place.sheet == _PICTURE else line


def _settled(careful: Recognition, bold: Recognition) -> Recognition:
    careful = _without_broken_counts(careful)
    read = dict(readings_of(careful.runs))
    guessed = {
        cell: reading
        for cell, reading in readings_of(bold.runs)
        if cell not in read and reading.value is not None and bold.report.form == careful.report.form
    }
    values = {cell: reading.value for cell, reading in (read | guessed).items()}
    form = careful.report.definition
    proved = {cell: one for cell, one in guessed.items() if confirmed(form, values, cell)}
    readings = {cell: one._replace(how="ocr") if one.place.sheet == _PICTURE else one for cell, one in read.items()}
    readings |= {cell: one._replace(how="ocr, sums") for cell, one in proved.items()}
    ordered = [(cell, readings[cell]) for cell in form.cells if cell in readings]
    cells = {cell: one.value for cell, one in ordered if one.value is not None}
    doubts = tuple(left for doubt in careful.doubts if (left := _left(doubt, proved, guessed)) is not None)
    told = careful.report
    texts = {id: _GUESS.sub(r"\1", text) for id, text in told.narratives.items()}
    report = replace(told, cells=cells, narratives=texts, preamble=_GUESS.sub(r"\1", told.preamble))
    return careful._replace(report=report, runs=tuple(runs_of(ordered)), doubts=doubts)


def _without_broken_counts(found: Recognition) -> Recognition:
    """What was read without counts that have a fraction in a picture: there `1.2` may be `1·2` or `1.2.3`. Each is in
    doubt, and offered."""
    form = found.report.definition
    broken = {
        cell: reading
        for cell, reading in readings_of(found.runs)
        if reading.place.sheet == _PICTURE and isinstance(reading.value, Decimal) and form.cells[cell].kind != "amount"
    }
    if not broken:
        return found
    kept = [(cell, reading) for cell, reading in readings_of(found.runs) if cell not in broken]
    doubts = [
        Doubt(
            "FV-NUMBER",
            cell.split(".")[0],
            (cell,),
            _("{cell}：图上像是“{text}”，没有把握").format(
                cell=cell_label(form, cell, section=True), text=reading.printed
            ),
            reading.place,
            (reading.printed,),
        )
        for cell, reading in broken.items()
    ]
    cells = {cell: value for cell, value in found.report.cells.items() if cell not in broken}
    report = replace(found.report, cells=cells)
    return found._replace(report=report, runs=tuple(runs_of(kept)), doubts=(*found.doubts, *doubts))


def _left(doubt: Doubt, proved: Mapping[str, Reading], guessed: Mapping[str, Reading]) -> Doubt | None:
    """What is left of a doubt: nothing of one whose cells are all proved; else with what would be read in each."""
    cells = tuple(cell for cell in doubt.cells if cell not in proved)
    if doubt.cells and not cells:
        return None
    if not cells or any(cell not in guessed for cell in cells):
        return doubt._replace(cells=cells, message=_GUESS.sub(r"\1", doubt.message))
    message = doubt.message
    for held in _GUESS.findall(message):
        no_number = _("“{text}”不是数字").format(text=guess(held))
        message = message.replace(no_number, _("图上像是“{text}”，没有把握").format(text=held))
    return doubt._replace(cells=cells, message=message, suggested=tuple(str(guessed[cell].value) for cell in cells))
