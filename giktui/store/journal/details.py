"""What the journal adds to an edit, in words."""

from typing import Final

from giktui.i18n import _
from giktui.store.models import Edit
from giktui.text.patterns import compiled_late
from giktui.wording.origins import origin_name

_RECOGNISED: Final = compiled_late(r" (also|fuzzy|position|sums)(?: \d\.\d+)?$")


def origin_of(edit: Edit) -> str:
    """How an edit came about, in a few characters: `录入`; `录入（带入）` where another database says so."""
    name = origin_name(edit.origin)
    return _("{origin}（带入）").format(origin=name) if edit.brought else name


def detail_words(edit: Edit) -> str:
    """The file and place an edit came from, and how the cell was recognised there, else the detail as it is stored; of
    one that was brought, the database that it stood in first."""
    words = _own_words(edit)
    if not edit.brought:
        return words
    return _("{source}：{words}").format(source=edit.brought, words=words) if words else edit.brought


def _own_words(edit: Edit) -> str:
    if edit.origin == "register" and "@" in edit.detail:
        count, _at, state = edit.detail.partition("@")
        return _("台账 {n} 件申请，状态 {state}").format(n=count, state=state)
    if edit.origin == "repair":
        from giktui.checks.repair.hint import reason_words

        return reason_words(edit.detail) or edit.detail
    found = _RECOGNISED.search(edit.detail) if edit.origin == "import" else None
    if found is None:
        return edit.detail
    how = {
        "also": _("按另一种写法认出"),
        "fuzzy": _("按相近的写法认出"),
        "position": _("按位置认出"),
        "sums": _("由合计关系证实"),
    }[found[1]]
    return _("{place}（{how}）").format(place=edit.detail[: found.start()], how=how)
