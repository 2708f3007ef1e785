"""Where Textual breaks lines: it breaks Chinese anywhere, so that a line may begin with a full stop.

Its two ways of breaking lines, one for texts being edited and one for all others, are given ours; there is no setting.
"""

from importlib import import_module
from typing import Any

from rich.cells import get_character_cell_size

from giktui.text.wrapping import break_offsets


def teach_line_breaks() -> None:
    """For everything that is shown: Static, OptionList, notifications."""
    content: Any = import_module("textual.content")
    original = content.divide_line
    if original.__module__ == __name__:
        return

    def divide_line(text: str, width: int, fold: bool = True) -> list[int]:
        return break_offsets(text, width, get_character_cell_size) if fold else list(original(text, width, fold))

    content.divide_line = divide_line


def teach_line_breaks_to_editors() -> None:
    """For texts being edited; their module is imported when the first is shown. Lines with tabs are left to Textual."""
    document: Any = import_module("textual.document._wrapped_document")
    original = document.compute_wrap_offsets
    if original.__module__ == __name__:
        return

    def compute_wrap_offsets(
        text: str,
        width: int,
        tab_size: int,
        fold: bool = True,
        precomputed_tab_sections: list[tuple[str, int]] | None = None,
    ) -> list[int]:
        if "\t" in text or not fold:
            return list(original(text, width, tab_size, fold, precomputed_tab_sections))
        return break_offsets(text, width, get_character_cell_size, hanging=False)

    document.compute_wrap_offsets = compute_wrap_offsets
