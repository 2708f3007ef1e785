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

__all__ = [
    "FORM_IDS", "Cell", "Column", "Crosswalk", "Form", "Kind", "Layout", "Operator", "Pair", "Reading", "Reason",
    "Relation", "Row", "Section", "Severity", "Table", "Term", "carried_over", "crosswalk", "first_year",
    "form_for_year", "load_form", "newest_form",
]  # fmt: skip
