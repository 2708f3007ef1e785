"""The entry point: `giktui` alone opens the app, with anything behind it the command line."""

from pathlib import Path


def open_app(database: Path, agency: str | None, year: int | None) -> None:
    """Open the full-screen app; textual is imported here and nowhere else on the way."""
    from giktui.tui import run_app

    run_app(database, agency, year)


def main() -> None:
    """Run the command line; it opens the app itself where that is asked for."""
    from giktui.cli import run

    run(open_app)


if __name__ == "__main__":
    main()
