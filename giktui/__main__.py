"""The entry point: `giktui` alone opens the app, with anything behind it the command line."""


def main() -> None:
    """Run the command line; it opens the app itself where that is asked for."""
    from giktui.cli import run

    run()


if __name__ == "__main__":
    main()
