"""What was done to one request, as lines to read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.register.heads import field_names
from giktui.store import local_time
from giktui.store.register.acts import request_history
from giktui.wording.origins import origin_name

if TYPE_CHECKING:
    from giktui.store import Connection


def history_lines(db: "Connection", request: int) -> Iterator[str]:
    """Each change of the request in a line, the latest first: when, who, how, which field from what to what."""
    words = {**field_names(), "left_out": _("不计"), "vanished": _("台账里没有")}
    for one in request_history(db, request):
        done = f"{local_time(one.time)}  {one.actor}  {origin_name(one.origin)}"
        if one.field:
            name = words.get(one.field, one.field.lstrip("*?"))
            change = _("{name}：{old} → {new}").format(name=name, old=one.old or _("空"), new=one.new or _("空"))
            yield f"{done}  {change}"
        else:
            yield f"{done}  {one.new}".rstrip()
