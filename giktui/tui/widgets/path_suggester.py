"""Completion of a path that is being typed."""

from pathlib import Path

from textual.suggester import Suggester


class PathSuggester(Suggester):
    """Suggests the first file or folder, by name, that begins as what was typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The path completed; a folder ends with a slash. None where nothing begins so."""
        folder, slash, start = value.rpartition("/")
        where = Path(folder + slash).expanduser() if slash else Path()
        try:
            names = sorted(
                path.name + ("/" if path.is_dir() else "")
                for path in where.iterdir()
                if path.name.startswith(start) and (start or not path.name.startswith("."))
            )
        except OSError:  # no such folder, or one that may not be read: nothing to suggest
            return None
        printable = (name for name in names if name.isprintable())
        name = next(printable, None)
        return None if name is None or not start else folder + slash + name
