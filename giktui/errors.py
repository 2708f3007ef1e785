"""The one kind of error that a user is meant to see."""


class GiktuiError(Exception):
    """Something the user can act on: the message says what happened, where, and what to do next.

    What more there is to say has lines of its own: `GiktuiError(message, "  the first finding", …)`. The command line
    prints it to stderr and exits with 2; the app shows it and stays open.
    """

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))
