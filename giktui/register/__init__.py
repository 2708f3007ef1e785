"""The register of requests (台账): an office's list, a row a request, from which table 三 is counted.

`head_lines` finds the heads, `heads` knows their words, `columns` says what each column holds, `dates`, `words` and
`results` read what stands in them, `reading` and `cases` make one `request` of a row and say what is not certain,
`sheets` walks a file, `matching` holds a file against what is stored, `deriving` says which row of which form a result
counts in, `working_days` and `due` when an answer is due, `sentence` drafts the paragraph. What the words mean is data:
heads.toml, words.toml, calendar.toml. Nothing here knows SQL.
"""
