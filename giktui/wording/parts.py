"""The parts of a report: its cells and sections, as the form names them, and what stands before them."""

from giktui.form import Form
from giktui.i18n import _
from giktui.wording.cells import cell_label, section_title


def preamble_name() -> str:
    """What stands between the title and section 一."""
    return _("引言")


def part_name(form: Form, part: str, *, section: bool = False) -> str:
    """What a cell, a section, the title, the preamble or the form's version is called; anything else as it is written.

    A cell has the title of its section in front if `section`.
    """
    if part in form.cells:
        return cell_label(form, part, section=section)
    names = {"title": _("标题"), "preamble": preamble_name(), "form": _("格式版本")}
    names.update({known.id: section_title(known) for known in form.sections})
    return names.get(part, part)
