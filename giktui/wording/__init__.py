"""What the things of the program are called: each one word, in Chinese and English, wherever it is shown.

Cells, rows and sections are called what the form calls them.
"""
