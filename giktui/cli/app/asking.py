"""Whether to go on with what was just shown: asked on a terminal, done without one."""

import sys

import typer

from giktui.i18n import _


def on_a_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str, *, yes: bool) -> bool:
    """True with `--yes`, or where nobody can be asked; on a terminal what the person answers."""
    if yes or not on_a_terminal():
        return True
    answer: str = typer.prompt(f"{question} [y/N]", default="", show_default=False, prompt_suffix=" ", err=True)
    return answer.strip().casefold() in ("y", "yes", _("是"))
