"""Regular expressions that are compiled when they are first used: most runs need few of those that their modules have,
and compiling them all takes longer than reading a small report. Every pattern that a module has is made so; a test
holds that importing giktui compiles none.
"""

import re
from typing import AnyStr, cast


def compiled_late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, except that it is compiled at its first use. Its methods are to be used: the functions
    of `re` take patterns that are compiled already."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late:
    """Stands for a pattern: each of its methods is looked up once, and is at hand from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self.pattern, self._flags), name)  # a second method finds re's own cache
        setattr(self, name, found)
        return found
