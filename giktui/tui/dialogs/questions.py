"""Asking the user something from a coroutine: the questions as a protocol, and the dialogs that put them."""

from asyncio import sleep
from collections.abc import Sequence
from typing import Protocol, TypeVar

from textual.dom import DOMNode
from textual.screen import ModalScreen

from giktui.tui.host import host_of

Answer = TypeVar("Answer")


class Questions(Protocol):
    """What can be asked; each waits for the answer."""

    async def confirm(self, question: str, title: str = "") -> bool:
        """Yes or no."""

    async def choose(
        self, question: str, options: Sequence[str], *, chosen: int = 0, words: Sequence[str] = ()
    ) -> int | None:
        """The number of one of several lines, or None; `chosen` is the one it begins at, `words` are what each is found
        by besides what it shows."""

    async def prompt(self, question: str, value: str = "", *, title: str, needed: bool = True) -> str | None:
        """A line of text, an empty one only if not `needed`, or None."""

    async def choose_version(self, question: str, mine: str, theirs: str) -> bool:
        """Which of two versions is to stand: True for one's own. Asked when the hands have come to rest."""

    async def tell(self, message: str, title: str = "") -> None:
        """No question: something that stays until a key is pressed."""


class DialogQuestions:
    """Puts the questions in windows over the screen that a node is on. For the inside of a worker."""

    def __init__(self, node: DOMNode) -> None:
        self.node = node

    async def confirm(self, question: str, title: str = "") -> bool:
        """Yes or no."""
        from giktui.tui.dialogs.asking import Confirm

        return await self._answer(Confirm(question, title)) is True

    async def choose(
        self, question: str, options: Sequence[str], *, chosen: int = 0, words: Sequence[str] = ()
    ) -> int | None:
        """The number of one of several lines, or None."""
        from giktui.tui.dialogs.asking import Choose

        return await self._answer(Choose(question, options, chosen=chosen, words=words))

    async def prompt(self, question: str, value: str = "", *, title: str, needed: bool = True) -> str | None:
        """A line of text, or None."""
        from giktui.tui.dialogs.asking import Prompt

        return await self._answer(Prompt(question, value, title=title, needed=needed))

    async def choose_version(self, question: str, mine: str, theirs: str) -> bool:
        """Which of two versions is to stand."""
        from giktui.tui.dialogs.conflict import STILL, ChooseVersion

        while (rest := STILL - host_of(self.node).seconds_since_key()) > 0:
            await sleep(rest)
        return await self._answer(ChooseVersion(question, mine, theirs)) is True

    async def tell(self, message: str, title: str = "") -> None:
        """Something that stays until a key is pressed."""
        from giktui.tui.dialogs.asking import Notice

        await self._answer(Notice(message, title))

    async def _answer(self, dialog: ModalScreen[Answer]) -> Answer | None:
        answer: Answer | None = await self.node.app.push_screen_wait(dialog)
        return answer
