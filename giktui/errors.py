"""The one kind of error that a user is meant to see."""


class GiktuiError(Exception):
    """Something the user can act on: the message says what happened, where, and what to do next.

    The command line prints it to stderr and exits with 2; the app shows it and stays open.
    """
