"""Regular expressions that most runs do not need: compiling all of them takes longer than reading a small report."""

import re
from collections.abc import Callable
from functools import cache, partial


def compiled_late(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the pattern compiled, which it does when first called."""
    return cache(partial(re.compile, pattern, flags))
