"""The app: one database, a stack of screens, the keymap and the themes."""

import gc
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual import work
from textual.app import App
from textual.command import Provider
from textual.events import Event, Key, MouseDown, MouseUp, Paste
from textual.screen import Screen

from giktui.i18n import _
from giktui.tui.actions.owner import owner_of
from giktui.tui.database_signal import DatabaseSignal
from giktui.tui.host import AsksBeforeLeaving
from giktui.tui.keymap import action, bindings, keymap_path, keys_of, user_keymap
from giktui.tui.safe_text import plain
from giktui.tui.screens_by_name import made
from giktui.tui.terminal.choice import display_of, driver
from giktui.tui.terminal.key_queue import KeyQueue
from giktui.tui.terminal.keys import teach_keys
from giktui.tui.terminal.line_breaks import teach_line_breaks
from giktui.tui.themes import THEMES, default_theme, theme_name
from giktui.tui.ui_state import remember_theme

if TYPE_CHECKING:
    from giktui.store import Connection, Entry

POLL_SECONDS = 1.5
"""How often the database is asked whether another process has written to it."""

BUSY_SECONDS = 1.0
"""How long a write waits for another process; what could not be written then is kept on the screen and tried again."""


def _palette() -> type[Provider]:
    from giktui.tui.palette import ActionProvider

    return ActionProvider


