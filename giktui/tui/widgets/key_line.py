"""The last line of a screen: the few keys that matter there, as many as fit."""

from collections.abc import Mapping

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from giktui.tui.host import host_of
from giktui.tui.keymap import action, is_character, key_name


class KeyLine(Widget):
    """Names actions and their keys as the user has them."""

    DEFAULT_CSS = """
    KeyLine { height: 1; dock: bottom; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(
        self, ids: tuple[str, ...], always: tuple[str, ...] = (), names: Mapping[str, str] | None = None
    ) -> None:
        """`names` are what some of the actions are called here, if not by their own names."""
        super().__init__()
        self.ids, self.always, self.names = ids, always, names or {}
        self.typing = False
        self._places: list[tuple[int, int, str]] = []

    def name_keys(self, ids: tuple[str, ...], names: Mapping[str, str] | None = None, *, typing: bool = False) -> None:
        """Name other actions, some by other `names`; while `typing` a text, by keys that are no characters."""
        new = (ids, names or {}, typing)
        if new != (self.ids, self.names, self.typing):
            self.ids, self.names, self.typing = new
            self.refresh()

    def render(self) -> Content:
        """`Enter 打开  n 新建 …  q 返回`: those of `always` come last, and of the others as many as fit before them."""
        last = [id for id in self.always if self._piece(id)]
        ends = [piece for id in last if (piece := self._piece(id))]
        named: list[str] = []
        self._places = []
        left = self.size.width - sum(piece.cell_length + 2 for piece in ends)
        pieces: list[Content] = []
        for id in self.ids:
            piece = self._piece(id)
            if piece is None:
                continue
            left -= piece.cell_length + 2
            if left < -2:
                break
            pieces.append(piece)
            named.append(id)
        shown = [*pieces, *ends]
        x = 0
        for id, piece in zip([*named, *last], shown, strict=True):
            self._places.append((x, x + piece.cell_length, id))
            x += piece.cell_length + 2
        return Content("  ").join(shown)

    async def on_click(self, event: Click) -> None:
        """A click on a key is as good as the key."""
        at = event.x - self.styles.padding.left
        for begin, end, id in self._places:
            if begin <= at < end:
                await host_of(self).perform(id)
                return

    def _piece(self, id: str) -> Content | None:
        keys = host_of(self).keys_of(id)
        if self.typing:
            keys = tuple(key for key in keys if not is_character(key))
        if not keys:
            return None
        name = self.names.get(id, action(id).name)
        for mark in ("：", ":", "（", " (", ","):
            name = name.partition(mark)[0]
        return Content.assemble((key_name(keys[0]), "bold"), " ", name)
