"""The words that matter in a sentence about a report's figures: `lexicon.toml`, as regular expressions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import tomli

from giktui.text.numerals import NUMBER

RESULTS: Final = frozenset({"granted", "partly", "refused", "unavailable", "unprocessed", "otherwise"})
PROCEEDINGS: Final = frozenset({"review", "litigation", "direct", "after_review"})
OUTCOMES: Final = frozenset({"upheld", "corrected", "outcome_other", "pending"})
DOCUMENTS: Final = frozenset({"rules", "documents"})
DECISIONS: Final = frozenset({"licences", "penalties", "coercion"})
VERBS: Final = frozenset({"issued", "repealed", "in_force"})
APPLICATIONS: Final = frozenset({"received", "new", "handled", "carried_in", "carried_out"})
CARRIED: Final = frozenset({"carried_in", "carried_out"})
LABELS: Final = RESULTS | PROCEEDINGS | OUTCOMES | DOCUMENTS | DECISIONS | VERBS | APPLICATIONS
"""The words that say what a number counts."""


def groups() -> Iterator[tuple[str, list[str]]]:
    """The kind of each group of words, and its words as patterns."""
    for entry in _data()["words"]:
        yield entry["kind"], [_word(word) for word in entry["words"]]


@cache
def named_words(group: str) -> tuple[tuple[str, str], ...]:
    """The words of `[parts.<group>]`, by the column, row or channel that they name, as patterns."""
    return tuple((key, _pattern(words)) for key, words in _data()["parts"][group].items())


@cache
def ignorable(which: str) -> frozenset[str]:
    """The `harmless` or the `familiar` words."""
    return frozenset(_data()["ignorable"][which].split())


def _pattern(words: Iterable[str]) -> str:
    return "|".join(map(_word, words))


def _word(word: str) -> str:
    return _filled(word[1:-1]) if word.startswith("/") else re.escape(word)


def _filled(pattern: str) -> str:
    """The pattern with its fragments put in."""
    return re.sub(r"\{([a-z_]+)\}", lambda name: _fragments()[name[1]], pattern)


@cache
def _fragments() -> Mapping[str, str]:
    found = {"number": NUMBER}
    for name, words in _data()["fragments"].items():
        found[name] = "(?:" + "|".join(word[1:-1] if word.startswith("/") else re.escape(word) for word in words) + ")"
    return found


@cache
def _data() -> Mapping[str, Any]:
    return tomli.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))
