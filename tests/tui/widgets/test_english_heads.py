"""The English column heads of the big tables, in the narrow columns of a terminal of 80."""

from collections.abc import Callable

import pytest

from giktui.form import FORM_IDS, Column, load_form
from giktui.tui.widgets.entry_grid.fitting import head_lines
from giktui.wording.cells import column_label, column_wordings

NARROW = {"applications": 5, "proceedings": 6}
COLUMNS = [(table.id, column) for form in map(load_form, FORM_IDS) for table in form.tables for column in table.columns]


@pytest.mark.parametrize(("table", "column"), [pair for pair in COLUMNS if pair[0] in NARROW])
def test_heads_are_whole_words(table: str, column: Column, speak: Callable[[str], None]) -> None:
    speak("en")
    wordings = (column_label(column), *column_wordings(column))
    lines = head_lines(wordings[0], wordings[1:], NARROW[table])
    assert " ".join(lines) in wordings
