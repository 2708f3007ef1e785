"""The app: one database, a stack of screens, the keymap and the themes."""

import sqlite3
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.app import App
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.signal import Signal

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.keymap import bindings, keymap_path, keys_of, user_keymap
from giktui.tui.safe_text import plain
from giktui.tui.themes import THEMES, default_theme

if TYPE_CHECKING:
    from giktui.store import Entry

_HERE = "giktui.tui.screens"
SCREENS_BY_NAME = {
    "start": f"{_HERE}.start:StartScreen",
    "home": f"{_HERE}.home:HomeScreen",
    "report": f"{_HERE}.report:ReportScreen",
    "compare": f"{_HERE}.compare:CompareScreen",
    "findings": f"{_HERE}.findings:FindingsScreen",
    "history": f"{_HERE}.history:HistoryScreen",
    "import": f"{_HERE}.importing:ImportScreen",
    "export": f"{_HERE}.export:ExportScreen",
    "trend": f"{_HERE}.trend:TrendScreen",
    "help": f"{_HERE}.help:HelpScreen",
}
"""Where each screen is: imported when it is first shown."""

POLL_SECONDS = 1.5
"""How often the database is asked whether another process has written to it."""


def _palette() -> type[Provider]:
    from giktui.tui.commands import ActionProvider

    return ActionProvider


class GiktuiApp(App[None]):
    """giktui in the terminal, on one database."""

    CSS_PATH = "app.tcss"
    TITLE = "giktui"
    BINDINGS = bindings("app")
    COMMANDS = {_palette}  # noqa: RUF012

    def __init__(self, path: Path, agency: str | None = None, year: int | None = None) -> None:
        """Connect to the database at `path`. Raises GiktuiError if that, or finding the report, fails."""
        from giktui.store import connect

        super().__init__()
        self.path = path
        self.db: sqlite3.Connection = connect(path)
        self._first = self._report_to_open(agency, year) if year is not None else None
        self.agency = agency
        self.database_changed: Signal[None] = Signal(self, "database changed")
        """Published when another process has written to the database."""
        self._data_version = self._read_data_version()
        self.chosen_keys = user_keymap(keymap_path())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = default_theme()

    def get_default_screen(self) -> Screen[Any]:
        """The first screen: the report asked for, home, or, on an empty database, the start screen."""
        from giktui.store import entries

        if self._first is not None:
            return self.make_screen("report", entry=self._first)
        return self.make_screen("home" if entries(self.db) else "start")

    def on_mount(self) -> None:
        """Lay the user's keys over the default ones; start looking for other people's edits."""
        self.set_keymap({id: ",".join(keys) for id, keys in self.chosen_keys.items()})
        self.set_interval(POLL_SECONDS, self.poll_database)

    def make_screen(self, name: str, **arguments: Any) -> Screen[Any]:
        """A new screen of SCREENS_BY_NAME; its module is imported now. KeyError for a name that is none."""
        module, _colon, class_name = SCREENS_BY_NAME[name].partition(":")
        screen_class = getattr(import_module(module), class_name)
        return cast("Screen[Any]", screen_class(**arguments))

    def show(self, name: str, **arguments: Any) -> None:
        """Push the screen of that name over the present one; `arguments` go to its constructor."""
        self.push_screen(self.make_screen(name, **arguments))

    def open_report(self, entry: "Entry", cell: str | None = None) -> None:
        """Show the report of that entry, at `cell` (a cell id, a section id, "title" or "preamble") if given."""
        self.show("report", entry=entry, cell=cell)

    def leave_screen(self) -> None:
        """Back to the screen below; from the last one, out of the app."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def say(self, message: object, *, error: bool = False) -> None:
        """Show a short message, made safe. An error stays longer."""
        self.notify(
            plain(message), severity="error" if error else "information", timeout=10 if error else 4, markup=False
        )

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys an action has now."""
        return keys_of(id, self.chosen_keys)

    def owner_of(self, method: str) -> DOMNode | None:
        """The node that would run `action_<method>`: the focused one or what it stands in, else one on the screen."""
        screen = self.screen
        near: Iterable[DOMNode] = screen.focused.ancestors_with_self if screen.focused else (screen, self)
        for node in (*near, *screen.query("*")):
            if isinstance(node, DOMNode) and hasattr(node, f"action_{method}") and node.display:
                return node
        return None

    async def perform(self, id: str) -> bool:
        """Run the action of that id where it applies; False if nothing on the screen can run it."""
        owner = self.owner_of(id.partition(".")[2])
        return owner is not None and await self.run_action(id.partition(".")[2], default_namespace=owner)

    def action_next_theme(self) -> None:
        """The next of the three themes."""
        names = [theme.name for theme in THEMES]
        position = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(position + 1) % len(names)]

    def poll_database(self) -> None:
        """Publish `database_changed` if another connection has committed since the last look."""
        version = self._read_data_version()
        if version != self._data_version:
            self._data_version = version
            self.database_changed.publish(None)

    def _read_data_version(self) -> int:
        try:
            return int(self.db.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.OperationalError:
            return self._data_version  # locked for the moment: the next look tells

    def _report_to_open(self, agency: str | None, year: int) -> "Entry":
        from giktui.store import entries

        found = entries(self.db, agency=agency, year=year)
        if len(found) == 1:
            return found[0]
        if not found:
            raise GiktuiError(
                _("库 {path} 里没有{agency} {year} 年的报告；用 giktui list 看有哪些。").format(
                    path=self.path, agency=agency or "", year=year
                )
            )
        raise GiktuiError(
            _("{year} 年有 {count} 个机关的报告，请用 --agency 指明一个：{names}").format(
                year=year, count=len(found), names="、".join(entry.agency for entry in found[:8])
            )
        )
