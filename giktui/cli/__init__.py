"""The command line: one module a command."""


def run() -> None: ...
