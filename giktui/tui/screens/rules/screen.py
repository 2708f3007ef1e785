"""The rules and thresholds, what this database sets otherwise, and setting them."""

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose, Prompt
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.list_rows import Column, Item
from giktui.tui.widgets.paged_list import PagedList


class RulesScreen(Page):
    """A line a rule or threshold, in the order of the catalogue; what is set otherwise stands out."""

    BINDINGS: ClassVar = bindings("rules")
    SCOPE = "rules"
    KEYS = ("rules.set", "rules.reset", "rules.changed")

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.only_changed = False

    def where(self) -> tuple[str, ...]:
        """The rules."""
        return ("giktui", _("规则设置"))

    def standing(self) -> str:
        """How many are set otherwise."""
        return _("改过 {n} 项").format(n=len(self.texts))

    def body(self) -> Iterable[Widget]:
        """The rules; below, the one under the cursor explained."""
        columns = (Column(_("名称"), 22), Column(_("现在是"), 10), Column(_("原为"), 10), Column(_("说明"), 0))
        yield PagedList(columns, id="rules")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The list."""
        return self.query_one("#rules", PagedList)

    def on_mount(self) -> None:
        """Show what is set."""
        self.set_focus(self.main)
        self.refill()

    def refill(self) -> None:
        """Read the settings anew and show them."""
        from giktui.checks.settings import names
        from giktui.store.analysis.rule_settings import rule_settings

        self.texts = dict(rule_settings(self.giktui.db).texts)
        self.main.show_items([self._item(name) for name in names() if not self.only_changed or name in self.texts])
        self.retitle()

    def _item(self, name: str) -> Item:
        from giktui.checks.settings import title_of, usual

        changed = name in self.texts
        now = _shown(name, self.texts.get(name, usual(name)))
        looks = ("soft", "soft", "muted", "") if changed else ("", "", "", "")
        return Item(name, (name, now, _shown(name, usual(name)) if changed else "", title_of(name)), looks)

    @property
    def name_here(self) -> str:
        """The rule or threshold under the cursor; empty where there is none."""
        item = self.main.item
        return item.key if item and isinstance(item.key, str) else ""

    def on_paged_list_moved(self) -> None:
        """Explain the rule."""
        from giktui.checks import explain

        name = self.name_here
        said = explain(name) if name.isupper() else _("Enter 设置，d 恢复原值")
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click sets."""
        self.action_set()

    def action_set(self) -> None:
        """Choose a severity, or type a number or a day."""
        from giktui.checks.settings import LEVELS, level_name, title_of, usual

        name = self.name_here
        if not name:
            return
        if name.isupper():
            words = [level_name(level) for level in LEVELS]

            def chosen(number: int | None) -> None:
                if number is not None:
                    self._set(name, LEVELS[number])

            self.app.push_screen(Choose(f"{name}  {title_of(name)}", words), chosen)
            return

        def given(text: str | None) -> None:
            if text:
                self._set(name, text)

        self.app.push_screen(Prompt(title_of(name), self.texts.get(name, usual(name)), title=name), given)

    def _set(self, name: str, text: str) -> None:
        from giktui.store import actor
        from giktui.store.analysis.rule_settings import set_rule

        if self.attempt(lambda: set_rule(self.giktui.db, name, text, actor=actor())):
            self.refill()

    def action_reset(self) -> None:
        """Take the setting under the cursor back."""
        from giktui.store.analysis.rule_settings import reset_rule

        if self.name_here in self.texts and self.attempt(lambda: reset_rule(self.giktui.db, self.name_here)):
            self.refill()

    def action_changed(self) -> None:
        """Only what is set otherwise, or all."""
        self.only_changed = not self.only_changed
        self.refill()


def _shown(name: str, text: str) -> str:
    from giktui.checks.settings import level_name

    return level_name(text) if name.isupper() else text
