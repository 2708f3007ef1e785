"""Values typed at the command line for a request: refused where they cannot be read, with what they may be."""

from collections.abc import Collection, Mapping, Sequence

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_text
from giktui.register.heads import field_named
from giktui.register.reading import read_request
from giktui.register.wording import doubt_words


def entered(texts: Mapping[str, str], only: Collection[str] = ()) -> None:
    """Raises GiktuiError where one of the texts (one of `only`, where given) cannot be read for certain."""
    for doubt in read_request(texts).doubts:
        if doubt.field in (only or texts):
            raise GiktuiError(doubt_words(doubt))


def fields_given(values: Sequence[str]) -> dict[str, str]:
    """`申请人类型=商业企业` as field and text; a field by its id, its name or any of its heads."""
    given: dict[str, str] = {}
    for value in values:
        name, sign, text = value.partition("=")
        field = field_named(name)
        if not sign or field is None:
            raise GiktuiError(_("“{value}”不是“项目=内容”，如 申请人类型=商业企业").format(value=value))
        given[field] = sound_text(text.strip())
    return given
