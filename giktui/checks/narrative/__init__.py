"""The sentences in which offices restate their figures, read and held against the tables. This is the one door to it.

In `words`, `lexicon.toml` has the words that matter and `lexicon` makes a pattern of them, `ignorable_words`
knows those that change nothing, `names` the agency's own. `known_words` says whether what stands in front is
understood. `clauses` goes through a text with what is known at each place (`scope`, `parts`, `in_context`),
`matter` and `told_after` say what a sentence is about, `proceedings` which reviews and suits. `statements` finds what
a `clause` says, each a `statement`: `beside` the number, or `in_turn` (分别为), beside other years (`several_years`),
of cases that are those about disclosure (`cases_of_disclosure`), of what may be `of_a_part` only, or in `denials`.
`counted_thing` says what a number counts, `cell_mapping` which cells that is. In `proportions`, `breakdown` reads how a
number is made up (applicants, channels, reasons), `shares` what part of the whole it is, `growth` how it differs from
last year's figure. When in doubt a sentence says nothing: a wrong accusation is worse than a missed one.
"""

from giktui.checks.narrative.cell_mapping import Figure, figures
from giktui.checks.narrative.matter import other_requests
from giktui.checks.narrative.proportions.breakdown import Part, parts
from giktui.checks.narrative.proportions.growth import Growth, growths
from giktui.checks.narrative.proportions.shares import Share, shares
from giktui.checks.narrative.scope import Subject, year_of
from giktui.checks.narrative.statement import Statement
from giktui.checks.narrative.statements import statements

__all__ = [
    "Figure", "Growth", "Part", "Share", "Statement", "Subject", "figures", "growths", "other_requests", "parts",
    "shares", "statements", "year_of",
]  # fmt: skip
