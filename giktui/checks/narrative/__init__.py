"""The sentences in which offices restate their figures, read and held against the tables.

`lexicon` knows the words that matter, `fillers` those that change nothing, `numerals` the numbers, `names` the agency's
own. `clauses` goes through a text with what is known at each place (`scope`, `parts`), `statements` finds what a
`clause` says, `meaning` what a number counts, `figures` which cells that is, and `rules` compares. When in doubt a
sentence says nothing: a wrong accusation is worse than a missed one.
"""
