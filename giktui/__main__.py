"""The entry point: `giktui` alone opens the app, with anything behind it the command line."""

import atexit
import gc
from pathlib import Path


def open_app(database: Path, agency: str | None, year: int | None) -> None:
    """Open the full-screen app; textual is imported here and nowhere else on the way."""
    from giktui.tui import run_app

    run_app(database, agency, year)


def list_keys() -> tuple[list[tuple[str, str, str]], list[str]]:
    """Every action of the app: id, keys, name; and what is wrong in the user's keymap file."""
    from giktui.tui import prepare_environment

    prepare_environment()
    from giktui.tui.keymap import key_table

    return key_table()


def main() -> None:
    """Run the command line; it opens the app itself where that is asked for."""
    gc.set_threshold(100_000)  # the default looks for garbage a hundred times while modules load, and finds none
    atexit.register(gc.freeze)  # nor need the interpreter look through all modules for garbage before it ends

    from giktui.cli import run

    run(open_app, list_keys)


if __name__ == "__main__":
    main()
