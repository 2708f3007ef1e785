"""The signal that another process has written to the database, to screens that read it anew then."""

from textual.dom import DOMNode
from textual.signal import Signal, SignalCallbackType

from giktui.errors import GiktuiError
from giktui.tui.host import host_of


class DatabaseSignal(Signal[None]):
    """Published to whoever shows what is in the database.

    Where a screen cannot read anew what it shows (its report was deleted by a colleague), that is said and not fatal.
    """

    def subscribe(self, node: DOMNode, callback: SignalCallbackType[None], immediate: bool = False) -> None:
        """Call back when something was written, as long as the node is mounted."""

        def guarded(_nothing: None) -> None:
            try:
                callback(None)
            except GiktuiError as error:
                host_of(node).say(error, error=True)

        super().subscribe(node, guarded, immediate)
