"""Alt with a digit or letter, as terminals send it: Esc and the character; and Ctrl+J, which is Enter.

Textual 8.2.8 takes Esc and a digit for what Option and that key type on a Mac (Alt+3 becomes £), and learns of Alt and
a letter only after waiting for more. Here both become the keys they are, at once and without a character.

An Enter that is typed while another program has the terminal (`$EDITOR` is starting) arrives as Ctrl+J.
"""

from enum import Enum
from typing import cast

_NOT_ALT = "bf"
"""Esc b and Esc f are what some terminals send for Ctrl+← and Ctrl+→; nothing is bound to Alt with these letters."""

AltKey = Enum(  # type: ignore[misc]  # made from a table
    "AltKey",
    {
        f"alt_{character}": f"alt+{character}"
        for character in "0123456789abcdefghijklmnopqrstuvwxyz"
        if character not in _NOT_ALT
    },
)


def teach_keys() -> None:
    """Put these keys into textual's table of sequences."""
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
    from textual.keys import Keys

    sequences = cast("dict[str, object]", ANSI_SEQUENCES_KEYS)
    sequences["\n"] = (Keys.Enter,)
    for key in AltKey:
        sequences[f"\x1b{key.value[-1]}"] = (key,)  # of a key textual reads `value` only
