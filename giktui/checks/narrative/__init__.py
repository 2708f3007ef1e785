"""The sentences in which offices restate their figures, read and held against the tables. This is the one door to it.

`lexicon.toml` has the words that matter and `lexicon` makes a pattern of them, `ignorable_words` knows those that
change nothing, `names` the agency's own. `clauses` goes through a text with what is known at each place (`scope`,
`parts`), `statements` finds what a `clause` says, `counted_thing` what a number counts, `cell_mapping` which cells that
is. `breakdown` reads how a number is made up (applicants, channels, reasons), `comparison` shares and growth. When in
doubt a sentence says nothing: a wrong accusation is worse than a missed one.
"""

from giktui.checks.narrative.breakdown import Part, parts
from giktui.checks.narrative.cell_mapping import Figure, figures
from giktui.checks.narrative.comparison import Growth, Share, growths, shares
from giktui.checks.narrative.scope import Subject, year_of
from giktui.checks.narrative.statements import Statement, statements

__all__ = [
    "Figure", "Growth", "Part", "Share", "Statement", "Subject", "figures", "growths", "parts", "shares",
    "statements", "year_of",
]  # fmt: skip
