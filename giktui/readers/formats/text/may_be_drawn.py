"""Whether tables are drawn in a plain text: what it takes to read them is loaded where they are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from giktui.readers.limits import Limits

if TYPE_CHECKING:
    from giktui.readers.formats.text.drawn import Drawn

_FIRST = "+┌├╔╠┏┣"
"""What a drawn line begins with (`frame.RULE`)."""


def drawn_tables(text: str, lines: Sequence[str], name: str, limits: Limits) -> "Drawn | None":
    """The drawn tables of a text with these lines; None for a text without any, as most are."""
    framed = any(corner in text for corner in _FIRST)
    ruled = "-- --" in text or "== ==" in text
    if not framed and not ruled:
        return None
    from giktui.readers.formats.text.drawn import Drawn

    return Drawn(lines, name, limits, framed=framed, ruled=ruled)
