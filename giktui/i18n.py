"""The language of the interface: Chinese in the source, English from the gettext catalogue.

`GIKTUI_LANG` (zh or en) decides; without it the locale does, and Chinese where that says neither.
"""

import gettext
import os
from functools import cache
from pathlib import Path

_CATALOGUES = Path(__file__).parent / "locale"


@cache
def language() -> str:
    """`en` or `zh`: found out once, since nothing changes it while the program runs."""
    for name in ("GIKTUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value.startswith("en"):
            return "en"
        if value.startswith("zh"):
            return "zh"
        if name == "GIKTUI_LANG" and value:
            return "zh"
    return "zh"


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("giktui", _CATALOGUES, languages=[lang], fallback=True)


def _(message: str) -> str:
    """The message in the language of the interface; format it afterwards (`_("{n} 项").format(n=3)`)."""
    return message if language() == "zh" else _catalogue("en").gettext(message)
