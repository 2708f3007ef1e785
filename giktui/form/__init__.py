"""The official form as data: one TOML file a version, read into values that everything else walks."""

from giktui.form.crosswalk import Crosswalk, Pair, Reason, carried_over, crosswalk
from giktui.form.loading import FORM_IDS, first_year, form_for_year, load_form, newest_form
from giktui.form.model import (
    Cell,
    Column,
    Form,
    Kind,
    Layout,
    Operator,
    Reading,
    Relation,
    Row,
    Section,
    Severity,
    Table,
    Term,
)
from giktui.form.wording import (
    cell_label,
    column_label,
    column_wordings,
    row_counts,
    row_item,
    row_label,
    row_wordings,
    section_number,
    section_short_title,
    section_title,
)

__all__ = [
    "FORM_IDS", "Cell", "Column", "Crosswalk", "Form", "Kind", "Layout", "Operator", "Pair", "Reading", "Reason",
    "Relation", "Row", "Section", "Severity", "Table", "Term", "carried_over", "cell_label", "column_label",
    "column_wordings", "crosswalk", "first_year", "form_for_year", "load_form", "newest_form", "row_counts", "row_item",
    "row_label", "row_wordings", "section_number", "section_short_title", "section_title",
]  # fmt: skip
