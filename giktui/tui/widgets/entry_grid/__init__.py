"""The entry grid: a table of the form on Textual's line API, with entry in the cells.

arranging places rows and columns in a layout, column_heads their heads; fitting makes labels short, typing is the
number being typed, moves says where keys lead, margins computes differences, marks tells origins, painting draws lines,
view scrolls, grid handles keys.
"""

from giktui.tui.widgets.entry_grid.grid import EntryGrid, Ledger
from giktui.tui.widgets.entry_grid.marks import Content, legend

__all__ = ["Content", "EntryGrid", "Ledger", "legend"]
