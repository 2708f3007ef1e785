"""The signal that another process has written to the database, to screens that read it anew then."""

from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.signal import Signal, SignalCallbackType

from giktui.errors import GiktuiError
from giktui.tui.host import host_of

if TYPE_CHECKING:
    from giktui.store import Connection


class DatabaseSignal(Signal[None]):
    """Published to whoever shows what is in the database.

    Where a screen cannot read anew what it shows (its report was deleted by a colleague), that is said and not fatal.
    """

    def __init__(self, owner: DOMNode, db: "Connection") -> None:
        super().__init__(owner, "database changed")
        self._db = db
        self._version = 0
        self._version = self._version_now()

    def look(self) -> None:
        """Publish if another connection has committed since the last look."""
        version = self._version_now()
        if version != self._version:
            self._version = version
            self.publish(None)

    def _version_now(self) -> int:
        from giktui.store import data_version

        version = data_version(self._db)
        return self._version if version is None else version  # locked for the moment: the next look tells

    def subscribe(self, node: DOMNode, callback: SignalCallbackType[None], immediate: bool = False) -> None:
        """Call back when something was written, as long as the node is mounted."""

        def guarded(_nothing: None) -> None:
            try:
                callback(None)
            except GiktuiError as error:
                host_of(node).say(error, error=True)

        super().subscribe(node, guarded, immediate)
