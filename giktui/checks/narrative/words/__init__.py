"""Single words: the lexicon, finding them in a text, those that change nothing, and whose name they are."""
