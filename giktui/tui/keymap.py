"""Every action of the app in one place: its id, its keys and its name; and the user's own keys over them.

An action's id is `scope.name`: pressing one of its keys where the scope has the focus calls `action_name` on the
widget, screen or app that carries the scope's bindings. The user's keymap file (`keymap.toml` in giktui's config
folder) gives an action other keys: `"report.next_finding" = ["f3", "n"]`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import tomli
from textual.binding import Binding, BindingType
from textual.keys import KEY_ALIASES, Keys

from giktui.i18n import _, language
from giktui.tui.actions import app, report, screens
from giktui.tui.actions.action import Action


def actions() -> tuple[Action, ...]:
    """Every action with its default keys, named in the language of the interface, in the order of the help."""
    return _actions_in(language())


@cache
def _actions_in(_language: str) -> tuple[Action, ...]:
    return (*app.actions(), *report.actions(), *screens.actions())


def action(id: str) -> Action:
    """The action of that id; KeyError for an id that is none."""
    for candidate in actions():
        if candidate.id == id:
            return candidate
    raise KeyError(id)


def bindings(scope: str) -> list[BindingType]:
    """The bindings of a scope, for `BINDINGS` of its class. The user's keys are laid over them when the app starts."""
    return [
        Binding(",".join(found.keys), found.call, id=found.id, show=False, system=True, priority=found.priority)
        for found in actions()
        if found.scope == scope and found.keys
    ]


def keymap_path() -> Path:
    """Where the user's keymap file is looked for."""
    from platformdirs import user_config_path

    return user_config_path("giktui") / "keymap.toml"


def user_keymap(path: Path) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The user's keys by action id, none if there is no file; and what is wrong in the file, in words.

    What is wrong (no TOML, no action of that name, no key) is left out: everything else holds.
    """
    try:
        data = tomli.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        return {}, [_("读不了键位文件 {path}：{error}。请改正或删去它。").format(path=path, error=error)]
    troubles: list[str] = []
    known = {found.id for found in actions()}
    chosen: dict[str, tuple[str, ...]] = {}
    for id, value in _flattened(data):
        if id not in known:
            text = _("键位文件 {path} 里的“{id}”不是一个操作；名称见 giktui keys 和帮助（F1）。")
            troubles.append(text.format(path=path, id=id))
            continue
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            troubles.append(_("键位文件 {path} 里“{id}”的值应是一个键或一列键。").format(path=path, id=id))
            continue
        if wrong := [key for key in keys if not _is_key(key)]:
            text = _("键位文件 {path} 里“{id}”的“{key}”不是一个键；写法如 f3、n、ctrl+d、alt+1。")
            troubles += [text.format(path=path, id=id, key=key) for key in wrong]
            continue
        chosen[id] = tuple(keys)
    return chosen, troubles


def key_table() -> tuple[list[tuple[str, str, str]], list[str]]:
    """Every action by its id, with its keys as the user has them and its name; and what is wrong in the keymap file."""
    chosen, troubles = user_keymap(keymap_path())
    rows = [
        (found.id, "  ".join(key_name(key) for key in keys_of(found.id, chosen)), found.name) for found in actions()
    ]
    return rows, troubles


def keys_of(id: str, chosen: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys an action has, given the user's."""
    return chosen.get(id, action(id).keys)


def is_character(key: str) -> bool:
    """Whether the key types a character: where a text is typed it cannot be a command."""
    return len(key) == 1 or key in ("slash", "question_mark", "space")


def key_name(key: str) -> str:
    """A key as people write it: `Ctrl+D`, `F3`, `Shift+F3`, `/`."""
    *modifiers, last = key.split("+")
    known = {
        "slash": "/", "question_mark": "?", "escape": "Esc", "enter": "Enter", "space": "Space", "up": "↑", "down": "↓",
        "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "delete": "Delete", "backspace": "Backspace",
        "full_stop": ".", "comma": ",",
    }  # fmt: skip
    shown = known.get(last, last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


def _flattened(data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for id, value in data.items():
        if isinstance(value, dict):
            for name, inner in value.items():
                yield f"{id}.{name}", inner
        else:
            yield id, value


@cache
def _key_names() -> frozenset[str]:
    names = {str(key.value) for key in Keys} | {name for names in KEY_ALIASES.values() for name in names}
    return frozenset(names | {"slash", "question_mark", "space"})


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    plain = set(modifiers) <= {"ctrl", "alt", "shift"}
    return plain and (len(last) == 1 or last in _key_names() or key in _key_names())
