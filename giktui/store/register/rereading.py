"""Stored requests read anew where the program has learnt other words since."""

import sqlite3
from contextlib import suppress

from giktui.errors import GiktuiError
from giktui.register.fingerprint import register_fingerprint
from giktui.store.connection.transaction import writing
from giktui.store.register.rows import find_twice, requests, rewrite


def read_anew(db: sqlite3.Connection) -> None:
    """Read every stored request again if it was read by another program; where the database cannot be written, not."""
    with_what = db.execute("SELECT sha256 FROM made_with WHERE what = 'register'").fetchone()
    if with_what == (register_fingerprint(),):
        return
    with suppress(GiktuiError), writing(db):
        for (agency,) in db.execute("SELECT DISTINCT agency FROM request").fetchall():
            for one in requests(db, agency):
                rewrite(db, one.id, one)
            find_twice(db, agency)
        db.execute("INSERT OR REPLACE INTO made_with VALUES ('register', ?)", (register_fingerprint(),))
