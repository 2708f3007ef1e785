"""The sentences in which offices restate their figures, read and held against the tables.

`lexicon` knows the words, `numerals` the numbers, `statements` makes Statements of a text, `figures` says which cells
a Statement is about, `rules` compares. When in doubt a sentence says nothing: a wrong accusation is worse than a
missed one.
"""
