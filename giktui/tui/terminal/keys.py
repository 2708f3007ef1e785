"""Alt with a digit, a letter, `.` or `,`, as terminals send it: Esc and the character; and Ctrl+J, which is Enter.

Textual 8.2.8 takes Esc and a digit for what Option and that key type on a Mac (Alt+3 becomes £), and learns of Alt and
a letter only after waiting for more. Here both become the keys they are, at once and without a character.

An Enter that is typed while another program has the terminal (`$EDITOR` is starting) arrives as Ctrl+J.
"""

from enum import Enum
from typing import cast

_NOT_ALT = "bf"
"""Esc b and Esc f are what some terminals send for Ctrl+← and Ctrl+→; nothing is bound to Alt with these letters."""

_NAMES = {".": "full_stop", ",": "comma"} | {
    character: character for character in "0123456789abcdefghijklmnopqrstuvwxyz" if character not in _NOT_ALT
}
"""Textual's name of a character."""

AltKey = Enum("AltKey", {f"alt_{name}": f"alt+{name}" for name in _NAMES.values()})  # type: ignore[misc]


def teach_keys() -> None:
    """Put these keys into textual's table of sequences."""
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
    from textual.keys import Keys

    sequences = cast("dict[str, object]", ANSI_SEQUENCES_KEYS)
    sequences["\n"] = (Keys.Enter,)
    for character, name in _NAMES.items():
        sequences[f"\x1b{character}"] = (AltKey[f"alt_{name}"],)  # of a key textual reads `value` only
