"""The full-screen app. Importing this package loads no textual; `run_app` does, after setting what textual reads."""

import gc
import os
from pathlib import Path


def prepare_environment() -> None:
    """Set what textual reads when it is first imported, unless the user has set it.

    With the kitty keyboard protocol textual garbles what an input method sends in one go (five characters or more);
    animations cost bytes on a slow line.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def run_app(path: Path, agency: str | None = None, year: int | None = None) -> None:
    """Open the app on the database at `path`: at the report of `agency` on `year` if a year is given, else at home.

    Raises GiktuiError, before the screen is taken over, if the database cannot be opened or the report is not there.
    """
    prepare_environment()
    gc.disable()  # the app enables it when the first frame is drawn: collecting what start-up makes frees nothing
    from giktui.tui.app import GiktuiApp

    app = GiktuiApp(path, agency, year)
    app.run()
    if app.return_code:  # it was cut off, or failed; what had to be said has been said
        raise SystemExit(app.return_code)
