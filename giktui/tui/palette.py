"""The command palette: every action that applies here, found by its Chinese or English name; behind it its keys."""

from collections.abc import Iterator
from functools import partial
from typing import cast

from textual import command
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.command import Command, CommandList, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.style import Style

from giktui.i18n import _
from giktui.tui.actions.action import Action
from giktui.tui.host import Host
from giktui.tui.keymap import actions, key_name
from giktui.tui.report_search import reports_named
from giktui.wording.cells import section_title


def ids_of(node: DOMNode) -> set[str]:
    """The ids of the actions that a widget, screen or app carries."""
    declared = (binding for base in type(node).__mro__ for binding in base.__dict__.get("BINDINGS", ()))
    return {binding.id for binding in declared if isinstance(binding, Binding) and binding.id}


class CommandPalette(command.CommandPalette):
    """Textual's palette, with our word for an action that is not there, and without the magnifying glass: terminals
    disagree about its width."""

    DEFAULT_CSS = """
    CommandPalette SearchIcon { display: none; }
    CommandPalette #--input, CommandPalette #--input.--list-visible { border: none; padding: 1 1; }
    CommandPalette CommandList, CommandPalette CommandList.--visible { border: none; background: $surface; }
    """

    _answered = False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Go; of two clicks that arrive together the second finds it gone (see `Dialog`)."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)

    def _gather_commands(self, search_value: str) -> None:  # type: ignore[override]  # a worker of textual's
        """Show what is found at once: an Enter that comes with the words must not choose from what was there before."""
        help_style = Style.from_styles(self.get_component_styles("command-palette--help-text"))
        hits = [
            hit for provider in self._providers for hit in cast("ActionProvider", provider).everything(search_value)
        ]
        commands = [
            Command(
                Content("  ").join([Content(str(hit.text)), Content(hit.help or "").stylize_before(help_style)]),
                hit,
                id=str(number),
            )
            for number, hit in enumerate(hits)
        ]
        self._refresh_command_list(self.query_one(CommandList), commands, clear_current=True)
        self.add_class("-ready")
        if not commands:
            self._start_no_matches_countdown(search_value)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        super()._start_no_matches_countdown(search_value)
        if self._no_matches_timer is not None:
            self.set_timer(self._NO_MATCHES_COUNTDOWN + 0.05, self._say_in_our_words)

    def _say_in_our_words(self) -> None:
        found = self.query_one(CommandList)
        if found.option_count and found.get_option_at_index(0).id == self._NO_MATCHES:
            found.replace_option_prompt(self._NO_MATCHES, Content(_("这里没有这样的操作")))


class ActionProvider(Provider):
    """Finds actions of the keymap: those of the focused widget, of the screen and what is on it, of the app."""

    @property
    def giktui(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    def applicable(self) -> Iterator[tuple[Action, DOMNode]]:
        """The actions that can be run now, each with the node that runs it; the focused widget's first."""
        focused = self.focused.ancestors_with_self if self.focused else ()
        owners: dict[str, DOMNode] = {}
        for node in (*focused, self.screen, *self.screen.query("*"), self.app):
            if node.display or node is self.app:
                for id in ids_of(node):
                    owners.setdefault(id, node)
        own_first = sorted(actions(), key=lambda found: found.scope in ("app", "page"))
        for found in own_first:
            owner = owners.get(found.id)
            if found.palette and owner is not None and hasattr(owner, f"action_{found.method}"):
                yield found, owner

    def _help(self, found: Action) -> str:
        return "  ".join(key_name(key) for key in self.giktui.keys_of(found.id))

    def found(self, query: str) -> Iterator[Hit | DiscoveryHit]:
        """The actions whose name, in either language, has the query in it or nearly; all, before anything is typed."""
        matcher = self.matcher(query)
        for found, owner in self.applicable():
            run = partial(self.app.run_action, found.call, owner)
            if not query:
                yield DiscoveryHit(Content(found.name), run, text=found.name, help=self._help(found))
                continue
            score = max(matcher.match(found.name), matcher.match(found.english))
            if query.lower() in f"{found.name} {found.english}".lower():
                score = max(score, 1.0)
            if score > 0:
                yield Hit(min(score, 1.0), Content(found.name), run, text=found.name, help=self._help(found))

    def everything(self, query: str) -> Iterator[Hit | DiscoveryHit]:
        """The actions; behind them, reports to open."""
        yield from self.found(query)
        yield from self.reports(query)

    def reports(self, query: str) -> Iterator[Hit]:
        """Reports, and their sections, to open: 水务 2024 三, or swj 2024."""
        for entry, section in reports_named(self.giktui.db, query):
            title = f" {section_title(section)}" if section is not None else ""
            name = _("打开 {agency} {year} 年{section}").format(agency=entry.agency, year=entry.year, section=title)
            run = partial(self.giktui.open_report, entry, section.id if section is not None else None)
            yield Hit(0.5, Content(name), run, text=name)

    async def search(self, query: str) -> Hits:
        """What is found, as Textual asks for it."""
        for hit in self.everything(query):
            yield hit

    async def discover(self) -> Hits:
        """All of them, as Textual asks for them."""
        for hit in self.found(""):
            yield hit
