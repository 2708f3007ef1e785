"""Labels made out in a picture, spelled as the form has them: a character or two are easily taken for others."""

from collections.abc import Iterator
from functools import cache, lru_cache

from giktui.form import FORM_IDS, load_form
from giktui.text.patterns import compiled_late

_SHORTEST = 4
"""Characters of the shortest label that is corrected: in a shorter one, one character is too much of it."""
_ONE_IN = 4
"""Of so many characters one may be another."""
_IGNORED = compiled_late(r"[\s（）()、，,。．.·：:；;“”\"'‘’《》<>-]")


@lru_cache(maxsize=4096)
def spelled(text: str) -> str:
    """The form's label that a text is meant to be: one wrong character in four at most, and no other label as near.

    Any other text is given back as it is, figures and running text too.
    """
    bare = _IGNORED.sub("", text)
    if len(bare) < _SHORTEST or bare in _labels():
        return text
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    most = len(bare) // _ONE_IN
    near = process.extract(bare, _labels().keys(), scorer=Levenshtein.distance, score_cutoff=most + 1, limit=2)
    if not near or near[0][1] > most or (len(near) > 1 and near[1][1] <= near[0][1]):
        return text
    return _labels()[near[0][0]]


@cache
def _labels() -> dict[str, str]:
    """The labels of all forms as they are printed, by what of them tells."""
    return {_IGNORED.sub("", label): label for id in FORM_IDS for label in _words(id)}


def _words(id: str) -> Iterator[str]:
    for table in load_form(id).tables:
        yield table.head
        for row in table.rows:
            yield from (row.item, row.label, *row.also, *row.under)
        for column in table.columns:
            yield from (column.label, *column.also, *column.under)