class GiktuiApp(App[None]):
    """giktui in the terminal, on one database."""

    CSS_PATH = "app.tcss"
    TITLE = "giktui"
    BINDINGS = bindings("app")
    COMMANDS = {_palette}  # noqa: RUF012

    def __init__(self, path: Path, agency: str | None = None, year: int | None = None) -> None:
        """Connect to the database at `path`, to begin at the report of that agency on `year`; where there is none, at
        asking to begin it. Raises GiktuiError if the database, or the agency, cannot be found."""
        from giktui.store import all_agencies, connect_as_may_be, find_entry, the_agency, wait_for_others

        teach_keys()
        teach_line_breaks()
        super().__init__(driver_class=driver())
        self.path = path
        self.db: Connection
        self.db, can_write = connect_as_may_be(path)
        self.read_only = not can_write
        wait_for_others(self.db, BUSY_SECONDS)
        self._year = year
        if year is not None and (agency or all_agencies(self.db)):
            agency = the_agency(self.db, agency).name
        self._first = find_entry(self.db, agency, year) if agency and year is not None else None
        self.agency = agency
        self.database_changed = DatabaseSignal(self, self.db)
        """Published when another process has written to the database."""
        self._terminal = display_of(self)
        self._last_key = 0.0
        self._keys = KeyQueue(self, super().on_event)
        self.chosen_keys, self._key_troubles = user_keymap(keymap_path())
        for theme in THEMES:
            self.register_theme(theme)
        self._begin_with(default_theme())
        self.add_mode("home", lambda: self.make_screen("home"))

    def _begin_with(self, theme: str) -> None:
        """Set the first theme; one of true colours before the style sheets are read, which saves reading them twice."""
        if self.available_themes[theme].ansi:
            self.theme = theme
        else:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[Any]:
        """The report asked for, home, or, on an empty database, the start screen."""
        from giktui.store import each_entry

        if self._first is not None:
            screen = self.make_screen("report", entry=self._first)
        else:
            screen = self.make_screen("home" if next(each_entry(self.db), None) else "start")
        self.stylesheet.read_all(screen.css_path)  # which Textual does for every screen but the first
        return screen

    def on_mount(self) -> None:
        """Lay the user's keys over the default ones; start looking for other people's edits."""
        self.set_keymap({id: ",".join(keys) for id, keys in self.chosen_keys.items()})
        self.set_interval(POLL_SECONDS, self.poll_database)
        self.call_after_refresh(gc.enable)
        self.call_after_refresh(self._tell_of_words_kept)
        if self._year is not None and self._first is None:
            self.call_after_refresh(self.show, "new_report", agency=self.agency or "", year=self._year)
        for trouble in self._key_troubles:
            self.call_after_refresh(self.say, trouble, error=True)
        if self.read_only:
            self.call_after_refresh(self.say, _("数据库只读，只能查看：{path}").format(path=self.path), error=True)
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())

    def _tell_of_words_kept(self) -> None:
        """What could not be saved when the app was last cut off."""
        from giktui.tui.kept_words import not_told

        for path in not_told():
            self.say(_("上次中断时有没存下的内容，在 {path}").format(path=path), error=True)

    async def on_event(self, event: Event) -> None:
        """Take one key, and one click, after the other."""
        if isinstance(event, Key | Paste | MouseDown | MouseUp) and not event.is_forwarded:
            if isinstance(event, Key | Paste):
                self._last_key = monotonic()
            if self._keys.stuck and isinstance(event, Key) and event.key in self.keys_of("app.quit"):
                self._leave_what_does_not_end()
            else:
                await self._keys.take(event)
        else:
            await super().on_event(event)

    def hold_keys(self) -> AbstractContextManager[None]:
        """Let no key in meanwhile: a part of the screen is being built anew."""
        return self._keys.hold()

    def typed_ahead(self) -> str:
        """The characters that nothing has taken yet."""
        return self._keys.typed_ahead()

    def _leave_what_does_not_end(self) -> None:
        """The way out where what a key led to does not end, so that no other is looked at."""
        from giktui.tui.terminal.crash import kept_in_hand

        path = kept_in_hand(self, told=True)
        said = _("正在做的事没有做完，已退出。")
        self.exit(return_code=1, message=said + (_("没存下的内容在 {path}").format(path=path) if path else ""))

    def make_screen(self, name: str, **arguments: Any) -> Screen[Any]:
        """A new screen of SCREENS_BY_NAME; its module is imported now. KeyError for a name that is none."""
        return made(name, **arguments)

    def show(self, name: str, **arguments: Any) -> None:
        """Push the screen of that name over the present one; `arguments` go to its constructor."""
        self.push_screen(self.make_screen(name, **arguments))

    def open_report(self, entry: "Entry", cell: str | None = None) -> None:
        """Show the report of that entry, at `cell` (a cell id, a section id, "title" or "preamble") if given."""
        self.show("report", entry=entry, cell=cell)

    def back_to_report(self, entry: "Entry", cell: str | None = None) -> None:
        """The same on the report's screen below the present one where that is the one below, else on a new one."""
        from giktui.tui.screens.report.screen import ReportScreen

        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        if isinstance(below, ReportScreen) and below.entry.id == entry.id:
            self.pop_screen()
            if cell:
                self.call_later(below.go_to, cell)
        else:
            self.open_report(entry, cell)

    def go_home(self) -> None:
        """To the home screen below the present one; where there is none, to a new one."""
        from giktui.tui.screens.home.screen import HomeScreen

        while len(self.screen_stack) > 1:
            self.pop_screen()
        if not isinstance(self.screen, HomeScreen):
            self.switch_mode("home")

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

    def seconds_since_key(self) -> float:
        """How long the hands have been at rest."""
        return monotonic() - self._last_key

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys an action has now."""
        return keys_of(id, self.chosen_keys)

    async def perform(self, id: str) -> bool:
        """Run the action of that id where it applies; False if nothing on the screen can run it."""
        owner = owner_of(self, action(id).method)
        return owner is not None and await self.run_action(action(id).call, default_namespace=owner)

    def action_command_palette(self) -> None:
        """Every action by its name."""
        from giktui.tui.palette import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("输入操作名称的一部分"), id="--command-palette"))

    async def action_quit(self) -> None:
        """Leave the app from anywhere; a report in which something could not be saved asks first."""
        self._quit()

    @work(group="quit")
    async def _quit(self) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, AsksBeforeLeaving) and not await screen.may_leave():
                return
        self.exit()

    def action_next_theme(self) -> None:
        """The next of the three themes."""
        names = [theme.name for theme in THEMES]
        position = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(position + 1) % len(names)]
        remember_theme(self.theme)
        self.say(_("配色：{name}").format(name=theme_name(self.theme)))

    def on_resize(self) -> None:
        """A terminal that was resized shows anything, even when it has its old size again before Textual looks."""
        if self._terminal is not None and self._terminal.picture.shown:
            self.call_later(self.action_redraw)

    def action_redraw(self) -> None:
        """Draw everything anew, for when something else has written on the terminal."""
        if self._terminal is not None:
            self._terminal.forget()
        self.screen.refresh(layout=True)

    # -- the terminal -------------------------------------------------------------------------------------------

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send only what differs from what the terminal shows, and only when the line takes it."""
        if self._terminal is not None and self._terminal.show(renderable):
            self.post_display_hook()
        else:
            super()._display(screen, renderable)

    def terminal_asked(self, size: int) -> None:
        """The driver has asked the terminal where its cursor is."""
        if self._terminal is not None:
            self._terminal.asked(size)

    def terminal_answered(self) -> None:
        """The terminal has drawn what was sent before."""
        if self._terminal is not None:
            self._terminal.answered()

    def terminal_not_utf8(self) -> None:
        """The terminal sends what is not UTF-8: say how to set it."""
        self.say(
            _(
                "终端发来的不是 UTF-8，打的字会变成“�”。请把终端的编码改成 UTF-8"
                "（PuTTY：Window › Translation；Xshell、SecureCRT：会话属性 › 终端 › 编码），再试一次。"
            ),
            error=True,
        )

    def terminal_gone(self, code: int) -> None:
        """The terminal is closed, or the process is to end: save what is being typed, and leave."""
        from giktui.tui.terminal.crash import kept_in_hand

        kept_in_hand(self)
        self.exit(return_code=code)

    def _fatal_error(self) -> None:
        """Instead of a traceback: what happened, what was saved, what to do."""
        self.panic()

    def panic(self, *_renderables: RenderableType) -> None:
        """End because of an error. Whatever it was, what is being typed is saved or named."""
        from giktui.tui.terminal.crash import farewell

        self._return_code = 1
        self._exit_renderables.append(farewell(self, self._exception))
        self._close_messages_no_wait()

    def poll_database(self) -> None:
        """Publish `database_changed` if another connection has committed since the last look."""
        self.database_changed.look()
