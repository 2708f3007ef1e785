"""The rule settings of a database: read with every check, changed by `giktui rules`, handed over in packages."""

import sqlite3
from collections.abc import Mapping

from giktui.checks.settings import Settings, settled
from giktui.checks.version import rules_version
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing


def rule_settings(db: sqlite3.Connection) -> Settings:
    """What the database sets; empty where everything is as the catalogue has it."""
    return Settings(dict(db.execute("SELECT name, value FROM rule_setting ORDER BY name")))


def version(db: sqlite3.Connection) -> str:
    """The version of the rules, these settings included."""
    return rules_version(rule_settings(db).texts)


def set_rule(db: sqlite3.Connection, name: str, text: str, *, actor: str) -> tuple[str, str]:
    """Set a threshold or a rule's severity; gives both as they are stored. Raises GiktuiError for any other."""
    name, text = settled(name, text)
    with writing(db):
        db.execute("INSERT OR REPLACE INTO rule_setting VALUES (?, ?, ?, ?)", (name, text, actor, now()))
    return name, text


def reset_rule(db: sqlite3.Connection, name: str | None = None) -> int:
    """Take one setting back, or all; how many there were. A name is taken in any case of letters."""
    with writing(db):
        return db.execute("DELETE FROM rule_setting WHERE ?1 IS NULL OR lower(name) = lower(?1)", (name,)).rowcount


def differing(db: sqlite3.Connection, handed: Mapping[str, str]) -> Settings:
    """What a package's database sets otherwise than this one. It is told, not taken over: each decides for itself."""
    own = rule_settings(db).texts
    return Settings({name: text for name, text in handed.items() if own.get(name) != text})
