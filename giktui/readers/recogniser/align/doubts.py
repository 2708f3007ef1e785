"""What is said of a row that cannot be read with certainty, or of some of its cells."""

from collections.abc import Sequence

from giktui.form import Form, Table
from giktui.i18n import _
from giktui.readers.document import Place
from giktui.readers.recogniser.segment.lines import where
from giktui.readers.recogniser.tables.table_text import RowText
from giktui.readers.recognition import Doubt
from giktui.wording.cells import column_label, row_label, section_title


def row_doubt(
    form: Form,
    table: Table,
    text: RowText,
    why: str,
    *,
    columns: Sequence[str] = (),
    place: Place | None = None,
    rule: str = "FV-CELLS",
) -> Doubt:
    """A doubt about a row, or those of its `columns`; at the row's line or another `place`."""
    row = table.row(text.row)
    columns = columns or row.columns
    place = place or text.item.place
    name = row_label(row)
    if len(columns) < len(row.columns):
        name += "·" + _("、").join(column_label(table.column(column)) for column in columns)
    section = section_title(form.section(table.id))
    message = _("{section} {row}：{why}{where}").format(section=section, row=name, why=why, where=where(place))
    cells = tuple(f"{table.id}.{row.id}.{column}" for column in columns)
    return Doubt(rule, table.id, cells, message, place)
